"""What stands above the stages of a file: how often each is used, and what the final image is."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from dockwright.ide.results import Lens
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit
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
    state = stage.final_state
    user = state.user if state.user_unit is not None else state.base.user
    parts = [*([user] if user else []), *_program(document, stage), *_ports(stage)]
    return f"final image: {' · '.join(parts)}" if parts else "final image"


def _program(document: Document, stage: Stage) -> list[str]:
    state = stage.final_state
    written = [_words(document, it) for it in (state.entrypoint, state.command) if it is not None]
    line = " ".join(" ".join(written).split())
    return [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"] if line else []


def _words(document: Document, unit: Unit) -> str:
    placed = document.placed(unit)
    if isinstance(placed, ast.Cmd | ast.Entrypoint):
        form = placed.command
        return " ".join(form.values) if isinstance(form, ast.ExecForm) else placed.arguments_text
    return ""


def _ports(stage: Stage) -> list[str]:
    found: dict[str, None] = {}
    for it in reversed([*stage.lineage]):
        for expose in it.all_of(ast.Expose):
            for port in expose.ports:
                value = it.state_before(expose).value_of(port)
                found.update(dict.fromkeys((value or port.text).split()))
    ports = [*found]
    return [", ".join(ports[:_MOST_PORTS]) + (", …" if len(ports) > _MOST_PORTS else "")] if ports else []
