"""From a text to its tree."""

from __future__ import annotations

from dockwright.syntax.dockerfile.lexer import units
from dockwright.syntax.dockerfile.tree import Tree
from dockwright.syntax.dockerfile.unit import START


def parse(text: str) -> Tree:
    """The tree of a Dockerfile; every text has one, whatever is in it."""
    return Tree(text, tuple(units(text, 0, START)))
