"""`/bin/sh` made a link to another shell.

`SHELL` says which shell runs the commands of a Dockerfile. A link in the place of `/bin/sh` does that too, but for all
scripts and programs in the image as well, which were written for the `sh` that was there; and an update of the package
that owns the file may put it back.

```dockerfile bad
FROM debian:12
RUN ln -sf /bin/bash /bin/sh
RUN source /etc/profile && make
```
```dockerfile good
FROM debian:12
SHELL ["/bin/bash", "-c"]
RUN source /etc/profile && make
```

The rule is silent about a link that gives an image its only `sh`, as one to `busybox`.

The fix replaces a RUN that does nothing else. It has to be asked for: scripts that start with `#!/bin/sh` get the old
shell back, and `SHELL` holds for CMD and ENTRYPOINT in shell form too.

## References

- [Dockerfile reference: SHELL](https://docs.docker.com/reference/dockerfile/#shell)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_SHELLS = frozenset({"bash", "dash", "ksh", "mksh", "zsh"})
_PLACES = ("/bin/sh", "/usr/bin/sh")


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL4005",
        "ER0008",
        "dockerfile.best-practice.use-shell-instruction",
        "8a301064",
        "AC_DOCKER_0020",
    ),
    mentions=("bin/sh",),
)
def change_shell_by_link(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    for command in commands:
        shell = _linked(command)
        if shell is not None:
            message = f"`/bin/sh` is made a link to `{shell}` for the whole image; SHELL changes it for the build"
            yield Diagnostic(command.range, message, _fixes(run, commands, shell))


def _linked(command: Command) -> str | None:
    """The shell that a command puts in the place of `/bin/sh`."""
    if command.name != "ln" or command.values[-1] not in _PLACES:
        return None
    paths = [it for it in command.values[1:-1] if it is None or not it.startswith("-")]
    shell = paths[0] if len(paths) == 1 else None
    return shell if shell is not None and shell.rpartition("/")[2] in _SHELLS else None


def _fixes(run: ast.Run, commands: tuple[Command, ...], shell: str) -> tuple[Fix, ...]:
    for command in commands:
        is_removal = command.name in ("rm", "mv") and any(it in _PLACES for it in command.values)
        if command.nestings or command.wrapper is not None or not (is_removal or _linked(command)):
            return ()
        if command.separator_before not in (None, "&&", ";"):
            return ()
    if run.is_trigger or run.flags or run.heredocs or run.comments or not isinstance(run.command, ast.ShellForm):
        return ()
    keyword = "shell" if run.keyword.text.islower() else "SHELL"
    path = shell if shell.startswith("/") else f"/bin/{shell}"
    whole = TextRange(run.keyword.range.start, run.range.end)
    return (Fix("Use SHELL", (Edit(whole, f'{keyword} ["{path}", "-c"]'),), Safety.UNSAFE),)
