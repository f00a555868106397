"""A command that achieves nothing in a build.

A build has no terminal, no init system and no processes of its own: `top` has nothing to show, an editor nobody who
types, `shutdown` nothing to stop. A service that is started as the last thing in a RUN ends with that RUN, and `mount`
is not allowed without `--security=insecure`.

```dockerfile bad
FROM debian:12
RUN apt-get update && service cron start
```
```dockerfile good
FROM debian:12
RUN apt-get update
```

The fix takes the command out of a chain of `&&`, if asked for.

The rule is silent about what may have a use: a service that later commands of the same RUN talk to, an editor that is
told what to do, `ps` in a pipe, `kill`, and `ssh`, which fetches sources.

## References

- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.commands import EDITORS, STOPPING, WATCHING
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import without
from dockwright.semantic.commands import Command
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_MEANT = EDITORS | STOPPING | WATCHING | {"mount", "service"}


@rule(
    on=Command,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DL3001", "ER0005", "DF060", "dockerfile.best-practice.nonsensical-command", "9b6b0f38"),
    mentions=tuple(sorted(_MEANT)),
)
def useless_command(command: Command, state: State) -> Iterator[Diagnostic]:
    name = command.name
    if name is None or name not in _MEANT or command.wraps:
        return
    run = command.instruction
    if not isinstance(run, ast.Run):
        return
    reason = _reason(command, run, name)
    if reason is not None:
        # What a redirection writes may be wanted.
        edits = without(run, state, [command]) if not command.redirections else None
        fixes = (Fix("Delete the command", edits, Safety.UNSAFE),) if edits else ()
        yield Diagnostic(command.words[0].range, f"`{name}` achieves nothing in a build: {reason}", fixes)


def _reason(command: Command, run: ast.Run, name: str) -> str | None:
    # `--version` and `--help` ask whether a program works.
    asks = command.has("--version", "--help", "-V", "-h")
    if name in WATCHING:
        is_read = command.is_piped or "substitution" in command.nestings or "condition" in command.nestings
        return None if asks or is_read or command.redirections else "it only shows what runs"
    if name in EDITORS:
        return None if len(command.arguments) > 1 or asks else "nobody types there"
    if name in STOPPING:
        return None if asks else "there is no system to stop"
    if name == "mount":
        allowed = run.flag("security") is not None or command.is_piped or not command.arguments or asks
        return None if allowed else "it is not allowed to"
    if name == "service" and not command.nestings and command.separator_after is None and not run.heredocs:
        starts = command.values[2:3] in (["start"], ["restart"])
        return "what it starts ends with the RUN" if starts else None
    return None
