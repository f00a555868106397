"""A `COPY --from` a name that is no stage.

What is neither a stage nor the number of one is taken for an image, so a mistyped name is looked for on Docker Hub, and
the build fails with a message about a repository that does not exist or needs a login.

```dockerfile bad
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=biuld /app /app
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM alpine:3.22
COPY --from=build /app /app
```

The rule also looks at `RUN --mount=from=`, where a number is never a stage. It is silent about what can only be an
image, as it has a registry, a namespace, a tag or a digest, and about Docker Hub's official images. Names of stages are
compared in any case.

A further context that a build is given (`--build-context assets=…`) has such a name too. A mount names one more often
than not, so there the rule speaks only where a stage above is called nearly so. For a COPY, switch the rule off for
that line.

The fix takes the nearest name of a stage above. It has to be asked for: there may be an image of the name that stands
there.

## References

- [Dockerfile reference: COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_official
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import references_of
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.text.edits import Edit
from dockwright.text.spelling import hint, nearest

_LOOKED_AT = 100
"""How many stages above may be meant; a bound, so that a file with thousands is no slower than it is long."""


@rule(
    on=(ast.Copy, ast.Run),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DL3022", "FLAG_INVALID_FROM_VALUE", "EC0002", "DD039", "DF049", "68a51e22"),
    mentions=("from=",),
)
def copy_from_unknown_stage(instruction: ast.Copy | ast.Run, document: Document) -> Iterator[Diagnostic]:
    # What an ONBUILD defers takes from the stages of the build that it waits for.
    for word, name in references_of(instruction) if not instruction.is_trigger else ():
        if name.isascii() and name.isdigit():
            if isinstance(instruction, ast.Run):
                yield _of_mount(instruction, document, word, name)
            elif not document.stages:
                yield Diagnostic(word.range, f"There is no stage {name}")
            continue
        if name.lower() in document.stage_names:
            # Where it stands too far down, another rule says so.
            continue
        reference = parse_image_reference(name.lower())
        if reference is None or reference.registry is not None or "/" in name or name.lower() == "scratch":
            continue
        if reference.tag is not None or reference.digest is not None or is_official(name):
            continue
        stage = document.stage_of(instruction)
        above = document.stages[max(stage.index - _LOOKED_AT, 0) : stage.index] if stage is not None else ()
        near = nearest(name, [it.name for it in above if it.name is not None])
        if near is None and isinstance(instruction, ast.Run):
            continue
        fixes: tuple[Fix, ...] = ()
        if near is not None and word.text == name:
            fixes = (Fix(f"Copy from {near}", (Edit(word.range, near),), Safety.UNSAFE),)
        yield Diagnostic(word.range, f"`{name}` is no stage and no official image{hint(near)}", fixes)


def _of_mount(run: ast.Run, document: Document, word: ast.Word, number: str) -> Diagnostic:
    here = document.stage_of(run)
    above = document.stages[: here.index] if here is not None else ()
    stage = above[int(number)] if len(number) < 9 and int(number) < len(above) else None
    fixes: tuple[Fix, ...] = ()
    if stage is not None and stage.name and word.text == number:
        fixes = (Fix(f"Mount from {stage.name}", (Edit(word.range, stage.name),), Safety.UNSAFE),)
    return Diagnostic(word.range, f"A mount knows stages by name only, so `{number}` is an image here", fixes)
