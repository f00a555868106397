"""FROM uses a variable that no global ARG declares.

FROM sees the ARGs above the first FROM and the platform arguments that the builder sets, such as `BUILDPLATFORM`; no
ARG of a stage, and no ENV. Any other name is empty there, and `--build-arg` cannot change that: `${TAG:-latest}` is
always `latest`, as long as no ARG declares `TAG`.

Where a declared name is nearly the same the fix takes that one; where a stage above declares the name, the fix repeats
that ARG above the first FROM; and where FROM has a default, the fix declares the name there. They change the image that
is built from, and so are fixes to be asked for.

```dockerfile bad
FROM alpine:3.20 AS base
ARG VARIANT=-slim
FROM node:22${VARIANT}
```
```dockerfile good
ARG VARIANT=-slim
FROM alpine:3.20 AS base
ARG VARIANT=-slim
FROM node:22${VARIANT}
```

```dockerfile bad
ARG VERSION=3.20
FROM alpine:3${VERSON}
```
```dockerfile good
ARG VERSION=3.20
FROM alpine:3${VERSION}
```

## References

- [Docker: UndefinedArgInFrom](https://docs.docker.com/reference/build-checks/undefined-arg-in-from/)
- [Dockerfile reference: how ARG and FROM interact](https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import are_templated, has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("UndefinedArgInFrom",))
def undeclared_arg_in_from(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each variable of image and platform that is not in the global scope."""
    instruction = stage.instruction
    if "$" not in instruction.unit.text:
        return
    if ast.Unknown in document.kinds and are_templated(document.instructions):
        # Whether an ARG will stand above the first FROM is for the template to say.
        return
    declared = document.global_scope.values
    for text in expandables(instruction):
        for reference in text.scanned.variables:
            name = reference.name
            if not name or name in declared or reference.problem is not None:
                continue
            place = text.range(*reference.name_range)
            near = nearest(name, declared)
            arg = None if near else _declaration(document, instruction, name)
            related = (Related(arg.range, "This ARG is seen in its own stage only"),) if arg is not None else ()
            message = f"No ARG above the first FROM declares `{name}`{hint(near)}"
            if reference.operator in _WITH_DEFAULT:
                message = f"No ARG above the first FROM declares `{name}`, so this is always its default{hint(near)}"
            has_default = reference.operator in _WITH_DEFAULT
            yield Diagnostic(place, message, _fixes(document, place, name, near, arg, has_default), related)


_WITH_DEFAULT = frozenset((":-", "-"))


def _declaration(document: Document, user: ast.From, name: str) -> ast.Pair | None:
    """The pair of the last ARG of a stage above that declares `name`."""
    pairs = document.stage_arguments.get(name, ())
    index = bisect_left(pairs, user.start, key=lambda it: it.range.start)
    return pairs[index - 1] if index else None


def _fixes(
    document: Document, place: TextRange, name: str, near: str | None, arg: ast.Pair | None, has_default: bool
) -> tuple[Fix, ...]:
    if near is not None:
        return (Fix(f"Use {near}", (Edit(place, near),), Safety.UNSAFE),)
    if arg is None:
        # With a default in FROM the image is known without a value.
        declaration = name if has_default else None
    else:
        # What the default itself refers to may not be there above the first FROM.
        is_clear = arg.value is None or not (arg.value.variables or has_placeholder(arg.value.text))
        declaration = arg.range.slice(document.text) if is_clear else None
    if declaration is None:
        return ()
    first = document.stages[0].instruction
    keyword = "arg" if first.keyword.text.islower() else "ARG"
    edit = line_above(document, first, f"{keyword} {declaration}")
    return (Fix(f"Declare {name} above the first FROM", (edit,), Safety.UNSAFE),)
