"""`dockwright format` writes the layout, and nothing else."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_check import run

UNTIDY = "from   alpine:3.20\nrun a \\\n b"
TIDY = "FROM alpine:3.20\nRUN a \\\n    b\n"


def format(*arguments: str, cwd: Path, text: str | bytes = "") -> tuple[int, bytes, str]:
    done = run("format", *arguments, cwd=cwd, text=text)
    return done.returncode, done.stdout, done.stderr.decode()


def test_files_are_laid_out_in_place(tmp_path: Path):
    path, other = tmp_path / "Dockerfile", tmp_path / "Dockerfile.tidy"
    path.write_bytes("\ufeff  from   alpine:3.20\r\nRUN echo é  \\\r\n ü\r\n".encode())
    path.chmod(0o640)
    other.write_text(TIDY)
    before = other.stat()
    assert format(cwd=tmp_path) == (0, b"", "dockwright: changed 1 of 2 files\n")
    assert path.read_bytes() == "\ufeffFROM alpine:3.20\r\nRUN echo é \\\r\n    ü\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (other.stat().st_ino, other.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert format(cwd=tmp_path) == (0, b"", "dockwright: nothing to do in 2 files\n")


def test_check_names_what_would_change(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/Dockerfile").write_text(UNTIDY)
    (tmp_path / "Dockerfile").write_text(TIDY)
    assert format("--check", cwd=tmp_path) == (1, b"a/Dockerfile\n", "dockwright: would change 1 of 2 files\n")
    assert (tmp_path / "a/Dockerfile").read_text() == UNTIDY
    assert format("--check", "Dockerfile", cwd=tmp_path)[:2] == (0, b"")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_diff_is_one_that_patch_takes(tmp_path: Path, ends: str):
    path = tmp_path / "Dockerfile"
    path.write_bytes(UNTIDY.replace("\n", ends).encode())
    code, out, _ = format("--diff", cwd=tmp_path)
    assert code == 1
    assert path.read_bytes() == UNTIDY.replace("\n", ends).encode()
    subprocess.run(["git", "apply", "-p0", "--unsafe-paths", "-"], cwd=tmp_path, input=out, check=True)
    assert path.read_bytes() == TIDY.replace("\n", ends).encode()


def test_standard_input_goes_to_standard_output(tmp_path: Path):
    assert format("-", cwd=tmp_path, text=UNTIDY)[:2] == (0, TIDY.encode())
    assert format("-", "--check", cwd=tmp_path, text=UNTIDY)[:2] == (1, b"-\n")
    # A tidy file is handed on as well, else a pipe would lose it.
    assert format("-", cwd=tmp_path, text=TIDY)[:2] == (0, TIDY.encode())


def test_the_settings_of_the_file_that_standard_input_is(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/dockwright.toml").write_text("[format]\nkeyword-case = 'lower'\n")
    (tmp_path / "a/.editorconfig").write_text("root = true\n[*.dockerfile]\nindent_size = 2\n")
    (tmp_path / "other.toml").write_text("")
    named = ("-", "--stdin-filename", "a/x.dockerfile")
    assert format(*named, cwd=tmp_path, text=UNTIDY)[1] == b"from alpine:3.20\nrun a \\\n  b\n"
    # A file of settings that is named stands for those that are found; what the editor does is another matter.
    assert format(*named, "--config", "other.toml", cwd=tmp_path, text=UNTIDY)[1] == TIDY.replace("    ", "  ").encode()


def test_many_files_by_several_processes(tmp_path: Path):
    (tmp_path / ".editorconfig").write_text("root = true\n[*]\nindent_style = tab\n")
    for number in range(40):
        (tmp_path / f"Dockerfile.{number}").write_text(UNTIDY)
    assert format("--jobs", "2", cwd=tmp_path)[2] == "dockwright: changed 40 of 40 files\n"
    assert {it.read_text() for it in tmp_path.glob("Dockerfile.*")} == {TIDY.replace("    ", "\t")}


def test_what_cannot_be_done_is_said_and_the_rest_is_done(tmp_path: Path):
    (tmp_path / "Dockerfile").write_text(UNTIDY)
    (tmp_path / "binary").write_bytes(b"\0")
    code, _, err = format("missing", "binary", ".", cwd=tmp_path)
    assert code == 2
    assert "missing: no such file" in err
    assert "binary: not a text file" in err
    assert (tmp_path / "Dockerfile").read_text() == TIDY
