"""`sudo` in a RUN.

A build is root until a USER says otherwise, so `sudo` does nothing there. Where a USER does, switch with `USER root`
and back: that is what a reader sees, and neither `sudo` nor rules for it have to be in the image.

```dockerfile bad
FROM ubuntu:24.04
RUN sudo apt-get update
```
```dockerfile good
FROM ubuntu:24.04
RUN apt-get update
```

Installing `sudo` for later is no use of it, and `sudo -u app` and `sudo -g app` do something else: they give root away
for one command.

Of several in one RUN the first is reported. The fix takes all of them away that have no options, where the user is
root, or not known to be another one. It has to be asked for: the base image may have set a user.

## References

- [Best practices: USER](https://docs.docker.com/build/building/best-practices/#user)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3004",
        "DS-0010",
        "CKV2_DOCKER_1",
        "ER0004",
        "DD021",
        "DF010",
        "dockerfile.security.no-sudo-in-dockerfile",
        "8ada6e80",
        "AC_DOCKER_0007",
        "sudo_usage",
        "no_run_with_sudo",
    ),
    mentions=("sudo",),
)
def no_sudo(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    uses = [it for it in commands if it.name == "sudo" and it.arguments and not _becomes_someone_else(it)]
    if not uses:
        return
    if state.user is None:
        message = "`sudo` in a RUN; a build is root unless the base image or a USER says otherwise"
    elif is_root(state.user):
        message = "`sudo` does nothing in a build, which is root until a USER says otherwise"
    else:
        message = f"`sudo` in a RUN; switch with `USER root`, and back to `USER {state.user}`"
    edits = [edit for it in uses if (edit := _without(it, state)) is not None]
    fixes = (Fix("Remove sudo", tuple(edits), Safety.UNSAFE),) if edits else ()
    yield Diagnostic(uses[0].words[0].range, message, fixes)


def _becomes_someone_else(command: Command) -> bool:
    """Whether it names the user or the group to become, which need not be root."""
    for word in command.arguments:
        option = word.value or word.text
        if not option.startswith("-"):
            return False
        if option.startswith(("--user", "--group")) or (option[1:2] != "-" and not {"u", "g"}.isdisjoint(option)):
            return True
    return False


def _without(command: Command, state: State) -> Edit | None:
    words = command.words
    first = words[1].value
    if not command.wraps or first is None or first.startswith("-") or "=" in first:
        return None
    if state.user is not None and not is_root(state.user):
        return None
    gone = TextRange(words[0].range.start, words[1].range.start)
    return None if "\n" in gone.slice(command.instruction.unit.text) else delete(gone)
