"""A long line of commands that could be several.

```dockerfile bad settings={"most-characters": 40}
FROM alpine:3.22
RUN apk add --no-cache build-base && make && make install
```
```dockerfile good settings={"most-characters": 40}
FROM alpine:3.22
RUN apk add --no-cache build-base \\
    && make \\
    && make install
```

The rule is off unless selected, as it is a matter of taste. It speaks of lines longer than `most-characters` that have
`&&`, `||` or `;` between commands, or `|` where what it joins is too long by itself; a long line with a single command
stays.

The fix breaks such a line in front of each of these, and behind each `;`. It is safe: the shell gets the same command.

## References

- [Best practices: sort multi-line arguments](https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import Operator, Script
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_INDENT = 4


@dataclass(frozen=True)
class Options:
    """What a user may set."""

    most_characters: int = field(default=120, metadata={"description": "How long a line may be before it is reported."})


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/newline-per-chained-call", "DD074", "S7020"),
    default=False,
    mentions=("&&", "||", ";", "|"),
)
def run_too_long(run: ast.Run, state: State, options: Options) -> Iterator[Diagnostic]:
    form = run.command
    text, base = run.unit.text, run.start
    if len(text) <= options.most_characters or run.heredocs or not isinstance(form, ast.ShellForm):
        return
    script = script_of(run, state.shell_language)
    if script is None or script.problems:
        return
    places: dict[int, list[int]] = {}
    for operator in _operators(script, options.most_characters):
        where = form.source_range(*operator.range).shifted(-base)
        start, line_end = text.rfind("\n", 0, where.start) + 1, text.find("\n", where.end)
        behind = text[where.end : line_end if line_end >= 0 else len(text)].strip()
        # At the start or the end of its line it breaks that already.
        if text[start : where.start].strip() and behind not in ("", run.escape):
            places.setdefault(start, []).append(where.end if operator.text == ";" else where.start)
    for start, operators in places.items():
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].rstrip("\r")
        if len(line) > options.most_characters:
            edits = tuple(_break(run, it).shifted(base) for it in operators)
            where = TextRange(base + start, base + start + len(line))
            message = f"This line has {len(line)} characters and holds several commands"
            yield Diagnostic(where, message, (Fix("Break the line", edits),))


def _operators(script: Script, most: int) -> Iterator[Operator]:
    """The operators between the commands at the top of a script at which lines may break."""
    for pipeline in script.body.pipelines:
        if pipeline.before is not None and pipeline.before.text in ("&&", "||", ";"):
            yield pipeline.before
        if pipeline.range.length + _INDENT > most:
            yield from (it.after for it in pipeline.commands[:-1] if it.after is not None)


def _break(run: ast.Run, place: int) -> Edit:
    text = run.unit.text
    start = place
    while text[start - 1] in " \t":
        start -= 1
    while text[place] in " \t":
        place += 1
    return Edit(TextRange(start, place), f" {run.escape}{line_end_of(text)}{' ' * _INDENT}")
