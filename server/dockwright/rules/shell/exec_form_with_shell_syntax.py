"""Shell syntax in an exec form, which no shell reads.

The strings of a JSON array go to the program as they are. `&&` and `>` are then arguments like any other, and
`$NAME` is not replaced.

```dockerfile bad
FROM debian:12
CMD ["./migrate", "&&", "./serve"]
```
```dockerfile good
FROM debian:12
CMD ["sh", "-c", "./migrate && ./serve"]
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
CMD ["sh", "-c", "exec java $JAVA_OPTS -jar /app.jar"]
```

The rule is silent about what a shell reads after all: the strings behind `-c`, and a CMD whose ENTRYPOINT gets it as
arguments.

The fix hands the words to a shell, where the image may have one, and another one writes them without an array. Both
have to be asked for: a variable of several words
becomes several arguments.

## References

- [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_OPERATORS = frozenset({"&&", "||", "|", ">", ">>", "<", "2>", "2>&1", ">&2", "&>"})
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")

_KINDS = (ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck)

_PLAIN = re.compile(r"(?:[\w./:=@%+,-]|\$\{\w+\}|\$\w+)+")


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("34945ae8",), mentions=("[",))
def exec_form_with_shell_syntax(stage: Stage) -> Iterator[Diagnostic]:
    for instruction in stage.such(_may_hold_syntax, *_KINDS):
        form = instruction.command
        state = stage.state_before(instruction)
        if not isinstance(form, ast.ExecForm) or state.is_windows:
            continue
        if isinstance(instruction, ast.Cmd) and stage.final_state.entrypoint is not None:
            continue
        yield from _findings(instruction, form, state)


def _may_hold_syntax(instruction: ast.Instruction) -> bool:
    """Whether it is in exec form, with an element in which a shell would see more than text."""
    form = instruction.command if isinstance(instruction, _KINDS) and "[" in instruction.unit.text else None
    return isinstance(form, ast.ExecForm) and any(it in _OPERATORS or it.startswith("$") for it in form.values)


def _findings(instruction: ast.Instruction, form: ast.ExecForm, state: State) -> Iterator[Diagnostic]:
    for index, element in enumerate(form.elements):
        value = element.value
        if value.startswith("-") and not value.startswith("--") and value.endswith("c"):
            # What follows is a script, for a shell or another interpreter.
            return
        name = _variable(value)
        if index and value in _OPERATORS:
            what = f"`{value}` is an argument here"
        elif name is not None and name in state.environment:
            what = f"`${name}` is not replaced"
        else:
            continue
        fixes = _fixes(instruction, form, state)
        yield Diagnostic(element.range, f"No shell reads this {instruction.name}: {what}", fixes)
        return


def _variable(text: str) -> str | None:
    """The name of the variable that a string begins with."""
    found = _VARIABLE.match(text)
    return (found.group(1) or found.group(2)) if found is not None else None


def _fixes(instruction: ast.Instruction, form: ast.ExecForm, state: State) -> tuple[Fix, ...]:
    known = state.base.known
    if state.base.is_scratch or (known is not None and known.has_shell is False) or state.shell is not None:
        return ()
    # What CMD adds to an ENTRYPOINT a script would have to take up.
    if isinstance(instruction, ast.Entrypoint):
        return ()
    values = form.values
    words = [_word(it) for it in values]
    script = " ".join(it for it in words if it is not None)
    if None in words or "\n" in script:
        return ()
    if isinstance(instruction, ast.Cmd) and _OPERATORS.isdisjoint(values):
        script = f"exec {script}"
    array = f'["sh", "-c", {json.dumps(script, ensure_ascii=False)}]'
    return (
        Fix("Run it by sh", (Edit(form.range, array),), Safety.UNSAFE),
        Fix("Use shell form", (Edit(form.range, script),), Safety.UNSAFE),
    )


def _word(value: str) -> str | None:
    """How a shell script says a string; `None` where what is meant is not plain."""
    if value in _OPERATORS:
        return value
    if "$" not in value:
        return shlex.quote(value)
    return value if _PLAIN.fullmatch(value) else None
