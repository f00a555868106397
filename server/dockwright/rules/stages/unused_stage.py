"""A stage that the last one does not need.

Nothing is copied from it and nothing builds on it, so BuildKit leaves it out of a build of the last stage.

```dockerfile bad
FROM golang:1.25
RUN go build -o /app .

FROM alpine:3.22
COPY app /app
```
```dockerfile good
FROM alpine:3.22
COPY app /app
```

The fix deletes the stage. It has to be asked for: perhaps a `COPY --from` is missing instead. Where stages are referred
to by number there is none.

A stage with a name may be built on purpose, by `docker build --target test`, so the rule looks only at stages without
one. The option `include-named` makes it look at all of them:

```dockerfile bad settings={"include-named": true}
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY app /app
```
```dockerfile good settings={"include-named": true}
FROM alpine:3.22
COPY app /app
```

## References

- [Multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_NUMBERED = re.compile(r"from=[\"']?[\d$]")


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    include_named: bool = field(
        default=False,
        metadata={"description": "Look at stages with a name too, which `--target` may ask for."},
    )


@rule(on=Document, severity=Severity.INFORMATION, fix=Safety.UNSAFE, aliases=("tally/no-unreachable-stages", "DD066"))
def unused_stage(document: Document, options: Options) -> Iterator[Diagnostic]:
    unused = [it for it in document.stages if not it.is_needed and (it.name is None or options.include_named)]
    if not unused or ast.Unknown in document.kinds or any(len(it.instruction.words) > 3 for it in document.stages):
        # A template, whose stages are others.
        return
    # Behind one that `--target` may ask for stands what that needs.
    may_be_numbered = _NUMBERED.search(document.text) is not None
    wanted = set() if options.include_named else _needed_by_named(document)
    for stage in unused:
        image = stage.instruction.image
        if image is not None and stage.index not in wanted:
            where = stage.instruction.stage_name or image
            message = "The last stage needs nothing of this one, so a build leaves it out"
            yield Diagnostic(where.range, message, () if may_be_numbered else _fixes(document, stage))


def _fixes(document: Document, stage: Stage) -> tuple[Fix, ...]:
    if stage.used_by or stage.is_last:
        return ()
    if any(not it.terminated for one in stage.instructions for it in one.heredocs):
        return ()
    if not stage.index and document.tree.comments_above(stage.instruction):
        # They may be about the whole file, and may not become those of the next stage.
        return ()
    start = _first_line(document, stage.instruction)
    end = _first_line(document, document.stages[stage.index + 1].instruction)
    return (Fix("Delete the stage", (delete(TextRange(start, end)),), Safety.UNSAFE),)


def _first_line(document: Document, instruction: ast.From) -> int:
    """Where the comments directly above a FROM begin, or else the FROM itself."""
    return document.tree.start_with_comments(instruction)


def _needed_by_named(document: Document) -> set[int]:
    """The numbers of the stages with a name, and of all that those need."""
    waiting = [it for it in document.stages if it.name is not None]
    seen = {it.index for it in waiting}
    while waiting:
        for use in waiting.pop().uses:
            if use.stage is not None and use.stage.index not in seen:
                seen.add(use.stage.index)
                waiting.append(use.stage)
    return seen
