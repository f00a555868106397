"""What changes in a file, as a diff on a terminal or for `patch`."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TextIO

_RED, _GREEN, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[0m"


def diff(path: str, before: str, after: str, context: int = 3) -> Iterator[str]:
    """The lines of a unified diff that `patch -p0` takes; none where nothing changes."""
    # Other line ends than \n belong to their lines, else a patch would not find them again.
    old, new = (text.split("\n") for text in (before, after))
    old, new = ([*(f"{line}\n" for line in lines[:-1]), *filter(None, lines[-1:])] for lines in (old, new))
    for line in difflib.unified_diff(old, new, path, path, n=context):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _painted(line: str) -> str:
    colours = {"---": _BOLD, "+++": _BOLD, "@@ ": _CYAN}
    colour = colours.get(line[:3]) or {"+": _GREEN, "-": _RED}.get(line[:1])
    return f"{colour}{line[:-1]}{_PLAIN}\n" if colour else line


def show(text: str, stream: TextIO, *, coloured: bool = False) -> None:
    """Print a text as it is, or a diff in colours."""
    if coloured:
        # Only at "\n", as in the diff itself: other characters at which Python ends a line stand within one.
        text = "".join(_painted(f"{line}\n") for line in text.split("\n")[:-1])
    # As bytes: the text's own line ends and characters, whatever the terminal's are.
    stream.flush()
    stream.buffer.write(text.encode("utf-8"))
    stream.buffer.flush()
