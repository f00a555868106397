"""Helix, with the block of docs/editors.md, in a terminal: it has no other way in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dockwright_dev.editors import PROGRAMS
from tests.support.editors import Project, Terminal, block, program, terminal, uncommented, with_settings

# All findings are written below or behind their lines, so that a test can see them.
SHOWING = """\
[editor]
end-of-line-diagnostics = "hint"
[editor.inline-diagnostics]
cursor-line = "warning"
other-lines = "warning"
"""
DEPRECATED = "MAINTAINER is deprecated"
LOCAL = "ADD of a local file"

Start = Callable[[str], Terminal]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def start(project: Project) -> Iterator[Start]:
    """Starts Helix on the project's Dockerfile, set up by the block that it is given."""
    path = program("hx", "Helix")
    with ExitStack() as stack:

        def started(toml: str) -> Terminal:
            project.write("config/helix/languages.toml", toml)
            project.write("config/helix/config.toml", SHOWING)
            return stack.enter_context(terminal(project, [path, "Dockerfile"]))

        yield started


@pytest.fixture
def helix(start: Start) -> Terminal:
    """Helix, once it shows findings."""
    started = start(block("Helix", "toml"))
    started.wait_for("both findings", lambda shown: DEPRECATED in shown and LOCAL in shown)
    return started


def line(shown: str, number: int) -> str:
    """A line of the text that is shown."""
    return next((it for it in shown.splitlines() if it[1:6].strip() == str(number)), "")


def test_findings_follow_the_text(helix: Terminal):
    helix.press("3", "g", "g", "x", "d")
    helix.wait_for("the finding to go", lambda shown: LOCAL not in shown and DEPRECATED in shown)


def test_hover(helix: Terminal):
    helix.press("3", "g", "g", "Space", "k")
    helix.wait_for_text("a URL")


def test_completion(helix: Terminal):
    helix.press("6", "g", "g", "o")
    helix.type("US")
    helix.wait_for("a menu", lambda shown: re.search(r" USER +keyword ", shown))
    helix.press("C-n")
    helix.wait_for("the word", lambda shown: "USER" in line(shown, 7))


def test_a_quick_fix_is_applied(helix: Terminal):
    helix.press("3", "g", "g", "Space", "a")
    helix.wait_for_text("Use COPY")
    helix.press("Enter")
    helix.wait_for("COPY, and no finding", lambda shown: "COPY app.py" in line(shown, 3) and LOCAL not in shown)


def test_rename(helix: Terminal):
    helix.press("1", "g", "g", "g", "l", "Space", "r")
    helix.wait_for_text("rename-to:")
    helix.press("C-u")
    helix.type("maker")
    helix.press("Enter")
    helix.wait_for("the new name", lambda shown: "--from=maker" in line(shown, 6) and "AS maker" in line(shown, 1))


def test_format(helix: Terminal):
    helix.type(":format\r")
    helix.wait_for("RUN", lambda shown: "RUN cd" in line(shown, 4))


def test_saving_formats(helix: Terminal, project: Project):
    helix.type(":w\r")
    helix.wait_for_text("written")
    assert "\nRUN cd /srv && make\n" in project.text
    assert "\nADD app.py /srv/\n" in project.text


def test_saving_fixes_what_is_safe(start: Start, project: Project):
    helix = start(uncommented(block("Helix", "toml"), "code-actions-on-save", "# "))
    if not str(program("hx", "Helix")).startswith(str(PROGRAMS)):
        pytest.skip("only a Helix newer than 25.07 fixes on saving, and a version does not tell")
    helix.wait_for_text(LOCAL)
    helix.type(":w\r")
    helix.wait_for_text("written")
    assert "\nCOPY app.py /srv/\n" in project.text
    assert "MAINTAINER" not in project.text


def test_settings_are_heard_of(start: Start):
    helix = start(with_settings(block("Helix", "toml"), "# ", "add-instead-of-copy"))
    helix.wait_for("only the other finding", lambda shown: DEPRECATED in shown and LOCAL not in shown)
