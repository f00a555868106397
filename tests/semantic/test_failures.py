"""Which failures of a command stop a build."""

from __future__ import annotations

import pytest

from dockwright.semantic.document import Document
from dockwright.semantic.failures import stops_the_build
from dockwright.syntax.dockerfile import ast


def stops(text: str) -> bool:
    """Whether the build of `text` stops where the command `fail` of its last RUN fails."""
    document = Document.parse(f"FROM debian:12\n{text}\n")
    run = [it.trigger if isinstance(it, ast.Onbuild) else it for it in document.instructions][-1]
    assert isinstance(run, ast.Run)
    state = document.state_before(run)
    (command,) = (it for it in document.commands(run) if it.name == "fail")
    return stops_the_build(command, state)


@pytest.mark.parametrize(
    "text",
    [
        "RUN a && fail && b",
        "RUN a; b || fail;",
        "RUN (a && fail) && b",
        "RUN if a; then b; else fail; fi",
        "RUN set -e; a && fail; b",
        "RUN set -e; { fail; a; }; b",
        "RUN set -eo pipefail; fail | a; b",
        "RUN sudo fail",
        "RUN a | xargs fail",
        "RUN sh -c 'fail' && a",
        "RUN bash -ec 'fail; a'",
        'RUN ["fail", "a"]',
        'RUN ["sh", "-c", "a && fail"]',
        "RUN <<E\n#!/bin/sh -e\nfail\na\nE",
        "RUN <<E\nset -e\nfail\na\nE",
        'SHELL ["bash", "-o", "pipefail", "-ec"]\nRUN fail | a; b',
        "ONBUILD RUN fail",
    ],
)
def test_the_build_stops(text: str):
    assert stops(text)


@pytest.mark.parametrize(
    "text",
    [
        "RUN fail || true",
        "RUN fail; a",
        "RUN fail && a; b",
        "RUN fail | a",
        "RUN fail & a",
        "RUN ! fail",
        "RUN a $(fail)",
        "RUN (fail; a)",
        "RUN { a && fail; } || b",
        "RUN if fail; then a; fi",
        "RUN for a in b c; do fail; done",
        "RUN f() { fail; }; f",
        "RUN set -e; fail && a; b",
        "RUN set -e; { fail; a; } && b",
        "RUN set -e; a; set +e; fail; b",
        "RUN sudo fail; a",
        "RUN set -e; sh -c 'fail; a'",
        "RUN sh -c 'fail' || a",
        "RUN <<E\nfail\na\nE",
        'SHELL ["bash", "-ec"]\nRUN <<E\n#!/bin/sh\nfail\na\nE',
        "ONBUILD RUN fail; a",
    ],
)
def test_the_build_goes_on(text: str):
    assert not stops(text)
