"""The rules about how labels are laid out."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "label", ["LABEL a=1 b=2", "LABEL b=1 a=1 b=2", "LABEL b=1 $A=2", "LABEL b x a", 'LABEL "a"=1 b=2 c-d=3']
)
def test_in_order_or_not_to_be_ordered(label: str):
    check_rule("label-order", f"FROM a:1\n{label}\n")


def test_order_keeps_lines_where_they_are():
    check_fix(
        "label-order",
        "FROM a:1\r\nLABEL c='3 4' \\\r\n  b=$X   a=1\r\n",
        "FROM a:1\r\nLABEL a=1 \\\r\n  b=$X   c='3 4'\r\n",
    )


@pytest.mark.parametrize("label", ["LABEL b=1 \\\n  # why\n  a=1", 'LABEL b="1 \\\n 2" a=1'])
def test_what_would_be_torn_apart_is_left(label: str):
    check_fix("label-order", f"FROM a:1\n{label}\n", f"FROM a:1\n{label}\n")


def test_labels_join_from_top_to_bottom():
    check_fix(
        "group-labels",
        "FROM a:1\n  label a=1 \\\n        b=2\nLABEL c=3  \nLABEL d='4'\n",
        "FROM a:1\n  label a=1 \\\n        b=2 \\\n        c=3 \\\n        d='4'\n",
    )
    check_fix(
        "group-labels",
        "# escape=`\r\nFROM a:1\r\nLABEL a=1\r\nLABEL b=2",
        "# escape=`\r\nFROM a:1\r\nLABEL a=1 `\r\n      b=2",
    )


@pytest.mark.parametrize(
    "lines",
    ["LABEL a=1\n# why\nLABEL b=2", "LABEL a=1\n\nLABEL b=2", "LABEL a 1\nLABEL b=2", "LABEL a=1\nLABEL \\\n b=2"],
)
def test_what_stands_apart_is_found_and_left(lines: str):
    text = f"FROM a:1\n{lines}\n"
    check_fix("group-labels", text, text)


def test_labels_apart():
    check_rule("group-labels", "FROM a:1\nLABEL a=1\nRUN a\nLABEL b=2\nFROM b:1\nLABEL c=1\n")


def test_labels_of_buildx():
    rule = "label-duplicates-buildx-provenance"
    text = "FROM a:1\nLABEL org.opencontainers.image.source=x\n"
    check_rule(rule, text)
    check_fix(rule, text, "FROM a:1\n", unsafe=True, options={"full": True})


def test_labels_that_buildkit_refuses_are_not_grouped():
    text = "FROM a\nLABEL b=1 # c\nLABEL d=2\n"
    check_fix("group-labels", text, text)
