"""`dockwright fix` writes what it promises, and nothing else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_check import ADD, SELECT, SERVER, run


def fix(*arguments: str, cwd: Path, text: str | bytes = "") -> tuple[int, bytes, str]:
    done = run("fix", *SELECT, *arguments, cwd=cwd, text=text)
    return done.returncode, done.stdout, done.stderr.decode()


def test_files_are_fixed_in_place(tmp_path: Path):
    content = "\ufeffFROM alpine:3.20\r\nMAINTAINER Jané\r\n\tADD app.py \\\r\n  /srv/".encode()
    path = tmp_path / "Dockerfile"
    path.write_bytes(content)
    path.chmod(0o640)
    assert fix(cwd=tmp_path) == (0, b"", "dockwright: fixed 2 findings in 1 file\n")
    expected = content.replace(b"ADD", b"COPY").replace(
        b"MAINTAINER Jan", b'LABEL org.opencontainers.image.authors="Jan'
    )
    assert path.read_bytes() == expected.replace(b"\xc3\xa9\r", b'\xc3\xa9"\r')
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert fix(cwd=tmp_path) == (0, b"", "dockwright: nothing to fix in 1 file\n")


def test_links_stay_links(tmp_path: Path):
    (tmp_path / "real").write_text(ADD)
    (tmp_path / "Dockerfile").symlink_to("real")
    assert fix(cwd=tmp_path)[0] == 0
    assert (tmp_path / "Dockerfile").is_symlink()
    assert "COPY" in (tmp_path / "real").read_text()


def test_a_file_without_findings_is_not_written(tmp_path: Path):
    path = tmp_path / "Dockerfile"
    path.write_text("FROM alpine:3.20\n")
    before = path.stat()
    assert fix(cwd=tmp_path)[0] == 0
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_unsafe_fixes_wait_to_be_asked_for(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nADD blob /\n")
    code, _, err = fix(cwd=tmp_path)
    assert (code, err) == (1, "dockwright: nothing to fix in 1 file; 1 left that needs you\n")
    assert fix("--unsafe", cwd=tmp_path)[0] == 0
    assert (tmp_path / "Dockerfile").read_text() == "FROM alpine:3.20\nCOPY blob /\n"


@pytest.mark.parametrize(
    "text", [ADD, ADD.rstrip("\n"), ADD.replace("\n", "\r\n"), "ADD a.py b\n\x0c\n#\x85\nADD c.py d"]
)
def test_a_diff_is_one_that_patch_takes(tmp_path: Path, text: str):
    path = tmp_path / "Dockerfile"
    path.write_bytes(text.encode())
    code, out, err = fix("--diff", cwd=tmp_path)
    assert code == 1
    assert err.startswith("dockwright: would fix ")
    assert path.read_bytes() == text.encode()
    assert out.startswith(b"--- Dockerfile\n+++ Dockerfile\n@@ ")
    subprocess.run(["git", "apply", "-p0", "--unsafe-paths", "-"], cwd=tmp_path, input=out, check=True)
    assert path.read_bytes() == text.replace("ADD", "COPY").encode()
    assert fix("--diff", cwd=tmp_path)[:2] == (0, b"")


def test_standard_input_goes_to_standard_output(tmp_path: Path):
    code, out, err = fix("-", cwd=tmp_path, text="ADD é.py /x\r\nRUN ü")
    assert (code, out) == (0, "COPY é.py /x\r\nRUN ü".encode())
    assert "fixed 1 finding" in err


def test_what_cannot_be_done_is_said_and_the_rest_is_done(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(ADD)
    (tmp_path / "binary").write_bytes(b"\0")
    code, _, err = fix("missing", "binary", ".", cwd=tmp_path)
    assert code == 2
    assert "missing: no such file" in err
    assert "binary: not a text file" in err
    assert "COPY" in (tmp_path / "Dockerfile").read_text()


BOTH = "FROM alpine:3.20\nMAINTAINER joe\nADD app.py /srv/\nADD b.py /srv/\n"
LABELLED = BOTH.replace("MAINTAINER joe", 'LABEL org.opencontainers.image.authors="joe"')


@pytest.mark.parametrize("name", ["add-instead-of-copy", "dl3020"])
def test_only_the_fixes_of_a_rule(tmp_path: Path, name: str):
    (tmp_path / "Dockerfile").write_text(BOTH)
    code, _, err = fix("--rule", name, cwd=tmp_path)
    # What is left of other rules is not what was asked for.
    assert (code, err) == (0, "dockwright: fixed 2 findings in 1 file\n")
    assert (tmp_path / "Dockerfile").read_text() == BOTH.replace("ADD", "COPY")
    fix("--rule", name, "--rule", "maintainer-deprecated", cwd=tmp_path)
    assert "MAINTAINER" not in (tmp_path / "Dockerfile").read_text()


def test_a_rule_that_is_off_by_default_runs_where_its_fixes_are_asked_for(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nRUN apk add --no-cache curl bash\nADD app.py /srv/\n")
    done = run("fix", "--rule", "sort-packages", cwd=tmp_path)
    assert done.returncode == 0
    text = "FROM alpine:3.20\nRUN apk add --no-cache bash curl\nADD app.py /srv/\n"
    assert (tmp_path / "Dockerfile").read_text() == text
    (tmp_path / "dockwright.toml").write_text('ignore = ["add-instead-of-copy"]\n')
    assert run("fix", "--rule", "DL3020", cwd=tmp_path).stderr == b"dockwright: nothing to fix in 1 file\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ad-instead-of-copy", "there is no rule 'ad-instead-of-copy'; did you mean 'add-instead-of-copy'?"),
        ("max-lines", "'max-lines' has no fix"),
    ],
)
def test_a_rule_without_fixes_is_a_mistake(tmp_path: Path, name: str, said: str):
    (tmp_path / "Dockerfile").write_text(BOTH)
    assert fix("--rule", name, cwd=tmp_path) == (2, b"", f"dockwright: --rule: {said}\n")


def test_a_rule_whose_fixes_are_unsafe_says_what_they_need(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nUSER root\n")
    assert b"may change the image: it needs --unsafe" in run("fix", "--rule", "missing-user", cwd=tmp_path).stderr
    assert b"--unsafe" not in run("fix", "--rule", "missing-user", "--unsafe", cwd=tmp_path).stderr


def ask(answers: str, *arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Fix on a terminal, on which someone types `answers`."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dockwright", "fix", *SELECT, "--interactive", *arguments]
    with subprocess.Popen(
        command,
        cwd=cwd,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SERVER, "PYTHONUTF8": "1"},
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        out, err = process.communicate(timeout=60)
    os.close(ours)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("answers", "code", "after"),
    [
        ("n\ny\nn\n", 1, BOTH.replace("ADD app", "COPY app")),
        ("n\na\n", 1, BOTH.replace("ADD", "COPY")),
        ("n\ny\nq\n", 1, BOTH.replace("ADD app", "COPY app")),
        ("what\n\nq\n", 1, BOTH),
        ("\x04", 1, BOTH),
        ("a\na\n", 0, LABELLED.replace("ADD", "COPY")),
    ],
)
def test_each_fix_is_asked_about(tmp_path: Path, answers: str, code: int, after: str):
    (tmp_path / "Dockerfile").write_text(BOTH)
    assert ask(answers, cwd=tmp_path)[:2] == (code, "")
    assert (tmp_path / "Dockerfile").read_text() == after


def test_a_question_shows_the_rule_the_fix_its_tier_and_what_changes(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text("FROM alpine:3.20\nADD app.py /srv/\nADD blob /\n")
    err = ask("y\nn\n", "--unsafe", cwd=tmp_path)[2]
    first, second = err.split("Apply it? [y]es, [n]o, [a]ll of this rule, [q]uit: ")[:2]
    assert "Dockerfile:2:1: ADD of a local file" in first
    assert "add-instead-of-copy: Use COPY (safe)\n" in first
    assert "-ADD app.py /srv/\n+COPY app.py /srv/\n ADD blob /\n" in first
    assert "(unsafe: may change the image)\n@@ -2,2 +2,2 @@\n COPY app.py" in second


def test_who_quits_leaves_the_files_that_follow(tmp_path: Path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.Dockerfile").write_text(ADD)
    assert ask("y\nq\n", cwd=tmp_path)[0] == 1
    assert [("COPY" in (tmp_path / f"{it}.Dockerfile").read_text()) for it in "abc"] == [True, False, False]


def test_a_diff_of_what_was_chosen(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(BOTH)
    code, out, _ = ask("n\nn\ny\n", "--diff", cwd=tmp_path)
    assert (code, out.count("\n+"), out.count("\n-")) == (1, 2, 1)
    assert "+COPY b.py" in out
    assert (tmp_path / "Dockerfile").read_text() == BOTH


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (".", "standard input is no terminal to ask on"),
        ("-", "the answers come from standard input, so the file cannot"),
    ],
)
def test_without_a_terminal_nobody_is_asked(tmp_path: Path, path: str, why: str):
    (tmp_path / "Dockerfile").write_text(ADD)
    assert fix("--interactive", path, cwd=tmp_path, text=ADD) == (2, b"", f"dockwright: --interactive: {why}\n")
    assert (tmp_path / "Dockerfile").read_text() == ADD


def test_who_waits_for_many_files_sees_how_far_it_is(tmp_path: Path):
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    for number in range(200):
        (tmp_path / f"{number}.Dockerfile").write_text(ADD)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": SERVER, "TERM": "xterm", "NO_COLOR": ""}
    command = [sys.executable, "-m", "dockwright", "fix", *SELECT, "--jobs", "1"]
    subprocess.run(command, cwd=tmp_path, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    assert os.read(ours, 10_000).decode().replace("\r\n", "\n") == (
        "".join(f"\r{number} of 200 files" for number in (50, 100, 150, 200))
        + "\r\x1b[Kdockwright: fixed 200 findings in 200 files\n"
    )
    os.close(ours)
