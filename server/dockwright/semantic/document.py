"""One version of one Dockerfile, and the door to everything that is known about it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from dockwright.semantic import commands as commands_
from dockwright.semantic import state as states
from dockwright.semantic.declared import declared_shells
from dockwright.semantic.project import NoProject, Project
from dockwright.semantic.scopes import GLOBAL, Scope, after_global
from dockwright.semantic.stages import Stage, base_image, by_kind, stages_of
from dockwright.semantic.state import Place, State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.reparse import reparse, reread
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.text.edits import Edit
from dockwright.text.lines import LineIndex
from dockwright.text.ranges import TextRange

if TYPE_CHECKING:
    from dockwright.semantic.commands import Command
    from dockwright.syntax.dockerfile.tree import Tree


class Follows(NamedTuple):
    """How a document became of one with the very same instructions: only comments and blank lines were edited.

    What was in `answers` about the instructions still holds, where they stand now: what the old text had from
    `changed` on has moved by `moved` code points. `in_place` says that all other lines are still comments or blank, as
    they were, so that instructions which stood right below each other still do.
    """

    answers: dict[object, object]
    changed: TextRange
    moved: int
    in_place: bool


class Document:
    """A text and what follows from it; a value that never changes, and computes what it is asked on first use."""

    def __init__(self, tree: Tree, path: str | None = None, project: Project | None = None) -> None:
        self._tree = tree
        self._path = path
        self._project: Project = project if project is not None else NoProject()
        self.follows: Follows | None = None
        """What it became of, if it is the next version of another."""
        self.answers: dict[object, object] = {}
        """Where higher floors keep what they computed from it."""

    @staticmethod
    def parse(text: str, path: str | None = None, project: Project | None = None) -> Document:
        """The document of a text; every text has one. `path` only names it."""
        return Document(parse(text), path, project)

    def edited(self, edits: Sequence[Edit]) -> Document:
        """The document after `edits`; what they left alone is shared, with all that was computed on it.

        Raise `ValueError` where the edits overlap or lie outside the text.
        """
        following = Document(reparse(self._tree, edits), self._path, self._project)
        if edits:
            changed = TextRange(min(it.range.start for it in edits), max(it.range.end for it in edits))
            following._follow(self, changed)
        return following

    def replaced(self, changed: TextRange, text: str) -> Document:
        """The document of `text`, which differs from this one's only in the range `changed` of the old text."""
        following = Document(reread(self._tree, changed, text), self._path, self._project)
        following._follow(self, changed)
        return following

    def _follow(self, before: Document, changed: TextRange) -> None:
        change = self._tree.change
        if not before.answers or change is None or not change.only_beside_instructions:
            return
        if before._declared_shells == self._declared_shells:
            moved = len(self._tree.text) - len(before._tree.text)
            in_place = [it.kind for it in change.gone] == [it.kind for it in change.come]
            self.follows = Follows(before.answers, changed, moved, in_place)

    def forget(self) -> None:
        """Drop all that was computed, for one who is done with the document for good.

        What is kept with a unit names the unit again: without this only a search for circles would free it.
        """
        for unit in self._tree.units:
            unit.memo.clear()
            unit.placed = None
        for stage in self.__dict__.pop("_walked", ((), {}))[0]:
            stage.uses.clear()
            stage.used_by.clear()
            stage.answers.clear()
        self.answers.clear()

    @property
    def tree(self) -> Tree:
        """The syntax tree."""
        return self._tree

    @property
    def path(self) -> str | None:
        """What the file is called."""
        return self._path

    @property
    def project(self) -> Project:
        """The files around it."""
        return self._project

    @property
    def text(self) -> str:
        """The whole text."""
        return self._tree.text

    @property
    def lines(self) -> LineIndex:
        """The text's lines."""
        return self._line_index

    def take_lines(self, lines: LineIndex) -> None:
        """Use `lines`, which are those of this very text, rather than look for them again."""
        self._line_index = lines

    @cached_property
    def _line_index(self) -> LineIndex:
        return LineIndex(self._tree.text)

    @property
    def instructions(self) -> tuple[ast.Instruction, ...]:
        """All instructions, in order."""
        return self._tree.instructions

    @cached_property
    def by_kind(self) -> Mapping[type[ast.Instruction], tuple[ast.Instruction, ...]]:
        """The instructions by their classes, each in order; what an ONBUILD triggers is not among them."""
        if len(self.stages) == 1 and self.stages[0].instruction is self.instructions[0]:
            # The same but for the FROM, and most files have one stage.
            return {ast.From: self.instructions[:1], **self.stages[0].by_kind}
        return by_kind(self.instructions)

    @property
    def kinds(self) -> Set[type[ast.Instruction]]:
        """The classes of instructions that occur; what an ONBUILD triggers is not among them."""
        return self.by_kind.keys()

    @cached_property
    def global_arguments(self) -> tuple[ast.Arg, ...]:
        """The ARGs before the first FROM."""
        found: list[ast.Arg] = []
        for instruction in self.instructions:
            if isinstance(instruction, ast.From):
                break
            if isinstance(instruction, ast.Arg):
                found.append(instruction)
        return tuple(found)

    @cached_property
    def global_scope(self) -> Scope:
        """What the FROMs may use."""
        scope = GLOBAL
        for instruction in self.global_arguments:
            scope = after_global(scope, instruction)
        return scope

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, in order."""
        return self._walked[0]

    @cached_property
    def _declared_shells(self) -> tuple[tuple[str, ...] | None, ...]:
        return declared_shells(self._tree)

    @cached_property
    def stage_names(self) -> Counter[str]:
        """How many stages have each name, in lower case, as BuildKit compares them."""
        return Counter(stage.name.lower() for stage in self.stages if stage.name is not None)

    @cached_property
    def has_numbered_uses(self) -> bool:
        """Whether a stage is referred to by its number, so that another one above it would change what is meant."""
        return any(use.index is not None for stage in self.stages for use in stage.uses)

    @cached_property
    def stage_arguments(self) -> Mapping[str, tuple[ast.Pair, ...]]:
        """The pairs of the ARGs that stand in stages, by name and in order."""
        found: dict[str, list[ast.Pair]] = {}
        for stage in self.stages:
            for instruction in stage.instructions:
                for pair in instruction.pairs if isinstance(instruction, ast.Arg) else ():
                    found.setdefault(pair.name.text, []).append(pair)
        return {name: tuple(pairs) for name, pairs in found.items()}

    @cached_property
    def _walked(self) -> tuple[tuple[Stage, ...], dict[int, State]]:
        """The stages, and the state before each instruction that stands in one, by where it starts."""
        stages = stages_of(self.instructions, self.global_scope)
        found: dict[int, State] = {}
        following = states.after
        if not stages:
            # No file to build, but perhaps a piece of one.
            state = states.outside(self.global_scope)
            for instruction in self.instructions:
                found[instruction.base] = state
                state = following(state, instruction)
        for stage in stages:
            stage.states = found
            parent = stage.parent.final_state if stage.parent is not None else None
            base = parent.base if parent is not None else base_image(stage)
            place = Place(
                stage.ships, stage.is_last, self._declared_shells[stage.index] if self._declared_shells else None
            )
            state = states.before_stage(stage.instruction, base, parent, self.global_scope, place)
            stage.initial_state = found[stage.instruction.base] = state
            for instruction in stage.instructions:
                found[instruction.base] = state
                state = following(state, instruction)
            stage.final_state = state
        return stages, found

    def stage_of(self, instruction: ast.Instruction) -> Stage | None:
        """The stage that an instruction of this document stands in, its FROM included; `None` before the first FROM."""
        index = bisect_right(self._stage_starts, instruction.start) - 1
        return self.stages[index] if index >= 0 else None

    @cached_property
    def _stage_starts(self) -> list[int]:
        return [stage.instruction.start for stage in self.stages]

    @property
    def states(self) -> Mapping[int, State]:
        """The state before each instruction but those above the first FROM, by where it starts."""
        return self._walked[1]

    def state_before(self, instruction: ast.Instruction) -> State:
        """What holds just before an instruction of this document; for a FROM, just after it.

        Before the first FROM nothing holds but the global ARGs.
        """
        return self._walked[1].get(instruction.base) or states.outside(self.global_scope)

    def state_after(self, instruction: ast.Instruction) -> State:
        """What holds just after an instruction of this document."""
        before = self.state_before(instruction)
        return before if isinstance(instruction, ast.From) else states.after(before, instruction)

    def commands(self, instruction: ast.Instruction) -> tuple[Command, ...]:
        """The commands that an instruction runs or starts; none where its shell or script is not one we can read."""
        return commands_.commands_of(instruction, self.state_before(instruction).shell_language)

    def placed(self, unit: Unit) -> ast.Instruction | None:
        """Where the instruction that `unit` is stands in this document; `None` if it is of another version."""
        return next((it for it in self.instructions if it.unit is unit), None)


class _SameDocument(Document):
    """Another look at a document: what is computed on one is computed on both."""

    __slots__ = ()

    def __init__(self, document: Document) -> None:
        object.__setattr__(self, "__dict__", document.__dict__)


class WatchedDocument(_SameDocument):
    """A document that notes whether more of it was looked at than its instructions and what follows from them."""

    __slots__ = ("looked_further",)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.looked_further = False

    @property
    def tree(self) -> Tree:
        """The syntax tree."""
        self.looked_further = True
        return self._tree

    @property
    def path(self) -> str | None:
        """What the file is called."""
        self.looked_further = True
        return self._path

    @property
    def project(self) -> Project:
        """The files around it."""
        self.looked_further = True
        return self._project

    @property
    def text(self) -> str:
        """The whole text."""
        self.looked_further = True
        return self._tree.text

    @property
    def lines(self) -> LineIndex:
        """The text's lines."""
        self.looked_further = True
        return self._line_index


class NotedDocument(_SameDocument):
    """A document that notes whether it was asked anything at all."""

    __slots__ = ("was_asked",)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.was_asked = False

    def __getattribute__(self, name: str) -> Any:
        if name not in ("__dict__", "was_asked"):
            object.__setattr__(self, "was_asked", True)
        return object.__getattribute__(self, name)
