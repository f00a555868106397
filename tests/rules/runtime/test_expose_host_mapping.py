from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_addresses_and_host_ports():
    check_rule(
        "expose-host-mapping",
        """\
        FROM alpine
        EXPOSE 127.0.0.1:80:80 [::1]:8080:8080 5000:5000 8000
               ^^^^^^^^^^^^^   ^^^^^^^^^^^     ^^^^^
        """,
    )


def test_ranges_and_protocols():
    check_fix(
        "expose-host-mapping",
        "FROM alpine\nEXPOSE 8000-8010:80-90/udp 127.0.0.1:8080:80/tcp\n",
        "FROM alpine\nEXPOSE 80-90/udp 80/tcp\n",
    )


def test_through_variables_the_word_is_marked():
    check_rule("expose-host-mapping", "FROM alpine\nARG P=80:80\nEXPOSE $P\n       ^^\nEXPOSE ${UNKNOWN}:80\n")


def test_what_is_no_port_is_left_to_others():
    check_rule("expose-host-mapping", "FROM alpine\nEXPOSE host:80 :80 80\n")
