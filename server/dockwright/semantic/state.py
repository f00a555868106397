"""What holds at an instruction: USER, WORKDIR, SHELL, the environment, and the commands that a container will start.

A state knows no positions, and it is the same object as long as nothing that it follows from has changed: so what was
computed from it is found again by identity after an edit elsewhere.
Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go (the dispatch functions).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple, TypeVar, cast

from dockwright.catalog.variables import DEFAULT_PATH
from dockwright.semantic.configured import configured_by, configured_in
from dockwright.semantic.images import BaseImage
from dockwright.semantic.scopes import Environment, Expanded, Scope, Value, expand
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import Unit

Answer = TypeVar("Answer")

ShellLanguage = Literal["sh", "bash", "powershell", "cmd"]

_SHELLS: dict[str, ShellLanguage] = {
    "sh": "sh", "ash": "sh", "dash": "sh", "busybox": "sh", "ksh": "sh", "mksh": "sh",
    "bash": "bash", "zsh": "bash",
    "powershell": "powershell", "pwsh": "powershell",
    "cmd": "cmd",
}  # fmt: skip
_LINUX_SHELL = ("/bin/sh", "-c")
_WINDOWS_SHELL = ("cmd", "/S", "/C")


@dataclass(frozen=True, eq=False)
class State:
    """What holds just before an instruction of a stage."""

    base: BaseImage
    """What the stage builds on in the end, through all stages that it is built on."""
    globals: Scope
    """The global ARGs, which a bare `ARG NAME` takes over."""
    environment: Environment = field(default_factory=dict)
    """ENV and ARG in scope, those of the stages that this one is built on included."""
    user: str | None = None
    """The user as USER names it, with variables replaced; `None` where only the base image knows."""
    user_unit: Unit | None = None
    """The USER in force."""
    workdir: str | None = None
    """The absolute working directory; `None` where it depends on the base image or an unknown value."""
    workdir_unit: Unit | None = None
    """The WORKDIR in force."""
    shell: tuple[str, ...] | None = None
    """The words of the SHELL in force; `None` where no SHELL was given and the platform's default holds."""
    shell_unit: Unit | None = None
    """The SHELL in force."""
    entrypoint: Unit | None = None
    """The ENTRYPOINT in force."""
    command: Unit | None = None
    """The CMD in force; an ENTRYPOINT takes away the one that its stage inherits."""
    command_is_own: bool = False
    """Whether the CMD in force stands in this very stage."""
    healthcheck: Unit | None = None
    """The HEALTHCHECK in force."""
    in_stage: bool = True
    """Whether there is a FROM above."""
    configured: frozenset[str] = frozenset()
    """What the build has set up for later instructions in files, as the names in `configured`."""
    ships: bool = True
    """Whether the files of the stage come into the last stage's image as they are."""
    is_last: bool = True
    """Whether the stage is the last, which a build makes where no target is named."""

    @property
    def is_windows(self) -> bool:
        """Whether the stage is known to be built for Windows."""
        return self.base.is_windows

    @property
    def shell_words(self) -> tuple[str, ...]:
        """The program and options that run a command in shell form."""
        return self.shell or (_WINDOWS_SHELL if self.is_windows else _LINUX_SHELL)

    @cached_property
    def shell_language(self) -> ShellLanguage | None:
        """What language a command in shell form is written in; `None` for a shell that we do not know."""
        program = self.shell_words[0].replace("\\", "/").rpartition("/")[2].lower()
        return _SHELLS.get(program.removesuffix(".exe"))

    def expand(self, text: str, escape: str = "\\") -> Expanded:
        """`text` of an instruction with its variables replaced by what they hold here."""
        return expand(text, self.environment, escape, complete=self.base.is_scratch)

    def value_of(self, word: ast.Word) -> str | None:
        """What BuildKit gets for a word here; `None` where it cannot be known."""
        value = word.value
        return value if value is not None else self.expand(word.text, word.escape).text

    def path_of(self, path: ast.Word | ast.Element, escape: str) -> str | None:
        """What BuildKit gets for a path of COPY, ADD or WORKDIR, also for one of an exec form, which it expands too."""
        return self.value_of(path) if isinstance(path, ast.Word) else self.expand(path.value, escape).text


def outside(scope: Scope) -> State:
    """What holds before the first FROM, where `scope` is the global one: nothing but the global ARGs."""
    kept = scope.memo.get("outside")
    if kept is None:
        kept = scope.memo["outside"] = State(BaseImage(None, None), scope, environment=scope.values, in_stage=False)
    return cast(State, kept)


class Place(NamedTuple):
    """Where in a file a stage stands, as far as that bears on what holds in it."""

    ships: bool
    is_last: bool
    shell: tuple[str, ...] | None = None
    """The shell that a comment says the base image has."""


def before_stage(start: ast.From, base: BaseImage, parent: State | None, scope: Scope, place: Place) -> State:
    """The state just after FROM: what its stage inherits; the same object as long as that is the same."""
    memo = start.unit.memo
    kept = cast("tuple[BaseImage, State | None, Scope, Place, State] | None", memo.get("stage"))
    if kept is not None and kept[1] is parent and kept[2] is scope and kept[3] == place and kept[0] == base:
        return kept[4]
    if parent is not None:
        state = _with(parent, globals=scope, command_is_own=False, ships=place.ships, is_last=place.is_last)
    else:
        state = State(
            base,
            scope,
            # An empty base still gets the default PATH (dispatchStages).
            environment={"PATH": Value(DEFAULT_PATH, False, None)} if base.is_scratch else {},
            user=base.user,
            workdir="/" if base.is_scratch else None,
            shell=place.shell,
            configured=configured_in(base.reference.name) if base.reference is not None else frozenset(),
            ships=place.ships,
            is_last=place.is_last,
        )
    memo["stage"] = (base, parent, scope, place, state)
    return state


def after(state: State, instruction: ast.Instruction) -> State:
    """The state below `instruction`; `state` itself where it changes nothing that a state holds."""
    kind = type(instruction)
    if kind not in _STATEFUL:
        # Nearly every RUN and COPY settles nothing.
        settles = configured_by(instruction) if kind in _SETTLING else None
        if not settles or settles <= state.configured:
            return state
    memo = instruction.unit.memo
    kept = cast("tuple[State, State] | None", memo.get("state"))
    if kept is not None and kept[0] is state:
        return kept[1]
    following = _after(state, instruction.bare)
    memo["state"] = (state, following)
    return following


_STATEFUL: frozenset[type[ast.Instruction]] = frozenset(
    (ast.Arg, ast.Env, ast.User, ast.Workdir, ast.Shell, ast.Entrypoint, ast.Cmd, ast.Healthcheck)
)
_SETTLING: frozenset[type[ast.Instruction]] = frozenset((ast.Run, ast.Copy, ast.Add))


def _after(state: State, instruction: ast.Instruction) -> State:
    unit = instruction.unit
    match instruction:
        case ast.Env():
            return _with(state, environment=_with_env(state, instruction))
        case ast.Arg():
            return _with(state, environment=_with_arguments(state, instruction))
        case ast.User(user=word) if word is not None:
            return _with(state, user=state.value_of(word), user_unit=unit)
        case ast.Workdir(path=word) if word is not None:
            return _with(state, workdir=_moved(state, state.value_of(word)), workdir_unit=unit)
        case ast.Shell(exec_form=words) if words is not None and words.values:
            return _with(state, shell=tuple(words.values), shell_unit=unit)
        case ast.Entrypoint():
            # Below an ENTRYPOINT of its own, a stage has no CMD but its own (dispatchEntrypoint).
            return _with(state, entrypoint=unit, command=state.command if state.command_is_own else None)
        case ast.Cmd():
            return _with(state, command=unit, command_is_own=True)
        case ast.Healthcheck():
            return _with(state, healthcheck=unit)
        case ast.Run() | ast.Transfer():
            return _with(state, configured=state.configured | configured_by(instruction))
    return state


def _with(state: State, **changes: object) -> State:
    """The state with some attributes changed; `dataclasses.replace` takes four times as long."""
    copy = object.__new__(State)
    attributes = copy.__dict__
    attributes.update(state.__dict__, **changes)
    if "shell" in changes:
        attributes.pop("shell_language", None)
    return copy


def _with_env(state: State, instruction: ast.Env) -> Environment:
    return {**state.environment, **_set_by(state, instruction, _env_values)}


def _with_arguments(state: State, instruction: ast.Arg) -> Environment:
    return {**state.environment, **_set_by(state, instruction, _argument_values)}


def _set_by(
    state: State,
    instruction: ast.Env | ast.Arg,
    compute: Callable[[State, Any], dict[str, Value]],
) -> dict[str, Value]:
    """What an instruction sets; computed again only where one of the variables that it reads has changed."""
    memo = instruction.unit.memo
    kept = cast("tuple[tuple[str, ...], list[object], dict[str, Value]] | None", memo.get(compute))
    names = kept[0] if kept is not None else _names_in(instruction)
    environment = state.environment
    read: list[object] = [environment.get(name) for name in names]
    read += state.globals, state.base.is_scratch
    if kept is not None and kept[1] == read:
        return kept[2]
    found = compute(state, instruction)
    memo[compute] = (names, read, found)
    return found


def _names_in(instruction: ast.Env | ast.Arg) -> tuple[str, ...]:
    """The variables that an instruction refers to, and those that it sets."""
    words = [word for pair in instruction.pairs for word in (pair.name, pair.value) if word is not None]
    names = {variable.name for word in words for variable in word.variables}
    return tuple(names | {pair.name.text for pair in instruction.pairs})


def _env_values(state: State, instruction: ast.Env) -> dict[str, Value]:
    # All values of one ENV are expanded before any of its names is set.
    return {
        state.expand(pair.name.text, instruction.escape).text or pair.name.text: Value(
            state.value_of(pair.value), False, instruction.unit, index
        )
        for index, pair in enumerate(instruction.pairs)
        if pair.value is not None
    }


def _argument_values(state: State, instruction: ast.Arg) -> dict[str, Value]:
    found: dict[str, Value] = {}
    environment = state.environment
    for index, pair in enumerate(instruction.pairs):
        name = pair.name.text
        inherited = state.globals.values.get(name)
        if pair.value is not None:
            complete = state.base.is_scratch
            text = expand(pair.value.text, {**environment, **found}, instruction.escape, complete=complete).text
            found[name] = Value(text, True, instruction.unit, index)
        elif inherited is not None and not inherited.unset:
            found[name] = Value(inherited.text, True, instruction.unit, index, inherited)
        elif name not in environment and name not in found:
            found[name] = Value(None, True, instruction.unit, index, unset=True)
    return found


def _moved(state: State, path: str | None) -> str | None:
    if path is None or state.is_windows:
        return None
    if path.startswith("/"):
        return _normal(path).replace("//", "/")
    if state.workdir is None:
        # BuildKit starts from the base image's working directory, which only that knows.
        return None
    return _normal(posixpath.join(state.workdir, path))


@lru_cache(maxsize=1024)
def _normal(path: str) -> str:
    return posixpath.normpath(path)


class Reads:
    """What was read of a state, and so what an answer follows from that was computed from it."""

    __slots__ = ("_attributes", "_variables")

    def __init__(self) -> None:
        self._attributes: dict[str, object] = {}
        self._variables: dict[str, Value | None] = {}

    def hold_in(self, state: State) -> bool:
        """Whether reading `state` would give the same."""
        attributes = state.__dict__
        for name, value in self._attributes.items():
            found = attributes[name]
            if found is not value and found != value:
                return False
        if self._variables:
            environment = state.environment
            for name, variable in self._variables.items():
                if not _alike(environment.get(name), variable):
                    return False
        return True


def _alike(one: Value | None, other: Value | None) -> bool:
    """Whether two values say the same; which instruction set them is no part of that, as a state has no places."""
    if one is other or one is None or other is None:
        return one is other
    return (
        one.text == other.text
        and one.argument is other.argument
        and one.unset is other.unset
        and (one.origin is None) is (other.origin is None)
        and (one.inherited is None) is (other.inherited is None)
    )


def kept(memo: dict[object, object], key: object, state: State, compute: Callable[[State], Answer]) -> Answer:
    """What follows from a state and what `memo` belongs to, kept there until something that it read has changed."""
    old = cast("tuple[State, Reads | None, Answer] | None", memo.get(key))
    if old is not None and (old[0] is state or (old[1] is not None and old[1].hold_in(state))):
        return old[2]
    # Most files are read once, so only what is asked again is watched.
    reads = Reads() if old is not None else None
    answer = compute(state if reads is None else watched(state, reads))
    memo[key] = (state, reads, answer)
    return answer


def watched(state: State, reads: Reads) -> State:
    """The same state, which notes in `reads` what is read of it: attribute by attribute, variable by variable."""
    copy = object.__new__(_Watched)
    copy.__dict__.update(state.__dict__)
    # What it was worked out from is to be noted.
    copy.__dict__.pop("shell_language", None)
    copy.__dict__["environment"] = _WatchedEnvironment(state.environment, reads)
    copy.__dict__["reads"] = reads
    return copy


_ATTRIBUTES = frozenset(it.name for it in fields(State)) - {"environment"}


class _Watched(State):
    """A state that notes which of its attributes are asked for."""

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name in _ATTRIBUTES:
            reads: Reads = object.__getattribute__(self, "reads")
            reads._attributes[name] = value
        return value


class _WatchedEnvironment(Mapping[str, Value]):
    """An environment that notes which of its variables are asked for."""

    def __init__(self, environment: Environment, reads: Reads) -> None:
        self._environment = environment
        self._reads = reads

    def __getitem__(self, name: str) -> Value:
        self._reads._variables[name] = self._environment.get(name)
        return self._environment[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a variable."""
        value = self._reads._variables[name] = self._environment.get(name)
        return default if value is None else value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        # Whoever walks through all of it has read all of it.
        self._reads._attributes["environment"] = self._environment
        return iter(self._environment)

    def __len__(self) -> int:
        return len(list(iter(self)))
