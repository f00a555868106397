"""An instruction without its arguments.

BuildKit refuses an instruction that says nothing. (`RUN`, `CMD` and `ENTRYPOINT` without a command it takes: the shell
then does nothing. But `RUN []` starts not even a shell, and that it refuses.)

```dockerfile bad
FROM alpine:3.20
ENV
```
```dockerfile good
FROM alpine:3.20
ENV LANG=C.UTF-8
```

`CMD []` and `ENTRYPOINT []` are complete: they take away what the base image sets.

```dockerfile good
FROM alpine:3.20
ENTRYPOINT []
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast

# FROM, COPY and ADD have rules of their own about how many words they take; a shell may be started for nothing.
_OTHERS = (ast.From, ast.Copy, ast.Add, ast.Cmd, ast.Entrypoint, ast.Unknown)


_WITH_LIST = (ast.Run, ast.Volume)


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    ambiguous=True,
    aliases=(
        "ARGUMENT_MISSING",
        "ARGUMENT_REQUIRES_AT_LEAST_ONE",
        "ARGUMENT_REQUIRES_ONE",
        "RunMissingCommand",
        "CmdMissingCommand",
        "EntrypointMissingCommand",
        "MaintainerMissingName",
        "OnbuildMissingInstruction",
        "ShellMissingConfig",
        "StopsignalMissingValue",
        "UserMissingValue",
        "VolumeMissingPath",
        "ArgMissingName",
        "EnvMissingKeyValue",
        "LabelMissingKeyValue",
        "DD047",
        "missing_args",
        "required_params",
        "DL1000",
    ),
)
def missing_arguments(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if isinstance(instruction, _OTHERS):
        return
    if not instruction.has_arguments:
        if isinstance(instruction, ast.Run):
            return
        usage = INSTRUCTIONS[instruction.name].syntax[0]
        yield Diagnostic(instruction.keyword.range, f"{instruction.name} needs an argument: `{usage}`")
    elif isinstance(instruction, _WITH_LIST) and "[" in instruction.unit.text:
        exec_form = instruction.exec_form
        if exec_form is not None and not exec_form.elements:
            what = "a command" if isinstance(instruction, ast.Run) else "a path"
            yield Diagnostic(exec_form.range, f"{instruction.name} needs {what}, and this list is empty")
