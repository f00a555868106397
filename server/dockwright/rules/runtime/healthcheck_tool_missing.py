"""A `HEALTHCHECK` that calls a program which the image does not have.

The check then fails each time, and the container counts as unhealthy although it works.

```dockerfile bad
FROM node:22-slim
COPY server.js /srv/
HEALTHCHECK CMD curl --fail http://localhost:3000/ || exit 1
CMD ["node", "/srv/server.js"]
```
```dockerfile good
FROM node:22-slim
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
COPY server.js /srv/
HEALTHCHECK CMD curl --fail http://localhost:3000/ || exit 1
CMD ["node", "/srv/server.js"]
```

The rule looks for `curl` and `wget`, in images that are known to be without them. It is silent as soon as another line
of the stage, or of those that it is built on, speaks of the program, runs a script, or installs what a variable names.

## References

- [Dockerfile reference: HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.tools import lacks
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast


@rule(
    on=Stage,
    severity=Severity.WARNING,
    aliases=("tally/ruby/healthcheck-rails-up-endpoint",),
    mentions=("healthcheck",),
)
def healthcheck_tool_missing(stage: Stage) -> Iterator[Diagnostic]:
    state = stage.final_state
    check = next((it for it in stage.all_of(ast.Healthcheck) if it.unit is state.healthcheck), None)
    reference = state.base.reference
    if check is None or reference is None or state.is_windows or not stage.ships:
        return
    if isinstance(check.command, ast.ShellForm) and state.base.known is not None and not state.base.known.has_shell:
        # No program runs without a shell, which another rule says.
        return
    for command in commands_of(check, stage.state_before(check).shell_language):
        name = command.name
        if name is None or command.nestings or not lacks(reference.name, reference.tag, name):
            continue
        if command.separator_before == "||" or any(
            _may_bring(it, name, own) for own in stage.lineage for it in own.instructions
        ):
            continue
        yield Diagnostic(command.words[0].range, f"`{reference.name}:{reference.tag or 'latest'}` has no `{name}`")


def _may_bring(instruction: ast.Instruction, name: str, stage: Stage) -> bool:
    if isinstance(instruction, ast.Transfer):
        destination = instruction.destination
        path = (destination.value if destination is not None else None) or "/"
        return name in instruction.unit.text or path == "/" or "bin" in path
    if not isinstance(instruction, ast.Run):
        return False
    if name in instruction.unit.text:
        return True
    commands = commands_of(instruction, stage.state_before(instruction).shell_language)
    return not commands or any(_is_unknown(it) for it in commands)


def _is_unknown(command: Command) -> bool:
    """Whether nobody knows what a command installs: a script, or packages that a variable names."""
    name = command.words[0].value if command.words else ""
    if name is None or name.startswith(("./", "/")) or name.endswith((".sh", ".py")):
        return True
    if command.name in ("sh", "bash", ".", "source", "make") and not command.wraps:
        return True
    operation = command.operation
    return operation is not None and any(it.value is None for it in operation.operands)
