"""`gpg` without `--batch`.

Without it gpg may ask on a terminal whether to go on, and a build has none: it then fails in ways that are hard to
read. The manual asks for `--batch` in every script.

```dockerfile bad
FROM debian:12
RUN gpg --verify tool.asc tool
```
```dockerfile good
FROM debian:12
RUN gpg --batch --verify tool.asc tool
```

The rule is off by default, as most calls have nothing to ask. It looks at calls that verify, receive, import or
convert. The fix is safe: what was never asked is not asked now.

## References

- [GnuPG: unattended use](https://www.gnupg.org/documentation/manuals/gnupg/Unattended-Usage-of-GPG.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import argument_behind, may_hold_flags
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_DOING = (
    "--verify",
    "--recv-keys",
    "--recv-key",
    "--recv",
    "--import",
    "--dearmor",
    "--decrypt",
    "-d",
    "--receive-keys",
)


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("gpgUseBatchFlag",),
    default=False,
    mentions=("gpg",),
)
def gpg_batch(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for command in commands_of(run, state.shell_language):
        if command.name not in ("gpg", "gpg2") or command.wraps or not command.has(*_DOING):
            continue
        if command.has("--batch", "--no-tty") or may_hold_flags(command, state):
            continue
        fix = Fix("Add --batch", (argument_behind(command, command.words[0], "--batch"),))
        yield Diagnostic(
            command.words[0].range, f"`{command.name}` without `--batch` may ask, and no one answers", (fix,)
        )
