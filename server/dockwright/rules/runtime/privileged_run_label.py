"""A container that is started with `--privileged`.

A privileged container may do nearly all that root on the host may do. Labels that tell how to run an image are run by
tools as they stand, and a build that starts privileged containers hands the builder to them.

```dockerfile bad
FROM debian:12
LABEL RUN="docker run --privileged --rm example/tool"
```
```dockerfile good
FROM debian:12
LABEL RUN="docker run --rm example/tool"
```

The rule looks at labels, and at commands of RUN, CMD and ENTRYPOINT that start a container. The fix drops the flag,
if asked for: only the author knows whether `--cap-add` has to take its place.

## References

- [docker run --privileged](https://docs.docker.com/reference/cli/docker/container/run/#privileged)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.exposure import ENGINES
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import without_words
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete

_FLAG = "--privileged"
_STARTING = ("run", "create", "exec", "up")
_MESSAGE = "A container with `--privileged` may do nearly all that root on the host may"


@rule(
    on=(ast.Label, ast.Run, ast.Cmd, ast.Entrypoint),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DD060", "privileged_run_container"),
    mentions=(_FLAG,),
)
def privileged_run_label(
    instruction: ast.Label | ast.Run | ast.Cmd | ast.Entrypoint, state: State
) -> Iterator[Diagnostic]:
    if isinstance(instruction, ast.Label):
        for pair in instruction.pairs:
            place = pair.value.text.find(_FLAG) if pair.value is not None else -1
            if pair.value is not None and place >= 0 and any(it in pair.value.text for it in ENGINES):
                where = pair.value.source_range(place, place + len(_FLAG))
                yield Diagnostic(where, _MESSAGE, _fixes(_cut(pair.value, place)))
        return
    for command in commands_of(instruction, state.shell_language):
        if command.name in ENGINES and command.has(*_STARTING):
            for word in command.arguments:
                if word.value in (_FLAG, f"{_FLAG}=true"):
                    yield Diagnostic(word.range, _MESSAGE, _fixes(without_words(command, word)))


def _fixes(edit: Edit | None) -> tuple[Fix, ...]:
    return (Fix(f"Drop {_FLAG}", (edit,), Safety.UNSAFE),) if edit is not None else ()


def _cut(value: ast.Word, place: int) -> Edit | None:
    """The edit that takes the flag and the blank behind it out of a label, where blanks stand around it in one line."""
    end = place + len(_FLAG)
    if value.text[place - 1 : place] != " " or value.text[end : end + 1] != " ":
        return None
    where = value.source_range(place, end + 1)
    return delete(where) if where.length == len(_FLAG) + 1 else None
