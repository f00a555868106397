"""Draws findings from the corpus, with their source, so that somebody can judge what users would see."""

from __future__ import annotations

import random

from dockwright.lint import engine
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright_dev.places import corpus_files

_CONTEXT = 4
"""Lines shown above and below."""
_WIDEST = 240
"""Characters shown of a line."""


def sample(count: int, seed: int) -> int:
    """Print `count` findings of the default rules; a seed gives the same ones again. Returns 1 without a corpus."""
    files = corpus_files()
    if not files:
        print("../shared/corpus does not lie beside this checkout")
        return 1
    found = []
    for file in files:
        document = Document.parse(file.read_bytes().decode("utf-8", "replace"), file.name)
        found += [(document, it) for it in engine.run(document, all_rules())]
    for number, (document, it) in enumerate(random.Random(seed).sample(found, min(count, len(found))), 1):
        lines = document.lines
        first, last = lines.line_of(it.range.start), lines.line_of(it.range.end)
        column = it.range.start - lines.start(first)
        print(f"--- {number}: {document.path}:{first + 1}:{column + 1} {it.severity.name.lower()} {it.code}")
        print(f"    {it.message}")
        for line in range(max(first - _CONTEXT, 0), min(last + _CONTEXT + 1, lines.count)):
            mark = ">" if first <= line <= last else " "
            print(f"{mark}{line + 1:5} | {lines.line(line).rstrip()[:_WIDEST]}")
    print(f"{len(found)} findings in {len(files)} files; seed {seed}")
    return 0
