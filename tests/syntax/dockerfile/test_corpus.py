"""Real Dockerfiles: read as BuildKit reads them, kept byte for byte, and everything in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import dockerfile
import pytest

from dockwright.syntax.dockerfile.parser import parse
from dockwright_dev.tree import buildkit_terms
from tests.support.everything import check_everything
from tests.support.shared import corpus

VARIANTS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "with CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "with a byte order mark": lambda text: "\ufeff" + text.removeprefix("\ufeff"),
    "without a last line end": lambda text: text.rstrip("\r\n"),
}

# Where the module on PyPI, which is made of an older BuildKit, differs from the BuildKit of today and so from us.
TRAILING_TEXT = "an array with more behind it was an exec form; json.Unmarshal refuses it (parser/line_parsers.go)"
DIFFERENCES = {
    "03540.Dockerfile": TRAILING_TEXT,
    "03543.Dockerfile": TRAILING_TEXT,
    "08054.Dockerfile": TRAILING_TEXT,
    "13419.Dockerfile": "`<< 'EOF'`, with a blank, was no heredoc (BuildKit's own case of `RUN << -EOF` says it is)",
}


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in corpus()}


def ours(text: str) -> list[Any]:
    found = []
    for term in buildkit_terms(parse(text)):
        said = term["children"][0] if "children" in term else term
        heredocs = [(it["name"], it["content"], it["file_descriptor"]) for it in term["heredocs"]]
        lines = (term["start_line"], term["end_line"])
        arguments = said["args"]
        if said["value"].upper() in ("ENV", "LABEL"):
            # The module leaves the separators out.
            arguments = [it for number, it in enumerate(arguments) if number % 3 < 2]
        found.append((term["value"].upper(), lines, heredocs, term["flags"], said["json"], arguments))
    return found


def theirs(text: str) -> list[Any] | None:
    """What BuildKit's parser says; `None` where it refuses the file."""
    try:
        commands = dockerfile.parse_string(text)
    except dockerfile.GoParseError:
        return None
    return [
        (
            it.cmd.upper(),
            (it.start_line, it.end_line),
            [(heredoc.name, heredoc.content, heredoc.file_descriptor) for heredoc in it.heredocs],
            list(it.flags),
            it.json,
            list(it.value),
        )
        for it in commands
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_instructions_equal_buildkit_s(variant: str):
    different, accepted = set(), 0
    for name, text in texts().items():
        text = VARIANTS[variant](text)
        wanted = theirs(text)
        if wanted is None:
            continue
        accepted += 1
        if ours(text) != wanted:
            different.add(name)
    assert accepted > 1_400
    assert different == set(DIFFERENCES)


@pytest.mark.parametrize(("variant", "step"), [("as it is", 1), ("with CRLF", 5)])
def test_everything_is_in_its_place(variant: str, step: int):
    for name, text in list(texts().items())[::step]:
        tree = parse(VARIANTS[variant](text))
        try:
            assert check_everything(tree) > 0
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_file_is_kept_byte_for_byte(variant: str):
    for text in map(VARIANTS[variant], texts().values()):
        assert "".join(unit.text for unit in parse(text).units) == text


def test_the_known_differences_are_the_older_buildkit_s():
    """Each cause on its own, so that a newer module on PyPI makes this test say that the list can go."""
    assert theirs('CMD ["a"] b\n') == [("CMD", (1, 1), [], [], True, ["a"])]
    assert ours('CMD ["a"] b\n') == [("CMD", (1, 1), [], [], False, ['["a"] b'])]
    text = "RUN << 'E'\na\nE\n"
    assert [it[2] for it in theirs(text) or ()] == [[], [], []]
    assert [it[2] for it in ours(text)] == [[("E", "a\n", 0)]]
