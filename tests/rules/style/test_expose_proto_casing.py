from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_each_protocol_by_itself():
    check_rule(
        "expose-proto-casing",
        """\
        FROM alpine
        EXPOSE 53/UDP 80/tcp 8000-8010/Tcp 22
                  ^^^                  ^^^
        """,
    )


def test_through_a_variable_the_word_is_marked():
    check_rule("expose-proto-casing", "FROM alpine\nARG P=UDP\nEXPOSE 53/$P\n       ^^^^^\nEXPOSE 53/$Q\n")


def test_what_is_no_port_is_left_to_others():
    check_rule("expose-proto-casing", "FROM alpine\nEXPOSE 53/HTTP x/TCP\n")


def test_the_fix():
    check_fix("expose-proto-casing", "FROM alpine\nEXPOSE 53/UDP 80/TCP\n", "FROM alpine\nEXPOSE 53/udp 80/tcp\n")
