"""Two stages of one name.

A name means the stage above that has it in a FROM, and the last one that has it in `COPY --from`, `RUN --mount=from=`
and `docker build --target`; the case does not matter. With two stages of a name a line reads one and gets the other.

```dockerfile bad
FROM golang:1.23 AS build
FROM node:22 AS Build
FROM scratch
COPY --from=build /app /app
```
```dockerfile good
FROM golang:1.23 AS build-1
FROM node:22 AS Build
FROM scratch
COPY --from=build /app /app
```

The fix gives the first one, and what refers to it, a name of its own, so that everything means what it did before and
can be read. It has to be asked for: perhaps a line was to mean the other stage.

## References

- [Docker: DuplicateStageName](https://docs.docker.com/reference/build-checks/duplicate-stage-name/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.text.edits import Edit

_NAME = re.compile(r"[\w.-]+")


@rule(
    on=Document,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3024",
        "DuplicateStageName",
        "DS-0012",
        "CKV_DOCKER_11",
        "DUPLICATE_BUILD_STAGE_NAME",
        "EF0002",
        "DF042",
        "generic.dockerfile.correctness.alias-must-be-unique",
        "f2daed12",
    ),
)
def duplicate_stage_name(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that a stage above has."""
    seen: dict[str, Stage] = {}
    # Of several with one name each is told the same.
    fixes: dict[int, tuple[Fix, ...]] = {}
    taken: set[str] = set()
    for stage in document.stages:
        word = stage.instruction.stage_name
        if word is None:
            continue
        first = seen.setdefault(word.text.lower(), stage)
        named = first.instruction.stage_name
        if first is not stage and named is not None:
            if first.index not in fixes:
                taken = taken or set(_NAME.findall(document.text.lower()))
                fixes[first.index] = _fixes(document, first, taken)
            related = (Related(named.range, f"`{named.text}` is first used here"),)
            message = f"Another stage above is called `{named.text}`"
            yield Diagnostic(word.range, message, fixes[first.index], related)


def _fixes(document: Document, stage: Stage, taken: set[str]) -> tuple[Fix, ...]:
    """The fix that gives a stage a name that no other one has, and nothing refers to."""
    words = [stage.instruction.stage_name, *[it.word for it in stage.used_by if it.index is None]]
    for number in range(1, len(document.stages) + 1):
        name = f"{stage.name}-{number}"
        if name.lower() not in taken:
            break
    else:
        return ()
    edits: list[Edit] = []
    for word in words:
        if word is None or word.text.lower() != (stage.name or "").lower() or word.range.length != len(word.text):
            # A variable, quotes, or a word on two lines.
            return ()
        edits.append(Edit(word.range, name))
    return (Fix(f"Call the first one {name}", tuple(edits), Safety.UNSAFE),)
