from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "command",
    [
        "wget -qO- https://example.com/a",
        "wget -nv https://example.com/a",
        "wget --progress=bar:force:noscroll https://example.com/a",
        "wget --progress dot:mega https://example.com/a",
        "wget -o log https://example.com/a",
        "wget $WGET_OPTIONS https://example.com/a",
        "wget https://example.com/a 2>/dev/null",
        "wget https://example.com/a &>log",
        "wget --version",
    ],
)
def test_wget_was_told_what_to_show(command: str):
    check_rule("wget-progress", f"FROM debian:12\nRUN {command}\n")


def test_busybox_has_a_wget_of_its_own():
    source = """\
        FROM alpine:3.20
        RUN wget -O /a https://example.com/a
        RUN apk add --no-cache wget && wget https://example.com/a
        FROM example.com/unknown
        RUN wget https://example.com/a
        """
    check_fix("wget-progress", source, """\
        FROM alpine:3.20
        RUN wget -O /a https://example.com/a
        RUN apk add --no-cache wget && wget --progress=dot:giga https://example.com/a
        FROM example.com/unknown
        RUN wget https://example.com/a
        """)  # fmt: skip
    check_fix("wget-progress", source, """\
        FROM alpine:3.20
        RUN wget -q -O /a https://example.com/a
        RUN apk add --no-cache wget && wget --progress=dot:giga https://example.com/a
        FROM example.com/unknown
        RUN wget -q https://example.com/a
        """, unsafe=True)  # fmt: skip


def test_two_tools_in_one_stage():
    check_rule("wget-and-curl", """\
        FROM debian:12 AS one
        RUN wget -q https://example.com/a
        FROM debian:12
        RUN apt-get install -y wget curl
        ONBUILD RUN curl -O https://example.com/a
        RUN curl -O https://example.com/b && wget https://example.com/c
                                             ^^^^
        RUN wget https://example.com/d
        """)  # fmt: skip
