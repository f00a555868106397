"""A shell-form ENTRYPOINT beside a CMD that it drops.

In shell form the command line is all that the shell runs: neither the CMD of the stage nor what follows the image's
name in `docker run` is added to it. In exec form both are arguments of the program.

The fix turns a command of plain words into a JSON array. It is one to be asked for, since the CMD begins to count.

```dockerfile bad
FROM python:3.13-alpine
ENTRYPOINT python app.py
CMD ["--debug"]
```
```dockerfile good
FROM python:3.13-alpine
ENTRYPOINT ["python", "app.py"]
CMD ["--debug"]
```

## References

- [Docker: JSONArgsRecommended](https://docs.docker.com/reference/build-checks/json-args-recommended/)
- [Dockerfile reference: how CMD and ENTRYPOINT interact](https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import drops_command, exec_form_of
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import are_templated
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("JSONArgsRecommended",))
def shell_entrypoint_drops_cmd(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for an ENTRYPOINT in shell form whose stage has a CMD as well."""
    for instruction in stage.instructions if ast.Entrypoint in stage.kinds else ():
        command = drops_command(instruction, stage)
        form = instruction.command if isinstance(instruction, ast.Entrypoint) else None
        state = stage.state_before(instruction) if command is not None else None
        if command is None or form is None or state is None or state.shell is not None:
            continue
        if are_templated(stage.instructions):
            return
        array = exec_form_of(instruction, state) if isinstance(instruction, ast.Entrypoint) else None
        fixes = () if array is None else (Fix("Use exec form", (Edit(form.range, array),), Safety.UNSAFE),)
        related = (Related(command.range, "No container gets this CMD"),)
        yield Diagnostic(form.range, "ENTRYPOINT in shell form drops the CMD of its stage", fixes, related)
