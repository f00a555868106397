"""dockerfile-parse agrees on which lines each instruction takes."""

from __future__ import annotations

from dockwright.syntax.dockerfile.parser import parse
from tests.support.second_opinion import readable

DISAGREEMENTS = {
    "05955.Dockerfile": "the last line is continued, and the file is over: it forgets the instruction",
    "08509.Dockerfile": "a blank line below a comment in a continuation ends the instruction for it",
    "13212.Dockerfile": "lone carriage returns end lines for it",
}


def test_the_lines_of_instructions():
    asked, different = 0, {}
    for name, text, reader in readable():
        asked += 1
        ours = []
        for instruction in parse(text).instructions:
            first, last = instruction.range.start, max(instruction.range.start, instruction.full_range.end - 1)
            ours.append((instruction.name, text.count("\n", 0, first), text.count("\n", 0, last)))
        theirs = [
            (it["instruction"], it["startline"], it["endline"])
            for it in reader.structure
            if it["instruction"] != "COMMENT"
        ]
        if ours != theirs:
            different[name] = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]][:1]
    assert asked > 900
    assert set(different) == set(DISAGREEMENTS), different
