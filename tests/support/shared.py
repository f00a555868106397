"""Finds the corpus and the peers' test cases, which lie in a folder `shared` beside the checkout.

They are other people's work under their own licences, so the project reads them where they lie and ships none.
Without the folder the tests that read it say so and are skipped; everything else still runs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dockwright.semantic.document import Document
from dockwright.text.lines import Unit
from dockwright.text.ranges import TextRange

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def shared(path: str) -> Path:
    """The file or folder `path` of ../shared; skips the test, or the module at its import, where it is missing."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/{path} does not lie beside this checkout", allow_module_level=True)
    return found


def shared_cases(path: str) -> list[dict[str, Any]]:
    """The cases of one of ../shared's conformance files, such as "conformance/buildkit_parser.json"."""
    cases: list[dict[str, Any]] = json.loads(shared(path).read_text(encoding="utf-8"))["cases"]
    return cases


def corpus() -> list[Path]:
    """The real Dockerfiles of ../shared/corpus, by name."""
    return sorted(it for it in shared("corpus/dockerfiles").rglob("*") if it.is_file())


def at(document: Document, position: dict[str, int]) -> int:
    """The offset of a position in a peer's case."""
    return document.lines.offset(position["line"], position["character"], Unit.UTF16)


def span(document: Document, range: dict[str, dict[str, int]]) -> TextRange:
    """A range in a peer's case."""
    return TextRange(at(document, range["start"]), at(document, range["end"]))
