"""Put each package of a list on a line of its own, in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.ide.assist import REWRITE, Assist
from dockwright.semantic.commands import Command, CommandWord, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.package_lists import list_of, sort_key
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on a command that installs several packages of an operating system."""
    run = document.tree.instruction_at(range.start)
    commands = document.commands(run) if isinstance(run, ast.Run) else ()
    found = (it.operation for it in commands if it.range.encloses(range) and not it.is_quoted)
    operation = next((it for it in found if it is not None and it.kind == "install"), None)
    words = list_of(operation) if operation is not None and operation.manager.ecosystem == "os" else []
    if operation is None or not words:
        return
    ranges, text = [it.range for it in words], document.text
    before = next(it.range for it in reversed(operation.command.words) if it.range.end <= ranges[0].start)
    # Which packages are installed does not depend on the order.
    if all("\n" in text[one.end : other.start] for one, other in pairwise([before, *ranges])):
        by_name = sorted(words, key=sort_key)
        edits = tuple(Edit(it, other.range.slice(text)) for it, other in zip(ranges, by_name, strict=True))
        yield Assist("Sort the packages", REWRITE, lambda: tuple(it for it in edits if it.range.slice(text) != it.text))
    else:
        title = "Sort the packages, each on a line of its own"
        yield Assist(title, REWRITE, lambda: _on_lines(document, operation, before.end, words))


def _on_lines(
    document: Document, operation: PackageOperation, before: int, words: list[CommandWord]
) -> tuple[Edit, ...] | None:
    """The edits that put `words` on lines of their own behind the word that ends at `before`."""
    command, text = operation.command, document.text
    run = command.instruction
    if any(before <= it.range.start < words[0].range.start for it in run.comments):
        return None
    outer = _indentation(document, command, run)
    # In a heredoc it is the shell that goes on with the next line.
    escape = "\\" if run.heredocs else run.escape
    joint = f" {escape}{line_end_of(text)}"
    is_alone = command.separator_before is None and command.separator_after is None and not run.heredocs
    indent = outer if is_alone else f"{outer}    "
    lines = "".join(f"{joint}{indent}{it.range.slice(text)}" for it in sorted(words, key=sort_key))
    edits = [Edit(TextRange(before, words[-1].range.end), lines)]
    separator = command.separator_after_range
    between = TextRange(words[-1].range.end, separator.start) if separator is not None else None
    if separator is not None and between is not None and command.separator_after in ("&&", "||", "|"):
        rest = document.lines.line(document.lines.line_of(separator.start))[
            separator.end - _start(document, separator) :
        ]
        if not between.slice(text).strip(BLANKS) and rest.strip(f"{BLANKS}{run.escape}\r\n"):
            edits.append(Edit(between, f"{joint}{outer}"))
    return tuple(edits)


def _start(document: Document, range: TextRange) -> int:
    return document.lines.start(document.lines.line_of(range.start))


def _indentation(document: Document, command: Command, run: ast.Instruction) -> str:
    """How far what goes on with a command is indented: as its line, or four blanks where that is the first one."""
    start = _start(document, command.words[0].range)
    line = document.text[start : command.words[0].range.start]
    blanks = line[: len(line) - len(line.lstrip(BLANKS))]
    return f"{blanks}    " if start <= run.range.start else blanks
