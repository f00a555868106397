"""`useradd` with a large number and without `--no-log-init`.

`useradd` prepares entries in `/var/log/lastlog` and `/var/log/faillog` for the new user. Both files have one slot for
each number up to the highest, so a user 1000000 makes files of hundreds of megabytes. They are full of holes, and
holes are lost when a layer is packed: reading and writing the layer takes as long as if the data were there.

```dockerfile bad
FROM debian:12
RUN useradd --uid 1000000 app
```
```dockerfile good
FROM debian:12
RUN useradd -l --uid 1000000 app
```

The rule speaks of numbers with six digits and more. It is silent where the base image is known to have no such files,
as Alpine.

The fix is safe: a build logs no one in.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
- [useradd(8)](https://manpages.debian.org/stable/passwd/useradd.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, CommandWord
from dockwright.semantic.installing import argument_behind
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_WITHOUT_LOGS = (Family.ALPINE, Family.BUSYBOX, Family.WOLFI)
_LARGE = 100_000


@rule(
    on=Command,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=("DL3046", "DF064"),
    mentions=("useradd",),
)
def useradd_no_log_init(command: Command, state: State) -> Iterator[Diagnostic]:
    if command.name != "useradd" or not isinstance(command.instruction, ast.Run):
        return
    if state.base.family in _WITHOUT_LOGS or any(_skips_logs(it) for it in command.values[1:]):
        return
    found = _number(command)
    if found is None:
        return
    word, number = found
    if number >= _LARGE:
        message = f"`useradd` of user {number} without `-l` makes huge log files"
        yield Diagnostic(word.range, message, (Fix("Add -l", (argument_behind(command, command.words[0], "-l"),)),))


def _skips_logs(value: str | None) -> bool:
    if value is None:
        # A variable may hold flags.
        return False
    return value == "--no-log-init" or (value[:1] == "-" and value[:2] != "--" and "l" in value and value[1:].isalpha())


def _number(command: Command) -> tuple[CommandWord, int] | None:
    """The number that the user gets, and the word that names it."""
    words = command.arguments
    for index, value in enumerate(command.values[1:]):
        if value is None:
            continue
        if value.startswith("--uid="):
            digits, word = value[len("--uid=") :], words[index]
        elif value == "--uid" or (value[:1] == "-" and value[:2] != "--" and value.endswith("u")):
            if index + 1 == len(words):
                return None
            digits, word = words[index + 1].value or "", words[index + 1]
        elif value.startswith("-u"):
            digits, word = value[2:], words[index]
        else:
            continue
        return (word, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
    return None
