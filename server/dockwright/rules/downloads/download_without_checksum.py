r"""A download that is unpacked or run without a look at what came.

A file from the network may be another one than last time. Comparing it with a checksum, or with a signature, stops the
build then. `ADD --checksum` does both in one line.

```dockerfile bad
FROM debian:12
RUN curl -fsSLO https://example.com/tool.tgz && tar -xzf tool.tgz -C /opt && rm tool.tgz
```
```dockerfile good
FROM debian:12
RUN curl -fsSLO https://example.com/tool.tgz && echo "$TOOL_SHA256  tool.tgz" | sha256sum -c - \
    && tar -xzf tool.tgz -C /opt && rm tool.tgz
```

The rule is off by default. It looks at what one RUN fetches and then unpacks, installs or makes executable, and is
silent where that RUN computes any checksum or checks a signature. There is no fix, since the file has to be fetched for
it.

## References

- [Dockerfile reference: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import consumed, unpacking_of
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.downloads import downloads_of, verifies
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Run, severity=Severity.HINT, default=False, mentions=("curl", "wget"))
def download_without_checksum(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    found = downloads_of(commands)
    if not found or any(map(verifies, commands)):
        return
    used = {text_of(word).rpartition("/")[2] for it in commands for word in (*consumed(it), *_made_executable(it))}
    piped = {one.range.start for one, other in pairwise(commands) if one.separator_after == "|" and unpacking_of(other)}
    for download in found:
        names = [path.replace("${", "$").replace("}", "").rpartition("/")[2] for path, _ in download.files]
        if not used.isdisjoint(names) or download.command.range.start in piped:
            message = f"Nothing checks what `{download.program}` got before it is used"
            yield Diagnostic(download.command.words[0].range, message)


def _made_executable(command: Command) -> tuple[CommandWord, ...]:
    return command.arguments[1:] if command.name == "chmod" and _is_executable(command) else ()


def _is_executable(command: Command) -> bool:
    mode = command.values[1] if len(command.values) > 1 else None
    return mode is not None and ("x" in mode or mode[-3:].isdigit())
