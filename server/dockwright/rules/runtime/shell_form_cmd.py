"""CMD or ENTRYPOINT in shell form.

In shell form a shell is started first and runs the command as its child. The signal with which a container is stopped
reaches that shell, which does not pass it on, so the program is killed after the time to stop is over. The exec form,
a JSON array, starts the program itself.

Nothing is said where a SHELL is chosen: then the shell is wanted. The fix is offered for a command of plain words, with
nothing in it that a shell would expand, redirect or run itself. It is one to be asked for: the program becomes the
container's first process, which has to handle signals on its own.

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

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import drops_command, exec_form_of
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


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
        array = exec_form_of(instruction, state)
        fixes = () if array is None else (Fix("Use exec form", (Edit(form.range, array),), Safety.UNSAFE),)
        # After `exec` there is no shell left, only the need for one.
        harm = "it needs a shell to start" if form.text.startswith("exec ") else "signals reach only the shell"
        yield Diagnostic(form.range, f"{instruction.name} in shell form: {harm}", fixes)
