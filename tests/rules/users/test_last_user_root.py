from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize("user", ["root", "0", "0:0", "root:root", "root:docker", "0:1000"])
def test_ways_to_write_root(user: str):
    carets = "^" * len(user)
    check_rule("last-user-root", f"FROM debian:12\nUSER app\nRUN x\nUSER {user}\n     {carets}\n")


def test_only_the_last_stage_counts():
    check_rule("last-user-root", """\
        FROM debian:12 AS build
        USER root
        FROM debian:12
        USER root
        USER app
        """)  # fmt: skip


def test_a_stage_inherits_the_user_of_the_one_it_builds_on():
    check_rule("last-user-root", """\
        FROM debian:12 AS base
        USER root
             ^^^^
        FROM base
        RUN make
        """)  # fmt: skip


def test_a_variable_may_hold_anyone():
    check_rule("last-user-root", """\
        FROM debian:12
        ARG UID=0
        USER $UID
        """)  # fmt: skip


@pytest.mark.parametrize("line", ['ENTRYPOINT ["gosu", "app", "server"]', "RUN apk add --no-cache su-exec"])
def test_the_container_may_step_down_by_itself(line: str):
    check_rule("last-user-root", f"FROM debian:12\nUSER root\n{line}\n")


def test_windows_has_no_root():
    check_rule("last-user-root", "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER root\n")


def test_the_fix_goes_back_to_the_user_before():
    check_fix("last-user-root", """\
        FROM debian:12 AS base
        USER app:staff
        RUN make
        user root
        RUN make install

        FROM base
        CMD ["a"]
        """, """\
        FROM debian:12 AS base
        USER app:staff
        RUN make
        user root
        RUN make install

        FROM base
        USER app:staff
        CMD ["a"]
        """, unsafe=True)  # fmt: skip


def test_a_user_is_made_where_none_is_there():
    check_fix(
        "last-user-root",
        """\
        FROM debian:12
        USER root
        CMD ["a"]
        """,
        """\
        FROM debian:12
        USER root
        RUN useradd --system --no-create-home --uid 10001 app
        USER 10001
        CMD ["a"]
        """,
        unsafe=True,
    )


def test_no_fix_where_the_base_is_not_known():
    text = 'FROM example.com/own:1\nUSER root\nCMD ["a"]\n'
    check_fix("last-user-root", text, text, unsafe=True)


def test_below_what_is_started():
    text = 'FROM node:22\nCMD ["a"]\nUSER {}\nEXPOSE 80\n'
    check_fix("last-user-root", text.format("root"), text.format("node"), unsafe=True)
    for text in ('FROM debian:12\nCMD ["a"]\nUSER root\n', 'FROM node:22\nCMD ["a"]\nUSER root\nRUN x\n'):
        check_fix("last-user-root", text, text, unsafe=True)


def test_root_that_nothing_needs():
    check_fix(
        "last-user-root",
        """\
        FROM node:22
        COPY . /srv/
        USER root
        EXPOSE 3000
        CMD ["a"]
        """,
        """\
        FROM node:22
        COPY . /srv/
        USER node
        EXPOSE 3000
        CMD ["a"]
        """,
        unsafe=True,
    )
