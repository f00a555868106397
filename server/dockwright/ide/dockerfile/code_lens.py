"""What stands above the stages of a file: how often each is used, and what the final image is."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from dockwright.ide.results import Lens
from dockwright.semantic.containers import ports_of
from dockwright.semantic.document import Document
from dockwright.semantic.first_process import Part, first_process
from dockwright.semantic.stages import Stage
from dockwright.text.ranges import TextRange

KINDS = ("references", "image")
"""The kinds of lenses, by their names in the settings."""

_LONGEST = 60
_MOST_PORTS = 5


def code_lenses(document: Document, kinds: Collection[str] = KINDS) -> list[Lens]:
    """The lenses of some kinds, in order."""
    found: list[Lens] = []
    for stage in document.stages:
        range = stage.instruction.range
        if "references" in kinds and (stage.used_by or not stage.is_last):
            found.append(Lens(range, "references", partial(_used, stage), partial(_uses, stage)))
        if "image" in kinds and stage.is_last:
            found.append(Lens(range, "image", partial(_image, document, stage), tuple))
    return found


def _used(stage: Stage) -> str:
    count = len(stage.used_by)
    return f"{count} reference{'' if count == 1 else 's'}" if count else "not used"


def _uses(stage: Stage) -> tuple[TextRange, ...]:
    return tuple(it.range for it in stage.used_by)


def _image(document: Document, stage: Stage) -> str:
    """User, program and ports of the image that a build makes; what only the base image knows is left out."""
    parts = [*_user(document, stage), *_program(document, stage), *_ports(stage)]
    return f"final image: {' · '.join(parts)}" if parts else "final image"


def _user(document: Document, stage: Stage) -> list[str]:
    state = stage.final_state
    if state.user is None and state.user_unit is not None:
        placed = document.placed(state.user_unit)
        return [_shortened(placed.arguments_text)] if placed is not None else []
    return [_shortened(state.user)] if state.user else []


def _program(document: Document, stage: Stage) -> list[str]:
    process = first_process(document, stage)
    parts = (process.entrypoint, None if process.dropped else process.command)
    line = " ".join(_words(it) for it in parts if it is not None and it.words)
    return [_shortened(line)] if line else []


def _words(part: Part) -> str:
    """A part as somebody would type it; of a shell form the script alone."""
    return part.words[-1] if part.in_shell else " ".join(f"'{it}'" if " " in it else it for it in part.words)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _ports(stage: Stage) -> list[str]:
    ports = [it.text for it in ports_of(stage)]
    return [", ".join(ports[:_MOST_PORTS]) + (", …" if len(ports) > _MOST_PORTS else "")] if ports else []
