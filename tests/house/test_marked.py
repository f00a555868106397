"""The fixture language says what it is read to say."""

from __future__ import annotations

from dockwright.text.ranges import TextRange
from tests.support.marked import Mark, draw, marked


def test_cursor_and_marks_are_taken_out_of_the_text():
    fixture = marked("""\
        FROM golang AS build
                       ^^^^^
        COPY --from=bui<|>ld /app /app
        """)
    assert fixture.text == "FROM golang AS build\nCOPY --from=build /app /app\n"
    assert fixture.text[: fixture.offset].endswith("=bui")
    assert [it.slice(fixture.text) for it in fixture.ranges] == ["build"]


def test_carets_count_columns_as_they_stand_on_the_screen():
    fixture = marked("""\
        COPY --from=bui<|>ld /app /lib
        ^^^^        ^^^^^^^^ ^^^^ last words
        """)
    assert [(it.range.slice(fixture.text), it.label) for it in fixture.marks] == [
        ("COPY", ""),
        ("build", ""),
        ("/app", "last words"),
    ]


def test_several_caret_lines_speak_of_one_line():
    fixture = marked("FROM a\n^^^^ x\n     ^ y\nRUN b\n")
    assert fixture.marks == (Mark("Dockerfile", TextRange(0, 4), "x"), Mark("Dockerfile", TextRange(5, 6), "y"))
    assert fixture.text == "FROM a\nRUN b\n"


def test_a_fixture_may_hold_several_files():
    fixture = marked("""\
        FROM a
        # --- app/compose.yaml ---
        services: {}
        ^^^^^^^^
        # --- .dockerignore ---
        nod<|>e_modules
        """)
    assert fixture.files == {
        "Dockerfile": "FROM a\n",
        "app/compose.yaml": "services: {}\n",
        ".dockerignore": "node_modules\n",
    }
    assert (fixture.path, fixture.offset) == (".dockerignore", 3)
    assert fixture.marks == (Mark("app/compose.yaml", TextRange(0, 8)),)


def test_the_first_file_may_be_named_too():
    assert marked("# --- web.Dockerfile ---\nFROM a\n").files == {"web.Dockerfile": "FROM a\n"}


def test_drawing_is_the_way_back():
    fixture = marked("FROM golang AS build\n               ^^^^^\nRUN x\n")
    assert draw(fixture.text, fixture.ranges) == "FROM golang AS build\n               ^^^^^\nRUN x\n"
