"""Variables: which are declared, and what each one's value is and comes from.

The global scope is what the ARGs before the first FROM declare; only FROM sees it, and a stage's bare `ARG NAME`.
Facts: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go (buildMetaArgs, dispatchArg, dispatchEnv).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from dockwright.catalog.variables import PLATFORM_ARGUMENTS
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.unit import Unit


class Value(NamedTuple):
    """What a variable holds. Without a position, so that it stays the same when lines move."""

    text: str | None
    """Its text, an ARG's default included; `None` where that cannot be known."""
    argument: bool
    """Whether an ARG sets it, so that `--build-arg` may set it otherwise."""
    origin: Unit | None
    """The instruction that set it; `None` for what BuildKit itself sets."""
    pair: int = 0
    """Which of that instruction's pairs."""
    inherited: Value | None = None
    """For a stage's bare `ARG NAME`: the global value that it takes over."""
    unset: bool = False
    """For an ARG without a default: it is declared, and has a value only if the build is given one."""


Environment = Mapping[str, Value]


class Expanded(NamedTuple):
    """A word after expansion; `text` is `None` where a value that it needs is unknown, or an error stands in it."""

    text: str | None
    undeclared: frozenset[str]
    """The names it looked up in vain."""
    problem: str | None = None
    """Why BuildKit refuses the word, where it does."""


class _Known(Mapping[str, "str | None"]):
    """An environment as the expansion wants it: texts, `None` for what is declared but unknown."""

    def __init__(self, environment: Environment, complete: bool) -> None:
        self._environment = environment
        self._complete = complete

    def __getitem__(self, name: str) -> str | None:
        value = self._environment.get(name)
        if value is None:
            # The base image may set any name; only an empty base is known to set none.
            if self._complete:
                raise KeyError(name)
            return None
        if value.unset:
            raise KeyError(name)
        return value.text

    def __iter__(self) -> Iterator[str]:
        return iter(self._environment)

    def __len__(self) -> int:
        return len(self._environment)

    def __contains__(self, name: object) -> bool:
        value = self._environment.get(cast(str, name))
        return not self._complete if value is None else not value.unset


def expand(text: str, environment: Environment, escape: str, *, complete: bool) -> Expanded:
    """`text` with its variables replaced and its quotes taken away, as BuildKit does in a Dockerfile's instructions.

    `complete` says that a name which `environment` lacks has no value; otherwise its value is unknown.
    """
    if "$" not in text and "'" not in text and '"' not in text and escape not in text:
        return Expanded(text, frozenset())
    expansion = words.expand(text, _Known(environment, complete), escape)
    undeclared = frozenset(name for name in expansion.used | expansion.unset if name not in environment)
    return Expanded(expansion.text, undeclared, expansion.problem.message if expansion.problem else None)


@dataclass(frozen=True, eq=False)
class Scope:
    """The global ARGs up to some line: what FROM may use. Compared by identity, like a state."""

    values: Environment
    memo: dict[object, object] = field(default_factory=dict, repr=False)
    """Where higher modules keep what they computed from it."""


def _platform_values() -> dict[str, Value]:
    return {name: Value(None, True, None) for name in sorted(PLATFORM_ARGUMENTS)}


GLOBAL = Scope(_platform_values())
"""The global scope before the first line: the platform ARGs, whose values the build decides."""


def after_global(scope: Scope, instruction: ast.Arg) -> Scope:
    """The global scope below an ARG that stands before the first FROM; the same object as long as nothing changed."""
    unit = instruction.unit
    kept = cast("tuple[Scope, Scope] | None", unit.memo.get("scope"))
    if kept is not None and kept[0] is scope:
        return kept[1]
    values = dict(scope.values)
    for index, pair in enumerate(instruction.pairs):
        if pair.value is not None:
            text = expand(pair.value.text, values, instruction.escape, complete=True).text
            values[pair.name.text] = Value(text, True, unit, index)
        elif pair.name.text not in values:
            values[pair.name.text] = Value(None, True, unit, index, unset=True)
    after = Scope(values)
    unit.memo["scope"] = (scope, after)
    return after
