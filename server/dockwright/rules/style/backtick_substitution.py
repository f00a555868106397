"""Backquotes where `$(…)` does the same.

Backquotes cannot be nested without backslashes, and are easily taken for quotes.

```dockerfile bad
FROM debian:12
RUN make -j `nproc`
```
```dockerfile good
FROM debian:12
RUN make -j $(nproc)
```

The rule is off unless selected, as both mean the same.

The fix is safe. There is none where backslashes or further quotes stand inside, which mean something else in
backquotes, or the pattern of a `case`, at whose parenthesis some shells end.

## References

- [Shell Command Language: command substitution](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_03)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import CompoundCommand, Script, SimpleCommand, Word
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=("SC2006",),
    default=False,
    mentions=("`",),
)
def backtick_substitution(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    form = run.command
    script = script_of(run, state.shell_language)
    if script is None or script.problems or not isinstance(form, ast.ShellForm):
        return
    text = form.text
    end = 0
    for words in _words(script):
        expansions = [it for word in words for it in word.expansions if it.kind == "command"]
        for expansion in sorted(expansions, key=lambda it: it.range):
            start = expansion.range.start
            # What lies inside backquotes was read with its backslashes gone.
            if start < end or not text.startswith("`", start) or not text.startswith("`", expansion.range.end - 1):
                continue
            end = expansion.range.end
            inside = text[start + 1 : end - 1]
            opening, closing = form.source_range(start, start + 1), form.source_range(end - 1, end)
            if inside.lstrip().startswith("#"):
                # A comment in the middle of a command, which parentheses could not hold.
                continue
            fixes: tuple[Fix, ...] = ()
            is_plain = not any(it in inside for it in "\\`'\"#") and not inside.startswith("(")
            if is_plain and inside.count("(") == inside.count(")"):
                fixes = (Fix("Use $( )", (Edit(opening, "$("), Edit(closing, ")"))),)
            yield Diagnostic(TextRange(opening.start, closing.end), "`$(…)` says the same as backquotes", fixes)


def _words(script: Script) -> list[tuple[Word, ...]]:
    """The words of each command, by where they stand; what is assigned and where output goes are among them."""
    found: list[tuple[Word, ...]] = []
    for command in script.commands:
        values = [it.value for it in command.assignments if it.value is not None]
        found.append((*values, *command.words, *_targets(command)))
    lists = [script.body]
    while lists:
        for pipeline in lists.pop().pipelines:
            for it in pipeline.commands:
                if isinstance(it, CompoundCommand):
                    found.append((*it.words, *_targets(it)))
                    lists += it.lists
    return sorted(found, key=lambda words: min((it.range for it in words), default=TextRange(0, 0)))


def _targets(command: SimpleCommand | CompoundCommand) -> list[Word]:
    return [it.target for it in command.redirections if it.target is not None]
