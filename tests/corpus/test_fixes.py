"""What fixing makes of real files, in either tier: nothing is broken, lost or touched without need, on any of them.

BuildKit's own parser is the judge of what a file says. `test_nothing_new_is_found` says what a new finding is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import dockerfile
import pytest

from dockwright.catalog.instructions import instruction
from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.fixing import Settled, settle
from dockwright.lint.gates import accepts
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, apply
from tests.support.checks import loud
from tests.support.shared import corpus

EVERY_RULE = Settings(select=("ALL",))
BY_DEFAULT = Settings()
FILES = corpus()
_PARTS = 16  # Chunks rather than 1,467 tests: they run side by side, and the list of tests stays readable.
each_part = pytest.mark.parametrize("part", [FILES[number::_PARTS] for number in range(_PARTS)], ids=range(_PARTS))
each_tier = pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])


HIDES = {
    # What the rules say of COPY they leave to this one where it is an ADD.
    "add-instead-of-copy": {"copy-in-sequence", "copy-then-chmod", "copy-then-chown"},
    # Lists that a RUN of its own leaves behind are its business; in one RUN with an installation they are the latter's.
    "update-alone": {"apt-clean-lists"},
    "install-without-update": {"apt-clean-lists"},
    # What cannot be an image's name is not asked for the variables in it.
    "invalid-image-reference": {"undeclared-arg-in-from"},
    # Of an image without a name it is not known that it runs as root.
    "base-image-empty": {"missing-user"},
    # A MAINTAINER is no LABEL yet.
    "maintainer-deprecated": {"group-labels"},
}
"""By rule: those that keep silent about what it finds, and speak once it is cured."""


class Fixed(NamedTuple):
    """A file, and what fixing made of it."""

    path: Path
    before: Document
    settled: Settled
    after: Document
    """The result, read from its text alone."""
    again: Settled
    """What fixing the result once more makes of it."""


def _fixed(path: Path, settings: Settings, *, unsafe: bool) -> Fixed:
    before = Document.parse(path.read_bytes().decode("utf-8"), str(path))
    with loud():
        settled = settle(before, all_rules(), settings, unsafe=unsafe)
        after = Document.parse(settled.document.text, str(path))
        again = settle(after, all_rules(), settings, unsafe=unsafe)
    return Fixed(path, before, settled, after, again)


@each_part
@each_tier
def test_fixing_comes_to_rest_and_breaks_nothing(part: list[Path], unsafe: bool):
    for path in part:
        fixed = _fixed(path, EVERY_RULE, unsafe=unsafe)
        before, after = fixed.before, fixed.after
        assert apply(before.text, fixed.settled.edits) == after.text, path
        assert fixed.again.document.text == after.text, path
        assert engine.run(after, all_rules(), EVERY_RULE) == list(fixed.settled.remaining), path
        _check_is_as_readable(path, before, after)
        _check_is_untouched_elsewhere(path, before, after, fixed.settled.edits)
        found = engine.run(before, all_rules(), EVERY_RULE)
        more = _counts(list(fixed.settled.remaining), grave=True)
        more.subtract(_counts(found, grave=True))
        _check_is_hidden(fixed, more)


@each_part
@each_tier
def test_nothing_new_is_found(part: list[Path], unsafe: bool):
    """A finding is new where its rule finds more than before, and more than cured findings can have hidden.

    What a finding says may change (numbers, names); how many there are may not rise. Where a rule is silent about what
    another one finds (`HIDES`), each cure of the other may uncover one. That holds for all rules that run by default;
    the others are opinions that differ (fewer lines, or blank ones between them?), so only what is an error counts.
    """
    for path in part:
        fixed = _fixed(path, BY_DEFAULT, unsafe=unsafe)
        found = engine.run(fixed.before, all_rules(), BY_DEFAULT)
        more = _counts(list(fixed.settled.remaining))
        more.subtract(_counts(found))
        _check_is_hidden(fixed, more)
        _check_is_as_readable(path, fixed.before, fixed.after)


@pytest.mark.parametrize("part", [FILES[number::128] for number in range(8)], ids=range(8))
def test_each_fix_by_itself_breaks_nothing(part: list[Path]):
    """Alternatives as well, which only an editor offers; of some files, since each fix means to read a file anew."""
    for path in part:
        before = Document.parse(path.read_bytes().decode("utf-8"), str(path))
        for diagnostic in engine.run(before, all_rules(), EVERY_RULE):
            for fix in diagnostic.fixes:
                after = accepts(before, fix, all_rules(), EVERY_RULE)
                if after is not None:
                    _check_is_as_readable(path, before, Document.parse(after.text, str(path)))
                    _check_is_untouched_elsewhere(path, before, after, fix.edits)


@each_part
def test_line_ends_and_a_byte_order_mark_stay(part: list[Path]):
    """A file with other line ends gets the same fixes, in its own line ends."""
    for path in part:
        text = path.read_bytes().decode("utf-8")
        if "\r" in text or text.startswith("\ufeff"):
            continue
        plain, other = (settle(Document.parse(it), all_rules()).document.text for it in (text, _elsewhere(text)))
        assert other == _elsewhere(plain), path


def _elsewhere(text: str) -> str:
    """The file as another editor would have written it."""
    return "\ufeff" + text.replace("\n", "\r\n")


def _counts(found: Iterable[Diagnostic], *, grave: bool = False) -> Counter[str]:
    return Counter(it.code for it in found if not grave or it.severity is Severity.ERROR)


def _check_is_hidden(fixed: Fixed, more: Counter[str]) -> None:
    """Of no rule there are more findings than what was cured may have hidden."""
    cured = Counter(it.code for it, _ in fixed.settled.applied)
    for code, count in more.items():
        hidden = sum(cured[it] for it, others in HIDES.items() if code in others)
        assert count <= hidden, (fixed.path, code, [it for it in fixed.settled.remaining if it.code == code])


def _check_is_as_readable(path: Path, before: Document, after: Document) -> None:
    """To us, to BuildKit and to the shell the result is no harder to read than the file was."""
    was, now = (Counter(it.kind for it in one.tree.problems) for one in (before, after))
    assert not now - was, path
    assert _refused_by_the_shell(after) <= _refused_by_the_shell(before), path
    old, new = _read(before.text), _read(after.text)
    if old is not None:
        assert new is not None, path
        assert _unknown(new) <= _unknown(old), path


def _check_is_untouched_elsewhere(path: Path, before: Document, after: Document, edits: Iterable[Edit]) -> None:
    """The instructions that no edit touches say the same to BuildKit as before, in the same order."""
    old, new = _read(before.text), _read(after.text)
    if old is None or new is None:
        return
    touched = {line for edit in edits for line in _lines(before.text, edit)}
    kept = [_said(it) for it in old if touched.isdisjoint(range(it.start_line, it.end_line + 1))]
    left = iter([_said(it) for it in new])
    assert all(it in left for it in kept), path


def _lines(text: str, edit: Edit) -> Iterator[int]:
    """The lines, from 1, of which an edit changes something; whole lines put in between change none."""
    start, end = edit.range
    first = text.count("\n", 0, start) + 1
    at_start = start == 0 or text[start - 1] == "\n"
    if at_start and edit.text.endswith("\n") and not edit.range.length:
        return
    last = first + text.count("\n", start, end)
    yield from range(first, last + (0 if at_start and end > start and text[end - 1] == "\n" else 1))


def _refused_by_the_shell(document: Document) -> int:
    scripts = [script_of(it, document.state_before(it).shell_language) for it in document.instructions]
    return sum(len(it.problems) for it in scripts if it is not None)


def _read(text: str) -> tuple[dockerfile.Command, ...] | None:
    """What BuildKit's parser reads; `None` where it refuses the file."""
    try:
        return tuple(dockerfile.parse_string(text))
    except dockerfile.GoParseError:
        return None


def _unknown(commands: tuple[dockerfile.Command, ...]) -> int:
    """How many instructions there are that BuildKit's parser lets pass and its builder does not know."""
    return sum(instruction(it.cmd.upper()) is None for it in commands)


def _said(command: dockerfile.Command) -> tuple[object, ...]:
    return command.cmd.upper(), command.sub_cmd, command.json, tuple(command.flags), tuple(command.value)
