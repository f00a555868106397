"""Which ShellCheck is run, how often, and what happens when it is slow, crashes or writes nonsense."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from dockwright.workspace import shellcheck
from dockwright.workspace.shellcheck import ShellCheck, find_shellcheck
from tests.support.shellcheck import complain, pretender, real

NAME = "shellcheck.exe" if sys.platform == "win32" else "shellcheck"
UNQUOTED = "# shellcheck shell=sh\necho $1\n"
NOTHING = "# shellcheck shell=sh\ntrue\n"

FIND_NOTHING = "print(json.dumps({'comments': []}))\n"
# Each process leaves a line, with how many scripts it was given.
COUNTED = "open(os.path.join(os.path.dirname(sys.argv[0]), 'log'), 'a').write(f'{len(files)}\\n')\n"


def program_in(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / NAME
    program.write_text("")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a Python without a ShellCheck beside it runs, with an empty PATH."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python/bin/python"))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path


def test_beside_the_running_python_first(nowhere: Path, monkeypatch: pytest.MonkeyPatch):
    assert find_shellcheck() is None
    on_path = program_in(nowhere / "path")
    monkeypatch.setenv("PATH", os.path.dirname(on_path))
    assert find_shellcheck() == on_path
    beside = program_in(nowhere / "python/bin")
    assert find_shellcheck() == beside


def test_nothing_relative_and_nothing_from_the_workspace(nowhere: Path, monkeypatch: pytest.MonkeyPatch):
    inside = program_in(nowhere / "project/node_modules/.bin")
    program_in(nowhere / "project")
    monkeypatch.chdir(nowhere / "project")
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", "node_modules/.bin", os.path.dirname(inside))))
    assert find_shellcheck(avoid=[str(nowhere / "project")]) is None
    assert find_shellcheck() == inside


def test_a_link_into_the_workspace_is_seen_through(nowhere: Path, monkeypatch: pytest.MonkeyPatch):
    inside = program_in(nowhere / "project/bin")
    try:
        (nowhere / "link").symlink_to(os.path.dirname(inside))
    except OSError:
        # Windows lets only some users make links; those who cannot need not fear them.
        return
    monkeypatch.setenv("PATH", str(nowhere / "link"))
    assert find_shellcheck(avoid=[str(nowhere / "project")]) is None


def test_who_works_in_the_home_folder_still_has_programs_there(nowhere: Path, monkeypatch: pytest.MonkeyPatch):
    own = program_in(nowhere / "home/.local/bin")
    monkeypatch.setenv("PATH", os.path.dirname(own))
    assert find_shellcheck(avoid=[str(nowhere / "home")]) == own


def test_a_program_that_is_named(nowhere: Path):
    named = program_in(nowhere / "else")
    assert find_shellcheck(named) == named
    assert find_shellcheck("off") is None
    for wrong in ("shellcheck", "./shellcheck", str(nowhere / "missing"), str(nowhere)):
        with pytest.raises(ValueError, match="no"):
            find_shellcheck(wrong)


def test_many_scripts_in_few_processes_and_each_once(tmp_path: Path):
    program = ShellCheck(pretender(tmp_path, COUNTED + FIND_NOTHING), complain)
    texts = [f"echo {number}\n" for number in range(230)]
    assert program.unknown(texts) == texts
    program.ask(texts)
    program.ask([*texts, "echo more\n"])
    assert program.unknown(texts) == []
    assert (tmp_path / "log").read_text().split() == ["100", "100", "30", "1"]


def test_several_processes_at_a_time():
    program = ShellCheck(real()._program, complain, processes=3)
    texts = [f"# shellcheck shell=sh\necho {number} $1\n" for number in range(40)]
    program.ask(texts)
    assert {tuple(it.code for it in program.known(text) or ()) for text in texts} == {(2086,)}


def test_options_of_the_user_s_own_calls_do_not_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SHELLCHECK_OPTS", "--format=gcc --exclude=SC2086")
    program = ShellCheck(real()._program, complain)
    program.ask([UNQUOTED])
    assert [it.code for it in program.known(UNQUOTED) or ()] == [2086]


def test_text_that_is_no_unicode_is_checked():
    text = "# shellcheck shell=sh\necho \udce4 $1 \0\n"
    program = ShellCheck(real()._program, complain)
    program.ask([text])
    assert [it.column for it in program.known(text) or () if it.code == 2086] == [8]


CRASH = "if any('crash' in it for it in texts.values()): sys.stderr.write('out of luck\\nmore'); sys.exit(3)\n"
HANG = "if any('hang' in it for it in texts.values()): time.sleep(60)\n"
NONSENSE = "if any('nonsense' in it for it in texts.values()): print('{\"comments\": [{'); sys.exit(0)\n"
BINARY = "if any('binary' in it for it in texts.values()): sys.stdout.buffer.write(b'\\xff'); sys.exit(0)\n"
REMARK = (
    "print(json.dumps({'comments': [{'file': it, 'line': 1, 'column': 1, 'endLine': 1, 'endColumn': 2,"
    " 'level': 'info', 'code': 2086, 'message': 'm'} for it in files]}))\n"
)


@pytest.mark.parametrize(
    ("body", "culprit", "reason"),
    [
        (CRASH, "crash", "failed: out of luck"),
        (HANG, "hang", "gave no answer in 1 seconds"),
        (NONSENSE, "nonsense", "failed: "),
        (BINARY, "binary", "failed: "),
    ],
)
def test_a_script_on_which_it_fails_costs_only_its_own_findings(
    body: str, culprit: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shellcheck, "_SECONDS_PER_SCRIPT", 0.0)
    said: list[str] = []
    path = pretender(tmp_path, body + REMARK)
    program = ShellCheck(path, said.append, seconds=1)
    texts = ["a\n", f"{culprit}\n", "b\n", "c\n"]
    program.ask(texts)
    assert [len(program.known(it) or ()) for it in texts] == [1, 0, 1, 1]
    (words,) = said
    assert words.startswith(f"ShellCheck ({path}) {reason}")
    assert words.endswith("; that script goes unchecked")
    assert program.is_of_use
    program.ask(["d\n"])
    assert program.known("d\n")


def test_what_a_wrapper_has_started_does_not_hold_us_up(tmp_path: Path):
    if sys.platform == "win32":
        return  # There only the wrapper is ended, and whoever names one has to wait for what it started.
    wrapper = tmp_path / "wrapper"
    wrapper.write_text("#!/bin/sh\nsleep 60\ntrue\n")
    wrapper.chmod(0o755)
    said: list[str] = []
    began = time.monotonic()
    ShellCheck(str(wrapper), said.append, seconds=0.5).ask([NOTHING])
    assert time.monotonic() - began < 30
    assert len(said) == 1


def test_one_that_always_fails_is_soon_left_alone(tmp_path: Path):
    said: list[str] = []
    program = ShellCheck(pretender(tmp_path, COUNTED + "sys.exit(4)\n"), said.append)
    program.ask([f"{number}\n" for number in range(500)])
    assert not program.is_of_use
    assert len(said) == 2
    assert said[-1].endswith("failed: it ended with 4; it is not run any more")
    runs = len((tmp_path / "log").read_text().split())
    assert runs < 20
    program.ask(["new\n"])
    assert program.unknown(["new\n"]) == []
    assert len((tmp_path / "log").read_text().split()) == runs


def test_one_that_is_gone_by_the_time_it_is_run(tmp_path: Path):
    said: list[str] = []
    program = ShellCheck(str(tmp_path / "gone"), said.append)
    program.ask([NOTHING])
    assert program.known(NOTHING) == ()
    assert len(said) == 1


def test_what_runs_is_ended(tmp_path: Path):
    program = ShellCheck(pretender(tmp_path, COUNTED + "time.sleep(60)\n"), complain)
    asking = threading.Thread(target=program.ask, args=([NOTHING],))
    began = time.monotonic()
    asking.start()
    while not program._running:
        time.sleep(0.01)
    program.stop()
    asking.join(30)
    assert not asking.is_alive()
    assert time.monotonic() - began < 30
    assert not program.is_of_use
