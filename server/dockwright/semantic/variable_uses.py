"""Every place at which instructions use a variable, as far as that can be told for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange


class Use(NamedTuple):
    """A `$NAME` or `${NAME}`, and where it stands."""

    instruction: ast.Instruction
    range: TextRange


def mentions(instruction: ast.Instruction, name: str) -> int:
    """How often `$NAME` or `${NAME` stands in an instruction, comments left aside, whoever would replace it."""
    if name not in instruction.unit.text:
        return 0
    pattern = re.compile(rf"\$\{{?{re.escape(name)}(?![A-Za-z0-9_])")
    texts = [instruction.logical.text, *(it.content for it in instruction.heredocs)]
    return sum(len(pattern.findall(text)) for text in texts)


def uses(document: Document, instruction: ast.Instruction, name: str) -> tuple[Use, ...] | None:
    """The places at which an instruction uses a variable; `None` where it does more than put the value there.

    That is a `${NAME:-default}`, or a mention that is quoted, or in a script that is not understood.
    """
    count = mentions(instruction, name)
    if not count:
        return ()
    found = {Use(instruction, it) for it in (*_expanded(instruction, name), *_in_shell(document, instruction, name))}
    written = (f"${name}", f"${{{name}}}")
    if len(found) != count or any(it.range.slice(document.text) not in written for it in found):
        return None
    return tuple(sorted(found, key=lambda it: it.range))


def _expanded(instruction: ast.Instruction, name: str) -> Iterator[TextRange]:
    for text in expandables(instruction):
        for variable in text.scanned.variables:
            if variable.name == name:
                yield text.range(*variable.range)


def _in_shell(document: Document, instruction: ast.Instruction, name: str) -> Iterator[TextRange]:
    form = instruction.command if isinstance(instruction, ast.Run) else None
    script = script_of(instruction, document.state_before(instruction).shell_language)
    if script is None or not isinstance(form, ast.ShellForm):
        return
    for expansion in expansions(script):
        if expansion.kind == "parameter" and expansion.name == name:
            yield form.source_range(*expansion.range)


def expansions(script: shell_ast.Script) -> Iterator[shell_ast.Expansion]:
    """What the shell replaces in a script, wherever that stands."""
    for command in script.commands:
        for word in command.words:
            yield from word.expansions
        for assignment in command.assignments:
            for value in (assignment.value, *(assignment.elements or ())):
                if value is not None:
                    yield from value.expansions
        for redirection in command.redirections:
            if redirection.target is not None:
                yield from redirection.target.expansions
            if redirection.heredoc is not None:
                yield from redirection.heredoc.expansions
