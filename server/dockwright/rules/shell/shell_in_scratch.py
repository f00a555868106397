"""A command in shell form in an image that has no shell.

The shell form is run by `/bin/sh -c`. An empty image and a distroless one have no `/bin/sh`: a RUN stops the build, and
a CMD, ENTRYPOINT or HEALTHCHECK fails when the container starts.

```dockerfile bad
FROM gcr.io/distroless/static-debian12
COPY app /app
ENTRYPOINT /app
```
```dockerfile good
FROM gcr.io/distroless/static-debian12
COPY app /app
ENTRYPOINT ["/app"]
```

The fix writes the exec form of a CMD or an ENTRYPOINT, where it is plain words that no shell has to read. It has to be
asked for, as a shell may come into the image in a way that cannot be seen here.

The rule is silent as soon as anything is copied that may be, or may contain, a shell, and where a SHELL instruction
names another one.

## References

- [Dockerfile reference: shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import drops_command, exec_form_of, looks_like_exec_form
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import STARTS
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_BARE = (Family.DISTROLESS, Family.SCRATCH)
# What is copied there may be, or contain, a `/bin/sh`.
_HOLDING_BIN = ("/", "//", "/bin", "/usr", "/usr/bin")


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("tally/shell-run-in-scratch",))
def shell_in_scratch(stage: Stage) -> Iterator[Diagnostic]:
    base = stage.final_state.base
    known = base.known
    bare = base.is_scratch or (known is not None and known.family in _BARE and known.has_shell is False)
    if not bare or base.is_windows:
        return
    above = list(stage.lineage)[1:]
    if any(_may_bring_a_shell(it, ancestor) for ancestor in above for it in ancestor.instructions):
        return
    for instruction in stage.instructions:
        if _may_bring_a_shell(instruction, stage):
            return
        if not isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
            continue
        if isinstance(instruction, ast.Healthcheck) and instruction.is_none:
            continue
        state = stage.state_before(instruction)
        if not isinstance(instruction.command, ast.ShellForm) or state.shell is not None:
            continue
        if looks_like_exec_form(instruction, instruction.command.text):
            # Meant as one, which another rule says.
            continue
        if isinstance(instruction, ast.Run) or stage.ships:
            message = f"{instruction.name} in shell form needs `/bin/sh`, and `{base.text}` has no shell"
            yield Diagnostic(instruction.keyword.range, message, _fixes(instruction, instruction.command, stage))


def _fixes(instruction: ast.Instruction, form: ast.ShellForm, stage: Stage) -> tuple[Fix, ...]:
    if not isinstance(instruction, ast.Cmd | ast.Entrypoint) or drops_command(instruction, stage) is not None:
        # In exec form an ENTRYPOINT gets the CMD as arguments.
        return ()
    array = exec_form_of(instruction, stage.state_before(instruction))
    if array is None or form.text.startswith(STARTS) or "<%" in form.text:
        return ()
    return (Fix("Use exec form", (Edit(form.range, array),), Safety.UNSAFE),)


def _may_bring_a_shell(instruction: ast.Instruction, stage: Stage) -> bool:
    if isinstance(instruction, ast.Run):
        return isinstance(instruction.command, ast.ExecForm) or any(
            it.option("from") is not None for it in instruction.mounts
        )
    if not isinstance(instruction, ast.Transfer) or instruction.destination is None:
        return False
    if isinstance(instruction, ast.Add) or "busybox" in instruction.unit.text:
        return True
    state = stage.state_before(instruction)
    path = state.path_of(instruction.destination, instruction.escape)
    if path is None:
        return True
    place = posixpath.normpath(posixpath.join(state.workdir or "/", path))
    return place in _HOLDING_BIN or posixpath.basename(place) in ("sh", "bash", "ash", "dash")
