"""A script from the network that runs unseen.

`curl … | sh` runs whatever the server sends at the moment of the build. Nobody has looked at it, nothing says that it
is what it was yesterday, and a connection that breaks off leaves half a script run. A script that is fetched into a
file can be compared with a checksum before it runs.

```dockerfile bad
FROM debian:12
RUN curl -fsSL https://example.com/install.sh | sh
```
```dockerfile good
FROM debian:12
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /
RUN sh /install.sh
```

`bash <(curl …)`, `sh -c "$(curl …)"` and `eval "$(wget -qO- …)"` do the same and are reported too, and so are scripts
for Python, Perl, Ruby, Node.js and PHP. The rule is silent for hosts of the builder itself and of private networks, for
addresses that name a commit by its whole hash, and where the download goes into a file and leaves the pipe empty.

## References

- [Dockerfile reference: ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from dockwright.catalog.commands import INTERPRETERS, POSIX_SHELLS
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.downloads import Download, address_text, all_are_private, downloads_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_RUNNING = POSIX_SHELLS | INTERPRETERS
_EVALUATING = POSIX_SHELLS | {"eval", "source", "."}
_PIPES = ("|", "|&")
_INPUT = ("-", "--", "/dev/stdin")
_COMMIT = re.compile(r"/[0-9a-f]{40}/")
_PASSING_ON = frozenset(("tee", "sed", "tr", "cat"))


@rule(on=ast.Run, severity=Severity.INFORMATION, aliases=("DD054", "DF021"), mentions=("curl", "wget"))
def curl_pipe_shell(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    found = downloads_of(commands)
    if not found:
        return
    # Most go into a file, and of those nobody needs to know what stands around them.
    found = [it for it in found if it.command.separator_after in _PIPES or _is_substituted(it.command)]
    starts = [it.range.start for it in commands] if found else []
    for download in found:
        if download.asks_only or all_are_private(download) or download.files:
            continue
        if all(_COMMIT.search(address_text(it)) for it in download.addresses):
            # What it names can be nothing else than it was when somebody looked at it.
            continue
        runner = _runner(download, commands, starts)
        if runner is not None:
            message = f"`{runner.name}` runs what `{download.program}` gets, and nothing checks what that is"
            yield Diagnostic(download.command.words[0].range, message)


def _runner(download: Download, commands: tuple[Command, ...], starts: list[int]) -> Command | None:
    """The command that runs what a download gets: behind its pipe, or around it."""
    command = download.command
    place = bisect_right(starts, command.range.start)
    pipe = command.separator_after
    for following in commands[place:]:
        if pipe not in _PIPES:
            break
        if len(following.nestings) > len(command.nestings):
            # `curl "$(…)" | sh`: what stands in an argument.
            continue
        if following.wraps:
            # `| sudo -E bash -`: the next one is what it runs.
            if following.name in POSIX_SHELLS or following.name == "xargs":
                return None
            continue
        if following.name in _RUNNING and _reads_its_input(following):
            return following
        if following.name not in _PASSING_ON or following.nestings != command.nestings:
            return None
        pipe = following.separator_after
    if not _is_substituted(command):
        return None
    outer = next((it for it in reversed(commands[: place - 1]) if command.range.end <= it.range.end), None)
    if outer is None or outer.name not in _EVALUATING:
        return None
    runs_text = outer.name not in POSIX_SHELLS
    for word in outer.arguments:
        text = word.text.lstrip('"')
        if word.range.start <= command.range.start < word.range.end:
            return outer if text.startswith(("<(", "$(", "`") if runs_text else "<(") else None
        if outer.name != "eval" and not text.startswith("-"):
            # The script is another word, and this one is its argument.
            return None
        runs_text |= "c" in text and not text.startswith("--")
    return None


def _is_substituted(command: Command) -> bool:
    return command.nestings[-1:] == ("substitution",)


def _reads_its_input(command: Command) -> bool:
    """Whether an interpreter runs what comes through the pipe: it has no file and no script of its own."""
    texts = [it.value if it.value is not None else it.text for it in command.arguments]
    if command.name in INTERPRETERS:
        return not texts or texts[0] in _INPUT
    for text in texts:
        if text in _INPUT:
            return True
        if not text.startswith(("-", "+")):
            return False
        if not text.startswith("--"):
            if "c" in text:
                return False
            if "s" in text:
                return True
    return True
