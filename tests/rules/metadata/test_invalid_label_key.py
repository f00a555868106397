from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "invalid-label-key"


@pytest.mark.parametrize(
    "name",
    [
        "maintainer",
        "build_version",
        "Vendor",
        "com.example/some-thing",
        "org.label-schema.build-date",
        "com.docker.extension.screenshots",
        "com.docker.desktop.extension.api.version",
        "io.docker.server.metadata",
        "com.dockerish.name",
        "$NAME",
        "{{key}}",
    ],
)
def test_silent(name: str):
    check_rule(RULE, f"FROM a:1\nLABEL {name}=x\n")


def test_each_break_of_the_rules():
    check_rule(
        RULE,
        """\
        FROM a:1
        LABEL a..b=1 \\
              ^^^^ The label's name `a..b` has several `.` in a row
              -a=1 a.=1 "a b"=1 a:b=1 \\
              ^^ The label's name `-a` does not begin and end with a letter or a digit
                   ^^ The label's name `a.` does not begin and end with a letter or a digit
                        ^^^^^ The label's name `a b` has a blank in it
                                ^^^ The label's name `a:b` has the character : in it
              io.docker.a=1
              ^^^^^^^^^^^ The label's name `io.docker.a` lies in a namespace that is reserved for Docker
        """,
    )


def test_lower_case_is_an_option():
    check_rule(RULE, """\
        FROM a:1
        LABEL buildDate=1 build_date=2 build-date=3
              ^^^^^^^^^
                          ^^^^^^^^^^
        """, options={"lower-case": True})  # fmt: skip
