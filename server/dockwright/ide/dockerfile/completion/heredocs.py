"""Heredocs: what opens one, and what ends one that is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog.snippets import expand_defaults
from dockwright.ide.dockerfile.completion.place import Arguments, item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_FORMS = (
    ("<<EOF", "EOF", "variables are replaced"),
    ("<<'EOF'", "EOF", "nothing is replaced"),
    ("<<-EOF", "EOF", "tabs in front of lines are left out"),
    ("<<'PYTHON'", "PYTHON", "another delimiter"),
)


def openers(arguments: Arguments) -> Iterator[Item]:
    """What opens a heredoc where `<` is typed; it brings the line that closes it."""
    line = arguments.line
    if arguments.known is None or not arguments.known.heredocs or arguments.flag is not None:
        return
    start, end = arguments.word
    typed = line.text[start : line.at]
    if not typed.startswith("<") or not "<<".startswith(typed[:2]):
        return
    if any(it.terminated for it in arguments.instruction.heredocs):
        return
    range = line.range(start, end)
    document = arguments.document
    number = document.lines.line_of(line.offset)
    behind = document.text[line.offset : document.lines.end(number)].strip()
    feed = line_end_of(document.text)
    if range is None or (behind and line.text[end:].strip() != behind.strip()):
        return
    needs_path = arguments.name in ("COPY", "ADD")
    for rank, (opener, delimiter, detail) in enumerate(_FORMS):
        if behind:
            also = insert(document.lines.end(number), f"{feed}{delimiter}")
            yield item(opener, ItemKind.SNIPPET, range, detail=detail, sort=f"0{rank}", also=(also,))
            continue
        path = " ${1:/path}" if needs_path else ""
        text = f"{opener}{path}{feed}$0{feed}{delimiter}"
        yield item(
            opener,
            ItemKind.SNIPPET,
            range,
            text,
            detail=detail,
            sort=f"0{rank}",
            snippet=True,
            plain=expand_defaults(text),
        )


_INTERPRETERS = (
    "#!/bin/sh",
    "#!/bin/bash",
    "#!/usr/bin/env bash",
    "#!/usr/bin/env python3",
    "#!/usr/bin/env node",
    "#!/usr/bin/env ruby",
    "#!/usr/bin/env perl",
    "#!/usr/bin/env pwsh",
)


def interpreters(document: Document, heredoc: ast.Heredoc, offset: int) -> Iterator[Item]:
    """What may run the script of a heredoc, in its first line."""
    start = heredoc.content_range.start
    typed = document.text[start:offset]
    if "\n" in typed or not typed.startswith("#"):
        return
    range = TextRange(start, max(offset, document.lines.end(document.lines.line_of(offset))))
    for number, line in enumerate(_INTERPRETERS):
        yield item(line, ItemKind.VALUE, range, sort=f"1{number}")


def closers(above: Sequence[ast.Instruction], range: TextRange) -> Iterator[Item]:
    """What ends the heredoc above that nothing ends yet; what follows it is taken for instructions until then."""
    instruction = open_above(above, range.start)
    for heredoc in instruction.heredocs if instruction is not None else ():
        if not heredoc.terminated:
            yield item(heredoc.name, ItemKind.VALUE, range, detail="ends the heredoc", sort="0")


def open_above(above: Sequence[ast.Instruction], offset: int) -> ast.Instruction | None:
    """The instruction above `offset` whose heredoc nothing ends yet."""
    for instruction in reversed(above):
        if instruction.unit.bodies and instruction.start < offset:
            return instruction if not all(it.terminated for it in instruction.heredocs) else None
    return None
