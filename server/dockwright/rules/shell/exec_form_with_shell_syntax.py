"""Shell syntax in an exec form, which no shell reads.

The strings of a JSON array go to the program as they are. `&&` and `>` are then arguments like any other, and
`$NAME` is not replaced.

```dockerfile bad
FROM debian:12
CMD ["./migrate", "&&", "./serve"]
```
```dockerfile good
FROM debian:12
CMD ["sh", "-c", "./migrate && exec ./serve"]
```

A variable is reported where the file itself sets it and a string begins with it:

```dockerfile bad
FROM eclipse-temurin:21-jre
ENV JAVA_OPTS=-Xmx512m
CMD ["java", "$JAVA_OPTS", "-jar", "/app.jar"]
```
```dockerfile good
FROM eclipse-temurin:21-jre
ENV JAVA_OPTS=-Xmx512m
CMD exec java $JAVA_OPTS -jar /app.jar
```

The rule is silent about what a shell reads after all: the strings behind `-c`, and a CMD whose ENTRYPOINT gets it as
arguments.

## References

- [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_OPERATORS = frozenset({"&&", "||", "|", ">", ">>", "<", "2>", "2>&1", ">&2", "&>"})
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")


@rule(on=Stage, severity=Severity.WARNING, aliases=("34945ae8",), mentions=("[",))
def exec_form_with_shell_syntax(stage: Stage) -> Iterator[Diagnostic]:
    for instruction in stage.instructions:
        if not isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
            continue
        if "[" not in instruction.unit.text:
            continue
        form = instruction.command
        state = stage.state_before(instruction)
        if not isinstance(form, ast.ExecForm) or state.is_windows:
            continue
        if isinstance(instruction, ast.Cmd) and stage.final_state.entrypoint is not None:
            continue
        yield from _findings(instruction, form, state)


def _findings(instruction: ast.Instruction, form: ast.ExecForm, state: State) -> Iterator[Diagnostic]:
    for index, element in enumerate(form.elements):
        value = element.value
        if value.startswith("-") and not value.startswith("--") and value.endswith("c"):
            # What follows is a script, for a shell or another interpreter.
            return
        if index and value in _OPERATORS:
            yield Diagnostic(element.range, f"No shell reads this {instruction.name}: `{value}` is an argument here")
            return
        variable = _VARIABLE.match(value)
        if variable is not None and (variable.group(1) or variable.group(2)) in state.environment:
            yield Diagnostic(
                element.range, f"No shell reads this {instruction.name}: `{variable.group()}` stays as it is"
            )
            return
