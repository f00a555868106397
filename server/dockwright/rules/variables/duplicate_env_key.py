"""A variable that is set again before anything reads it.

An `ENV` or an `ARG` with a value that a later one of the same stage replaces does nothing, unless something in between
reads the variable. It misleads whoever looks for the value, and hides that one of the two is a mistake.

The rule is silent where the first value is read: by a `RUN` in between, which sees all variables, or by any instruction
that names the variable, as `PATH=$PATH:/opt/bin` does. An `ARG` and an `ENV` of one name are no pair: the one is often
made of the other. Names with a variable in them are not judged.

The fix deletes the pair that does nothing; the image stays the same. It is not offered where a comment stands between
it and its neighbour, nor where one `ENV` adds twice to a variable: all its values are worked out before any is set, so
one of the two is lost, and both are wanted.

```dockerfile bad
FROM alpine:3.20
ENV LEVEL=debug COLOR=never
ENV LEVEL=info
```
```dockerfile good
FROM alpine:3.20
ENV COLOR=never
ENV LEVEL=info
```

## References

- [Dockerfile reference: ENV](https://docs.docker.com/reference/dockerfile/#env)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_READ = re.compile(r"\$\{?(\w+)", re.ASCII)
_Place = tuple[ast.Env | ast.Arg, int]


_READING = (ast.Run, ast.Unknown)
_SETTING = (ast.Env, ast.Arg)


@rule(on=Stage, severity=Severity.INFORMATION, fix=Safety.SAFE, aliases=("DD044",), mentions=("env", "arg"))
def duplicate_env_key(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each value that is replaced before anything can have read it."""
    unread: dict[tuple[type, str], _Place] = {}
    # Between two RUNs most stages set each variable once, and to see that costs less.
    for instruction in stage.instructions if _sets_again(stage) else ():
        if isinstance(instruction, _READING):
            # A line that is no instruction may be a template's, which chooses one of the two.
            unread.clear()
            continue
        read = instruction.kept(_read_by)
        for name in read:
            unread.pop((ast.Env, name), None)
            unread.pop((ast.Arg, name), None)
        if isinstance(instruction, _SETTING):
            yield from _replaced(instruction, unread, read)


def _sets_again(stage: Stage) -> bool:
    """Whether a variable is set twice with no RUN between."""
    names: set[tuple[type, str | None]] = set()
    for instruction in stage.instructions:
        kind = type(instruction)
        if kind in _SETTING:
            for name in instruction.kept(_set_by):
                if name in names:
                    return True
                names.add(name)
        elif kind in _READING:
            names.clear()
    return False


def _set_by(instruction: ast.Instruction) -> tuple[tuple[type, str | None], ...]:
    """The names that an ENV or ARG sets."""
    pairs = instruction.pairs if isinstance(instruction, _SETTING) else ()
    return tuple((type(instruction), it.name.value) for it in pairs)


def _read_by(instruction: ast.Instruction) -> frozenset[str]:
    """The names that an instruction may read."""
    text = instruction.unit.text
    return frozenset(_READ.findall(text)) if "$" in text else frozenset()


def _replaced(
    instruction: ast.Env | ast.Arg, unread: dict[tuple[type, str], _Place], read: frozenset[str]
) -> Iterator[Diagnostic]:
    for index, pair in enumerate(instruction.bare.pairs):
        name = pair.name.value
        if not name:
            continue
        key = type(instruction), name
        earlier = unread.pop(key, None)
        # A bare ARG takes what there is.
        if earlier is not None and pair.value is not None:
            later = instruction.pairs[index]
            yield _unseen(earlier, later) if name in read else _finding(earlier, later)
        # The pairs of one ARG see those in front of them, the pairs of one ENV do not.
        if isinstance(instruction, ast.Env) or name not in read:
            unread[key] = instruction, index


def _unseen(earlier: _Place, later: ast.Pair) -> Diagnostic:
    """`ENV PATH=/a:$PATH PATH=/b:$PATH` loses `/a`. No fix, as both are wanted."""
    pair = earlier[0].pairs[earlier[1]]
    message = f"This value of `{pair.name.value}` is lost: no value of an ENV sees what the same ENV sets"
    return Diagnostic(pair.range, message, (), (Related(later.range, "This value replaces it"),))


def _finding(earlier: _Place, later: ast.Pair) -> Diagnostic:
    instruction, index = earlier
    pair = instruction.pairs[index]
    edit = without_part(instruction, [it.range for it in instruction.pairs], index)
    fixes = (Fix("Delete this value", (edit,)),) if edit is not None else ()
    message = f"`{pair.name.value}` is set again before anything reads it"
    related = (Related(later.name.range, "This value replaces it"),)
    return Diagnostic(pair.range, message, fixes, related, (Tag.UNNECESSARY,))
