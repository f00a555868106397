from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_a_leading_cd():
    check_rule("workdir-instead-of-cd", """\
        FROM debian:12
        RUN cd /src && make && make install
            ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "make && cd /x && make",
        "(cd /x && make)",
        "cd x && make",
        "cd $X && make",
        "cd /x || exit 1",
        "cd /a && cd b && c",
    ],
)
def test_silent(run: str):
    check_rule("workdir-instead-of-cd", f"FROM debian:12\nRUN {run}\n")


def test_silent_where_it_stays_in_the_working_directory():
    check_rule("workdir-instead-of-cd", "FROM debian:12\nWORKDIR /x\nRUN cd /x && make\n")


def test_lines_and_flags_stay():
    check_fix(
        "workdir-instead-of-cd",
        "FROM debian:12\r\nWORKDIR /a\r\n  run --network=none cd /b && \\\r\n    make \\\r\n    all\r\n",
        "FROM debian:12\r\nWORKDIR /a\r\n  workdir /b\r\n  run --network=none make \\\r\n    all\r\n  workdir /a\r\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "run", ["cd /b; make", "cd /b && (make)", "cd /b && if a; then b; fi", "cd /b && A=1 make", "cd /b && ! make"]
)
def test_no_fix_where_the_rest_is_no_plain_command(run: str):
    text = f"FROM debian:12\nWORKDIR /a\nRUN {run}\n"
    check_fix("workdir-instead-of-cd", text, text, unsafe=True)


@pytest.mark.parametrize(
    "run",
    [
        "--mount=type=bind,target=. cd /b && make",
        "--mount=type=bind,from=x,dst=src cd /b && make",
        "cd /b && make -C $OLDPWD",
        "cd /b && cat ~-/x",
    ],
)
def test_no_fix_where_the_run_asks_for_the_directory_that_it_came_from(run: str):
    text = f"FROM debian:12\nWORKDIR /a\nRUN {run}\n"
    check_fix("workdir-instead-of-cd", text, text, unsafe=True)


def test_no_way_back_where_nothing_asks_for_it():
    check_fix(
        "workdir-instead-of-cd",
        """\
        FROM example.com/own:1
        # about
        RUN --mount=target=/b cd /b && make
        ENV A=1
        WORKDIR /c
        RUN cd /d && make
        WORKDIR e
        """,
        """\
        FROM example.com/own:1
        WORKDIR /b
        # about
        RUN --mount=target=/b make
        ENV A=1
        WORKDIR /c
        WORKDIR /d
        RUN make
        WORKDIR /c
        WORKDIR e
        """,
        unsafe=True,
    )


def test_where_base_images_begin_and_what_only_gives_files():
    check_fix(
        "workdir-instead-of-cd",
        """\
        FROM example.com/own:1 AS build
        RUN cd /b && make
        FROM golang:1.25
        COPY --from=build /b /b
        RUN cd /c && make
        """,
        """\
        FROM example.com/own:1 AS build
        WORKDIR /b
        RUN make
        FROM golang:1.25
        COPY --from=build /b /b
        WORKDIR /c
        RUN make
        WORKDIR /go
        """,
        unsafe=True,
    )
