"""As whom a container runs in the end."""

from __future__ import annotations

import re

from dockwright.catalog.commands import STEPPING_DOWN
from dockwright.catalog.images import HANDING_OVER, KnownImage
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_STEPPING_DOWN = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(STEPPING_DOWN)))})(?![\w-])")


_STARTING = (ast.Cmd, ast.Entrypoint)
_WRITING = (ast.Run, ast.Transfer, ast.Workdir)


def steps_down(stage: Stage) -> bool:
    """Whether something in a stage, or in those that it is built on, speaks of a program that takes root away."""
    return any(instruction.kept(_steps_down) for it in stage.lineage for instruction in it.instructions)


def _steps_down(instruction: ast.Instruction) -> bool:
    text = instruction.unit.text
    return any(it in text for it in STEPPING_DOWN) and _STEPPING_DOWN.search(text) is not None


def steps_down_itself(image: KnownImage) -> bool:
    """Whether the image starts as root and runs its server as another user."""
    return image.repository in HANDING_OVER


def start_of_the_end(stage: Stage) -> ast.Cmd | ast.Entrypoint | None:
    """The first CMD or ENTRYPOINT below all that may need root; `None` where there is none."""
    start = None
    for it in stage.instructions:
        if isinstance(it, _STARTING):
            start = it if start is None else start
        elif isinstance(it, _WRITING):
            start = None
    return start
