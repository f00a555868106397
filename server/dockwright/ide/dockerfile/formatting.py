"""The layout of a file, of a part of it, and of a line that was just begun."""

from __future__ import annotations

import re
from dataclasses import replace

from dockwright.formatter.format import format_edits, indentation_at, settled
from dockwright.formatter.options import Options
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.ranges import TextRange

_BLANKS = " \t"

# Behind these the next command stands one step further in.
_OPENS = re.compile(r"(?:^|[\s;&|({])(?:then|do|else|\{|\()$")

_PLACEHOLDER = "x"


def formatting(document: Document, options: Options, range: TextRange | None = None) -> tuple[Edit, ...]:
    """The edits that lay out a file, or what a stretch touches of it; what cannot be read stays as it is."""
    return format_edits(document, options, range)


def on_new_line(document: Document, offset: int, options: Options) -> tuple[Edit, ...]:
    """The edits after a line break was typed in front of `offset`: how the new line is indented.

    A continued line goes where a layout of the whole would put it, an empty line between instructions to the margin.
    """
    lines, text = document.lines, document.text
    number = lines.line_of(min(max(offset, 0), len(text)))
    if number == 0:
        return ()
    start, line = lines.start(number), lines.line(number)
    blanks = len(line) - len(line.lstrip(_BLANKS))
    options = settled(document, options)
    wanted = _indentation(document, start, start + blanks, options, is_empty=blanks == len(line))
    if wanted is None or wanted == line[:blanks]:
        return ()
    return (Edit(TextRange(start, start + blanks), wanted),)


def _indentation(document: Document, start: int, first: int, options: Options, *, is_empty: bool) -> str | None:
    """How the line is to be indented that starts at `start`, with its first word at `first`; `None`: as it is."""
    # An empty line says nothing yet: a word on it shows what it belongs to.
    typed = document.edited((insert(first, _PLACEHOLDER),)) if is_empty else document
    instruction = typed.tree.instruction_at(first)
    if instruction is None:
        return None
    if start <= instruction.base:
        return "" if is_empty and not _is_open_heredoc_above(typed, instruction) else None
    if any(it.content_start <= first - instruction.base < it.terminator_end for it in instruction.unit.bodies):
        return None
    known = indentation_at(typed, first, replace(options, operators="keep", pairs="keep"))
    if known is not None or not is_empty or _is_quoted(typed, instruction):
        return known
    return _as_above(typed, instruction, start, options)


def _is_open_heredoc_above(document: Document, instruction: ast.Instruction) -> bool:
    """Whether what looks like an instruction may be a line of a heredoc that is still being written."""
    index = document.tree.unit_index(instruction.base)
    return any(not body.terminated for unit in document.tree.units[:index] for body in unit.bodies)


def _is_quoted(document: Document, instruction: ast.Instruction) -> bool:
    """Whether a quote is open somewhere, so that blanks may be part of a text."""
    script = script_of(instruction, document.state_before(instruction).shell_language)
    problems = script.problems if script is not None else ()
    return script is not None and (
        not problems or any(script.text.startswith(("'", '"', "`", "$'"), it.range.start) for it in problems)
    )


def _as_above(document: Document, instruction: ast.Instruction, start: int, options: Options) -> str | None:
    """The indentation of the line above within the instruction; one step more than its first line."""
    lines = document.lines
    number = lines.line_of(start) - 1
    first = lines.line_of(instruction.keyword.range.start)
    while number > first and lines.line(number).lstrip(_BLANKS)[:1] in ("", "#"):
        number -= 1
    above = lines.line(number).rstrip(_BLANKS).removesuffix(instruction.escape).rstrip(_BLANKS)
    indentation = options.indent if number == first else above[: len(above) - len(above.lstrip(_BLANKS))]
    return indentation + (options.indent if _OPENS.search(above) else "")
