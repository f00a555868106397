"""Both `wget` and `curl` in one stage.

Two programs for one task are one more to install, to patch and to give flags.

```dockerfile bad
FROM debian:12
RUN curl -fsSLO https://example.com/one
RUN wget -q https://example.com/two
```
```dockerfile good
FROM debian:12
RUN curl -fsSLO https://example.com/one
RUN curl -fsSLO https://example.com/two
```

The rule is off by default, as a base image may bring both. It reports the first use of the second program in a stage;
another stage may use the other.

## References

- [Best practices: do not install what is not needed](https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.downloads import Download, downloads_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.HINT,
    aliases=("DL4001", "DS-0014", "ER0007", "DF058", "dockerfile.best-practice.use-either-wget-or-curl", "fc775e75"),
    default=False,
    mentions=("wget",),
)
def wget_and_curl(stage: Stage) -> Iterator[Diagnostic]:
    first: Download | None = None
    for instruction in stage.instructions:
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if not isinstance(run, ast.Run):
            continue
        for download in downloads_of(commands_of(run, stage.state_before(instruction).shell_language)):
            if first is None:
                first = download
            elif download.is_curl is not first.is_curl:
                where = download.command.words[0].range
                related = (Related(first.command.words[0].range, f"`{first.program}` is used here"),)
                message = f"`{download.program}` besides `{first.program}`; one of them is enough"
                yield Diagnostic(where, message, (), related)
                return
