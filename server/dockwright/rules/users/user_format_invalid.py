"""A `USER` that is no user.

It takes a name or a number, and behind a colon perhaps a group. BuildKit passes on whatever is there, and the first
`RUN` or the container then fails, or runs as someone else than meant.

```dockerfile bad
FROM alpine:3.20
USER app : app
```
```dockerfile good
FROM alpine:3.20
USER app:app
```

The fix drops blanks around the colon, and a colon that nothing follows, if asked for. What else is wrong has more than
one cure. The rule is silent where there is a variable, and about Windows, whose names are different.

## References

- [Dockerfile reference: USER](https://docs.docker.com/reference/dockerfile/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_LARGEST = 2**31 - 1
# A comment, which another rule tells of, and the brackets of templates.
_OTHERS = ("#", "{", "<")


@rule(on=ast.User, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("UserInvalidFormat",))
def user_format_invalid(user: ast.User, state: State) -> Iterator[Diagnostic]:
    word = user.user
    value = state.value_of(word) if word is not None and not state.is_windows else None
    if word is None or value is None or word.variables or "\\" in value or any(it in value for it in _OTHERS):
        return
    message = _problem(value)
    if message is not None:
        yield Diagnostic(word.range, message, _fixes(word, value))


def _fixes(word: ast.Word, value: str) -> tuple[Fix, ...]:
    parts = [it.strip(" \t") for it in value.split(":")]
    if len(parts) == 2 and not parts[1]:
        parts.pop()
    written = ":".join(parts)
    if value != word.text or word.range.length != len(value) or len(parts) > 2 or _problem(written) is not None:
        return ()
    return (Fix(f"Write {written}", (Edit(word.range, written),), Safety.UNSAFE),)


def _problem(value: str) -> str | None:
    name, colon, group = value.partition(":")
    if any(it.isspace() for it in value):
        return "USER takes one user, and there is a blank in this"
    if ":" in group:
        return "USER takes one user and one group, with one colon between"
    if not name:
        return "USER needs a user before the colon"
    if colon and not group:
        return "USER needs a group behind the colon"
    for part in (name, group):
        if part.removeprefix("-").isascii() and part.removeprefix("-").isdigit() and not 0 <= int(part) <= _LARGEST:
            return f"`{part}` is no number of a user or a group: those go from 0 to {_LARGEST}"
    return None
