"""The layout of a file that is being written: the new line, and what is not finished yet."""

from __future__ import annotations

import random

import pytest

from dockwright.formatter.options import Options
from dockwright.ide.analysis import formatting, on_new_line
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange
from tests.support.shared import corpus


def new_line(text: str, options: Options | None = None) -> str:
    """The line that the cursor `^` is on, after the line break in front of it was typed."""
    place = text.index("^")
    document = Document.parse(text.replace("^", "", 1))
    after = Document.parse(apply(document.text, on_new_line(document, place, options or Options())))
    return after.lines.line(document.lines.line_of(place))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\nRUN a && \\\n^", "    "),
        # An argument stands further in than its command where that begins a line.
        ("FROM a\nRUN a \\\n    && apt-get install \\\n^\nRUN b\n", "        "),
        ("FROM a\nRUN a && apt-get install \\\n^\nRUN b\n", "    "),
        ("FROM a\nRUN a; \\\n    b \\\n^| c\n", "        | c"),
        ("FROM a\nRUN apt-get install \\\n^", "    "),
        ("FROM a\nRUN if a; then b && \\\n^c; fi\n", "        c; fi"),
        ("RUN a && \\\r\n  ^b\r\n", "    b"),
        ("# escape=`\nRUN a && `\n^", "    "),
        ("RUN a && \\\n# why\n^", "    "),
        ("ONBUILD RUN a && \\\n^", "    "),
        ("COPY --chown=a \\\n^", "    "),
        ('CMD ["a", \\\n^', "    "),
        # Not finished: one step, or as the line above.
        ("ENV A=1 \\\n^", "    "),
        ("LABEL \\\n^", "    "),
        ("LABEL a=1 \\\n      b=2 \\\n^c=3\n", "      c=3"),
        ("RUN if a; then \\\n^", "        "),
        ("RUN a && \\\n    if b; then \\\n^", "        "),
        ("RUN if a; then \\\n        b && \\\n        # why\n\n^", "        "),
        # Between instructions lines begin at the margin.
        ("RUN a \\\n    b\n    ^", ""),
        ("FROM a\n  ^\nRUN b\n", ""),
    ],
)
def test_where_a_new_line_begins(text: str, expected: str):
    assert new_line(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "RUN echo 'a \\\n  ^",
        'RUN echo "a \\\n  ^b"\n',
        "RUN <<EOF\n  if a\n  ^\nEOF\n",
        "RUN <<EOF\n  never closed so far\n  ^",
        "COPY <<EOF /a\n  ^\nEOF\n",
        "RUN a \\\n    b\n    ^RUN c\n",
        "RUN a\\\n^b\n",
        "  ^FROM a\n",
    ],
)
def test_what_a_new_line_leaves_alone(text: str):
    place = text.index("^")
    assert on_new_line(Document.parse(text.replace("^", "")), place, Options()) == ()


def test_a_new_line_is_indented_as_chosen():
    assert new_line("RUN a && \\\n^", Options(indent_style="tab")) == "\t"
    assert new_line("RUN if a; then \\\n^", Options(indent_width=2)) == "    "


def test_what_is_half_typed_stays_and_the_rest_is_laid_out():
    text = "FR\nfrom  a\nRUN echo 'a  \\\n b\nenv  A\nrun  b\nCOPY --fr\nCOP a   b\n"
    after = apply(text, formatting(Document.parse(text), Options()))
    assert after == "FR\nFROM a\nRUN echo 'a  \\\n b\nenv  A\nRUN b\nCOPY --fr\nCOP a   b\n"


def test_any_text_can_be_asked_about():
    numbers = random.Random(7)
    pieces = (
        "\\\n",
        "\n",
        "'",
        '"',
        "<<EOF",
        "EOF",
        " ",
        "\t",
        "&&",
        "RUN ",
        "# ",
        "if a; then",
        "fi",
        "$(",
        "\r",
        "é😀",
    )
    for path in corpus()[::150]:
        document = Document.parse(path.read_bytes().decode("utf-8")[:4000])
        for _ in range(25):
            size = len(document.text)
            start = numbers.randint(0, size)
            gone = TextRange(start, min(size, start + numbers.choice((0, 0, 1, 5))))
            document = document.edited((Edit(gone, numbers.choice(pieces)),))
            place = numbers.randint(0, len(document.text))
            anew = Document.parse(document.text)
            new = on_new_line(document, place, Options())
            assert new == on_new_line(anew, place, Options())
            assert all(not it.range.slice(document.text).strip(" \t") and not it.text.strip(" \t") for it in new)
            stretch = TextRange(place, min(place + 100, len(document.text)))
            assert formatting(document, Options(), stretch) == formatting(anew, Options(), stretch)
            after = apply(document.text, formatting(document, Options()))
            assert formatting(Document.parse(after), Options()) == (), document.text
