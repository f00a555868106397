"""What BuildKit refuses about how a container runs: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

FOUND = [
    (
        "healthcheck-invalid",
        """\
        FROM a
        HEALTHCHECK CMD
                    ^^^ HEALTHCHECK CMD needs a command
        HEALTHCHECK --retries=-1 cmd x
                              ^^ `--retries` cannot be negative
        HEALTHCHECK --retries=2147483648 CMD x
                              ^^^^^^^^^^
        HEALTHCHECK --retries= CMD x
        HEALTHCHECK --retries=+2 CMD []
                                     ^^
        HEALTHCHECK NON
                    ^^^ HEALTHCHECK takes CMD or NONE here, not `NON`; did you mean `NONE`?
        HEALTHCHECK --retries=x NONE
        """,
    ),
    (
        "invalid-duration",
        """\
        FROM a
        HEALTHCHECK --interval=1m30s --timeout=0 --start-period=.5s CMD x
        HEALTHCHECK --interval=10us CMD x
                               ^^^^ `--interval` cannot be less than 1ms
        HEALTHCHECK --timeout=-1s CMD x
                              ^^^
        HEALTHCHECK --start-interval=1d CMD x
                                      ^
        HEALTHCHECK --interval=x NONE
        """,
    ),
    (
        "invalid-port",
        """\
        FROM a
        ENV P=80 Q=8x R="81 82"
        EXPOSE 0 65535 65536 $P ${Q}
                       ^^^^^
                                ^^^^
        EXPOSE $R $UNKNOWN 80/TCP 80-70 53/icmp
                                  ^^^^^
                                           ^^^^
        EXPOSE 80:80 1.2.3:4:5
                     ^^^^^
        """,
    ),
    (
        "invalid-stopsignal",
        """\
        FROM scratch
        ARG S
        STOPSIGNAL $S
        STOPSIGNAL term
        STOPSIGNAL SIGRTMIN+3
        STOPSIGNAL 0
                   ^ There is no signal `0`
        STOPSIGNAL RTMIN+16
                   ^^^^^^^^
        STOPSIGNAL $T
                   ^^
        FROM b
        STOPSIGNAL $T
        """,
    ),
    (
        "volume-empty",
        """\
        FROM scratch
        ARG A
        VOLUME /a "" $A
                  ^^
        VOLUME ["/a", " "]
                      ^^^
        VOLUME $B
               ^^
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)


FIXED = [
    ("healthcheck-invalid", "HEALTHCHECK --retries=3 CDM x", "HEALTHCHECK --retries=3 CMD x"),
    (
        "invalid-duration",
        "HEALTHCHECK --interval=30sec --timeout=5min CMD x",
        "HEALTHCHECK --interval=30s --timeout=5m CMD x",
    ),
    ("invalid-stopsignal", "STOPSIGNAL sigtrm", "STOPSIGNAL SIGTERM"),
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_what_is_fixed(rule: str, before: str, after: str):
    check_fix(rule, f"FROM a\n{before}\n", f"FROM a\n{after}\n", unsafe=True)


def test_units_that_are_meant():
    check_fix(
        "invalid-duration",
        "FROM a:1\nHEALTHCHECK --interval=30S --timeout=2days --start-period=100us CMD x\n",
        "FROM a:1\nHEALTHCHECK --interval=30s --timeout=48h --start-period=1ms CMD x\n",
        unsafe=True,
    )
