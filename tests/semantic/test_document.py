"""Documents follow each other, and share what an edit left alone."""

from __future__ import annotations

from dockwright.semantic.document import Document
from dockwright.text.edits import insert

TEXT = """\
ARG V=1
FROM a AS base
ARG V
ENV A=$V
RUN one
FROM base
RUN two
CMD ["x"]
"""


def states(document: Document) -> list[object]:
    return [document.state_before(it) for it in document.instructions]


def test_states_are_the_same_objects_after_an_edit_that_changes_none():
    before = Document.parse(TEXT)
    old = states(before)

    after = before.edited([insert(TEXT.index("one"), "x")])

    assert all(new is it for new, it in zip(states(after), old, strict=True))


def test_states_below_a_changed_variable_are_new_and_those_above_are_not():
    before = Document.parse(TEXT)
    old = states(before)

    after = before.edited([insert(TEXT.index("$V\n"), "x")])

    same = [new is it for new, it in zip(states(after), old, strict=True)]
    assert same == [True, True, True, True, False, False, False, False]


def test_a_changed_global_argument_reaches_the_stages():
    before = Document.parse(TEXT)
    assert before.stages[-1].final_state.environment["A"].text == "1"

    after = before.edited([insert(TEXT.index("1") + 1, "2")])

    assert after.stages[-1].final_state.environment["A"].text == "12"


def test_the_stage_of_an_instruction():
    document = Document.parse(TEXT)

    found = [document.stage_of(it) for it in document.instructions]

    assert [stage.index if stage else None for stage in found] == [None, 0, 0, 0, 0, 1, 1, 1]


def test_an_origin_is_found_again_where_it_stands_now():
    document = Document.parse(TEXT).edited([insert(0, "# moved\n")])

    origin = document.stages[-1].final_state.environment["A"].origin

    assert origin is not None
    placed = document.placed(origin)
    assert placed is not None
    assert placed.range.slice(document.text) == "ENV A=$V"
