"""Default arguments in ENTRYPOINT rather than in CMD.

What follows the image's name in `docker run` takes the place of CMD, but is added to ENTRYPOINT. Flags that a user may
want otherwise belong to CMD, so that they can be replaced.

The rule looks at an exec form whose program is followed by a flag, in a stage without a CMD of its own. It is silent
about programs that run other ones, such as interpreters, shells and inits, where a flag says how to start.

The fix moves the arguments to a CMD. It has to be asked for, as the container then starts with others where someone
names some. There is none where another stage builds on this one.

```dockerfile bad
FROM prom/prometheus:v3.1.0
ENTRYPOINT ["/bin/prometheus", "--config.file=/etc/prometheus.yml"]
```
```dockerfile good
FROM prom/prometheus:v3.1.0
ENTRYPOINT ["/bin/prometheus"]
CMD ["--config.file=/etc/prometheus.yml"]
```

## References

- [Dockerfile reference: how CMD and ENTRYPOINT interact](https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.commands import INITS, POSIX_SHELLS, PREFIXES, STEPPING_DOWN
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import indentation
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_INTERPRETERS = (
    "bun", "bundle", "cmd", "cmd.exe", "deno", "dotnet", "java", "julia", "lua", "mono", "node", "nodejs", "perl",
    "php", "powershell", "pwsh", "python", "R", "Rscript", "ruby", "uv",
)  # fmt: skip
_RUNNING_OTHERS = frozenset(INITS) | POSIX_SHELLS | frozenset(PREFIXES) | STEPPING_DOWN


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DF017",),
    default=False,
    mentions=("entrypoint",),
)
def entrypoint_with_cmd_split(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the arguments in the ENTRYPOINT in force of a stage."""
    state = stage.final_state
    if state.command is not None and state.command_is_own:
        return
    for entrypoint in stage.all_of(ast.Entrypoint):
        form = entrypoint.command
        if entrypoint.unit is not state.entrypoint or not isinstance(form, ast.ExecForm) or len(form.elements) < 2:
            continue
        program = form.values[0].replace("\\", "/").rpartition("/")[2]
        # With a version at its end, as in `python3.13`.
        if program in _RUNNING_OTHERS or program.rstrip("0123456789.") in _INTERPRETERS:
            continue
        if form.values[1].startswith("-"):
            where = TextRange(form.elements[1].range.start, form.elements[-1].range.end)
            message = "Arguments in ENTRYPOINT cannot be replaced when the container is started"
            yield Diagnostic(where, message, _fixes(stage, entrypoint, form))


def _fixes(stage: Stage, entrypoint: ast.Entrypoint, form: ast.ExecForm) -> tuple[Fix, ...]:
    if entrypoint.comments or any(it.kind is UseKind.BASE for it in stage.used_by):
        # A stage that builds on this one may have a CMD of its own, which would take the arguments' place.
        return ()
    keyword = "CMD" if entrypoint.keyword.text.isupper() else "cmd"
    line_end = line_end_of(entrypoint.unit.text)
    between = TextRange(form.elements[0].range.end, form.elements[1].range.start)
    edit = Edit(between, f"]{line_end}{indentation(entrypoint)}{keyword} [")
    return (Fix("Move the arguments to a CMD", (edit,), Safety.UNSAFE),)
