"""Which rules take the time, and whether one takes more than its share of a long file."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.rule import Rule
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright_dev.places import corpus_files

_SHOWN = 10
_LENGTHS = (100, 200, 400)
"""How often the examples of a rule's page stand in a file below each other, to see how its time grows."""

_STEEP = 2.8
"""A rule whose time grows by more than this, twice, while the file doubles, is not linear."""

_LEAST = 0.004
"""Seconds; what takes less is noise."""


class _Watch:
    """A rule's stopwatch: it takes the place of the rule's check."""

    def __init__(self, rule: Rule) -> None:
        self._check = rule.check
        self.calls = 0
        self.seconds = 0.0
        self.rule = replace(rule, check=self._timed)

    def _timed(self, *arguments: Any) -> Iterator[Diagnostic]:
        began = time.perf_counter()
        found = list(self._check(*arguments))
        self.seconds += time.perf_counter() - began
        self.calls += 1
        return iter(found)


def measure_rules() -> bool:
    """Print the rules that take longest over the corpus, and those whose time grows faster than a file."""
    files = corpus_files()
    if files:
        _print_slowest(files)
    else:
        print("\nrules: ../shared/corpus does not lie beside this checkout, so only their growth is measured")
    _print_steep()
    return True


def _print_slowest(files: list[Path]) -> None:
    watches = [_Watch(rule) for rule in all_rules() if rule.default]
    rules = tuple(it.rule for it in watches)
    for file in files:
        document = Document.parse(file.read_bytes().decode("utf-8", "replace"), file.name)
        _warm(document)
        engine.run(document, rules)
        document.forget()
    whole = sum(it.seconds for it in watches)
    print(f"\nthe {_SHOWN} slowest of {len(watches)} default rules, {len(files)} files: {whole:.2f} s in all")
    for it in sorted(watches, key=lambda it: -it.seconds)[:_SHOWN]:
        each = it.seconds / it.calls * 1e6 if it.calls else 0.0
        print(f"  {it.rule.id:32}{it.seconds * 1e3:9.1f} ms{it.calls:9} calls{each:9.1f} µs each")


def _print_steep() -> None:
    steep = [f"{rule.id} ({', '.join(f'{it * 1e3:.0f} ms' for it in taken)})" for rule, taken in _steep()]
    lengths = ", ".join(map(str, _LENGTHS))
    print(f"\nrules whose time grows faster than a file ({lengths} times their examples): {', '.join(steep) or 'none'}")


def _steep() -> Iterator[tuple[Rule, list[float]]]:
    for rule in all_rules():
        taken = [_seconds(rule, length) for length in _LENGTHS]
        growing = pairwise(taken)
        if taken[-1] > _LEAST and all(after > _STEEP * before for before, after in growing):
            yield rule, taken


def _seconds(rule: Rule, length: int) -> float:
    """How long a rule looks at its own examples, `length` times below each other; the least of three."""
    examples = "\n".join(it.text for it in rule.page.examples if it.language == "dockerfile")
    best = float("inf")
    for _ in range(3):
        watch = _Watch(rule)
        document = Document.parse(examples * length)
        _warm(document)
        # A search for garbage takes longer the more there is, whoever sets it off.
        gc.collect()
        gc.disable()
        engine.run(document, (watch.rule,), Settings(select=(rule.id,)))
        gc.enable()
        best = min(best, watch.seconds)
    return best


def _warm(document: Document) -> None:
    """Read what all rules share, so that it is not laid at the door of the first that asks."""
    for instruction in document.instructions:
        for command in document.commands(instruction):
            _ = command.operation
