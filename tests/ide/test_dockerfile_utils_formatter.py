"""The cases of dockerfile-utils' formatter, which indents lines: ours indents them alike, or says why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from dockwright.formatter.options import Options
from dockwright.ide.dockerfile.formatting import formatting, on_new_line
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, apply, insert
from tests.support.shared import at, shared_cases, span

# Theirs indents lines and does nothing else; nor does ours when told so, as far as it can be.
OPTIONS = Options(keyword_case="keep", indent_style="tab", pairs="keep", insert_final_newline=False,
                  trim_final_newlines=False)  # fmt: skip

_NO_SUCH_SETTING = "theirs has a setting that leaves continued lines alone; here indentation can only be chosen"
_COMMENT = "a comment within an instruction stays where it is"
_BLANK = "a blank line within an instruction means nothing, and goes"
_GLUED = "without a blank in front of either the line break is within a word, and one would make two words of it"
_EMPTY = "an empty line that continues an instruction is indented for what will be typed there"

DIFFERENCES: Mapping[str, str] = {
    "format/19": _GLUED,
    "format/22": _NO_SUCH_SETTING,
    "formatOnType/3": _EMPTY,
    "formatOnType/13": _NO_SUCH_SETTING,
    "formatRange/8": _GLUED,
    "formatRange/10": _GLUED,
    "formatRange/18": _GLUED,
    "formatRange/22": _NO_SUCH_SETTING,
    "formatRange/30": _GLUED,
    "formatRange/32": _BLANK,
    "formatRange/33": _BLANK,
    "formatRange/34": _COMMENT,
}


def _id(case: Mapping[str, Any]) -> str:
    return str(case["id"]).partition("/")[2]


CASES = shared_cases("conformance/dockerfile_utils_formatter.json")


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_lines_are_indented_as_theirs(case: dict[str, Any]):
    content = case["content"]
    document = Document.parse(content)
    wanted = apply(content, [Edit(span(document, it["range"]), it["newText"]) for it in case["result"] or ()])
    if case["method"] == "formatOnType":
        # Theirs looks at the line below when the escape character is typed, ours when the line break is.
        place = at(document, case["position"])
        wanted = wanted[:place] + case["ch"] + wanted[place:]
        typed = document.edited((insert(place, case["ch"]),))
        below = typed.lines.start(typed.lines.line_of(place) + 1)
        ours = apply(typed.text, on_new_line(typed, below, OPTIONS))
    else:
        range = span(document, case["range"]) if case["method"] == "formatRange" else None
        ours = apply(content, formatting(document, OPTIONS, range))
    is_same = _indentations(ours) == _indentations(wanted)
    assert is_same == (_id(case) not in DIFFERENCES), (ours, wanted)


def _indentations(text: str) -> list[str]:
    return [line[: len(line) - len(line.lstrip(" \t"))] for line in text.split("\n")]
