from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize("signal", ["SIGTERM", "10", "37", "NONSENSE", "$SIGNAL", '"SIGTERM"', "SIGRTMIN+3", "0"])
def test_canonical_or_not_known(signal: str):
    check_rule("canonical-stopsignal", f"FROM a:1\nSTOPSIGNAL {signal}\n")


@pytest.mark.parametrize(
    ("signal", "name"), [("15", "SIGTERM"), ("quit", "SIGQUIT"), ("'sigint'", "SIGINT"), ("RTMIN+3", "SIGRTMIN+3")]
)
def test_written_as_its_name(signal: str, name: str):
    check_fix("canonical-stopsignal", f"FROM a:1\nSTOPSIGNAL {signal}\n", f"FROM a:1\nSTOPSIGNAL {name}\n")


def test_windows_is_left_alone():
    for rule in ("canonical-stopsignal", "ungraceful-stopsignal"):
        check_rule(rule, "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nSTOPSIGNAL 9\n")


def test_signals_that_cannot_be_handled():
    check_rule(
        "ungraceful-stopsignal",
        """\
        FROM a:1
        ARG HOW=kill
        STOPSIGNAL 9
                   ^
        STOPSIGNAL $HOW
                   ^^^^
        STOPSIGNAL STOP
                   ^^^^
        STOPSIGNAL SIGINT
        """,
    )
    check_fix("ungraceful-stopsignal", "FROM a:1\nSTOPSIGNAL KILL\n", "FROM a:1\nSTOPSIGNAL SIGTERM\n", unsafe=True)
