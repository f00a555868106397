from __future__ import annotations

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.starting import Start, start_of


def _start(text: str) -> Start | None:
    return start_of(Document.parse(text).stages[-1])


def _words(start: Start | None) -> list[str | None] | None:
    return [it.value for it in start.words] if start is not None else None


@pytest.mark.parametrize(
    ("lines", "words", "has_init"),
    [
        ('CMD ["node", "a.js"]', ["node", "a.js"], False),
        ("CMD node a.js", ["node", "a.js"], False),
        ("CMD exec node a.js", ["node", "a.js"], False),
        ('CMD ["sh", "-c", "cd /a && exec node a.js"]', ["node", "a.js"], False),
        ('ENTRYPOINT ["node"]\nCMD ["a.js"]', ["node", "a.js"], False),
        ('ENTRYPOINT ["tini", "--"]\nCMD ["node"]', ["node"], True),
        ('ENTRYPOINT ["/sbin/tini", "-g", "-e", "143", "--"]\nCMD node', ["node"], True),
        ('ENTRYPOINT ["dumb-init", "--rewrite", "15:3", "node"]', ["node"], True),
        ("ENTRYPOINT exec tini -- node", ["node"], True),
        ('CMD ["gosu", "app", "node"]', ["node"], False),
        ('ENTRYPOINT node\nCMD ["a.js"]', ["node"], False),
    ],
)
def test_what_is_started(lines: str, words: list[str], has_init: bool):
    start = _start(f"FROM node:22\n{lines}\n")
    assert _words(start) == words
    assert start is not None
    assert start.has_init is has_init


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "CMD node | tee log",
        "CMD if a; then node; fi",
        'ENTRYPOINT ["a"]\nCMD b c',
        'ENTRYPOINT ["tini", "--"]',
        "CMD []",
        'SHELL ["powershell"]\nCMD node',
    ],
)
def test_what_cannot_be_told(lines: str):
    assert _start(f"FROM node:22\n{lines}\n") is None


def test_what_a_stage_inherits_is_not_its_own():
    assert _start('FROM node:22 AS base\nCMD ["node"]\nFROM base\nRUN a\n') is None
    text = 'FROM node:22 AS base\nENTRYPOINT ["tini", "--"]\nFROM base\nCMD ["node"]\n'
    start = _start(text)
    assert _words(start) == ["node"]
    assert start is not None
    assert start.has_init
    assert start.words[0].range.slice(text) == '"node"'
