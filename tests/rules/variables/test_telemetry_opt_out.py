from __future__ import annotations

from tests.support.checks import check_rule


def test_once_for_each_program_and_stage():
    check_rule(
        "telemetry-opt-out",
        """\
        FROM node:22 AS a
        RUN npx next build && npx next export && ng build
                ^^^^
                                                 ^^
        FROM a
        ENV DO_NOT_TRACK=1
        RUN next build
        FROM node:22
        RUN NEXT_TELEMETRY_DISABLED=1 next build && echo dotnet
        """,
    )
