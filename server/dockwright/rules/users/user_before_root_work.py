"""Work that needs root, done as another user.

Below a `USER app`, every RUN is that user. Package managers of the system write to directories of root's and fail, and
so do the commands that make users and groups.

```dockerfile bad
FROM node:22
USER node
RUN apt-get update && apt-get install -y --no-install-recommends tini
```
```dockerfile good
FROM node:22
RUN apt-get update && apt-get install -y --no-install-recommends tini
USER node
```

The fix runs the step as root, and is the user again below it, if asked for: a USER directly above the step only moves
below it where it is root that stands before.

The user may also come from the base image: `jenkins/jenkins` starts as `jenkins`. The build stops at the first such
command, so only that is reported for each user. The rule is silent where the user is not known, and where `sudo` or
another program runs the command.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dockwright.catalog.accounts import CHANGING_ACCOUNTS
from dockwright.catalog.images import is_root
from dockwright.catalog.packages import SYSTEM_MANAGERS, Action
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above, line_below, moved_below
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.ranges import TextRange

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?")
_WRITING = frozenset({Action.INSTALL, Action.INSTALL_LOCKED, Action.UPDATE, Action.UPGRADE, Action.REMOVE})
_MENTIONS = ("apt", "apk", "dnf", "yum", "zypper", "group", "user")
_NEEDING_ROOT = CHANGING_ACCOUNTS - {"chpasswd"}


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    mentions=_MENTIONS,
)
def user_before_root_work(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    said: list[Unit | None] = []
    for run in stage.such(_may_need_root, ast.Run):
        state = stage.state_before(run)
        user = state.user
        if not user or is_root(user) or "{" in user or state.is_windows or state.user_unit in said:
            continue
        found = run.kept(_work_of_root, state.shell_language)
        if found is not None:
            name, where = found
            whose = "the USER above" if state.user_unit is not None else "the base image's user"
            message = f"`{name}` needs root, and `{user}` is {whose}"
            yield Diagnostic(where.shifted(run.base), message, _fixes(stage, run, user, document))
            said.append(state.user_unit)


def _may_need_root(run: ast.Run) -> bool:
    """Whether some command of a RUN may be one that needs root, in whatever language the shell reads it."""
    folded = run.unit.text.lower()
    return any(it in folded for it in _MENTIONS)


def _work_of_root(run: ast.Run, language: str | None) -> tuple[str | None, TextRange] | None:
    """The first command of a bare RUN that needs root, and where it stands."""
    return next(_read_work_of_root(commands_of(run, language)), None)


def _read_work_of_root(commands: Iterable[Command]) -> Iterator[tuple[str | None, TextRange]]:
    for command in commands:
        # Whoever expects it to fail, with `||`, knows.
        if command.wraps or command.separator_after == "||" or not _needs_root(command) or _may_be_root(command):
            continue
        yield command.name, command.words[0].range


def _fixes(stage: Stage, run: ast.Run, user: str, document: Document) -> tuple[Fix, ...]:
    if _PLAIN.fullmatch(user) is None:
        return ()
    index = stage.instructions.index(run)
    above = stage.instructions[index - 1] if index else None
    if isinstance(above, ast.User) and is_root(stage.state_before(above).user) and "$" not in above.unit.text:
        edits = moved_below(document, above, run)
        title = "Move the USER below"
    else:
        below = line_below(document, run, f"USER {user}")
        edits = (line_above(document, run, "USER root"), below) if below is not None else None
        title = "Run it as root"
    return (Fix(title, edits, Safety.UNSAFE),) if edits is not None else ()


def _needs_root(command: Command) -> bool:
    operation = command.operation
    if operation is not None:
        return operation.manager.name in SYSTEM_MANAGERS and operation.action in _WRITING
    return command.name in _NEEDING_ROOT


def _may_be_root(command: Command) -> bool:
    """Whether another command runs it, perhaps as root, or it works in a directory of its own."""
    wrapper = command.wrapper
    while wrapper is not None:
        if wrapper.name not in ("env", "exec", "time", "nice", "timeout"):
            return True
        wrapper = wrapper.wrapper
    return any(it is not None and it.startswith(("--root", "--installroot", "-p", "-s")) for it in command.values)
