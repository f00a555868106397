"""A command that no shell can read.

A quote that never closes, an `if` without `fi`, a pipe that leads nowhere: the shell gives up before it runs anything,
and the build, or the container, fails.

```dockerfile bad
FROM debian:12
RUN echo "hello >/greeting
```
```dockerfile good
FROM debian:12
RUN echo "hello" >/greeting
```

The rule knows the languages of sh and bash. It is silent where the base image may be one for Windows, in templates from
which a Dockerfile is made, and about what looks like a broken exec form.

## References

- [Shell Command Language](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast


@rule(
    on=(ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck),
    severity=Severity.ERROR,
    ambiguous=True,
    aliases=("SC1072", "SC1073", "SC1088", "SC1036", "SC1083", "SC1010", "SC1133"),
)
def shell_syntax_error(
    instruction: ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck, state: State
) -> Iterator[Diagnostic]:
    form = instruction.command
    if not isinstance(form, ast.ShellForm) or (state.base.family is None and state.shell is None):
        return
    script = script_of(instruction, state.shell_language)
    if script is None or not script.problems or instruction.problems:
        return
    text = form.text
    if text.lstrip().startswith("[") or has_placeholder(text):
        return
    problem = script.problems[0]
    where = form.source_range(*problem.range)
    if not where.length:
        where = form.range
    yield Diagnostic(where, f"No shell can read this: {problem.message.replace('`', '')}")
