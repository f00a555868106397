"""The refactorings for a cursor or a selection: found by walking the folder `assists`, offered where they hold.

Nobody looks at the result before it stands in the file, so each is tried out first: what fails a gate
(`accepts_rewrite`) is not offered, and one that raises is logged and costs a user no other.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from dockwright.ide import assists
from dockwright.ide.assist import Assist
from dockwright.ide.results import Action
from dockwright.lint.gates import accepts_rewrite
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

REFACTOR = "refactor"
"""The kind above those of all refactorings."""

_log = logging.getLogger(__name__)

_Refactoring = Callable[[Document, TextRange], Iterator[Assist]]


def refactorings(
    document: Document, range: TextRange, rules: Sequence[Rule] = (), settings: Settings = DEFAULT
) -> list[Action]:
    """The refactorings that may be offered for `range`, which is empty at a cursor, by the names of their files.

    Those are left out that make a syntax problem, or what one of `rules` calls an error.
    """
    return [
        Action(assist.title, assist.kind, _given(edits))
        for refactoring in all_refactorings()
        for assist in _offers(refactoring, document, range)
        if (edits := _edits(assist, document, rules, settings))
    ]


def refactoring(
    name: str, document: Document, range: TextRange, rules: Sequence[Rule] = (), settings: Settings = DEFAULT
) -> Action | None:
    """The first that the file of that name in `assists` offers for `range`, under the same conditions."""
    for it in all_refactorings():
        if it.__module__ == f"{assists.__name__}.{name}":
            for assist in _offers(it, document, range):
                if edits := _edits(assist, document, rules, settings):
                    return Action(assist.title, assist.kind, _given(edits))
    return None


@lru_cache(maxsize=1)
def all_refactorings() -> tuple[_Refactoring, ...]:
    """The function `assist` of every module in `assists`, by the modules' names."""
    # `pkgutil` asks the importers, so the walk also works inside a zip, where there are no folders to list.
    names = sorted(it.name for it in pkgutil.iter_modules(assists.__path__))
    return tuple(importlib.import_module(f"{assists.__name__}.{name}").assist for name in names)


def _offers(refactoring: _Refactoring, document: Document, range: TextRange) -> Iterator[Assist]:
    try:
        yield from refactoring(document, range)
    except Exception:
        _log.exception("the refactoring %s failed", refactoring.__module__)


def _edits(assist: Assist, document: Document, rules: Sequence[Rule], settings: Settings) -> tuple[Edit, ...]:
    try:
        edits = assist.edits() or ()
    except Exception:
        _log.exception("the refactoring %r failed", assist.title)
        return ()
    if not edits or accepts_rewrite(document, assist.title, edits, rules, settings) is None:
        return ()
    return tuple(edits)


def _given(edits: tuple[Edit, ...]) -> Callable[[], tuple[Edit, ...]]:
    return lambda: edits
