"""The images of the other Dockerfiles of a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from dockwright.text.lines import LineIndex
from dockwright.workspace import neighbours
from dockwright.workspace.neighbours import MOST_FILES, Neighbours
from dockwright.workspace.workspace import Snapshot


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        place = folder / name / "Dockerfile"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def opened(place: Path, text: str) -> Snapshot:
    return Snapshot(place.as_uri(), 1, LineIndex(text), path=str(place))


def images(folder: Path, path: str | None = None, *texts: Snapshot) -> list[str]:
    return asked(Neighbours([str(folder)]), path, *texts)


def asked(found: Neighbours, path: str | None = None, *texts: Snapshot) -> list[str]:
    found.images(path, texts)
    found.wait()
    assert found.is_complete
    return list(found.images(path, texts))


def test_the_most_used_first(tmp_path: Path):
    write(tmp_path, a="FROM b:1\nFROM a:1\n", b="FROM a:1\n", c="FROM --platform=linux/amd64 c:1 AS x\nFROM x\n")
    assert images(tmp_path) == ["a:1", "b:1", "c:1"]


def test_variables_and_their_defaults(tmp_path: Path):
    write(
        tmp_path, a="ARG V=20\nFROM node:${V}-alpine\n", b="ARG V\nFROM node:$V\n", c="FROM {{ image }}\nFROM scratch\n"
    )
    assert images(tmp_path) == ["node:20-alpine"]


def test_what_only_looks_like_an_image(tmp_path: Path):
    write(tmp_path, a="FROM a:1\nRUN <<EOF\nfrom os import path\nEOF\n", b="FROM a:1\nRUN x \\\n  FROM b\n# FROM c\n")
    assert images(tmp_path) == ["a:1"]


@pytest.mark.parametrize(
    "text", ["FROM", "FROM  \n", "\\\n", '"', "ARG \nFROM a", "FROM 'a", "\x00", "FROM " + "\\ " * 3000]
)
def test_broken_files_say_nothing_and_break_nothing(tmp_path: Path, text: str):
    write(tmp_path, broken=text, whole="FROM whole:1")
    assert "whole:1" in images(tmp_path)


def test_an_open_text_counts_as_it_is(tmp_path: Path):
    write(tmp_path, a="FROM saved:1\n", b="FROM other:1\n")
    place = tmp_path / "a" / "Dockerfile"
    assert images(tmp_path, None, opened(place, "FROM typed:1\n")) == ["other:1", "typed:1"]


def test_the_file_that_asks_is_left_out(tmp_path: Path):
    write(tmp_path, a="FROM saved:1\n", b="FROM other:1\n")
    place = tmp_path / "a" / "Dockerfile"
    assert images(tmp_path, str(place), opened(place, "FROM typed:1\n")) == ["other:1"]


def test_ignored_folders_are_not_looked_into(tmp_path: Path):
    write(tmp_path, node_modules="FROM never:1\n", mine="FROM mine:1\n")
    assert images(tmp_path) == ["mine:1"]


def test_without_a_workspace_the_files_beside_it(tmp_path: Path):
    write(tmp_path, sub="FROM beside:1\n")
    assert asked(Neighbours([]), str(tmp_path / "Dockerfile")) == ["beside:1"]
    assert asked(Neighbours([])) == []


def test_changed_files_are_read_again_after_a_while(tmp_path: Path):
    now = [0.0]
    write(tmp_path, a="FROM old:1\n")
    found = Neighbours([str(tmp_path)], clock=lambda: now[0])
    assert asked(found) == ["old:1"]
    write(tmp_path, a="FROM newer:1\n")
    assert asked(found) == ["old:1"]
    now[0] = 31.0
    assert asked(found) == ["newer:1"]


def test_no_more_files_than_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert MOST_FILES <= 500
    monkeypatch.setattr(neighbours, "MOST_FILES", 2)
    write(tmp_path, a="FROM a:1\n", b="FROM b:1\n", c="FROM c:1\n")
    assert len(images(tmp_path)) == 2


def test_what_a_check_leaves_out_is_not_read(tmp_path: Path):
    write(tmp_path, a="FROM a:1\n", vendor="FROM b:1\n")
    (tmp_path / "dockwright.toml").write_text('exclude = ["vendor"]\n')
    assert images(tmp_path) == ["a:1"]


def test_no_longer_than_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(neighbours, "_SECONDS", -1.0)
    write(tmp_path, a="FROM a:1\n")
    assert images(tmp_path) == []
