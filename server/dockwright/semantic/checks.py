"""What a file tells BuildKit about its build checks: `# check=skip=A,B;error=true`.

Facts: moby/buildkit, frontend/dockerfile/linter/linter.go (ParseLintOptions).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.syntax.dockerfile.tree import Tree
from dockwright.text.ranges import TextRange


class Written(NamedTuple):
    """A word of the directive without the blanks around it, and where it stands in the file."""

    text: str
    range: TextRange


class CheckOption(NamedTuple):
    """One `key=value` of the directive; `value` is `None` without an `=`, `names` is the value as a list of names."""

    whole: TextRange
    key: Written
    value: Written | None
    names: tuple[Written, ...]


def check_options(tree: Tree) -> tuple[CheckOption, ...]:
    """The options of a file's check directive, in order; none where it has no such directive."""
    directive = next((it for it in tree.directives if it.name == "check"), None)
    return tuple(_options(directive.value, directive.value_range.start)) if directive is not None else ()


def _options(text: str, place: int) -> Iterator[CheckOption]:
    for part in _parts(text, place, ";"):
        key, equals, value = part.text.partition("=")
        behind = part.range.start + len(key) + len(equals)
        yield CheckOption(
            part.range,
            _stripped(key, part.range.start),
            _stripped(value, behind) if equals else None,
            tuple(_parts(value, behind, ",")) if equals else (),
        )


def _parts(text: str, place: int, separator: str) -> Iterator[Written]:
    for part in text.split(separator):
        yield _stripped(part, place)
        place += len(part) + len(separator)


def _stripped(text: str, place: int) -> Written:
    bare = text.strip()
    start = place + len(text) - len(text.lstrip()) if bare else place
    return Written(bare, TextRange(start, start + len(bare)))
