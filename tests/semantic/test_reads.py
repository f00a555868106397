"""An answer holds for as long as what it read of a state is the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.state import Reads, State, watched

ONE = 'FROM a\nENV A=1 B=1\nUSER x\nWORKDIR /w\nSHELL ["bash", "-c"]\n'


def final(text: str) -> State:
    return Document.parse(text).stages[-1].final_state


@pytest.mark.parametrize(
    ("ask", "same", "other"),
    [
        (lambda state: state.user, ONE.replace("/w", "/v"), ONE.replace("USER x", "USER y")),
        (lambda state: state.shell_language, ONE.replace("A=1", "A=2"), ONE.replace("bash", "pwsh")),
        (lambda state: state.expand("$A").text, ONE.replace("B=1", "B=2"), ONE.replace("A=1", "A=2")),
        (lambda state: state.expand("${C:-x}").text, ONE.replace("B=1", "B=2"), ONE.replace("B=1", "C=1")),
        (lambda state: "C" in state.environment, ONE.replace("USER x", "USER y"), ONE.replace("B=1", "C=1")),
        (lambda state: sorted(state.environment), ONE, ONE.replace("B=1", "B=1 C=1")),
    ],
)
def test_an_answer_depends_on_what_it_asked_for(ask: Callable[[State], object], same: str, other: str):
    before = Document.parse(ONE)
    reads = Reads()
    state = watched(before.stages[-1].final_state, reads)

    assert ask(state) == ask(before.stages[-1].final_state)

    assert reads.hold_in(before.stages[-1].final_state)
    assert reads.hold_in(final(same)) or same == ONE
    assert not reads.hold_in(final(other))
