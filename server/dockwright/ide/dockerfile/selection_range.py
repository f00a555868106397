"""What a selection grows to: from a name over its word, flag, command and instruction to its stage and the file."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.ide.ranges import visible_range
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.semantic.symbols import symbols_of
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange


def selection_range(document: Document, offset: int) -> tuple[TextRange, ...]:
    """The ranges around `offset`, each inside the next one; the last is the whole text."""
    whole = TextRange(0, len(document.text))
    place = min(max(offset, 0), whole.end)
    found = {it for it in _around(document, place) if it.covers(place) and it.length}
    chain: list[TextRange] = []
    for range in sorted(found | {whole}, key=lambda it: (it.length, -it.start)):
        # Of two that only touch at the cursor the smaller one is what it stands on.
        if not chain or range.encloses(chain[-1]):
            chain.append(range)
    return tuple(chain)


def _around(document: Document, offset: int) -> Iterator[TextRange]:
    mention = symbols_of(document).at(offset)
    if mention is not None:
        yield mention.range
    instruction = document.tree.instruction_at(offset)
    if instruction is None:
        yield from _around_comment(document, offset)
    else:
        yield from _around_instruction(document, instruction, offset)
    stage = next((it for it in reversed(document.stages) if it.instruction.start <= offset), None)
    if stage is not None:
        last = stage.instructions[-1] if stage.instructions else stage.instruction
        yield TextRange(stage.instruction.start, visible_range(document, last).end)


def _around_comment(document: Document, offset: int) -> Iterator[TextRange]:
    for directive in document.tree.directives:
        if directive.range.covers(offset):
            yield from (directive.name_range, directive.value_range, directive.range)
            return
    index = document.tree.unit_index(offset)
    units, starts = document.tree.units, document.tree.starts
    if index >= len(units) or not units[index].text.lstrip().startswith("#"):
        return
    yield from _word_and_line(document, offset)
    first = last = index
    while first and units[first - 1].kind is units[index].kind:
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind is units[index].kind:
        last += 1
    yield TextRange(starts[first], starts[first] + len(document.text[starts[first] : starts[last + 1]].rstrip()))


def _word_and_line(document: Document, offset: int) -> Iterator[TextRange]:
    """The word between blanks at `offset`, and its line without the blanks around."""
    text = document.text
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    indented = len(line) - len(line.lstrip())
    yield TextRange(start + indented, start + max(indented, len(line.rstrip())))
    first, last = offset - start, offset - start
    while first and not line[first - 1].isspace():
        first -= 1
    while last < len(line) and not line[last].isspace():
        last += 1
    yield TextRange(start + first, start + last)


def _around_instruction(document: Document, instruction: ast.Instruction, offset: int) -> Iterator[TextRange]:
    yield instruction.range
    yield TextRange(document.tree.start_with_comments(instruction), visible_range(document, instruction).end)
    for comment in instruction.comments:
        if comment.range.covers(offset):
            yield comment.range
            yield from _word_and_line(document, offset)
    for heredoc in instruction.heredocs:
        yield heredoc.range
        yield heredoc.content_range
        if heredoc.terminator_range is not None:
            yield TextRange(heredoc.content_range.start, heredoc.terminator_range.end)
        if heredoc.content_range.covers(offset):
            yield from _word_and_line(document, offset)
    while isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        instruction = instruction.trigger
        yield instruction.range
    yield instruction.keyword.range
    for flag in instruction.flags:
        yield flag.range
        if flag.value is not None:
            yield flag.value.range
        for option in flag.options:
            yield option.range
            if option.value is not None:
                yield option.value.range
    if instruction.arguments_range is not None:
        yield instruction.arguments_range
    for text in expandables(instruction):
        if text.node.range.covers(offset):
            yield from (text.range(*it.range) for it in text.scanned.variables)
    form = getattr(instruction, "command", None)
    script = None
    if isinstance(form, ast.ShellForm):
        yield form.range
        script = script_of(instruction, document.state_before(instruction).shell_language)
        if script is not None:
            yield from (form.source_range(*it) for it in _in_script(script, form.joined.offset(offset - form.base)))
    if script is None:
        # Between blanks a shell's words may begin or end within quotes.
        yield from _arguments(instruction)


def _arguments(instruction: ast.Instruction) -> Iterator[TextRange]:
    if isinstance(instruction, ast.Arg | ast.Env | ast.Label):
        for pair in instruction.pairs:
            yield pair.range
            yield pair.name.range
            if pair.value is not None:
                yield pair.value.range
        return
    form = getattr(instruction, "exec_form", None)
    if isinstance(form, ast.ExecForm):
        yield form.range
        for element in form.elements:
            yield element.range
            if element.range.length > 1:
                yield TextRange(element.range.start + 1, element.range.end - 1)
    else:
        yield from (word.range for word in instruction.words)


def _in_script(script: shell_ast.Script, place: int) -> Iterator[TextRange]:
    for command in script.commands:
        if not command.range.covers(place):
            continue
        yield command.range
        words = [*command.words, *(it.value for it in command.assignments if it.value is not None)]
        for word in words:
            if word.range.covers(place):
                yield word.range
                yield from (it.range for it in word.expansions)
        yield from (it.range for it in command.assignments)
        yield from (it.range for it in command.redirections)
    waiting = [script.body]
    while waiting:
        commands = waiting.pop()
        if not commands.range.covers(place):
            continue
        yield commands.range
        for pipeline in commands.pipelines:
            if pipeline.range.covers(place):
                yield pipeline.range
                for inner in pipeline.commands:
                    if isinstance(inner, shell_ast.CompoundCommand):
                        yield inner.range
                        waiting += inner.lists
