"""Exec form, shell form, and exec form that names its shell."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered, offered

SHELL = "Use shell form"
EXEC = "Use exec form"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CMD node server.js", 'CMD ["node", "server.js"]'),
        ("ENTRYPOINT exec app 'a b'", 'ENTRYPOINT ["app", "a b"]'),
        ("CMD app \\\n  --é", 'CMD ["app", "--é"]'),
    ],
)
def test_words(before, after):
    check_assist(EXEC, f"FROM alpine\n{before}<|>\n", f"FROM alpine\n{after}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CMD a && b", 'CMD ["/bin/sh", "-c", "a && b"]'),
        ("RUN echo \"é\" > '/x'", 'RUN ["/bin/sh", "-c", "echo \\"é\\" > \'/x\'"]'),
        ("ENTRYPOINT exec app $A \\\n  b", 'ENTRYPOINT ["/bin/sh", "-c", "exec app $A   b"]'),
    ],
)
def test_the_shell_by_name(before, after):
    # At the keyword: within a RUN it is not offered.
    check_assist("Use exec form with /bin/sh", f"FROM alpine\n{before[0]}<|>{before[1:]}\n", f"FROM alpine\n{after}\n")
    if "\n" not in before:
        check_assist(SHELL, f"FROM alpine\n{after}<|>\n", f"FROM alpine\n{before}\n")


def test_the_shell_that_was_chosen():
    head = 'FROM debian\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\n'
    check_assist(
        "Use exec form with /bin/bash",
        f"{head}CMD a | <|>b\n",
        f'{head}CMD ["/bin/bash", "-o", "pipefail", "-c", "a | b"]\n',
    )
    check_assist(SHELL, f'{head}CMD ["/bin/sh", "-c", <|>"a"]\n', f"{head}CMD /bin/sh -c a\n")


def test_quotes_of_an_array():
    check_assist(SHELL, 'FROM alpine\nCMD [<|>"a b", "$C", "d\'e"]\n', "FROM alpine\nCMD 'a b' '$C' 'd'\"'\"'e'\n")


@pytest.mark.parametrize("command", ["a && b", "a $B", "a > b", "cd /x", "A=1 b", "a *", "a ~"])
def test_no_array_of_words_where_a_shell_is_needed(command):
    titles = offered(f"FROM alpine\nCMD <|>{command}\n")
    assert EXEC not in titles
    assert "Use exec form with /bin/sh" in titles


@pytest.mark.parametrize(
    "source",
    [
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD <|>a b\n",
        "FROM cimg/base:2024.01\nCMD <|>a $B\n",
        "FROM alpine\nCMD a $B \\\n  # why\n  <|>c\n",
        "FROM alpine\nRUN <<EOF\n<|>a\nEOF\n",
        "CMD <|>a\n",
        "FROM alpine\nCMD ['<|>a']\n",
        "FROM alpine\nONBUILD RUN <|>a\n",
    ],
)
def test_no_array(source):
    check_not_offered(EXEC, source)


@pytest.mark.parametrize(
    "source",
    [
        'FROM scratch\nCMD [<|>"/a"]\n',
        'FROM gcr.io/distroless/static\nCMD [<|>"/a"]\n',
        'FROM alpine\nCMD [<|>"/bin/sh", "-c", "a\\nb"]\n',
        'FROM alpine\nCMD [<|>"/bin/sh", "-c", "[ a ]"]\n',
        'FROM alpine\nCMD [<|>"/bin/sh", "-c", "a \\\\"]\n',
        "FROM alpine\nCMD [<|>]\n",
    ],
)
def test_no_line(source):
    check_not_offered(SHELL, source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CMD node $OPTIONS server.js", "CMD exec node $OPTIONS server.js"),
        ("CMD ./migrate && \\\n  ./serve", "CMD ./migrate && \\\n  exec ./serve"),
        ("ENTRYPOINT cd /srv; >/log app", "ENTRYPOINT cd /srv; >/log exec app"),
    ],
)
def test_a_program_in_the_place_of_the_shell(before, after):
    check_assist("Start the program by exec", f"FROM alpine\n{before}<|>\n", f"FROM alpine\n{after}\n")


@pytest.mark.parametrize(
    "command",
    [
        "a || b",
        "a | b",
        "a &",
        "(a; b)",
        "a && exec b",
        "A=1 b",
        "cd /x",
        "trap x TERM; b $C",
        "if a; then b; fi",
        "a b",
    ],
)
def test_no_exec(command):
    check_not_offered("Start the program", f"FROM alpine\nCMD <|>{command}\n")
