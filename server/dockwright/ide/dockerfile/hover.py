"""What is said about the thing under the cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dockwright.catalog import instructions as catalog
from dockwright.ide import descriptions
from dockwright.ide.markdown import block, code
from dockwright.ide.results import Markup
from dockwright.ide.variables import (
    environment_after,
    explain,
    explain_value,
    reference_at,
)
from dockwright.lint import suppress
from dockwright.lint.dialects import EVERYTHING, answers
from dockwright.lint.rule import Rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage, StageUse, UseKind
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.ranges import TextRange

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_BEGUN_DIRECTIVE = re.compile(r"#[ \t]*(?P<name>[A-Za-z]+)[ \t]*=")
_MOST_USES = 8


def hover(document: Document, offset: int, rules: Sequence[Rule] = ()) -> Markup | None:
    """What is to be said at `offset`, and of which range; `None` where there is nothing.

    A caret between two tokens belongs to the one behind it, at the end of a word to that word.
    """
    found = _hover(document, offset, rules)
    if found is None and offset > 0:
        before = _hover(document, offset - 1, rules)
        found = before if before is not None and before.range.end == offset else None
    return found


def _hover(document: Document, offset: int, rules: Sequence[Rule]) -> Markup | None:
    tree = document.tree
    for directive in tree.directives:
        if _holds(directive.range, offset):
            return _directive(directive, offset)
    instruction = tree.instruction_at(offset)
    comments = tree.comments if instruction is None else instruction.comments
    comment = next((it for it in comments if _holds(it.range, offset)), None)
    if comment is not None:
        return _comment(document, comment, offset, rules)
    return _instruction(document, instruction, offset) if instruction is not None else None


def _holds(range: TextRange | None, offset: int) -> bool:
    return range is not None and range.start <= offset < range.end


# --- directives and comments ---


def _directive(directive: ast.Directive, offset: int) -> Markup | None:
    known = catalog.directive(directive.name)
    if known is None:
        return None
    if _holds(directive.value_range, offset):
        check = _word_at(directive.value, offset - directive.value_range.start)
        if directive.name == "check" and check is not None:
            start = directive.value_range.start
            named = catalog.CHECKS.get(directive.value[check.start : check.end])
            if named is not None:
                return Markup(check.shifted(start), descriptions.check(named))
        return Markup(directive.value_range, descriptions.directive(known))
    return Markup(directive.name_range, descriptions.directive(known)) if _holds(directive.name_range, offset) else None


def _comment(document: Document, comment: ast.Comment, offset: int, rules: Sequence[Rule]) -> Markup | None:
    word = _word_at(comment.text, offset - comment.range.start)
    if word is None:
        return None
    begun = _BEGUN_DIRECTIVE.fullmatch(comment.text)
    if begun is not None and document.tree.units[document.tree.unit_index(offset)].before.directives is not None:
        known = catalog.directive(begun["name"])
        return Markup(word.shifted(comment.range.start), descriptions.directive(known)) if known is not None else None
    name = suppress.name_at(document, offset)
    if name is None:
        return None
    topic = [it for it in rules if it.category.casefold() in name.meant]
    named = [it for it in rules if not topic and name.meant & answers(it)]
    if EVERYTHING in name.meant:
        text = "Every rule."
    elif named:
        text = "\n\n".join(descriptions.rule(it) for it in named)
    elif topic:
        text = "\n".join((f"All rules about {topic[0].category}:", "", *(f"- {descriptions.rule(it)}" for it in topic)))
    else:
        text = f"There is no rule {code(name.text)} here; another linter may know it."
    return Markup(name.range, text)


def _word_at(text: str, offset: int) -> TextRange | None:
    for match in _NAME.finditer(text):
        if match.start() <= offset < match.end():
            return TextRange(match.start(), match.end())
    return None


# --- instructions ---


def _instruction(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        trigger = instruction.trigger
        if offset >= trigger.keyword.range.start:
            return _instruction(document, trigger, offset)
    if _holds(instruction.keyword.range, offset):
        return _keyword(document, instruction)
    reference = reference_at(document, instruction, offset)
    if reference is not None:
        number = next((i for i, it in enumerate(_pairs(instruction)) if it.range.covers(offset)), 0)
        return Markup(reference.range, explain(document, instruction, reference, number))
    use = _use_at(document, instruction, offset)
    if use is not None:
        return Markup(use.range, _use(document, use))
    for flag in instruction.flags:
        if _holds(flag.range, offset):
            return _flag(instruction, flag, offset)
    return _argument(document, instruction, offset)


def _pairs(instruction: ast.Instruction) -> tuple[ast.Pair, ...]:
    return instruction.pairs if isinstance(instruction, ast.Arg | ast.Env) else ()


def _keyword(document: Document, instruction: ast.Instruction) -> Markup | None:
    known = catalog.instruction(instruction.name)
    if known is None:
        return None
    parts = [descriptions.instruction(known)]
    # What holds where a trigger will run, only the build that runs it knows.
    if document.stage_of(instruction) is not None and not instruction.is_trigger:
        parts = [_state(document, document.state_before(instruction)), *parts]
    return Markup(instruction.keyword.range, "\n\n---\n\n".join(parts))


def _state(document: Document, state: State) -> str:
    """User, directory and shell that hold at a place, and the line that set each."""
    user = code(state.user) if state.user is not None else "the base image's"
    workdir = code(state.workdir) if state.workdir is not None else "the base image's"
    if state.workdir is None and state.workdir_unit is not None:
        workdir = "not known from this file"
    if state.user is None and state.user_unit is not None:
        user = "not known from this file"
    return " · ".join(
        (
            f"User: {user}{_line(document, state.user_unit)}",
            f"Directory: {workdir}{_line(document, state.workdir_unit)}",
            f"Shell: {code(' '.join(state.shell_words))}{_line(document, state.shell_unit)}",
        )
    )


def _line(document: Document, unit: Unit | None) -> str:
    placed = document.placed(unit) if unit is not None else None
    return f" (line {_line_number(document, placed)})" if placed is not None else ""


def _line_number(document: Document, instruction: ast.Instruction) -> int:
    return document.lines.line_of(instruction.range.start) + 1


# --- flags ---


def _flag(instruction: ast.Instruction, flag: ast.Flag, offset: int) -> Markup | None:
    known = catalog.instruction(instruction.name)
    it = known.flag(flag.name) if known is not None else None
    if it is None:
        return None
    if _holds(flag.name_range, offset):
        return Markup(flag.name_range, descriptions.flag(it))
    if flag.name == "mount":
        for option in flag.options:
            if _holds(option.range, offset):
                return _mount_option(flag, option, offset)
        return None
    # What stands between the name and the value is only the `=`.
    if flag.value is None or not _holds(flag.value.range, offset):
        return None
    return Markup(flag.value.range, descriptions.flag(it))


def _mount_option(flag: ast.Flag, option: ast.MountOption, offset: int) -> Markup | None:
    named = flag.option("type")
    type = catalog.mount_type(named.plain or "" if named is not None else catalog.DEFAULT_MOUNT_TYPE)
    value = option.value
    in_value = value is not None and _holds(value.range, offset)
    range = value.range if in_value and value is not None else option.key_range
    if not in_value and not _holds(option.key_range, offset):
        return None
    if option.key == "type":
        mount = catalog.instruction("RUN")
        about = mount.flag("mount") if mount is not None else None
        if type is not None:
            return Markup(range, descriptions.mount_type(type))
        return Markup(range, descriptions.flag(about)) if about is not None else None
    known = type.option(option.key) if type is not None else None
    if type is None:
        return None
    if known is None:
        means = "means nothing" if type.accepts(option.key) else "is not allowed"
        return Markup(range, f"{code(option.key)} {means} for a {code(type.name)} mount.")
    return Markup(range, descriptions.mount_option(known, type))


# --- stages and images ---


def _use_at(document: Document, instruction: ast.Instruction, offset: int) -> StageUse | None:
    stage = document.stage_of(instruction)
    return next((it for it in stage.uses if _holds(it.range, offset)), None) if stage is not None else None


def _use(document: Document, use: StageUse) -> str:
    if use.stage is not None:
        return _stage(document, use.stage)
    if use.kind is UseKind.BASE:
        return _base(document, use.user)
    number = use.index
    if number is not None:
        return f"There is no stage {number}: the stages of this file are numbered from 0 to {len(document.stages) - 1}."
    reference = parse_image_reference(use.text)
    head = f"No stage is called {code(use.text)}: it is a build context of that name, if the build is given one"
    if reference is None:
        return f"{head}."
    return f"{head}, else an image.\n\n{descriptions.image(reference)}"


def _base(document: Document, stage: Stage) -> str:
    written = stage.instruction.image
    text = stage.base.text
    if written is None or text is None:
        return "Which image this is cannot be told from this file: it depends on what the build is given."
    resolved = f"With the defaults of the `ARG`s: {code(text)}\n\n" if written.variables else ""
    if text == "scratch":
        return f"{resolved}**scratch**: an empty image. There is no shell, no user and no file but what is copied in."
    reference = parse_image_reference(text)
    return f"{resolved}{descriptions.image(reference)}" if reference else f"{resolved}{code(text)} is no image name."


def _stage(document: Document, stage: Stage) -> str:
    """A stage: what it builds on, what holds at its end, and who takes from it."""
    state = stage.final_state
    name = f"Stage **{stage.name}**, number {stage.index}" if stage.name else f"Stage {stage.index}"
    title = f"{name}, line {_line_number(document, stage.instruction)}"
    lines = [f"- Built on {_built_on(stage)}", f"- At its end: {_state(document, state)}"]
    for keyword, unit in (("ENTRYPOINT", state.entrypoint), ("CMD", state.command), ("HEALTHCHECK", state.healthcheck)):
        placed = document.placed(unit) if unit is not None else None
        if placed is not None:
            text = code(f"{keyword} {placed.arguments_text}")
            lines.append(f"- {text} (line {_line_number(document, placed)})")
    lines += _users(document, stage)
    return "\n\n".join((title, block(_written(document, stage)), "\n".join(lines)))


def _written(document: Document, stage: Stage) -> str:
    instruction = stage.instruction
    flags = [it.text for it in instruction.flags]
    return " ".join((instruction.keyword.text, *flags, *(it.text for it in instruction.words)))


def _built_on(stage: Stage) -> str:
    chain = [it.name or f"stage {it.index}" for it in stage.lineage][1:]
    base = stage.root.base.text
    end = "nothing (`scratch`)" if base == "scratch" else code(base) if base else "an image that is not known"
    return " → ".join((*(code(it) for it in chain), end))


def _users(document: Document, stage: Stage) -> list[str]:
    lines = []
    if stage.used_by:
        lines.append("- Used by:")
        for use in stage.used_by[:_MOST_USES]:
            user = f" in {code(use.user.name)}" if use.user.name else ""
            lines.append(f"  - line {document.lines.line_of(use.range.start) + 1}: {code(use.kind.value)}{user}")
        if len(stage.used_by) > _MOST_USES:
            lines.append(f"  - and {len(stage.used_by) - _MOST_USES} more")
    if stage.is_last:
        lines.append("- The last stage: it is what a build makes unless `--target` names another")
    elif not stage.is_needed:
        lines.append("- The last stage does not need it: it is built only where `--target` asks for it")
    return lines


# --- arguments ---


def _argument(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    heredoc = next((it for it in instruction.heredocs if _holds(it.range, offset)), None)
    if heredoc is not None:
        return Markup(heredoc.range, _heredoc(document, instruction, heredoc))
    match instruction:
        case ast.From():
            return _of_from(document, instruction, offset)
        case ast.Arg() | ast.Env():
            return _declared(document, instruction, offset)
        case ast.Healthcheck():
            kind = instruction.kind
            if kind is not None and _holds(kind.range, offset):
                known = catalog.instruction("HEALTHCHECK")
                if kind.text.upper() in ("CMD", "NONE") and known is not None:
                    return Markup(kind.range, descriptions.instruction(known))
    return None


def _of_from(document: Document, instruction: ast.From, offset: int) -> Markup | None:
    stage = document.stage_of(instruction)
    for word in (instruction.stage_name, instruction.as_keyword):
        if stage is not None and word is not None and _holds(word.range, offset):
            return Markup(word.range, _stage(document, stage))
    return None


def _declared(document: Document, instruction: ast.Arg | ast.Env, offset: int) -> Markup | None:
    for pair in instruction.pairs:
        if _holds(pair.name.range, offset):
            environment = environment_after(document, instruction)
            name = pair.name.value or pair.name.text
            value = environment.get(name)
            text = explain_value(document, name, value) if value is not None else None
            return Markup(pair.name.range, text) if text is not None else None
    return None


def _heredoc(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc) -> str:
    lines = heredoc.content.count("\n")
    size = f"{lines} line{'' if lines == 1 else 's'}"
    if not heredoc.terminated:
        return f"Heredoc {code(heredoc.name)}: no line below consists of {code(heredoc.name)} alone."
    if isinstance(instruction, ast.Transfer):
        how = "its variables are replaced" if heredoc.expand else "its delimiter is quoted, so `$` stays as it is"
        return f"Heredoc {code(heredoc.name)}: a file of {size}; {how}."
    form = instruction.command if isinstance(instruction, ast.Run) else None
    if isinstance(form, ast.ShellForm) and form.heredoc is not None:
        first = form.text.partition("\n")[0]
        shell = document.state_before(instruction).shell_words
        program = first[2:].strip() if first.startswith("#!") else " ".join(shell)
        return f"Heredoc {code(heredoc.name)}: a script of {size}, run by {code(program)}."
    return f"Heredoc {code(heredoc.name)}: {size} of input."
