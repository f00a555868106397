"""What the containers of a stage have, the stages and the image that it builds on included."""

from __future__ import annotations

from typing import NamedTuple, cast

from dockwright.catalog.image_settings import exposed_ports
from dockwright.semantic.scopes import Environment, Value
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import after
from dockwright.syntax.dockerfile import ast


class Port(NamedTuple):
    """A port that an image exposes; `instruction` is `None` where the base image does."""

    text: str
    instruction: ast.Expose | None


def environment_of(stage: Stage) -> Environment:
    """The variables that its containers have by ENV: no ARG reaches them, also where it hides an ENV from the build."""
    kept = stage.answers.get(environment_of)
    if kept is None:
        found: dict[str, Value] = dict(environment_of(stage.parent)) if stage.parent is not None else {}
        for instruction in stage.all_of(ast.Env):
            values = after(stage.state_before(instruction), instruction).environment
            found.update((name, it) for name, it in values.items() if it.origin is instruction.unit)
        kept = stage.answers[environment_of] = found
    return cast(Environment, kept)


def ports_of(stage: Stage) -> list[Port]:
    """The ports that it exposes, those of the image and the stages below first; none of them twice."""
    found: dict[str, Port] = {}
    reference = stage.root.initial_state.base.reference
    if reference is not None:
        found.update((_key(it), Port(it, None)) for it in exposed_ports(reference.name, reference.tag))
    for below in reversed([*stage.lineage]):
        for expose in below.all_of(ast.Expose):
            for word in expose.ports:
                value = below.state_before(expose).value_of(word)
                for text in (word.text,) if value is None else value.split():
                    found.setdefault(_key(text), Port(text, expose))
    return list(found.values())


def _key(port: str) -> str:
    return port.lower().removesuffix("/tcp")


def volumes_of(stage: Stage) -> list[tuple[str, ast.Volume]]:
    """The directories that it declares as volumes, and where; those of the base image are not known."""
    found: dict[str, ast.Volume] = {}
    for below in reversed([*stage.lineage]):
        for volume in below.all_of(ast.Volume):
            for path in volume.paths:
                written = path.text if isinstance(path, ast.Word) else path.value
                found.setdefault(below.state_before(volume).path_of(path, volume.escape) or written, volume)
    return list(found.items())


def stopsignal_of(stage: Stage) -> ast.Stopsignal | None:
    """The STOPSIGNAL in force in its containers, where the file has one."""
    return next((it.all_of(ast.Stopsignal)[-1] for it in stage.lineage if it.all_of(ast.Stopsignal)), None)
