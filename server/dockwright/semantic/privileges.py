"""As whom a container runs in the end."""

from __future__ import annotations

import re

from dockwright.catalog.commands import STEPPING_DOWN
from dockwright.catalog.images import HANDING_OVER, KnownImage
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile.unit import Unit

_STEPPING_DOWN = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(STEPPING_DOWN)))})(?![\w-])")


def steps_down(stage: Stage) -> bool:
    """Whether something in a stage, or in those that it is built on, speaks of a program that takes root away."""
    return any(_speaks_of_one(instruction.unit) for it in stage.lineage for instruction in it.instructions)


def _speaks_of_one(unit: Unit) -> bool:
    found = unit.memo.get(_speaks_of_one)
    if found is None:
        found = unit.memo[_speaks_of_one] = _STEPPING_DOWN.search(unit.text) is not None
    return bool(found)


def steps_down_itself(image: KnownImage) -> bool:
    """Whether the image starts as root and runs its server as another user."""
    return image.repository in HANDING_OVER
