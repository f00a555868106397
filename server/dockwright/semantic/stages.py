"""Stages, and which of them builds on or takes from which.

Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go (addState, toCommand, detectRunMount).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import TypeVar, cast

from dockwright.semantic.images import BaseImage
from dockwright.semantic.scopes import Expanded, Scope, expand
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.ranges import TextRange

InstructionKind = TypeVar("InstructionKind", bound=ast.Instruction)


class UseKind(Enum):
    """How a line refers to a stage or an image."""

    BASE = "FROM"
    COPY = "COPY --from"
    MOUNT = "RUN --mount from"


@dataclass(frozen=True, eq=False)
class StageUse:
    """A reference to a stage or an image; `stage` is `None` where it is an image, or nothing that there is."""

    kind: UseKind
    instruction: ast.Instruction
    word: ast.Word
    text: str
    """What is referred to, without quotes."""
    user: Stage
    """The stage in which the reference stands."""
    stage: Stage | None = None

    @property
    def range(self) -> TextRange:
        """Where the reference stands."""
        return self.word.range

    @property
    def index(self) -> int | None:
        """The stage's number, where it is referred to by one; not checked to exist.

        Only COPY looks numbers up: the `from=0` of a mount is an image of that name (detectRunMount).
        """
        return int(self.text) if self.kind is UseKind.COPY and self.text.isascii() and self.text.isdigit() else None


@dataclass(eq=False)
class Stage:
    """A stage: a FROM and what follows it up to the next one.

    Built once for a document, and only read then.
    """

    index: int
    instruction: ast.From
    instructions: tuple[ast.Instruction, ...]
    """What follows the FROM."""
    base: Expanded
    """What FROM names, variables replaced by the defaults of the global ARGs."""
    platform: Expanded | None = None
    parent: Stage | None = None
    """The stage that it builds on; `None` where it builds on an image."""
    uses: list[StageUse] = field(default_factory=list)
    """The references to stages and images in it, its FROM included, in order."""
    used_by: list[StageUse] = field(default_factory=list)
    """The references to it."""
    is_last: bool = False
    """Whether it is the last, which a build makes where no target is named."""
    ships: bool = False
    """Whether its files come into the image that is released, as they are: it is the last, or one that that builds on.

    A last stage that is called a test and builds on another only tries out that one.
    """
    is_needed: bool = False
    """Whether a build of the last stage needs it at all."""
    answers: dict[object, object] = field(default_factory=dict, repr=False)
    """Where what was computed from it is kept."""
    initial_state: State = field(init=False, repr=False)
    """What holds just after the FROM."""
    final_state: State = field(init=False, repr=False)
    """What holds after the last instruction."""
    states: Mapping[int, State] = field(init=False, repr=False)
    """What holds before each instruction of the document that stands in a stage, by where it starts."""

    @property
    def name(self) -> str | None:
        """The name as written, `None` where it has none."""
        word = self.instruction.stage_name
        return word.text if word else None

    def state_before(self, instruction: ast.Instruction) -> State:
        """What holds just before an instruction of the stage, or of one that it builds on; for a FROM just after it."""
        return self.states[instruction.base]

    @cached_property
    def by_kind(self) -> Mapping[type[ast.Instruction], tuple[ast.Instruction, ...]]:
        """The instructions that follow the FROM by their classes, each in order; what ONBUILD defers is not there."""
        return by_kind(self.instructions)

    @property
    def kinds(self) -> Set[type[ast.Instruction]]:
        """The classes of instructions that follow the FROM."""
        return self.by_kind.keys()

    def all_of(self, kind: type[InstructionKind]) -> tuple[InstructionKind, ...]:
        """The instructions of just one class that follow the FROM, in order; what ONBUILD defers is not there."""
        return cast("tuple[InstructionKind, ...]", self.by_kind.get(kind, ()))

    def such(self, question: Callable[[InstructionKind], bool], *kinds: type[InstructionKind]) -> list[InstructionKind]:
        """The instructions of some classes about which the answer to a question is yes, in order.

        The question is asked about the bare instruction, and the answer kept on it: every edit of the stage asks again.
        """
        found: list[InstructionKind] = []
        for kind in kinds:
            for it in self.all_of(kind):
                if it.kept(question):
                    found.append(it)
        if len(kinds) > 1:
            found.sort(key=attrgetter("base"))
        return found

    @property
    def units(self) -> tuple[Unit, ...]:
        """What the stage is read from, FROM included: the same objects as long as its text is the same."""
        return (self.instruction.unit, *[it.unit for it in self.instructions])

    @cached_property
    def image(self) -> ImageReference | None:
        """The image that FROM names; `None` where it names a stage, `scratch`, or something unknown or invalid."""
        if self.parent is not None or self.base.text is None or self.base.text == "scratch":
            return None
        return parse_image_reference(self.base.text)

    @property
    def is_scratch(self) -> bool:
        """Whether it starts from nothing."""
        return self.parent is None and self.base.text == "scratch"

    @property
    def root(self) -> Stage:
        """The stage at the bottom of those that it is built on; itself where it builds on an image."""
        stage = self
        while stage.parent is not None:
            stage = stage.parent
        return stage

    @property
    def lineage(self) -> Iterator[Stage]:
        """The stage itself, the one that it builds on, and so on."""
        stage: Stage | None = self
        while stage is not None:
            yield stage
            stage = stage.parent

    def needs(self, other: Stage) -> bool:
        """Whether it is `other`, builds on it or takes something from it, perhaps by way of further stages."""
        waiting, seen = [self], {self.index}
        while waiting:
            stage = waiting.pop()
            if stage is other:
                return True
            for use in stage.uses:
                if use.stage is not None and use.stage.index not in seen:
                    seen.add(use.stage.index)
                    waiting.append(use.stage)
        return False

    def __repr__(self) -> str:
        return f"Stage({self.index}, {self.name or self.base.text!r})"


def by_kind(instructions: Iterable[ast.Instruction]) -> Mapping[type[ast.Instruction], tuple[ast.Instruction, ...]]:
    """Instructions by their classes, each in order."""
    found: dict[type[ast.Instruction], list[ast.Instruction]] = {}
    for instruction in instructions:
        kind = type(instruction)
        if kind in found:
            found[kind].append(instruction)
        else:
            found[kind] = [instruction]
    return {kind: tuple(instructions) for kind, instructions in found.items()}


def stages_of(instructions: Sequence[ast.Instruction], scope: Scope) -> tuple[Stage, ...]:
    """The stages of a file, linked with each other; `scope` is the global one that their FROMs see."""
    starts = [index for index, it in enumerate(instructions) if isinstance(it, ast.From)]
    stages: list[Stage] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(instructions)
        instruction = instructions[start]
        assert isinstance(instruction, ast.From), "chosen just above"
        stages.append(Stage(number, instruction, tuple(instructions[start + 1 : end]), *_named(instruction, scope)))
    _link(stages)
    return tuple(stages)


def _named(instruction: ast.From, scope: Scope) -> tuple[Expanded, Expanded | None]:
    escape = instruction.escape
    image = instruction.image
    base = expand(image.text, scope.values, escape, complete=True) if image is not None else Expanded(None, frozenset())
    flag = instruction.flag("platform")
    platform = None
    if flag is not None and flag.plain is not None:
        platform = expand(flag.plain, scope.values, escape, complete=True)
    return base, platform


_TESTS = frozenset(("test", "tests"))
"""What a stage is called that tries out the one that it builds on: that one is released, whichever stands last."""


def _link(stages: list[Stage]) -> None:
    above: dict[str, Stage] = {}
    for stage in stages:
        image = stage.instruction.image
        if image is not None:
            # FROM sees only the stages above, and compares with the lower case of their names (addState).
            stage.parent = above.get(stage.base.text) if stage.base.text is not None else None
            use = StageUse(UseKind.BASE, stage.instruction, image, stage.base.text or image.text, stage, stage.parent)
            stage.uses.append(use)
        if stage.name:
            above[stage.name.lower()] = stage
    for stage in stages:
        for use in _uses_in(stage, stages, above):
            stage.uses.append(use)
        for use in stage.uses:
            if use.stage is not None:
                use.stage.used_by.append(use)
    if stages:
        last = stages[-1]
        last.is_last = True
        for stage in last.lineage:
            stage.ships = True
        if last.parent is not None and last.name is not None and last.name.lower() in _TESTS:
            last.ships = False
        _mark_needed(last)


def _mark_needed(last: Stage) -> None:
    waiting = [last]
    while waiting:
        stage = waiting.pop()
        if not stage.is_needed:
            stage.is_needed = True
            waiting += [use.stage for use in stage.uses if use.stage is not None]


def _uses_in(stage: Stage, stages: list[Stage], names: dict[str, Stage]) -> Iterator[StageUse]:
    for instruction in stage.instructions:
        if type(instruction) not in _REFERRING:
            continue
        for kind, bare, text in instruction.kept(_references):
            word = bare.at(instruction.base)
            # By then all stages are known, also those below; of several with one name the last counts.
            if kind is UseKind.COPY and text.isascii() and text.isdigit():
                found = stages[int(text)] if len(text) < 9 and int(text) < len(stages) else None
            else:
                found = names.get(text.lower())
            yield StageUse(kind, instruction, word, text, stage, found)


def references_of(instruction: ast.Instruction) -> tuple[tuple[ast.Word, str], ...]:
    """What `--from` and the mounts of an instruction refer to, in any place: where it stands, and without quotes."""
    return tuple((bare.at(instruction.base), text) for _, bare, text in instruction.kept(_references))


_Reference = tuple[UseKind, ast.Word, str]
_REFERRING: frozenset[type[ast.Instruction]] = frozenset((ast.Copy, ast.Run))


def _references(instruction: ast.Instruction) -> tuple[_Reference, ...]:
    """What a bare instruction refers to."""
    return tuple(_read_references(instruction))


def _read_references(instruction: ast.Instruction) -> Iterator[_Reference]:
    match instruction:
        case ast.Copy():
            flag = instruction.flag("from")
            if flag is not None and flag.value is not None and flag.plain and "$" not in flag.plain:
                yield UseKind.COPY, flag.value, flag.plain
        case ast.Run():
            for mount in instruction.mounts:
                option = mount.option("from")
                if option is not None and option.value is not None and option.value.value:
                    yield UseKind.MOUNT, option.value, option.value.value


def base_image(stage: Stage) -> BaseImage:
    """What is known about the image that `stage`, which builds on no other stage, starts from."""
    text = stage.base.text
    platform = stage.platform.text if stage.platform is not None else None
    reference = parse_image_reference(text) if text is not None else None
    return BaseImage(text, reference, platform, stage.instruction.escape == "`")
