"""Every rule there is, found by walking the folders: no list is kept by hand."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from dockwright import rules
from dockwright.lint.rule import Rule, is_rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """The rules by id; raise `ValueError` where two have one id or a module's rule is not named for its file."""
    found: dict[str, Rule] = {}
    # `pkgutil` asks the importers, so the walk also works inside a zip, where there are no folders to list.
    for topic in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        if not topic.ispkg:
            continue
        package = importlib.import_module(topic.name)
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for rule in _rules_of(module.name):
                if rule.id in found:
                    raise ValueError(f"two rules are called {rule.id}")
                found[rule.id] = rule
    return tuple(found[name] for name in sorted(found))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Rule, ...]]:
    names: dict[str, tuple[Rule, ...]] = {}
    for rule in all_rules():
        for name in rule.names:
            names[name.casefold()] = (*names.get(name.casefold(), ()), rule)
    return names


def rules_named(name: str) -> tuple[Rule, ...]:
    """The rules with that id or alias, whatever its case; several where another linter has one rule for them all."""
    return _by_name().get(name.casefold(), ())


def _rules_of(module: str) -> list[Rule]:
    # A module whose name begins with "_" is what a topic's rules share.
    name = module.rpartition(".")[2]
    if name.startswith("_"):
        return []
    rules_here = [it for it in vars(importlib.import_module(module)).values() if is_rule(it)]
    if [rule.id.replace("-", "_") for rule in rules_here] != [name]:
        raise ValueError(f"{module} must define one rule, called {name}")
    return rules_here
