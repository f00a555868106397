"""What .editorconfig files say of the layout, and who counts more than whom."""

from __future__ import annotations

import os
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from dockwright.workspace.layout import EditorConfigs, options_from


def said(path: Path) -> dict[str, Any]:
    return {key: it.value for key, it in EditorConfigs().of_file(str(path)).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[*]\nindent_style = Tab", {"indent_style": "tab"}),
        ("[*]\nindent_style = space\nindent_size = 2", {"indent_style": "space", "indent_width": 2}),
        ("[*]\nindent_size = tab\ntab_width = 8", {"indent_width": 8}),
        ("[*]\ntab_width = 8", {"indent_width": 8}),
        ("[*]\nindent_size = 2\ntab_width = 8", {"indent_width": 2}),
        ("[{Dockerfile,*.dockerfile}]\nindent_size = 2", {"indent_width": 2}),
        ("[*.md]\nindent_size = 2", {}),
        ("indent_size = 2", {}),
        ("[*]\ninsert_final_newline = false", {"insert_final_newline": False}),
        (
            "[*]\ntrim_trailing_whitespace = true",
            {"trim_trailing_whitespace": True, "trim_comments": True},
        ),
        # What makes no sense is passed over.
        ("[*]\nindent_style = both\nindent_size = unset", {}),
        ("[*]\nindent_size = 99999999999999999999999", {}),
        ("[*]\nindent_size = 0\ntab_width = -1", {}),
        ("nonsense\n[[z-a]]\nindent_style = tab\n[*]\nindent_size = 3", {"indent_width": 3}),
    ],
)
def test_what_it_says(tmp_path: Path, text: str, expected: dict[str, Any]):
    (tmp_path / ".editorconfig").write_text(f"root = true\n{text}\n")
    assert said(tmp_path / "Dockerfile") == expected


def test_nearer_files_count_more_and_a_root_ends_the_search(tmp_path: Path):
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    (tmp_path / ".editorconfig").write_text("root = true\n[*]\nindent_size = 2\nindent_style = tab\n")
    (inner / ".editorconfig").write_text("[*]\nindent_size = 8\n")
    assert said(inner / "Dockerfile") == {"indent_style": "tab", "indent_width": 8}
    (tmp_path / "a/.editorconfig").write_text("root = true\n")
    assert said(inner / "Dockerfile") == {"indent_width": 8}


@pytest.mark.parametrize(
    "text",
    [
        "[" + "*a" * 40 + "b]\nindent_size = 2\n",
        "a" + " " * 90_000,
        "[*]\nx=" + "a#" * 45_000,
        "[" + "{a," * 30 + "}" * 30 + "]\nindent_size = 2\n",
        "[" + "[" * 90_000,
    ],
)
def test_a_file_made_to_take_for_ever_does_not(tmp_path: Path, text: str):
    (tmp_path / ".editorconfig").write_text(text)
    start = perf_counter()
    assert "indent_width" not in said(tmp_path / ("a" * 200))
    assert perf_counter() - start < 2


def test_a_file_that_is_none(tmp_path: Path):
    os.mkfifo(tmp_path / ".editorconfig")
    assert said(tmp_path / "Dockerfile").keys() <= {"indent_style", "indent_width"}


def test_the_first_that_speaks_of_an_option_counts():
    options = options_from([("indent_width", 2)], [("indent_width", 8), ("keyword_case", "lower")], [])
    assert (options.indent_width, options.keyword_case, options.pairs) == (2, "lower", "split")
