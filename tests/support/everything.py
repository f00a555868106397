"""Asks every node of a tree everything that it can be asked, and holds the answers against the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.tree import Tree
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

_LINE_BLANKS = BLANKS.replace("\n", "")


def check_everything(tree: Tree) -> int:
    """Touch all that a tree has, and raise `AssertionError` where it cannot be; how many nodes there were."""
    assert "".join(unit.text for unit in tree.units) == tree.text
    assert tree.starts[-1] == len(tree.text)
    checked = 0
    for node in (*tree.directives, *tree.comments, *tree.instructions):
        checked += _check(tree, node)
    for problem in tree.problems:
        _check_range(tree, problem.range)
        assert problem.message
    for first, second in zip(tree.instructions, tree.instructions[1:], strict=False):
        assert first.full_range.end <= second.full_range.start
    for offset in {0, len(tree.text), len(tree.text) // 2}:
        tree.instruction_at(offset)
    return checked


def _check(tree: Tree, node: ast.Node) -> int:
    _check_range(tree, node.range)
    checked = 1
    for name, value in answers(node):
        items = value if type(value) is tuple else (value,)
        last = -1
        for item in items:
            if isinstance(item, ast.Node):
                checked += _check(tree, item)
                if name != "variables":
                    assert item.range.start >= last, f"{name} of {node} out of order"
                last = item.range.start
            elif isinstance(item, SyntaxProblem):
                _check_range(tree, item.range)
            elif isinstance(item, TextRange):
                _check_range(tree, item)
    _check_text(tree, node)
    return checked


def answers(node: ast.Node) -> Iterator[tuple[str, Any]]:
    """What a node answers to each of its public properties."""
    kind = type(node)
    if kind not in _QUESTIONS:
        names = dict.fromkeys(name for it in kind.__mro__ for name in vars(it) if not name.startswith("_"))
        # `bare` is the node itself.
        _QUESTIONS[kind] = [
            name for name in names if name != "bare" and isinstance(getattr(kind, name), property | ast.part)
        ]
    return ((name, getattr(node, name)) for name in _QUESTIONS[kind])


_QUESTIONS: dict[type[ast.Node], list[str]] = {}


def _check_range(tree: Tree, where: TextRange) -> None:
    assert 0 <= where.start <= where.end <= len(tree.text), f"{where} outside a text of {len(tree.text)}"


def _check_text(tree: Tree, node: ast.Node) -> None:
    """Slicing the file gives the text that the node claims."""
    if isinstance(node, ast.Word | ast.Flag | ast.Token):
        assert _joined(tree, node.range) == node.text, node
    if isinstance(node, ast.Word):
        assert node.source_range(0, len(node.text)) == node.range
    if isinstance(node, ast.Variable):
        assert _joined(tree, node.range).startswith("$")
        assert _joined(tree, node.name_range) == node.name
        if node.argument_range is not None:
            assert _joined(tree, node.argument_range) == node.argument
    if isinstance(node, ast.MountOption) and not any(it in tree.text for it in "\\'\""):
        assert _joined(tree, node.key_range).lower() == node.key
        assert node.plain == (node.value.text if node.value else None)
    if isinstance(node, ast.Flag):
        assert _joined(tree, node.name_range) == f"--{node.name}"
    if isinstance(node, ast.Heredoc):
        assert node.content_range.slice(tree.text) == node.content
        if node.terminator_range is not None:
            assert node.terminator_range.slice(tree.text) == node.name
        assert node.terminated == (node.terminator_range is not None)
    if isinstance(node, ast.Element):
        written = _joined(tree, node.range)
        assert written[0] == written[-1] == '"'
    if isinstance(node, ast.Comment):
        assert node.range.slice(tree.text) == node.text
    if isinstance(node, ast.Directive):
        assert node.name_range.slice(tree.text).lower() == node.name
        assert node.value_range.slice(tree.text) == node.value
    if isinstance(node, ast.Instruction):
        assert node.full_range.encloses(node.range)
        for flag in node.flags:
            assert node.flag(flag.name) is not None
    if isinstance(node, ast.ShellForm):
        _check_shell_form(tree, node)


def _check_shell_form(tree: Tree, form: ast.ShellForm) -> None:
    """Each character of a script stands where the form says."""
    step = max(1, len(form.text) // 20)
    for place in range(0, len(form.text), step):
        where = form.source_range(place, place + 1)
        _check_range(tree, where)
        if form.text[place] != "\n":
            assert where.slice(tree.text) == form.text[place]


def _joined(tree: Tree, where: TextRange) -> str:
    """What BuildKit makes of a piece of an instruction: without continuations, comments and blank lines inside."""
    return _continuation(tree.escape).sub("", where.slice(tree.text))


@lru_cache
def _continuation(escape: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(escape)}[ \t]*\r*\n(?:[{_LINE_BLANKS}]*(?:#[^\n]*)?\n)*")
