"""The Dockerfiles of a workspace are looked for once, whoever asks."""

from __future__ import annotations

from pathlib import Path

from dockwright.workspace.closed import ClosedDockerfiles, Enough


class Walking:
    """Counts the folders and files that a walk comes by, and may end it."""

    def __init__(self, most: int = 1000) -> None:
        self.steps = 0
        self.most = most

    def __call__(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise Enough


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "Dockerfile").write_text("FROM a\n")


def names(paths: object) -> list[str]:
    return [Path(it).parent.name for it in paths]  # type: ignore[attr-defined]  # a walk is iterable


def test_who_asks_next_walks_no_more(tmp_path: Path):
    write(tmp_path, "a", "b")
    found, walking = ClosedDockerfiles(lambda: 60.0), Walking()
    assert names(found.look(str(tmp_path), walking)) == ["a", "b"]
    steps = walking.steps
    write(tmp_path, "c")
    again = found.look(str(tmp_path), walking)
    assert names(again) == ["a", "b"]
    assert again.is_all
    assert walking.steps == steps > 0
    found.changed()
    assert names(found.look(str(tmp_path), walking)) == ["a", "b", "c"]


def test_what_was_found_holds_for_a_while(tmp_path: Path):
    write(tmp_path, "a")
    found = ClosedDockerfiles(lambda: 0.0)
    assert names(found.look(str(tmp_path), Walking())) == ["a"]
    write(tmp_path, "b")
    assert names(found.look(str(tmp_path), Walking())) == ["a", "b"]


def test_a_change_during_a_walk_is_not_lost(tmp_path: Path):
    write(tmp_path, "a")
    found = ClosedDockerfiles(lambda: 60.0)
    for _ in found.look(str(tmp_path), Walking()):
        write(tmp_path, "b")
        found.changed()
    assert names(found.look(str(tmp_path), Walking())) == ["a", "b"]


def test_who_looks_further_walks_further(tmp_path: Path):
    write(tmp_path, "a", "b", "c")
    found = ClosedDockerfiles(lambda: 60.0)
    few = found.look(str(tmp_path), Walking(), most=2)
    assert names(few) == ["a", "b"]
    assert not few.is_all
    walking = Walking()
    assert names(found.look(str(tmp_path), walking, most=2)) == ["a", "b"]
    assert walking.steps == 0
    short = found.look(str(tmp_path), Walking(3), seconds=1e-9)
    assert len(list(short)) < 3
    assert list(found.look(str(tmp_path), walking, seconds=0.0)) == list(short)
    assert walking.steps == 0
    assert names(found.look(str(tmp_path), walking, seconds=60.0)) == ["a", "b", "c"]
