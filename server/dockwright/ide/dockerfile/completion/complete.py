"""What can be typed at the cursor: finds out where that is, and asks whoever knows what fits there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockwright.catalog import instructions as catalog
from dockwright.catalog.images import official_image
from dockwright.catalog.snippets import expand_defaults, snippets
from dockwright.catalog.variables import predefined
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.completion import (
    directives,
    flags,
    images,
    instructions,
    stages,
    values,
    variables,
)
from dockwright.ide.dockerfile.completion import (
    snippets as snippet_items,
)
from dockwright.ide.dockerfile.completion.place import Arguments, arguments_at, line_at, unit_at
from dockwright.ide.markdown import block
from dockwright.ide.results import Completions, Item
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.syntax.dockerfile.unit import Unit, UnitKind
from dockwright.text.ranges import TextRange

MOST = 200
"""How many completions are offered at once."""


def complete(document: Document, offset: int, *, with_snippets: bool = True) -> Completions:
    """What can be typed at `offset`, the likeliest first.

    Only what the letters before the cursor may still become, in their order, from the start of a word on and
    whatever their case, is offered.
    Without `with_snippets` no snippets are: the client has them already.
    """
    found: list[Item] = []
    seen: set[tuple[object, str]] = set()
    for it in _items(document, offset, with_snippets):
        typed = document.text[it.edit.range.start : offset]
        key = (it.kind, it.label)
        if key not in seen and _may_become(typed.casefold(), (it.filter or it.label).casefold()):
            seen.add(key)
            found.append(it)
    found.sort(key=lambda it: (it.sort, it.label))
    return Completions(tuple(found[:MOST]), len(found) > MOST)


def documentation(key: str) -> str:
    """What is shown beside a completion that is looked at; empty where there is nothing to say."""
    kind, _, whole = key.partition(":")
    name, _, rest = whole.partition(":")
    if kind in ("instruction", "flag"):
        instruction = catalog.instruction(name)
        if instruction is not None:
            flag = instruction.flag(rest) if kind == "flag" else None
            return descriptions.flag(flag) if flag is not None else descriptions.instruction(instruction)
    elif kind in ("mount", "option"):
        type = catalog.mount_type(name)
        if type is not None:
            option = type.option(rest) if kind == "option" else None
            return descriptions.mount_option(option, type) if option is not None else descriptions.mount_type(type)
    elif kind == "directive":
        directive = catalog.directive(name)
        return descriptions.directive(directive) if directive is not None else ""
    elif kind == "check":
        return descriptions.check(catalog.CHECKS[name]) if name in catalog.CHECKS else ""
    elif kind == "variable":
        variable = predefined(name)
        return descriptions.variable(variable) if variable is not None else ""
    elif kind == "image":
        reference = parse_image_reference(f"{name}:{rest}" if rest else name)
        return descriptions.image(reference) if reference is not None and official_image(name) is not None else ""
    elif kind == "snippet":
        snippet = next((it for it in snippets() if it.name == whole), None)
        return f"{snippet.description}\n\n{block(expand_defaults(snippet.body))}" if snippet is not None else ""
    return ""


def _may_become(typed: str, text: str) -> bool:
    """Whether the letters of `typed` stand in `text` in their order, from the start of a word on."""
    place = text.find(typed[:1])
    while place > 0 and text[place - 1].isalnum():
        place = text.find(typed[:1], place + 1)
    for letter in typed:
        if place < 0:
            return False
        place = text.find(letter, place)
        place += 1 if place >= 0 else 0
    return place >= 0


def _items(document: Document, offset: int, with_snippets: bool) -> Iterator[Item]:
    here = unit_at(document, offset)
    if here is None or here[0].kind is UnitKind.BLANK:
        yield from _new_instruction(document, offset, TextRange(offset, offset), with_snippets, is_alone=True)
        return
    unit, start = here
    if unit.kind is not UnitKind.INSTRUCTION:
        yield from directives.directives(document, offset, unit, start)
        return
    instruction = document.placed(unit)
    if instruction is None or _is_in_comment(document, instruction, offset):
        return
    if unit.bodies and offset >= start + unit.bodies[0].content_start and unit.bodies[0].terminated:
        yield from variables.in_heredoc(document, instruction, offset)
        return
    line = line_at(document, offset, unit, start)
    if line is None:
        return
    arguments = arguments_at(line, instruction)
    if arguments is not None:
        yield from _arguments(arguments)
        return
    first, last = line.word()
    range = line.range(first, last)
    if range is None:
        return
    is_alone = not line.text[last:].strip()
    if line.text[:first].strip():
        yield from instructions.triggers(document, instruction, range, is_alone=is_alone)
    else:
        yield from _new_instruction(document, offset, range, with_snippets, is_alone=is_alone, unit=unit)


def _is_in_comment(document: Document, instruction: ast.Instruction, offset: int) -> bool:
    line = document.lines.line_of
    return any(line(it.range.start) == line(offset) and it.range.start < offset for it in instruction.comments)


def _new_instruction(
    document: Document,
    offset: int,
    range: TextRange,
    with_snippets: bool,
    *,
    is_alone: bool,
    unit: Unit | None = None,
) -> Iterator[Item]:
    others = [it for it in document.instructions if it.unit is not unit]
    in_stage = any(isinstance(it, ast.From) and it.start < offset for it in others)
    yield from instructions.instructions(document, range, others, in_stage=in_stage, is_alone=is_alone)
    if with_snippets and is_alone:
        yield from snippet_items.snippets(document, range, is_empty=not others, in_stage=in_stage)


def _arguments(arguments: Arguments) -> Iterable[Item]:
    found = variables.variables(arguments)
    if found is not None:
        return found
    return _words(arguments)


def _words(arguments: Arguments) -> Iterator[Item]:
    if arguments.flag is not None:
        yield from flags.in_flag(arguments)
        return
    if arguments.may_be_flag:
        yield from flags.flags(arguments)
    if arguments.line.at >= arguments.start:
        yield from images.images(arguments)
        yield from stages.bases(arguments)
        yield from values.values(arguments)
        yield from variables.names(arguments)
