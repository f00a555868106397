"""Texts for everything that reads words: what a shell lexer looks at, and what it might take for that."""

from __future__ import annotations

from hypothesis import strategies as st

_FRAGMENTS = [
    *("$", "${", "}", "{", ":", "-", "+", "?", "#", "%", "/", "//", "=", ":-", ":?", "##", "%%"),
    *("A", "B1", "_", "1", "0", "@", "é", "²", "٣", "名", "\U0001f433", "\ufeff", "\x1c"),
    *("\\", "`", "'", '"', '""', "''", " ", "\t", "\u3000", "\n", "*", "\\*", "\\}", "."),
    *("${A}", "${A:-", "${A#", "${A/", "$A", '"${A}"'),
]

texts = st.lists(st.sampled_from(_FRAGMENTS), max_size=16).map("".join) | st.text(max_size=30)
escapes = st.sampled_from("\\`")
