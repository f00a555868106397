"""Variables and aliases set at the end of a RUN, where they are lost.

Each RUN is a shell of its own. What `export`, `alias`, or the reading of a file such as `activate` changes in it ends
with it, so at the end of a RUN they have no effect. `ENV` sets a variable for all that follows and for the container.

```dockerfile bad
FROM debian:12
RUN export APP_HOME=/srv/app
```
```dockerfile good
FROM debian:12
ENV APP_HOME=/srv/app
```

A virtual environment of Python needs no `activate`, only its folder in `PATH`:

```dockerfile bad
FROM python:3.13
RUN python -m venv /venv && . /venv/bin/activate
RUN pip install --no-cache-dir flask
```
```dockerfile good
FROM python:3.13
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
RUN pip install --no-cache-dir flask
```

The rule is silent where a command follows in the same RUN, which may need what was set.

The fix makes ENVs of a RUN that does nothing but export, and one of an `activate` with an absolute path. It has to be
asked for: everything below then has that variable, which is what was meant, but has not been so.

## References

- [Dockerfile reference: ENV](https://docs.docker.com/reference/dockerfile/#env)
- [Best practices: ENV](https://docs.docker.com/build/building/best-practices/#env)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dockwright.catalog.commands import ENVIRONMENT_FILES, SWITCHING
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.layout import indentation
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

# What means the same to a shell and to ENV; blanks in double quotes only.
_PLAIN = re.compile(r"""[A-Za-z_]\w*=(?:[\w./:$@%+,{}-]*|"[\w./:$@%+,{} -]*"|'[\w./:@%+, -]*')""")

_ACTIVATE = re.compile(r"(/[\w./-]+/bin)/activate")


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    mentions=("alias", "export", "source", ". ", "activate", "nvm", "pyenv"),
)
def export_lost(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    if not isinstance(run.command, ast.ShellForm):
        return
    lost: Command | None = None
    for command in reversed(commands_of(run, state.shell_language)):
        if command.nestings or command.wrapper is not None:
            if "substitution" in command.nestings:
                # It belongs to the command around it, which comes next.
                continue
            break
        if command.is_piped or command.redirections or not _is_lost(command):
            break
        if command.separator_before not in (None, "&&", ";", "\n") or command.separator_after in ("||", "&"):
            break
        lost = command
    if lost is not None:
        name = lost.name if lost.name != "." else "source"
        message = f"What `{name}` sets is lost at the end of this RUN; use ENV"
        yield Diagnostic(lost.range, message, _fixes(run, lost, state))


def _is_lost(command: Command) -> bool:
    """Whether a command changes nothing but the shell that runs it."""
    values = command.values
    if command.name in ("export", "alias"):
        # `export -p` shows what there is.
        return len(values) > 1 and values[1] not in ("-p", "-f")
    if command.name in (".", "source") and len(values) == 2:
        return command.words[1].text.strip("\"'").rpartition("/")[2] in ENVIRONMENT_FILES
    return len(values) > 1 and (values[0] or "", values[1] or "") in SWITCHING


def _fixes(run: ast.Run, command: Command, state: State) -> tuple[Fix, ...]:
    if run.is_trigger or run.heredocs or run.comments:
        return ()
    if command.name in (".", "source"):
        return _instead_of_activate(run, command) if run.range.end == command.range.end else ()
    commands = commands_of(run, state.shell_language)
    if run.flags or run.arguments_range is None or run.arguments_range.start != command.range.start:
        return ()
    if run.range.end != commands[-1].range.end or any(it.name != "export" for it in commands):
        return ()
    keyword = "env" if run.keyword.text.islower() else "ENV"
    lines: list[str] = []
    known = {"PATH", *state.environment}
    for it in commands:
        if it.separator_after not in (None, "&&", ";") or not all(_is_plain(word, known) for word in it.arguments):
            return ()
        lines.append(f"{keyword} {' '.join(word.text for word in it.arguments)}")
        known.update(word.text.partition("=")[0] for word in it.arguments)
    whole = TextRange(run.keyword.range.start, run.range.end)
    if "\n" in whole.shifted(-run.start).slice(run.unit.text):
        return ()
    text = f"{line_end_of(run.unit.text)}{indentation(run)}".join(lines)
    return (Fix("Use ENV", (Edit(whole, text),), Safety.UNSAFE),)


def _is_plain(word: CommandWord, known: Collection[str]) -> bool:
    """Whether a word of `export` is an assignment that ENV reads just so."""
    text = word.text
    if not _PLAIN.fullmatch(text) or "{" in text.replace("${", ""):
        return False
    return all(it in known for it in word.variables)


def _instead_of_activate(run: ast.Run, command: Command) -> tuple[Fix, ...]:
    """The fix that puts the folder of a virtual environment's programs in front of PATH."""
    found = _ACTIVATE.fullmatch(command.values[1] or "")
    if found is None:
        return ()
    line = f"{'env' if run.keyword.text.islower() else 'ENV'} PATH={found.group(1)}:$PATH"
    separator = command.separator_before_range
    if separator is None:
        if run.arguments_range != command.range or run.flags:
            return ()
        edit = Edit(TextRange(run.keyword.range.start, command.range.end), line)
    else:
        text, start = run.unit.text, separator.start - run.start
        while text[start - 1] in f" \t\r\n{run.escape}":
            start -= 1
        edit = Edit(TextRange(run.start + start, command.range.end), f"{line_end_of(text)}{indentation(run)}{line}")
    return (Fix("Use ENV PATH", (edit,), Safety.UNSAFE),)
