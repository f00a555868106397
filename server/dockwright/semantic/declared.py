"""The shells that comments say base images have: `# hadolint shell=powershell`, `# tally shell=bash`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.mentions import Mentions

if TYPE_CHECKING:
    from dockwright.syntax.dockerfile.tree import Tree

_DECLARES = re.compile(r"#[ \t]*(?:hadolint|tally)[ \t]+shell[ \t]*=[ \t]*(?P<program>[^\s,;#]+)", re.IGNORECASE)
_LINTERS = Mentions(("hadolint", "tally"))
_OPTIONS = {"powershell": ("-Command",), "pwsh": ("-Command",), "cmd": ("/S", "/C")}


def declared_shells(tree: Tree) -> tuple[tuple[str, ...] | None, ...]:
    """For each FROM the shell that the nearest such comment above it declares; empty where there is no comment.

    A comment holds for all FROMs below it, as hadolint reads it.
    """
    if not tree.mentioned(_LINTERS) or not _DECLARES.search(tree.text):
        return ()
    found = [(it.range.start, match["program"]) for it in tree.comments if (match := _DECLARES.match(it.text))]
    return tuple(
        next((_words(program) for place, program in reversed(found) if place < it.start), None)
        for it in tree.instructions
        if found and isinstance(it, ast.From)
    )


def _words(program: str) -> tuple[str, ...]:
    name = program.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    return (program, *_OPTIONS.get(name, ("-c",)))
