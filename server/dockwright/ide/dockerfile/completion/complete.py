"""What can be typed at the cursor: finds out where that is, and asks whoever knows what fits there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dockwright.catalog import instructions as catalog
from dockwright.catalog.commands import POSIX_SHELLS
from dockwright.catalog.labels import KNOWN as LABELS
from dockwright.catalog.names import known_name
from dockwright.catalog.signals import MEANINGS
from dockwright.catalog.snippets import expand_defaults
from dockwright.catalog.snippets import snippets as all_snippets
from dockwright.catalog.variables import predefined
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.completion import (
    comments,
    directives,
    flags,
    heredocs,
    images,
    instructions,
    paths,
    shell,
    snippets,
    stages,
    values,
    variables,
)
from dockwright.ide.dockerfile.completion.place import MOST, Arguments, Line, arguments_at, line_at, may_become, unit_at
from dockwright.ide.markdown import block
from dockwright.ide.results import Completions, Item
from dockwright.lint.rule import Rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS, Unit, UnitKind
from dockwright.text.ranges import TextRange


def _nothing() -> Sequence[str]:
    return ()


def complete(
    document: Document,
    offset: int,
    *,
    with_snippets: bool = True,
    rules: Sequence[Rule] = (),
    nearby: Callable[[], Sequence[str]] = _nothing,
    contexts: Callable[[], Sequence[str]] = _nothing,
    unasked: bool = False,
) -> Completions:
    """What can be typed at `offset`, the likeliest first.

    Only what the letters before the cursor may still become, in their order, from the start of a word on and
    whatever their case, is offered.
    Without `with_snippets` no snippets are: the client has them already. `rules` are those that a comment may name,
    `nearby` tells the images that other files use, `contexts` the names of build contexts. `unasked`: only a
    blank, a dot or a slash was typed, so nothing is offered where it may be just that.
    """
    if unasked and _JUST.get(document.text[offset - 1 : offset], _is_just_a_blank)(document, offset):
        return Completions(())
    found: list[Item] = []
    seen: set[tuple[object, str]] = set()
    for it in _items(document, offset, with_snippets, rules, images.Nearby(nearby, contexts)):
        typed = document.text[it.edit.range.start : offset]
        key = (it.kind, it.label)
        if key not in seen and may_become(typed.casefold(), (it.filter or it.label).casefold()):
            seen.add(key)
            found.append(it)
    found.sort(key=lambda it: (it.sort, it.label))
    return Completions(tuple(found[:MOST]), len(found) > MOST)


def documentation(key: str, rules: Sequence[Rule] = ()) -> str:
    """What is shown beside a completion that is looked at; empty where there is nothing to say."""
    kind, _, whole = key.partition(":")
    name, _, rest = whole.partition(":")
    tell = _TELLING.get(kind)
    if kind == "rule":
        return next((descriptions.rule(it) for it in rules if it.id == whole), "")
    return tell(name, rest) if tell is not None else ""


def _about_instruction(name: str, rest: str) -> str:
    it = catalog.instruction(name)
    return descriptions.instruction(it) if it is not None else ""


def _about_flag(name: str, rest: str) -> str:
    instruction = catalog.instruction(name)
    flag = instruction.flag(rest) if instruction is not None else None
    return descriptions.flag(flag) if flag is not None else ""


def _about_mount(name: str, rest: str) -> str:
    type = catalog.mount_type(name)
    return descriptions.mount_type(type) if type is not None else ""


def _about_option(name: str, rest: str) -> str:
    type = catalog.mount_type(name)
    option = type.option(rest) if type is not None else None
    return descriptions.mount_option(option, type) if type is not None and option is not None else ""


def _about_directive(name: str, rest: str) -> str:
    directive = catalog.directive(name)
    return descriptions.directive(directive) if directive is not None else ""


def _about_check(name: str, rest: str) -> str:
    return descriptions.check(catalog.CHECKS[name]) if name in catalog.CHECKS else ""


def _about_variable(name: str, rest: str) -> str:
    variable = predefined(name)
    return descriptions.variable(variable) if variable is not None else ""


def _about_name(name: str, rest: str) -> str:
    known = known_name(name)
    return f"**{name}**: {known.doc}" if known is not None else ""


def _about_label(name: str, rest: str) -> str:
    return f"**{name}**: {LABELS[name]}" if name in LABELS else ""


def _about_snippet(name: str, rest: str) -> str:
    whole = f"{name}:{rest}" if rest else name
    snippet = next((it for it in all_snippets() if it.name == whole), None)
    return f"{snippet.description}\n\n{block(expand_defaults(snippet.body))}" if snippet is not None else ""


_TELLING: dict[str, Callable[[str, str], str]] = {
    "instruction": _about_instruction,
    "flag": _about_flag,
    "mount": _about_mount,
    "option": _about_option,
    "directive": _about_directive,
    "check": _about_check,
    "variable": _about_variable,
    "name": _about_name,
    "label": _about_label,
    "image": images.documentation,
    "command": lambda name, _: shell.documentation(name),
    "signal": lambda name, _: f"**{name}**: {MEANINGS[name]}" if name in MEANINGS else "",
    "snippet": _about_snippet,
}
"""What tells about a thing, by the first word of its key."""


def _is_just_a_blank(document: Document, offset: int) -> bool:
    """Whether somebody who typed a blank at `offset` is writing words rather than arguments that can be listed."""
    here = unit_at(document, offset)
    instruction = document.placed(here[0]) if here is not None else None
    if here is None or instruction is None or _is_in_comment(document, instruction, offset):
        return True
    line = line_at(document, offset, *here)
    arguments = arguments_at(line, instruction) if line is not None else None
    if line is None or arguments is None or arguments.known is None or arguments.name in _IN_WORDS:
        return arguments is not None or line is None or not line.text[: line.at].strip()
    return arguments.quote >= 0


def _is_just_a_dot(document: Document, offset: int) -> bool:
    """Whether a dot at `offset` is not one within a name: it may be all of a path, or end a sentence."""
    before = document.text[max(0, offset - 2) : offset - 1]
    return not (before.isalnum() or before == "/")


def _is_just_a_slash(document: Document, offset: int) -> bool:
    """Whether a slash at `offset` may be the end of a COPY or ADD: who goes to the next line wants nothing more."""
    here = unit_at(document, offset)
    instruction = document.placed(here[0]) if here is not None else None
    line = line_at(document, offset, *here) if here is not None and instruction is not None else None
    arguments = arguments_at(line, instruction) if line is not None and instruction is not None else None
    if line is None or arguments is None or arguments.name not in ("COPY", "ADD"):
        return False
    return arguments.index > 0 and arguments.typed in ("/", "./") and not line.text[line.at :].strip()


_JUST = {".": _is_just_a_dot, "/": _is_just_a_slash}
"""Who tells, by the character, whether it may be all that is wanted."""

_IN_WORDS = frozenset(("RUN", "MAINTAINER"))
"""Instructions whose arguments are a text."""


def _items(
    document: Document, offset: int, with_snippets: bool, rules: Sequence[Rule], nearby: images.Nearby
) -> Iterator[Item]:
    here = unit_at(document, offset)
    yield from _open_script(document, offset)
    if here is None or here[0].kind is UnitKind.BLANK:
        yield from _new_instruction(document, offset, TextRange(offset, offset), with_snippets, is_alone=True)
        return
    unit, start = here
    if unit.kind is not UnitKind.INSTRUCTION:
        yield from directives.directives(document, offset, unit, start)
        yield from comments.suppressions(document, offset, rules, at_head=unit.before.directives is not None)
        return
    instruction = document.placed(unit)
    if instruction is None:
        return
    if _is_in_comment(document, instruction, offset):
        yield from comments.suppressions(document, offset, rules, at_head=False)
        return
    if unit.bodies and offset >= start + unit.bodies[0].content_start:
        yield from _heredoc(document, instruction, offset, rules)
        return
    line = line_at(document, offset, unit, start)
    if line is None:
        return
    arguments = arguments_at(line, instruction)
    if arguments is not None:
        yield from _arguments(arguments, nearby)
        return
    first, last = line.word()
    range = line.range(first, last)
    if range is None:
        return
    is_alone = not line.text[last:].strip()
    # Something begins right at the cursor.
    is_glued = not is_alone and line.text[last] not in BLANKS
    if line.text[:first].strip():
        yield from instructions.triggers(instruction, range, is_alone=is_alone, is_glued=is_glued)
    else:
        yield from _new_instruction(
            document, offset, range, with_snippets, is_alone=is_alone, is_glued=is_glued, unit=unit
        )


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
    is_glued: bool = False,
    unit: Unit | None = None,
) -> Iterator[Item]:
    others = [it for it in document.instructions if it.unit is not unit]
    yield from heredocs.closers(others, range)
    in_stage = any(isinstance(it, ast.From) and it.start < offset for it in others)
    yield from instructions.instructions(
        document, range, others, in_stage=in_stage, is_alone=is_alone, is_glued=is_glued
    )
    if with_snippets and is_alone:
        typed = document.text[range.start : offset]
        yield from snippets.snippets(document, range, others, typed=typed, in_stage=in_stage)


def _heredoc(document: Document, instruction: ast.Instruction, offset: int, rules: Sequence[Rule]) -> Iterator[Item]:
    found = variables.in_heredoc(document, instruction, offset)
    if found is not None:
        yield from found
        return
    for heredoc in instruction.heredocs:
        body = heredoc.content_range
        form = instruction.command if isinstance(instruction, ast.Run) else None
        is_script = isinstance(form, ast.ShellForm) and form.heredoc is not None
        is_fed = any(it.name in POSIX_SHELLS for it in document.commands(instruction)[:1])
        if not (is_script or is_fed) or not body.start <= offset <= body.end:
            continue
        if is_script:
            yield from heredocs.interpreters(document, heredoc, offset)
        state = document.state_before(instruction)
        if is_fed or script_of(instruction, state.shell_language) is not None:
            yield from comments.suppressions(document, offset, rules, at_head=False, in_script=True)
            line = Line(document, offset, heredoc.content, offset - body.start, tuple(range(body.start, body.end)))
            yield from shell.in_script(line, 0, state)


def _open_script(document: Document, offset: int) -> Iterator[Item]:
    """The words of a script in a heredoc that nothing ends yet, whose lines are taken for instructions until then."""
    lines = document.lines
    number = lines.line_of(offset)
    start, end = lines.start(number), lines.end(number)
    above = heredocs.open_above(document.instructions, start)
    form = above.command if isinstance(above, ast.Run) else None
    if above is None or not isinstance(form, ast.ShellForm) or offset > end:
        return
    opener, *program = form.text.split() or ("",)
    if opener.startswith("<<") and POSIX_SHELLS.issuperset(program):
        line = Line(document, offset, document.text[start:end], offset - start, tuple(range(start, end)))
        yield from shell.in_script(line, 0, document.state_before(above))


def _arguments(arguments: Arguments, nearby: images.Nearby) -> Iterable[Item]:
    found = variables.variables(arguments)
    if found is not None:
        return found
    return _words(arguments, nearby)


def _words(arguments: Arguments, nearby: images.Nearby) -> Iterator[Item]:
    if arguments.flag is not None:
        yield from flags.in_flag(arguments, nearby)
        return
    if arguments.may_be_flag:
        yield from flags.flags(arguments)
        if arguments.typed:
            return
    if arguments.line.at >= arguments.start:
        yield from heredocs.openers(arguments)
        yield from images.images(arguments, nearby)
        yield from stages.bases(arguments)
        yield from values.values(arguments)
        yield from variables.names(arguments)
        yield from paths.arguments_of_transfer(arguments)
        yield from shell.words(arguments)
