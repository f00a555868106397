"""A RUN that ends with a command in the background.

A RUN is over when its shell is, and all processes in it end with it. What `&` starts as the last thing has no time to
do anything, a failure of it is not noticed, and it does not run in the container either.

```dockerfile bad
FROM redis:8
RUN redis-server &
```
```dockerfile good
FROM redis:8
CMD redis-server
```

The rule is silent where something follows in the same RUN, which may need what was started or wait for it.

Where the RUN is nothing but that command, and its stage is the last and has no CMD or ENTRYPOINT of its own, the fix
makes a CMD of it. It has to be asked for, as the container then starts it.

## References

- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE, mentions=("&",))
def backgrounded_command(run: ast.Run, state: State, document: Document) -> Iterator[Diagnostic]:
    if not run.unit.bodies and not run.unit.text.rstrip().endswith("&"):
        return
    form = run.command
    script = script_of(run, state.shell_language)
    if script is None or script.problems or not script.body.pipelines or not isinstance(form, ast.ShellForm):
        return
    operator = script.body.pipelines[-1].after
    if operator is not None and operator.text == "&":
        message = "What this `&` starts ends with the RUN"
        where = TextRange(*form.source_range(*operator.range))
        yield Diagnostic(where, message, _fixes(run, where, document))


def _fixes(run: ast.Run, operator: TextRange, document: Document) -> tuple[Fix, ...]:
    stage, commands = document.stage_of(run), document.commands(run)
    if stage is None or not stage.is_last or run.is_trigger or run.flags or run.heredocs or run.comments:
        return ()
    last = stage.final_state
    if len(commands) != 1 or commands[0].nestings or (last.command is not None and last.command_is_own):
        return ()
    if any(isinstance(it, ast.Entrypoint) for own in stage.lineage for it in own.instructions):
        return ()
    keyword = "CMD" if run.keyword.text.isupper() else "cmd"
    edits = Edit(run.keyword.range, keyword), delete(TextRange(commands[0].range.end, operator.end))
    return (Fix("Start it with the container", edits, Safety.UNSAFE),)
