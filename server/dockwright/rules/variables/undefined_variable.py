"""A variable that no ARG or ENV defines.

BuildKit puts nothing in its place, without an error: `COPY $DIR_ASSET .` copies what was never meant. A base image may
set variables too, so a name is reported where the image is known to set none of that name (the plain distributions and
the most used language images), and where a name that is defined is so near that this one is surely mistyped.

RUN, CMD and ENTRYPOINT are left to their shell, `${NAME:-default}` says itself what happens without a value, and what
ONBUILD defers meets the variables of another build.

The fix takes the near name. It is one to be asked for, since a value that is empty today gets set.

```dockerfile bad
FROM alpine:3.20
ARG DIR_ASSETS=assets/
COPY $DIR_ASSET /srv/
```
```dockerfile good
FROM alpine:3.20
ARG DIR_ASSETS=assets/
COPY $DIR_ASSETS /srv/
```

## References

- [Docker: UndefinedVar](https://docs.docker.com/reference/build-checks/undefined-var/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.semantic.undefined import EXPANDING, Undefined, is_lost, undefined_variables
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.spelling import hint, nearest

# Of shorter names two that mean different things are often as near as a mistyped one.
_LONG = 5


@rule(on=EXPANDING, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("UndefinedVar", "S6579"), mentions=("$",))
def undefined_variable(instruction: ast.Instruction, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each reference to what surely has no value."""
    for reference in undefined_variables(instruction, state):
        if is_lost(reference, state) or _is_set_beside(instruction, reference):
            continue
        near = nearest(reference.name, {*state.environment, "PATH"})
        if not reference.certain and not _is_mistyped(reference, near):
            continue
        fixes: tuple[Fix, ...] = ()
        if near is not None:
            fixes = (Fix(f"Use {near}", (Edit(reference.name_range, near),), Safety.UNSAFE),)
        message = f"No ARG or ENV defines `{reference.name}`{hint(near)}"
        yield Diagnostic(reference.range, message, fixes)


def _is_set_beside(instruction: ast.Instruction, reference: Undefined) -> bool:
    """Whether another pair of the same ENV sets the name, which is another rule's business."""
    pairs = instruction.pairs if isinstance(instruction, ast.Env) else ()
    return any(it.name.text == reference.name and not it.range.encloses(reference.range) for it in pairs)


def _is_mistyped(reference: Undefined, near: str | None) -> bool:
    if near is None or len(reference.name) < _LONG:
        return False
    # `PYTHON2` and `PYTHON3` are near, and both are what they say.
    return _letters(near) != _letters(reference.name) or near.lower() == reference.name.lower()


def _letters(name: str) -> str:
    return "".join(it for it in name.lower() if not it.isdigit())
