"""A comment inside a command that goes on below.

BuildKit joins the lines of a command before a shell sees them, so a `#` further right than the start of a line begins a
comment that reaches to the end of the whole command. What stands on the lines below is never run. Lines that begin with
`#` are taken away by BuildKit itself and harm nothing.

```dockerfile bad
FROM debian:12
RUN ./configure && # with defaults \\
    make
```
```dockerfile good
FROM debian:12
RUN ./configure && \\
    # with defaults
    make
```

In a here-document lines stay lines, so a comment ends where its line does.

The fix puts the comment on a line of its own. It has to be asked for: the commands behind it run from then on.

## References

- [Dockerfile reference: format](https://docs.docker.com/reference/dockerfile/#format)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@rule(
    on=(ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck),
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    mentions=("#",),
)
def comment_disables_rest_of_command(
    instruction: ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck, state: State
) -> Iterator[Diagnostic]:
    form = instruction.command
    if instruction.heredocs or not isinstance(form, ast.ShellForm) or "#" not in form.text:
        return
    script = script_of(instruction, state.shell_language)
    if script is None:
        return
    start = _comment(form.text, script.body.range.end)
    if start is None:
        return
    text, base = instruction.unit.text, instruction.start
    place = form.source_range(start, start + 1).start - base
    line_end = text.find("\n", place)
    last = form.source_range(len(form.text), len(form.text)).start - base
    if line_end < 0 or line_end >= last or not _goes_on(text[line_end + 1 : last]):
        return
    comment = text[place:line_end].rstrip(BLANKS)
    if not comment.endswith(instruction.escape):
        return
    comment = comment[:-1].rstrip(BLANKS)
    where = TextRange(place, place + len(comment))
    message = "This comment goes on to the end of the command: the lines below it are never run"
    yield Diagnostic(where.shifted(base), message, _fixes(instruction, where, line_end))


def _comment(script: str, end: int) -> int | None:
    """Where the comment behind the last command begins that the shell reads."""
    place = end
    while place < len(script) and script[place] in " \t;&|":
        place += 1
    if place < len(script) and script[place] == "#" and (place == 0 or script[place - 1] in " \t;&|"):
        return place
    return None


def _goes_on(lines: str) -> bool:
    """Whether lines below a comment hold something else than comments and blanks."""
    return any(it.strip(BLANKS) and not it.lstrip(BLANKS).startswith("#") for it in lines.split("\n"))


def _fixes(instruction: ast.Instruction, where: TextRange, line_end: int) -> tuple[Fix, ...]:
    text = instruction.unit.text
    line = text[line_end + 1 :].partition("\n")[0]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    stop = line_end - 1 if text[line_end - 1] == "\r" else line_end
    below = f"{instruction.escape}{line_end_of(text)}{indent}{where.slice(text)}"
    edit = Edit(TextRange(where.start, stop), below).shifted(instruction.start)
    return (Fix("Move the comment to a line of its own", (edit,), Safety.UNSAFE),)
