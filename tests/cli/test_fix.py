"""`dockwright fix` writes what it promises, and nothing else."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_check import ADD, SELECT, run


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
