"""How a file indents its continued lines already; what nobody has chosen stays as it is for most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from dockwright.formatter.options import Options

_WIDTHS = frozenset((2, 4, 8))
"""Others come about by chance, or by aligning one line with another."""

_TAB = 0

LinesOf = Callable[[], Iterable[tuple[str, int]]]


def with_found(options: Options, lines_of: LinesOf) -> Options:
    """`options`, with what they leave open as it is in most lines; each is its indentation, and how many steps deep."""
    if not (options.finds_width or options.finds_style):
        return options
    votes = Counter(step for blanks, level in lines_of() if (step := _step(blanks, level)) is not None)
    style = options.indent_style
    if options.finds_style and votes:
        tabs = votes[_TAB]
        most = max(votes.values()) if options.finds_width else votes.total() - tabs
        style = "tab" if tabs >= most else "space"
    del votes[_TAB]
    width = options.indent_width
    if options.finds_width and votes:
        # Of two that are as frequent the one that is the default, else the wider one.
        width = max(votes, key=lambda it: (votes[it], it == Options.indent_width, it))
    return replace(options, indent_style=style, indent_width=width, finds_style=False, finds_width=False)


def _step(blanks: str, level: int) -> int | None:
    """How wide one step is in a line, 0 for a tab; `None` where it is nothing usual."""
    if blanks == "\t" * level:
        return _TAB if level else None
    width, rest = divmod(len(blanks), level) if level else (0, 0)
    return width if not rest and width in _WIDTHS and not blanks.strip(" ") else None
