"""What stands between the words of a file."""

from __future__ import annotations

import random
from textwrap import dedent

import pytest

from dockwright.ide.dockerfile.inlay_hints import inlay_hints
from dockwright.semantic.document import Document
from dockwright.semantic.project import Amount
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange
from tests.ide.support import places
from tests.support.project import Files
from tests.support.shared import corpus


def hinted(source: str, *kinds: str, files: dict[str, str] | None = None) -> str:
    """The text with its hints, each in angle brackets."""
    text = dedent(source)
    document = Document.parse(text, project=Files(files) if files is not None else None)
    found = inlay_hints(document, TextRange(0, len(text)), kinds)
    return apply(text, [Edit(TextRange(it.offset, it.offset), f"«{it.label}»") for it in found])


def check(expected: str, *kinds: str, files: dict[str, str] | None = None) -> None:
    """Check that a text has just the hints that stand in angle brackets."""
    pieces = dedent(expected).split("«")
    text = pieces[0] + "".join(it.partition("»")[2] for it in pieces[1:])
    assert hinted(text, *kinds, files=files) == dedent(expected)


def test_what_words_with_variables_come_to():
    check(
        """\
        ARG TAG=20 FULL=${TAG}-slim«= 20-slim»
        FROM --platform=$BUILDPLATFORM node:$FULL«= node:20-slim» AS a
        ARG TAG«= 20» FULL=x TARGETARCH NEW
        ENV A=$TAG«= 20» B="$A x"«= x» C='$A' D=\\$TAG
        WORKDIR /$A/«= /20/»$B/z
        COPY ["/$A«= /20», "x"]
        RUN echo $A
        """.replace("/«= /20/»$B/z", "/z«= /20/z»").replace('["/$A«= /20», "x"]', '["/$A"«= /20», "x"]'),
        "variables",
    )


def test_what_is_not_known_has_no_hint():
    check("ARG X\nFROM a:$TARGETARCH\nENV B=$C\nWORKDIR /$HOME\nEXPOSE $B\n", "variables")


def test_a_long_value_is_shortened():
    check(f"ARG A={'x' * 99}\nFROM $A«= {'x' * 39}…»\n", "variables")
    document = Document.parse(f"ARG A={'x' * 99}\nFROM $A\n")
    (hint,) = inlay_hints(document, TextRange(0, len(document.text)), ("variables",))
    assert hint.tooltip().startswith(f"`{'x' * 99}`\n\n---\n\n**A** = ")


def test_numbers_of_stages():
    check(
        "FROM a AS one\nFROM b\nFROM c\nCOPY --from=0«= one» x /\nCOPY --from=1«= b» x /\nCOPY --from=9 x /\n"
        "COPY --from=one x /\nRUN --mount=from=0,target=/x y\n",
        "stages",
    )


def test_users_at_the_end_of_stages():
    check(
        """\
        FROM a AS one
        USER b
        RUN c«USER b»
        FROM one
        RUN <<E
        d
        E«USER b»
        FROM e AS two
        RUN f
        FROM e
        USER g
        FROM node«USER root»
        """,
        "users",
    )
    check("FROM unknown/image\nRUN a\n", "users")


def test_what_copies_bring():
    files = {
        "a.json": "x" * 400,
        "b.json": "x" * 1600,
        "src/c": "x",
        "src/d/e": "x",
        "node_modules/f": "x" * 9999,
        ".dockerignore": "node_modules\n.dockerignore\n",
    }
    check(
        """\
        FROM a
        ENV S=src
        COPY . .«4 files, 2.0 kB»
        COPY a.json /x/«1 file, 400 bytes»
        COPY --chown=1 *.json $S ./«4 files, 2.0 kB»
        COPY <<E src/ /«2 files, 2 bytes»
        y
        E
        COPY missing /
        COPY $NONE /
        COPY --from=b . .
        COPY --exclude=*.json . .
        ADD https://example.com/x . /
        COPY a.json
        """,
        "files",
        files=files,
    )
    # Where nobody knows the context, nothing is said.
    check("FROM a\nCOPY . .\n", "files")


def test_a_context_too_large_to_count():
    class Large(Files):
        def amount(self, path: str) -> Amount:
            return Amount(2345, 10, counted=False)

    (hint,) = inlay_hints(Document.parse("FROM a\nCOPY . .\n", project=Large({})), TextRange(0, 99))
    assert hint.label == "more than 2,000 files"


def test_what_is_said_of_hints():
    text = "ARG A=1 B=2\nFROM c:$A$B AS d\nUSER e\nRUN f\nCOPY --from=0 --chown=1 x /\n"
    document = Document.parse(text)
    words = {it.kind: it.tooltip() for it in inlay_hints(document, TextRange(0, len(text)))}
    assert "line 1" in words["variables"]
    assert words["variables"].count("build-arg") == 2
    assert "`FROM c:$A$B AS d`" in words["stages"]
    assert "line 3" in words["users"]
    text = "FROM a\nCOPY x y /\n"
    document = Document.parse(text, project=Files({"x": "1", "y": "22"}))
    (hint,) = inlay_hints(document, TextRange(0, len(text)))
    assert "`y`: 1 file, 2 bytes" in hint.tooltip()


def test_only_hints_of_the_range():
    text = "FROM a\nENV X=1\n" + "ENV Y=$X\n" * 9
    document = Document.parse(text)
    start = text.index("ENV Y") + 9
    assert [it.offset for it in inlay_hints(document, TextRange(start, start + 9))] == [start + 8]


@pytest.mark.parametrize("text", places())
def test_hints_of_broken_texts_lie_in_them(text: str):
    for it in inlay_hints(Document.parse(text), TextRange(0, len(text))):
        assert 0 <= it.offset <= len(text)
        assert it.tooltip()


def test_after_edits_they_are_those_of_a_text_read_anew():
    random_ = random.Random(11)
    for path in random_.sample(corpus(), 10):
        document = Document.parse(path.read_text(encoding="utf-8", errors="replace")[:6000])
        for _ in range(15):
            start = random_.randint(0, len(document.text))
            new = random_.choice(("$A", "\\\n", "\nARG A=1\n", '"', "\nFROM x AS y\n", "<<E\n", "\nUSER $A\n"))
            document = document.edited([Edit(TextRange(start, start), new)])
            whole = TextRange(0, len(document.text))
            fresh = Document.parse(document.text)
            found = [(it.offset, it.label, it.tooltip()) for it in inlay_hints(document, whole)]
            assert found == [(it.offset, it.label, it.tooltip()) for it in inlay_hints(fresh, whole)]
