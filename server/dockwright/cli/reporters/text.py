"""Findings for people: message, place, the source line with the exact range underlined, and what would fix it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from dockwright.cli.report import FileReport, Finding
from dockwright.lint.shellcheck import code_of

_TAB = 4
_RED, _YELLOW, _BLUE, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[36m", "\x1b[1m", "\x1b[0m"
_COLOURS = {"error": _RED, "warning": _YELLOW, "information": _BLUE, "hint": _CYAN}


def render(reports: Iterable[FileReport], coloured: bool) -> Iterator[str]:
    """The findings file by file, and at last a line that counts them."""
    files = total = fixable = unsafe = 0
    for report in reports:
        files += 1
        for finding in report.findings:
            total += 1
            # What another program found, `fix` leaves alone: it does not run that program again and again.
            tier = finding.cures[0].safety if finding.cures and code_of(finding.code) is None else ""
            fixable += tier == "safe"
            unsafe += tier == "unsafe"
            yield _finding(report.path, finding, coloured) + "\n"
    yield _summary(files, total, fixable, unsafe)


def _finding(path: str, finding: Finding, coloured: bool) -> str:
    def paint(colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if coloured and text else text

    place = finding.place
    colour = _COLOURS[finding.severity]
    margin = " " * len(str(place.row + len(finding.excerpt) - 1))
    bar = paint(_BLUE, "|")
    title = paint(_BOLD + colour, f"{finding.severity}[{finding.code}]")
    rows = [
        title + paint(_BOLD, f": {visible(finding.message)}"),
        f"{margin}{paint(_BLUE, '-->')} {visible(path)}:{place.row}:{place.column}",
        f"{margin} {bar}",
    ]
    for number, line in enumerate(finding.excerpt, start=place.row):
        start = place.column - 1 if number == place.row else len(line) - len(line.lstrip())
        end = place.end_column - 1 if number == place.end_row else len(line)
        shown, before, marked = underline(line, start, end)
        if number > place.row and not marked:
            continue  # The range ends at the start of this line.
        rows.append(f"{paint(_BLUE, str(number).rjust(len(margin)))} {bar} {shown}".rstrip())
        rows.append(f"{margin} {bar} {' ' * before}{paint(_BOLD + colour, '^' * max(marked, 1))}")
    if place.end_row >= place.row + len(finding.excerpt):
        rows.append(f"{margin} {bar} ... to line {place.end_row}")
    for other, message in finding.related:
        rows.append(f"{margin} {paint(_BLUE, '=')} line {other.row}: {visible(message)}")
    for cure in finding.cures[:1]:
        tier = " (unsafe)" if cure.safety == "unsafe" else ""
        rows.append(f"{margin} {paint(_BLUE, '=')} {paint(_BOLD, 'fix')}{tier}: {visible(cure.title)}")
    return "\n".join(rows) + "\n"


def underline(line: str, start: int, end: int) -> tuple[str, int, int]:
    """`line` as a terminal can show it, the columns before code point `start`, and those from there to `end`."""
    if line.isascii() and line.isprintable():
        # As nearly every line is: each character has one column.
        first = min(start, len(line))
        return line, first, max(min(end, len(line)) - first, 0)
    shown = []
    edges = [0, 0]
    width = 0
    for number, character in enumerate(line):
        if number == start:
            edges[0] = width
        if number == end:
            edges[1] = width
        text = " " * (_TAB - width % _TAB) if character == "\t" else visible(character)
        shown.append(text)
        width += sum(_columns(it) for it in text)
    if start >= len(line):
        edges[0] = width
    if end >= len(line):
        edges[1] = width
    return "".join(shown), edges[0], max(edges[1] - edges[0], 0)


def visible(text: str) -> str:
    """`text` without what would steer a terminal: a file from elsewhere must not move the cursor or the direction."""
    if text.isprintable():
        return text
    return "".join(it if it.isprintable() or _joins(it) else "\N{REPLACEMENT CHARACTER}" for it in text)


def _joins(character: str) -> bool:
    # Zero-width joiners and variation selectors make one picture of several; they steer nothing.
    return character in "\u200c\u200d"


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _summary(files: int, total: int, fixable: int, unsafe: int) -> str:
    if not files:
        return ""
    if not total:
        return f"No findings in {_count(files, 'file')}.\n"
    cures = [f"{fixable} fixable with `dockwright fix`"] if fixable else []
    if unsafe:
        cures.append(f"{unsafe} {'more ' if fixable else 'fixable '}with `dockwright fix --unsafe`")
    found = f"{_count(total, 'finding')} in {_count(files, 'file')}"
    return f"{found}: {', '.join(cures)}.\n" if cures else f"{found}.\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
