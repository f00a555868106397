"""The folder that a Dockerfile lies in, as its build context."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from dockwright.semantic.project import Amount
from dockwright.workspace.context import FolderContext, RecentContext


def context(folder: Path, **files: str) -> FolderContext:
    for name, text in files.items():
        (folder / name).write_text(text)
    return FolderContext(str(folder / "Dockerfile"))


def test_it_knows_what_lies_beside_the_dockerfile(tmp_path: Path):
    (tmp_path / "src").mkdir()
    found = context(tmp_path, a="text", Dockerfile="FROM a\n")

    assert found.files("") == ["Dockerfile", "a", "src/"]
    assert (found.exists("a"), found.exists("src"), found.exists("b")) == (True, True, False)
    assert (found.read("a"), found.read("b"), found.read("src")) == ("text", None, None)
    assert found.files("none") is None


def test_what_is_ignored_is_not_there(tmp_path: Path):
    (tmp_path / ".dockerignore").write_text("a\nsrc\n")
    (tmp_path / "src").mkdir()
    found = context(tmp_path, a="", b="")

    assert found.files("") == [".dockerignore", "b"]
    assert (found.exists("a"), found.exists("src/x"), found.read("a")) == (False, False, None)


def test_the_ignore_file_of_the_dockerfile_itself_comes_first(tmp_path: Path):
    (tmp_path / ".dockerignore").write_text("a\n")
    (tmp_path / "Dockerfile.dockerignore").write_text("b\n")
    found = context(tmp_path, a="", b="")

    assert (found.exists("a"), found.exists("b")) == (True, False)


def test_a_change_on_disk_is_seen(tmp_path: Path):
    found = context(tmp_path, a="old")
    assert found.read("a") == "old"

    (tmp_path / "a").write_text("new and longer")
    (tmp_path / ".dockerignore").write_text("b\n")
    (tmp_path / "b").write_text("")

    assert found.read("a") == "new and longer"
    assert found.files("") == [".dockerignore", "a"]


def test_nothing_outside_is_read(tmp_path: Path):
    (tmp_path / "secret").write_text("x")
    inside = tmp_path / "inside"
    inside.mkdir()
    os.symlink(tmp_path / "secret", inside / "link")
    found = context(inside)

    assert (found.read("../secret"), found.read("link"), found.exists("../secret")) == (None, None, False)


@pytest.mark.parametrize("path", ["a\0b", "a\ud800b"])
def test_a_name_that_nothing_can_have_is_not_there(tmp_path: Path, path: str):
    found = context(tmp_path)
    assert (found.exists(path), found.read(path), found.files(path)) == (False, None, None)


def test_a_folder_that_is_not_there_is_empty_handed(tmp_path: Path):
    found = FolderContext(str(tmp_path / "none" / "Dockerfile"))

    assert (found.files(""), found.read("a"), found.exists("a")) == (None, None, False)


def test_what_was_asked_within_a_second_is_not_asked_again(tmp_path: Path):
    now = 0.0
    found = RecentContext(context(tmp_path, a="one"), lambda: now)
    assert (found.exists("a"), found.exists("b"), found.read("a"), found.files("")) == (True, False, "one", ["a"])
    (tmp_path / "a").write_text("two")
    (tmp_path / "b").write_text("")

    now = 0.9
    assert (found.exists("b"), found.read("a"), found.files("")) == (False, "one", ["a"])

    now = 1.9
    assert (found.exists("b"), found.read("a"), found.files("")) == (True, "two", ["a", "b"])


def test_how_much_lies_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "src" / "deep").mkdir(parents=True)
    (tmp_path / "src" / "deep" / "e").write_text("123")
    (tmp_path / "src" / "skipped").write_text("12345")
    (tmp_path / ".dockerignore").write_text("src/skipped\n.dockerignore\n")
    found = context(tmp_path, a="12")
    assert found.amount("") == Amount(2, 5)
    assert (found.amount("src"), found.amount("a")) == (Amount(1, 3), Amount(1, 2))
    assert (found.amount("src/skipped"), found.amount("missing"), found.amount("../a")) == (None, None, None)

    # A folder is not walked again at once, and a walk that takes long is given up.
    (tmp_path / "src" / "f").write_text("4")
    assert found.amount("src") == Amount(1, 3)
    monkeypatch.setattr("dockwright.workspace.context._LONGEST_WALK", -1.0)
    amount = FolderContext(str(tmp_path / "Dockerfile")).amount("")
    assert amount is not None
    assert not amount.counted


def test_what_is_taken_back_from_an_ignored_folder_counts(tmp_path: Path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "b").write_text("123")
    (tmp_path / "src" / "c").write_text("1")
    (tmp_path / ".dockerignore").write_text("*\n!src/b\n")
    assert context(tmp_path, a="12").amount("") == Amount(1, 3)


def test_looking_again_tells_whether_an_answer_is_another(tmp_path: Path):
    found = RecentContext(context(tmp_path, a="one"), lambda: 0.0)
    assert (found.read("a"), found.exists("b")) == ("one", False)
    # What nobody asked about does not matter.
    (tmp_path / "c").write_text("")
    assert not found.look_again()
    (tmp_path / "a").write_text("two")
    assert found.look_again()
    # Within the same second: what was known is forgotten.
    assert found.read("a") == "two"
    assert not found.look_again()


def test_what_a_folder_lists_follows_its_ignore_file(tmp_path: Path):
    for name in ("a.log", "b.txt"):
        (tmp_path / name).write_text("")
    context = FolderContext(str(tmp_path / "Dockerfile"))
    assert context.files("") == ["a.log", "b.txt"]
    (tmp_path / ".dockerignore").write_text("*.log\n")
    assert context.files("") == [".dockerignore", "b.txt"]
    (tmp_path / ".dockerignore").write_text("*.txt\n# more\n")
    assert context.files("") == [".dockerignore", "a.log"]


def test_a_large_folder_is_listed_at_once(tmp_path: Path):
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text("")
    (tmp_path / ".dockerignore").write_text("*.log\n**/*.pyc\nnode_modules\n.git\n!kept\n")
    context = FolderContext(str(tmp_path / "Dockerfile"))
    start = time.process_time()
    assert len(context.files("") or ()) == 3001
    assert time.process_time() - start < 0.2
