"""A `COPY --from` a stage that holds no file.

A stage that starts from `scratch` and brings nothing in is empty, so whatever path is copied from it is not there, and
the build fails.

```dockerfile bad
FROM scratch AS assets

FROM alpine:3.22
COPY --from=assets /site /srv/site
```
```dockerfile good
FROM scratch AS assets
COPY site /site

FROM alpine:3.22
COPY --from=assets /site /srv/site
```

The rule is silent where the whole empty stage is copied, and where a pattern may match nothing. A build may put other
files in place of the stage (`--build-context assets=…`); then switch the rule off for that line.

## References

- [Dockerfile reference: COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Related, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile import ast

# WORKDIR makes a directory, and a RUN needs files to run.
_FILLING = (ast.Copy, ast.Add, ast.Run, ast.Workdir)


@rule(
    on=Stage,
    severity=Severity.WARNING,
    aliases=("tally/copy-from-empty-scratch-stage",),
    mentions=("scratch",),
)
def copy_from_empty_scratch(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        source = use.stage
        if source is None or use.kind is not UseKind.COPY or source.index >= stage.index or not _is_empty(source):
            continue
        copy = use.instruction
        paths = copy.sources if isinstance(copy, ast.Copy) else ()
        if all(_may_match_nothing(it.value) for it in paths):
            continue
        there = Related(source.instruction.range, "The stage begins here")
        yield Diagnostic(use.range, f"The stage `{source.name or use.text}` holds no file to copy", related=(there,))


def _is_empty(stage: Stage) -> bool:
    root = stage.root
    return root.is_scratch and not any(it.kinds & frozenset(_FILLING) for it in stage.lineage)


def _may_match_nothing(path: str | None) -> bool:
    return path is None or path.strip("./") == "" or any(it in path for it in "*?[")
