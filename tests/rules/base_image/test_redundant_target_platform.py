from __future__ import annotations

import pytest

from dockwright.lint.diagnostic import Tag
from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize("value", ["$TARGETPLATFORM", "${TARGETPLATFORM}", "${TARGETPLATFORM:-linux/amd64}"])
def test_every_way_to_write_it(value: str):
    (found,) = check_rule(
        "redundant-target-platform",
        f"""\
        FROM --platform={value} alpine
             {"^" * len(f"--platform={value}")}
        """,
    )
    assert found.tags == (Tag.UNNECESSARY,)


@pytest.mark.parametrize(
    "value", ["$BUILDPLATFORM", "linux/amd64", "$TARGETPLATFORM/v2", "$TARGETOS/$TARGETARCH", "${TARGETPLATFORM:+x}"]
)
def test_every_other_platform(value: str):
    check_rule("redundant-target-platform", f"FROM --platform={value} alpine\n")


def test_a_file_that_sets_the_variable_means_something():
    check_rule("redundant-target-platform", "ARG TARGETPLATFORM=linux/arm64\nFROM --platform=$TARGETPLATFORM alpine\n")
    check_rule(
        "redundant-target-platform",
        """\
        ARG TARGETPLATFORM
        FROM --platform=$TARGETPLATFORM alpine
             ^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )


def test_the_fix():
    check_fix(
        "redundant-target-platform",
        "FROM --platform=$TARGETPLATFORM   alpine \\\n  AS a\n",
        "FROM alpine \\\n  AS a\n",
    )
