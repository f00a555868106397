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
FROM golang:1.23 AS server
FROM node:22 AS client
FROM scratch
COPY --from=server /app /app
```

## References

- [Docker: DuplicateStageName](https://docs.docker.com/reference/build-checks/duplicate-stage-name/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast


@rule(
    on=Document,
    severity=Severity.WARNING,
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
    seen: dict[str, ast.Word] = {}
    for stage in document.stages:
        word = stage.instruction.stage_name
        if word is None:
            continue
        first = seen.setdefault(word.text.lower(), word)
        if first is not word:
            related = (Related(first.range, f"`{first.text}` is first used here"),)
            yield Diagnostic(word.range, f"Another stage above is called `{first.text}`", (), related)
