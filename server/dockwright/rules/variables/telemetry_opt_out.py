"""A program that reports how it is used, and was not told not to.

The command line tools of .NET, Next.js, Angular, Terraform and others report to their makers what is done with them,
from a build too. Each has a variable that stops it.

```dockerfile bad
FROM mcr.microsoft.com/dotnet/sdk:9.0
COPY . .
RUN dotnet publish -o /app
```
```dockerfile good
FROM mcr.microsoft.com/dotnet/sdk:9.0
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1
COPY . .
RUN dotnet publish -o /app
```

The rule is off by default: whether to take part is for you to say. It speaks once for each program and stage, and is
silent where the variable, or `DO_NOT_TRACK`, is set to anything. The fix has to be asked for, as it changes the
environment of the image.

## References

- [.NET SDK telemetry](https://learn.microsoft.com/dotnet/core/tools/telemetry)
- [Next.js telemetry](https://nextjs.org/telemetry)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.telemetry import EVERY_PROGRAM, OPT_OUTS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of

_LAUNCHERS = frozenset({"bunx", "npx", "yarn"})


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-telemetry-opt-out",),
    default=False,
    mentions=tuple(OPT_OUTS),
)
def telemetry_opt_out(stage: Stage) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for run in stage.all_of(ast.Run):
        state = stage.state_before(run)
        for command in commands_of(run, state.shell_language):
            index = _program(command)
            if index is None:
                continue
            program = (command.values[index] or "").rpartition("/")[2]
            wanted = OPT_OUTS[program]
            if program in seen or wanted.variable in state.environment or EVERY_PROGRAM in state.environment:
                continue
            if wanted.variable in run.unit.text or EVERY_PROGRAM in run.unit.text:
                continue
            seen.add(program)
            start = stage.instruction
            line = f"ENV {wanted.variable}={wanted.value}{line_end_of(start.unit.text)}"
            edit = insert(start.full_range.end, line)
            fix = Fix(f"Set {wanted.variable}", (edit,), Safety.UNSAFE)
            message = f"`{program}` reports how it is used unless `{wanted.variable}` is set"
            yield Diagnostic(command.words[index].range, message, (fix,))


def _program(command: Command) -> int | None:
    """The index of the word that is a program of ours."""
    name = command.name
    if name in OPT_OUTS:
        return 0
    if name in _LAUNCHERS and len(command.values) > 1 and command.values[1] in OPT_OUTS:
        return 1
    return None
