"""Every place that names the same."""

from __future__ import annotations

from dockwright.ide.dockerfile.references import highlights, references
from dockwright.ide.results import Highlight
from dockwright.semantic.document import Document
from tests.support.marked import draw, marked


def check_references(source: str) -> None:
    """The carets mark what names the same as the cursor does; asked at each of them the answer is the same."""
    fixture = marked(source)
    document = Document.parse(fixture.text)
    for offset in (fixture.offset, *(it.start for it in fixture.ranges), *(it.end for it in fixture.ranges)):
        found = references(document, offset, with_declarations=True)
        assert draw(fixture.text, found) == draw(fixture.text, fixture.ranges), offset


def test_a_stage_by_name_and_number():
    check_references("""\
        FROM golang AS buil<|>d
                       ^^^^^^^^
        FROM build AS test
             ^^^^^
        FROM alpine
        COPY --from=0 --chown=0 a b
                    ^
        COPY --from="Build" a b
                     ^^^^^
        RUN --mount=type=bind,from=build,target=/x \\
                                   ^^^^^
            --mount=from=0,target=/y build
        ONBUILD COPY --from=build c d
        """)


def test_a_global_argument_in_every_stage_that_takes_it_over():
    check_references("""\
        ARG V<|>=1
            ^
        ARG W=$V
               ^
        FROM a:${V} AS one
                 ^
        ARG V
            ^
        RUN echo $V ${V#v}
                  ^   ^
        FROM b
        RUN echo $V
        FROM one
        LABEL v=$V
                 ^
        FROM c
        ARG V=2
            ^
        USER $V
              ^
        """)


def test_two_stages_that_declare_the_same_name_have_two():
    check_references("""\
        FROM a
        ARG V
        RUN echo $V
        FROM b
        ENV V<|>=1
            ^
        RUN ["sh", "-c", "echo $V"]
                                ^
        CMD ["sh", "-c", "echo ${V}"]
                                 ^
        """)


def test_scripts_are_read_to_their_end():
    check_references("""\
        FROM a
        ENV PO<|>RT=1 OTHER="$PORT"
            ^^^^^^^
        RUN echo "$PORT" '$PORT' $((PORT + 1)) $PORTS \\
                   ^^^^    ^^^^     ^^^^
            # of $PORT
            && envsubst '${PORT}' <<EOF
                           ^^^^
        $PORT
         ^^^^
        EOF
        COPY <<X <<"Y" /
        $PORT
         ^^^^
        X
        $PORT
        Y
        HEALTHCHECK CMD curl localhost:$PORT
                                        ^^^^
        ONBUILD RUN echo $PORT
                          ^^^^
        """)


def test_what_is_read_before_it_is_set_is_another():
    check_references("""\
        FROM a
        ENV A=x$<|>A
                ^
        """)


def test_an_image_wherever_it_is_taken_from():
    check_references("""\
        FROM nginx:1 AS a
             ^^^^^^^
        FROM scratch
        COPY --from=nginx:<|>1 a b
                    ^^^^^^^^^^
        COPY --from=nginx a b
        """)


def test_a_name_in_two_lines():
    check_references("""\
        FROM a
        ENV PORT=1
            ^^^^
        EXPOSE ${PO<|>RT}
                 ^^^^^^^
        """)
    text = "FROM a\nENV PORT=1\nEXPOSE $PO\\\nRT\n"
    found = references(Document.parse(text), text.index("RT\n"), with_declarations=False)
    assert [it.slice(text) for it in found] == ["PO\\\nRT"]


def test_declarations_are_left_out_where_nobody_asks_for_them():
    text = "FROM a AS x\nFROM x\n"
    found = references(Document.parse(text), text.index("x"), with_declarations=False)
    assert [it.start for it in found] == [text.rindex("x")]


def test_what_sets_a_name_is_marked_as_such():
    fixture = marked("""\
        FROM a
        ARG V<|>
            ^
        RUN V=1; export V; echo $V
            ^           ^        ^
        """)
    found = highlights(Document.parse(fixture.text), fixture.offset)
    sets = [True, True, True, False]
    assert found == [Highlight(it, set) for it, set in zip(fixture.ranges, sets, strict=True)]
