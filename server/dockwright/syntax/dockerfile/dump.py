"""A syntax tree as indented lines, for whoever wants to see what was read where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.tree import Tree

# What is said by a more telling part of the same instruction, or is no part of it.
_UNTOLD = frozenset(("bare", "base", "keyword", "paths", "rest", "scanned", "start", "words"))


def dump(tree: Tree) -> str:
    """The tree as indented lines: what a part is called, its type, its range, its text."""
    things: list[ast.Node] = [*tree.directives, *tree.comments, *tree.instructions]
    things.sort(key=lambda node: node.range)
    lines = [line for node in things for line in _lines(tree, node, "", 0)]
    lines += [f"problem {it.range.start}..{it.range.end} {it.kind}" for it in tree.problems]
    return "".join(f"{line}\n" for line in lines)


def _lines(tree: Tree, node: ast.Node, name: str, depth: int) -> Iterator[str]:
    start, end = node.range
    label = f"{name}: " if name else ""
    yield f"{'  ' * depth}{label}{type(node).__name__} {start}..{end} {tree.text[start:end]!r}"
    for part, value in _parts(node):
        for item in value if isinstance(value, tuple) else (value,):
            yield from _lines(tree, item, part, depth + 1)


def _parts(node: ast.Node) -> Iterator[tuple[str, Any]]:
    """The properties of a node that are nodes, those of its own class last, each place only once."""
    names = [name for kind in reversed(type(node).__mro__) for name in vars(kind)]
    own = [name for name in dict.fromkeys(names) if not name.startswith("_") and name not in _UNTOLD]
    told: set[tuple[str, object]] = set()
    for name in own:
        if not isinstance(getattr(type(node), name), property | ast.part):
            continue
        value = getattr(node, name)
        items = value if isinstance(value, tuple) else (value,)
        if not items or not all(isinstance(it, ast.Node) for it in items):
            continue
        where = (type(items[0]).__name__, tuple(it.range for it in items))
        if where not in told:
            told.add(where)
            yield name, value
