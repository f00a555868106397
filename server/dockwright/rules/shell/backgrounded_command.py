"""A RUN that ends with a command in the background.

A RUN is over when its shell is, and all processes in it end with it. What `&` starts as the last thing has no time to
do anything, a failure of it is not noticed, and it does not run in the container either.

```dockerfile bad
FROM redis:8
RUN redis-server &
```
```dockerfile good
FROM redis:8
CMD ["redis-server"]
```

The rule is silent where something follows in the same RUN, which may need what was started or wait for it.

## References

- [Dockerfile reference: RUN](https://docs.docker.com/reference/dockerfile/#run)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(on=ast.Run, severity=Severity.WARNING, mentions=("&",))
def backgrounded_command(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    form = run.command
    script = script_of(run, state.shell_language)
    if script is None or script.problems or not script.body.pipelines or not isinstance(form, ast.ShellForm):
        return
    operator = script.body.pipelines[-1].after
    if operator is not None and operator.text == "&":
        message = "What this `&` starts ends with the RUN"
        yield Diagnostic(form.source_range(*operator.range), message)
