"""Hovers of stages and images, and what holds at a place of a stage."""

from __future__ import annotations

from dockwright.catalog.image_settings import working_directory
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.said import line_of
from dockwright.ide.markdown import block, code
from dockwright.semantic.containers import environment_of, ports_of, stopsignal_of, volumes_of
from dockwright.semantic.document import Document
from dockwright.semantic.first_process import FirstProcess, HandOver, Part, first_process, handed_over
from dockwright.semantic.scopes import Value
from dockwright.semantic.stages import Stage, StageUse, UseKind
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.syntax.dockerfile.unit import Unit

_MOST_USES = 8
_MOST_VARIABLES = 12
_MOST_PORTS = 12


def use_at(document: Document, instruction: ast.Instruction, offset: int) -> StageUse | None:
    """The reference to a stage or an image at `offset`."""
    stage = document.stage_of(instruction)
    uses = stage.uses if stage is not None else ()
    return next((it for it in uses if it.range.start <= offset < it.range.end), None)


def of_use(document: Document, use: StageUse) -> str:
    """What a reference leads to."""
    if use.stage is not None:
        return of_stage(document, use.stage)
    if use.kind is UseKind.BASE:
        return _base(use.user)
    number = use.index
    if number is not None:
        return f"There is no stage {number}: the stages of this file are numbered from 0 to {len(document.stages) - 1}."
    reference = parse_image_reference(use.text)
    head = f"No stage is called {code(use.text)}: it is a build context of that name, if the build is given one"
    if reference is None:
        return f"{head}."
    if reference.tag is not None or reference.digest is not None or "/" in use.text:
        # Nobody means a stage by that.
        return descriptions.image(reference)
    return f"{head}, else an image.\n\n{descriptions.image(reference)}"


def _base(stage: Stage) -> str:
    written = stage.instruction.image
    text = stage.base.text
    if written is None or text is None:
        return "Which image this is cannot be told from this file: it depends on what the build is given."
    resolved = f"With the defaults of the `ARG`s: {code(text)}\n\n" if written.variables else ""
    if text == "scratch":
        return f"{resolved}**scratch**: an empty image. There is no shell, no user and no file but what is copied in."
    reference = parse_image_reference(text)
    return f"{resolved}{descriptions.image(reference)}" if reference else f"{resolved}{code(text)} is no image name."


def of_stage(document: Document, stage: Stage) -> str:
    """A stage: what it builds on, what holds at its end, what it starts, and who takes from it."""
    state = stage.final_state
    name = f"Stage **{stage.name}**, number {stage.index}" if stage.name else f"Stage {stage.index}"
    title = f"{name}, line {line_of(document, stage.instruction)}"
    lines = [f"- Built on {_built_on(stage)}", f"- At its end: {of_state(document, state, stage)}"]
    lines += _environment(document, stage)
    lines += _ports(document, stage)
    for path, volume in volumes_of(stage)[:_MOST_PORTS]:
        lines.append(f"- Volume {code(path)}{_from_line(document, volume, stage)}")
    for keyword, unit in (("ENTRYPOINT", state.entrypoint), ("CMD", state.command), ("HEALTHCHECK", state.healthcheck)):
        placed = document.placed(unit) if unit is not None else None
        if placed is not None:
            lines.append(f"- {code(f'{keyword} {placed.arguments_text}')}{_from_line(document, placed, stage)}")
    lines.append(f"- {of_process(document, stage)}")
    signal = stopsignal_of(stage)
    if signal is not None:
        lines.append(f"- Stopped by {code(signal.arguments_text)}{_from_line(document, signal, stage)}")
    lines += _users(document, stage)
    return "\n\n".join((title, block(_written(stage)), "\n".join(lines)))


def of_state(document: Document, state: State, stage: Stage | None) -> str:
    """User, directory and shell that hold at a place, and the line that set each; `stage` is the one of the place."""
    return " · ".join(
        (
            f"User: {_user(document, state)}{_from_unit(document, state.user_unit, stage)}",
            f"Directory: {_directory(document, state)}{_from_unit(document, state.workdir_unit, stage)}",
            f"Shell: {code(' '.join(state.shell_words))}{_from_unit(document, state.shell_unit, stage)}",
        )
    )


def _user(document: Document, state: State) -> str:
    if state.user is not None:
        return code(state.user)
    placed = document.placed(state.user_unit) if state.user_unit is not None else None
    return "the base image's" if placed is None else f"{code(placed.arguments_text)}, not known from this file"


def _directory(document: Document, state: State) -> str:
    if state.workdir is not None:
        return code(state.workdir)
    placed = document.placed(state.workdir_unit) if state.workdir_unit is not None else None
    if placed is not None:
        return f"{code(placed.arguments_text)}, not known from this file"
    reference = state.base.reference
    known = working_directory(reference.name, reference.tag) if reference is not None else None
    return f"{code(known)}, the base image's" if known is not None else "the base image's"


def _from_unit(document: Document, unit: Unit | None, stage: Stage | None) -> str:
    placed = document.placed(unit) if unit is not None else None
    return _from_line(document, placed, stage) if placed is not None else ""


def _from_line(document: Document, instruction: ast.Instruction, stage: Stage | None) -> str:
    """The line of an instruction, in parentheses, and its stage where that is not `stage`."""
    other = document.stage_of(instruction)
    where = f", from {_called(other)}" if other is not None and stage is not None and other is not stage else ""
    return f" (line {line_of(document, instruction)}{where})"


def _called(stage: Stage) -> str:
    return code(stage.name) if stage.name else f"stage {stage.index}"


def of_variables(document: Document, instruction: ast.Instruction) -> str:
    """The variables that the file has set by ENV and ARG where an instruction stands; empty where there are none."""
    held = document.state_before(instruction).environment
    shown = [(name, it) for name, it in held.items() if it.origin is not None]
    if not shown:
        return ""
    # What was set last is what somebody looks for first.
    parts = [_variable(document, name, it, instruction) for name, it in reversed(shown[-_MOST_VARIABLES:])]
    more = f" and {len(shown) - _MOST_VARIABLES} more" if len(shown) > _MOST_VARIABLES else ""
    return f"Variables: {', '.join(parts)}{more}"


def _variable(document: Document, name: str, value: Value, at: ast.Instruction) -> str:
    text = code(f"{name}={value.text}") if value.text is not None else code(name)
    kind = "`ARG` without default" if value.unset else "`ARG`" if value.argument else ""
    placed = document.placed(value.origin) if value.origin is not None else None
    where = _from_line(document, placed, document.stage_of(at)) if placed is not None else ""
    return f"{text}{where[:-1]}, {kind})" if kind and where else f"{text}{where}"


def of_process(document: Document, stage: Stage) -> str:
    """What a container of the stage runs as its first process, as far as it can be told."""
    process = first_process(document, stage)
    words = process.words
    if words is None:
        return _half_known(document, stage, process)
    if not words:
        return "Starts nothing by itself: no `ENTRYPOINT`, no `CMD`"
    told = f"Runs {_array(words)}"
    # Windows gives the first process any number.
    first = "the first process" if stage.final_state.is_windows else "PID 1"
    if process.has_init:
        return f"{told}: {code(words[0])} is {first}, and passes signals on to what it starts"
    if process.successor is not None:
        # Some of them put their own program in front of a file or a flag.
        is_program = not process.successor.startswith("-") and "." not in process.successor
        program = code(process.successor) if is_program else "its program"
        how = f"is {first} until `exec` puts {program} in its place"
        return f"{told}: {code(words[0])} {how}{_whose(process)}"
    if process.shell is None:
        return f"{told}: {code(words[0])} is {first}{_whose(process)}"
    shell = code(process.shell)
    match handed_over(document, process):
        case HandOver.BY_EXEC:
            how = f"{shell} is {first} until `exec` puts the program in its place"
        case HandOver.BY_SHELL:
            how = f"{shell} is {first} until it puts the program in its place, as bash does with a single command"
        case HandOver.NOT_AT_ALL:
            how = f"{shell} is {first}, what it runs is not: a signal to stop reaches the shell alone"
        case _:
            how = f"{shell} is {first}; only some shells put a command in their own place"
    return f"{told}: {how}{_dropped(process)}"


def _dropped(process: FirstProcess) -> str:
    return ". `CMD` is not looked at: the `ENTRYPOINT` is in shell form" if process.dropped and process.command else ""


def _whose(process: FirstProcess) -> str:
    theirs = [
        name
        for name, part in (("ENTRYPOINT", process.entrypoint), ("CMD", process.command))
        if part is not None and part.words and part.instruction is None
    ]
    return f" ({' and '.join(theirs)} of the base image)" if theirs else ""


def _half_known(document: Document, stage: Stage, process: FirstProcess) -> str:
    image = code(stage.root.base.text) if stage.root.base.text else "the base image"
    state = stage.final_state
    if process.entrypoint is not None and process.entrypoint.words:
        return f"Runs {_array(process.entrypoint.words)} with arguments that cannot be told"
    if process.command is not None and process.command.words and state.entrypoint is None:
        return (
            f"Runs {_array(process.command.words)}{_of_shell(process.command)},"
            f" as arguments of an `ENTRYPOINT` where {image} has one"
        )
    if state.entrypoint is None and state.command is None:
        return f"Runs what {image} does: no `ENTRYPOINT`, no `CMD` here"
    return "What it runs cannot be told from this file"


def _of_shell(part: Part) -> str:
    return " by a shell" if part.in_shell else ""


def _array(words: tuple[str, ...]) -> str:
    return code("[" + ", ".join('"' + it.replace("\\", "\\\\").replace('"', '\\"') + '"' for it in words[:20]) + "]")


def _environment(document: Document, stage: Stage) -> list[str]:
    """The variables that a container has by ENV, those of stages below included."""
    shown = [*environment_of(stage).items()]
    if not shown:
        return []
    parts = [
        code(f"{name}={it.text if it.text is not None else '…'}") + _from_unit(document, it.origin, stage)
        for name, it in shown[:_MOST_VARIABLES]
    ]
    more = f" and {len(shown) - _MOST_VARIABLES} more" if len(shown) > _MOST_VARIABLES else ""
    return [f"- Environment: {', '.join(parts)}{more}"]


def _ports(document: Document, stage: Stage) -> list[str]:
    """The ports that it exposes, those of the image and the stages below first."""
    shown = ports_of(stage)
    if not shown:
        return []
    parts = [
        code(it.text)
        + (_from_line(document, it.instruction, stage) if it.instruction is not None else " (the base image)")
        for it in shown[:_MOST_PORTS]
    ]
    more = f" and {len(shown) - _MOST_PORTS} more" if len(shown) > _MOST_PORTS else ""
    return [f"- Exposes {', '.join(parts)}{more}"]


def _written(stage: Stage) -> str:
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
            user = f" in {_called(use.user)}" if len(document.stages) > 1 else ""
            lines.append(f"  - line {document.lines.line_of(use.range.start) + 1}: {code(use.kind.value)}{user}")
        if len(stage.used_by) > _MOST_USES:
            lines.append(f"  - and {len(stage.used_by) - _MOST_USES} more")
    if stage.is_last:
        lines.append("- The last stage: it is what a build makes unless `--target` names another")
    elif not stage.is_needed:
        lines.append("- The last stage does not need it: it is built only where `--target` asks for it")
    return lines
