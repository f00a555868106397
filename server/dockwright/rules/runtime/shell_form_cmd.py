"""CMD or ENTRYPOINT in shell form.

In shell form a shell is started first, and most run the command as their child. The signal with which a container is
stopped then reaches the shell, which does not pass it on, so the program is killed after the time to stop is over.
Some shells, bash among them, put a single command in their own place, but none does so with one of several. The exec
form, a JSON array, starts the program itself wherever it runs.

Nothing is said where a SHELL is chosen, since then the shell is wanted, and where `exec` takes the shell away. The fix
is offered for a command of plain words, with nothing in it that a shell would expand, redirect or run itself. It is one
to be asked for: the program becomes the container's first process, which has to handle signals on its own, and a script
needs its `#!` line. Beside an ENTRYPOINT that takes a script, `["sh", "-c"]`, there is none.

```dockerfile bad
FROM node:22-alpine
CMD node server.js --port 80
```
```dockerfile good
FROM node:22-alpine
CMD ["node", "server.js", "--port", "80"]
```

## References

- [Docker: JSONArgsRecommended](https://docs.docker.com/reference/build-checks/json-args-recommended/)
- [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import drops_command, exec_form_of, looks_like_exec_form
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import STARTS
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

# At the beginning, or behind other commands.
_EXEC = re.compile(r"(?:^|[;&|\n])[ \t]*exec[ \t]")


@rule(
    on=Stage,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3025",
        "JSONArgsRecommended",
        "EJ0002",
        "DD019",
        "DF018",
        "DF025",
        "S7019",
        "dockerfile.best-practice.prefer-json-notation",
        "b86987e1",
    ),
)
def shell_form_cmd(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each command that the default shell starts."""
    for instruction in stage.instructions if not stage.kinds.isdisjoint((ast.Cmd, ast.Entrypoint)) else ():
        if not isinstance(instruction, ast.Cmd | ast.Entrypoint):
            continue
        form, state = instruction.command, stage.state_before(instruction)
        if not isinstance(form, ast.ShellForm) or state.shell is not None or drops_command(instruction, stage):
            continue
        if looks_like_exec_form(instruction, form.text) or form.text.startswith(STARTS) or "<%" in form.text:
            # A broken array is another rule's matter, and what a template puts here is not known.
            continue
        if _EXEC.search(form.text):
            # `exec` leaves no shell behind.
            continue
        array = exec_form_of(instruction, state) if not _is_a_script(instruction, stage) else None
        fixes = () if array is None else (Fix("Use exec form", (Edit(form.range, array),), Safety.UNSAFE),)
        message = f"{instruction.name} in shell form: signals may reach the shell only, and not the program"
        yield Diagnostic(form.range, message, fixes)


def _is_a_script(instruction: ast.Instruction, stage: Stage) -> bool:
    """Whether the ENTRYPOINT takes the first word of CMD for a script and leaves the others aside."""
    entrypoint = stage.final_state.entrypoint
    if entrypoint is None or not isinstance(instruction, ast.Cmd):
        return False
    found = (it for own in stage.lineage for it in own.all_of(ast.Entrypoint) if it.unit is entrypoint)
    return any(isinstance(it.command, ast.ExecForm) and it.command.values[-1:] == ["-c"] for it in found)
