from __future__ import annotations

from tests.support.checks import check_fix


def test_no_fix_where_nothing_is_near_or_a_variable_decides():
    text = "FROM alpine:3.20\nRUN --network=bridge make\nRUN --network=$nonee make\nRUN --network= make\n"
    check_fix("run-network-invalid", text, text, unsafe=True)


def test_the_fix_replaces_the_value_alone():
    check_fix("run-network-invalid", """\
        FROM alpine:3.20
        RUN --security=sandbox --network=hsot --mount=type=tmpfs,target=/x make
        """, """\
        FROM alpine:3.20
        RUN --security=sandbox --network=host --mount=type=tmpfs,target=/x make
        """, unsafe=True)  # fmt: skip
