"""Vim with ALE, set up by the block of docs/editors.md, in a terminal: ALE asks there which fix is meant."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.client import PATIENCE
from tests.support.editors import Project, Terminal, block, program, terminal

# Findings stand behind their lines; nothing is written where it would have to be confirmed.
SHOWING = """\
set nocompatible noswapfile shortmess=atI nomore
filetype plugin on
let g:ale_virtualtext_cursor = 'all'
let g:ale_echo_cursor = 0
let g:ale_hover_to_preview = 1
let g:ale_set_balloons = 0
"""
DEPRECATED = "MAINTAINER is deprecated"
LOCAL = "ADD of a local file"

Start = Callable[[str], Terminal]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def start(project: Project) -> Iterator[Start]:
    """Starts Vim on the project's Dockerfile, set up by the block that it is given."""
    path = program("vim", "Vim", r"Vi IMproved 9\.")
    asked = "verbose echo globpath(&packpath, 'pack/*/*/ale')"
    command = [path, "-u", "NORC", "-i", "NONE", "-e", "-s", "-c", asked, "-c", "quitall!"]
    told = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    if b"/ale" not in told.stdout + told.stderr:
        pytest.skip("this Vim has no ALE")
    with ExitStack() as stack:

        def started(vim: str) -> Terminal:
            project.write(".vimrc", SHOWING)
            project.write(".vim/after/plugin/dockwright.vim", vim)
            return stack.enter_context(terminal(project, [path, "Dockerfile"]))

        yield started


@pytest.fixture
def vim(start: Start) -> Terminal:
    """Vim, once it shows findings."""
    started = start(block("Vim", "vim"))
    started.wait_for("both findings", lambda shown: DEPRECATED in shown and LOCAL in shown)
    return started


def test_findings_follow_the_text(vim: Terminal):
    vim.type(":3d\r")
    vim.wait_for("the finding to go", lambda shown: LOCAL not in shown and DEPRECATED in shown)


def test_hover(vim: Terminal):
    vim.type(":3\r:ALEHover\r")
    vim.wait_for_text("a URL")


def test_completion(vim: Terminal):
    vim.type("GoUS")
    vim.press("C-x", "C-o")
    vim.wait_for("the word", lambda shown: re.search(r"(?m)^\W*USER\b", shown))


def test_a_quick_fix_is_applied(vim: Terminal):
    vim.type(":3\r:ALECodeAction\r")
    shown = vim.wait_for_text("Type number")
    (number,) = re.findall(r"(?m)^ *(\d+)[:.)] Use COPY", shown)
    vim.type(f"{number}\r")
    vim.wait_for("COPY, and no finding", lambda shown: re.search(r"(?m)^\W*COPY app", shown) and LOCAL not in shown)


def test_rename(vim: Terminal):
    vim.type(":1\r$:ALERename\r")
    vim.wait_for_text("New name: build")
    vim.press("C-u")
    vim.type("maker\r")
    vim.wait_for("the new name", lambda shown: "AS maker" in shown and "--from=maker" in shown)


def test_format(vim: Terminal, project: Project):
    # ALE does not ask a server to format; its fixers do so on command as well.
    vim.type(":ALEFix\r")
    vim.wait_for(
        "COPY and RUN", lambda shown: re.search(r"(?m)^\W*COPY app", shown) and re.search(r"(?m)^\W*RUN cd", shown)
    )
    assert "\nrun cd" in project.text


def test_saving_formats_and_fixes_what_is_safe(vim: Terminal, project: Project):
    vim.type(":w\r")
    vim.wait_for("what was written", lambda _: "\nCOPY app.py /srv/\nRUN cd /srv && make\n" in project.text)
    assert "MAINTAINER" not in project.text


def test_settings_are_heard_of(start: Start):
    vim = start(block("Vim", "vim").replace("'ignore': []", "'ignore': ['add-instead-of-copy']"))
    vim.wait_for("only the other finding", lambda shown: DEPRECATED in shown and LOCAL not in shown)
