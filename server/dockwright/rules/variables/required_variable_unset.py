"""A `${NAME:?message}` of a variable that is never set.

`:?` stops the build where a variable has no value. Where nothing can give it one, every build stops: before the first
`FROM` only `ARG` sets variables, and a stage knows what it sets itself and what its base image sets.

```dockerfile bad
ARG VERSION
FROM alpine:${VERSOIN:?missing}
```
```dockerfile good
ARG VERSION
FROM alpine:${VERSION:?missing}
```

An `ARG` without a value is how a file asks the one who builds for a value, so that is never reported. Nor is a variable
that the base image may set.

Where a variable has nearly that name the fix takes it, a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast, words
from dockwright.text.spelling import hint, nearest


@rule(on=ast.Instruction, severity=Severity.ERROR, fix=Safety.UNSAFE, mentions=("?",))
def required_variable_unset(instruction: ast.Instruction, state: State) -> Iterator[Diagnostic]:
    if "?" not in instruction.unit.text or "$" not in instruction.unit.text:
        return
    is_from = isinstance(instruction, ast.From)
    known = state.globals.values if is_from else state.environment
    for expandable in expandables(instruction):
        for variable in _required(expandable):
            if variable.name not in known and (is_from or _is_missing(variable.name, state)):
                near = nearest(variable.name, known)
                yield Diagnostic(
                    expandable.range(*variable.range),
                    f"Nothing sets `{variable.name}`, so the build stops here{hint(near)}",
                    _fixes(expandable, variable, near),
                )


def _fixes(expandable: Expandable, variable: words.VariableReference, near: str | None) -> tuple[Fix, ...]:
    """Only where it can be told where the name stands."""
    is_placed = expandable.exact or isinstance(expandable.node, ast.Heredoc)
    return replaced_by(expandable.range(*variable.name_range), near) if is_placed else ()


def _is_missing(name: str, state: State) -> bool:
    """Whether the base image gives no value to `name` either, for sure."""
    return state.base.is_scratch or state.base.may_set(name) is False


def _required(expandable: Expandable) -> Iterator[words.VariableReference]:
    """The references that must have a value whatever becomes of others."""
    if "?" not in expandable.text:
        return
    for piece in expandable.scanned.pieces:
        inner = piece.pieces if isinstance(piece, words.DoubleQuoted) else (piece,)
        for it in inner:
            if isinstance(it, words.VariableReference) and it.operator in (":?", "?") and it.problem is None:
                yield it
