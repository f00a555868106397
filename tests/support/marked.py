"""The fixture language: a text with the places that a test speaks of drawn into it.

    # --- compose.yaml ---        starts another file; what stands above the first such line is the Dockerfile
    COPY --from=bui<|>ld /a /b    <|> is the cursor, at most one in all files
                ^^^^^             carets mark a range of the line above, as it stands on the screen
                ^^^^^ some words  words after the carets belong to the last of them: a rule's id, a message

The text is dedented; marks and cursor are taken out before anyone parses it. Several caret lines may stand under
one line, several groups of carets on one caret line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent

from dockwright.text.ranges import TextRange

CURSOR = "<|>"
_FILE = re.compile(r"# --- (\S+) ---")
_CARETS = re.compile(r"[ \t]*\^[\^ \t]*(?:[ \t]\S.*)?")


@dataclass(frozen=True)
class Mark:
    """A range that carets marked in file `path`, and the words that stood after them."""

    path: str
    range: TextRange
    label: str = ""


@dataclass(frozen=True)
class Marked:
    """A fixture without its marks: texts by path, in order, and where the marks were."""

    files: dict[str, str]
    marks: tuple[Mark, ...]
    cursor: int | None
    cursor_path: str | None

    @property
    def path(self) -> str:
        """The file that the test is about: the cursor's, or the first."""
        return self.cursor_path or next(iter(self.files))

    @property
    def text(self) -> str:
        """The text of the file that the test is about."""
        return self.files[self.path]

    @property
    def offset(self) -> int:
        """Where the cursor stands; the fixture must have one."""
        assert self.cursor is not None, f"the fixture has no {CURSOR}"
        return self.cursor

    @property
    def ranges(self) -> list[TextRange]:
        """The marked ranges of the file that the test is about, in the order of the text."""
        return sorted(it.range for it in self.marks if it.path == self.path)


def marked(source: str, path: str = "Dockerfile") -> Marked:
    """Read a fixture; `path` names what stands above the first `# --- path ---`."""
    files: dict[str, str] = {}
    marks: list[Mark] = []
    cursor: int | None = None
    cursor_path: str | None = None
    text = ""
    above = ""  # the line that carets below it speak of, as it was written
    start = 0  # where that line starts in `text`
    for line in dedent(source).splitlines(keepends=True):
        header = _FILE.fullmatch(line.strip())
        if header:
            if text or files:
                files[path] = text
            path, text, above, start = header[1], "", "", 0
        elif _CARETS.fullmatch(line.rstrip("\r\n")):
            marks += _marks(path, line.rstrip("\r\n"), above, start)
        else:
            above, start = line, len(text)
            column = line.find(CURSOR)
            if column >= 0:
                assert cursor is None, f"the fixture has more than one {CURSOR}"
                cursor, cursor_path = start + column, path
            text += line.replace(CURSOR, "", 1)
    files[path] = text
    return Marked(files, tuple(marks), cursor, cursor_path)


def _marks(path: str, line: str, above: str, start: int) -> list[Mark]:
    groups = list(re.finditer(r"\^+", line))
    label = line[groups[-1].end() :].strip()
    found = []
    for group in groups:
        assert group.end() <= len(above.rstrip("\r\n")) + 1, f"carets past the end of {above!r}"
        range = TextRange(start + _written(above, group.start()), start + _written(above, group.end()))
        found.append(Mark(path, range, label if group is groups[-1] else ""))
    return found


def _written(line: str, column: int) -> int:
    """The column once the cursor is taken out of the line."""
    cursor = line.find(CURSOR)
    return column if cursor < 0 or column <= cursor else max(cursor, column - len(CURSOR))


def draw(text: str, ranges: list[TextRange]) -> str:
    """`text` with carets under `ranges`, for a failing test to show; a caret stands for an empty range too."""
    lines: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        lines.append(line.rstrip("\r\n"))
        for range in sorted(ranges):
            if start <= range.start <= end or range.start < start < range.end:
                first, last = max(range.start, start), min(range.end, end)
                lines.append(" " * (first - start) + "^" * max(1, last - first))
        start += len(line)
    return "\n".join(lines) + "\n"
