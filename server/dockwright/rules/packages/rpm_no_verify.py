"""rpm told not to check what it installs.

Without these flags rpm compares a package with its digest, and with the keys that it knows. With them it installs what
it gets, also from a mirror or a network that changed it. Import the key of whoever made the package with `rpm --import`
instead.

```dockerfile bad
FROM fedora:41
RUN rpm -i --nosignature https://example.org/tool.rpm
```
```dockerfile good
FROM fedora:41
RUN rpm -i https://example.org/tool.rpm
```

The rule knows `--nosignature`, `--nodigest` and `--noverify`, where rpm installs or upgrades. The fix takes the flag
away. It has to be asked for: rpm then refuses a package that fails the check.

## References

- [rpm(8)](https://man7.org/linux/man-pages/man8/rpm.8.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.installing import without_words
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FLAGS = frozenset({"--nosignature", "--nodigest", "--noverify"})
_INSTALLING = frozenset({"--install", "--upgrade", "--freshen", "--reinstall"})


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_10",),
    mentions=("rpm",),
)
def rpm_no_verify(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each flag that switches a check off."""
    for command in commands_of(run, state.shell_language):
        if command.name != "rpm" or not command.has(*_FLAGS) or not _installs(command):
            continue
        for word in command.arguments:
            if word.value in _FLAGS:
                edit = without_words(command, word)
                fixes = (Fix("Remove the flag", (edit,), Safety.UNSAFE),) if edit is not None else ()
                yield Diagnostic(word.range, f"`{word.value}` lets rpm install what it did not check", fixes)


def _installs(command: Command) -> bool:
    for value in command.values[1:]:
        if value is None or not value.startswith("-"):
            continue
        if value in _INSTALLING:
            return True
        if not value.startswith("--") and value[1:2] in ("i", "U", "F"):
            # `-ivh` installs; `-qi` asks, and so does `-q -i`.
            return not any(it is not None and it.startswith("-q") for it in command.values)
    return False
