"""Dockerfiles are found where they are, read as they are, and written so that nothing is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dockwright.workspace.files import Exclusion, Problem, find, is_dockerfile_name, read, write

OURS = """
    Dockerfile Dockerfile.dev Dockerfile-dev Dockerfile_dev Dockerfile.alpine3.20 Dockerfile.py app.Dockerfile
    app.dockerfile APP.DOCKERFILE dockerfile Containerfile Containerfile.dev
"""
OTHERS = """
    Dockerfile.dockerignore Dockerfile.md Dockerfile.j2 Dockerfile. Dockerfile~ Dockerfile.orig Dockerfiles
    dockerfile.go dockerfile-parser.py .dockerfile README.md MyDockerfile Dockerfile-template.j2 app.Dockerfile.md
"""


@pytest.mark.parametrize("name", OURS.split())
def test_names_of_dockerfiles(name: str):
    assert is_dockerfile_name(name)


@pytest.mark.parametrize("name", OTHERS.split())
def test_names_of_other_files(name: str):
    assert not is_dockerfile_name(name)


def _tree(root: Path, *paths: str, **texts: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("FROM a\n")
    for name, text in texts.items():
        (root / name.replace("__", "/").replace("gitignore", ".gitignore")).write_text(text)


def _found(root: Path, *paths: str, exclude: Exclusion | None = None) -> list[str]:
    return [
        f"{Path(it.path).relative_to(root)}: {it.message}"
        if isinstance(it, Problem)
        else str(Path(it).relative_to(root))
        for it in find([str(root / path) for path in paths] or [str(root)], exclude)
    ]


def test_folders_are_walked_in_order(tmp_path: Path):
    _tree(
        tmp_path,
        "b/Dockerfile",
        "a/x/app.dockerfile",
        "a/Dockerfile",
        "Containerfile",
        "a/other",
        "node_modules/Dockerfile",
    )
    assert _found(tmp_path) == ["Containerfile", "a/Dockerfile", "a/x/app.dockerfile", "b/Dockerfile"]


def test_each_file_comes_once_and_a_file_that_is_named_always(tmp_path: Path):
    _tree(tmp_path, "a/Dockerfile", "a/whatever.txt")
    assert _found(tmp_path, "a/whatever.txt", "a", "a/Dockerfile", "a") == ["a/whatever.txt", "a/Dockerfile"]


def test_what_is_missing_is_said_and_the_rest_is_found(tmp_path: Path):
    _tree(tmp_path, "a/Dockerfile", "b/other")
    assert _found(tmp_path, "x", "b", "a") == [
        "x: no such file or folder",
        "b: no Dockerfile in this folder",
        "a/Dockerfile",
    ]


def test_gitignore(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    _tree(
        tmp_path,
        *(
            "Dockerfile",
            "build/Dockerfile",
            "a/Dockerfile",
            "a/Dockerfile.tmp",
            "a/keep/Dockerfile.tmp",
            "a/b/Dockerfile",
        ),
        gitignore="build/\n*.tmp\n",
    )
    _tree(tmp_path, a__gitignore="/b\n!keep/*.tmp\n[z-a]\n")
    assert _found(tmp_path) == ["Dockerfile", "a/Dockerfile", "a/keep/Dockerfile.tmp"]
    assert _found(tmp_path, "a") == ["a/Dockerfile", "a/keep/Dockerfile.tmp"]
    assert _found(tmp_path, "build/Dockerfile") == ["build/Dockerfile"]
    assert _found(tmp_path, "build") == ["build/Dockerfile"]


def test_gitignore_agrees_with_git(tmp_path: Path):
    if subprocess.run(["git", "init", "-q", str(tmp_path)], check=False).returncode:
        pytest.fail("git is part of this project's tools")
    names = [
        "Dockerfile",
        "x/Dockerfile",
        "x/y/Dockerfile",
        "x/y/z/Dockerfile.dev",
        "out/Dockerfile",
        "w/out/Dockerfile",
    ]
    _tree(tmp_path, *names, gitignore="/out\nx/*\n!x/y\n**/z/*.dev\n# comment\n\n")
    command = ["git", "-C", str(tmp_path), "ls-files", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert sorted(_found(tmp_path)) == sorted(it for it in listed if it != ".gitignore")


def test_excluded_by_settings(tmp_path: Path):
    _tree(tmp_path, "Dockerfile", "vendor/Dockerfile", "a/vendor/Dockerfile")
    assert _found(tmp_path, exclude=Exclusion(str(tmp_path), ["/vendor"])) == ["Dockerfile", "a/vendor/Dockerfile"]


def test_a_repository_inside_has_its_own_rules(tmp_path: Path):
    _tree(tmp_path, "sub/Dockerfile.tmp", gitignore="*.tmp\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub/.git").mkdir()
    assert _found(tmp_path) == ["sub/Dockerfile.tmp"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_to_folders_are_not_followed(tmp_path: Path):
    _tree(tmp_path, "a/Dockerfile")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    assert _found(tmp_path) == ["a/Dockerfile"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"FROM a\r\nRUN b\rx\n", "FROM a\r\nRUN b\rx\n"),
        (b"\xef\xbb\xbfFROM a", "\ufeffFROM a"),
        ("RUN 日本 🐳\x0c\u2028".encode(), "RUN 日本 🐳\x0c\u2028"),
        (b"", ""),
    ],
)
def test_a_text_is_read_as_it_is(tmp_path: Path, content: bytes, expected: str):
    (tmp_path / "f").write_bytes(content)
    assert read(str(tmp_path / "f")) == expected
    assert write(str(tmp_path / "f"), expected) is None
    assert (tmp_path / "f").read_bytes() == content


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"FROM a\nRUN \xe4\n", "not UTF-8: byte 0xe4 at offset 11"),
        (b"\x7fELF\x00\x01\xff", "not a text file"),
        (b"FROM a\x00b", "not a text file"),
        ("FROM a".encode("utf-16"), "not a text file"),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, message: str):
    (tmp_path / "f").write_bytes(content)
    assert read(str(tmp_path / "f")) == Problem(str(tmp_path / "f"), message)


def test_what_cannot_be_read(tmp_path: Path):
    assert read(str(tmp_path / "missing")) == Problem(str(tmp_path / "missing"), "no such file or directory")
    assert read(str(tmp_path)) == Problem(str(tmp_path), "not a regular file")


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Root may read everything, so taking the right away would not do.
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "f").write_text("FROM a\n")
    monkeypatch.setattr("builtins.open", refuse)
    assert read(str(tmp_path / "f")) == Problem(str(tmp_path / "f"), "permission denied")


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions there")
def test_writing_keeps_permissions_and_links(tmp_path: Path):
    target, link = tmp_path / "real/Dockerfile", tmp_path / "link"
    target.parent.mkdir()
    target.write_text("old")
    target.chmod(0o751)
    link.symlink_to("real/Dockerfile")
    assert write(str(link), "new\r\n") is None
    assert link.is_symlink()
    assert target.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o751
    assert os.listdir(target.parent) == ["Dockerfile"]


def test_writing_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "f"
    file.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert write(str(file), "new") == Problem(str(file), "no space left on device")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["f"]
    assert isinstance(write(str(tmp_path / "missing"), "new"), Problem)
