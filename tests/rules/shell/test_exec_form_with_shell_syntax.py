from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_fixes, check_rule


def test_operators_and_variables():
    check_rule("exec-form-with-shell-syntax", """\
        FROM debian:12
        ARG PORT=1
        RUN ["make", ">", "/log"]
                     ^^^
        HEALTHCHECK CMD ["curl", "-f", "http://x", "||", "exit", "1"]
                                                   ^^^^
        ENTRYPOINT ["server", "${PORT}"]
                              ^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "instruction",
    [
        'CMD ["sh", "-c", "a && b", "&&"]',
        'CMD ["bash", "-lc", "$A"]',
        'RUN ["find", "/", "-exec", "rm", "{}", ";"]',
        'CMD ["server", "$HOME"]',
        'CMD ["java", "-Dx=${A}"]',
        'CMD ["$A"]\nENTRYPOINT ["sh", "-c"]',
    ],
)
def test_silent(instruction: str):
    check_rule("exec-form-with-shell-syntax", f"FROM debian:12\nENV A=1\n{instruction}\n")


def test_other_words_keep_their_quotes():
    check_fix(
        "exec-form-with-shell-syntax",
        'FROM debian:12\nENV A=1\nRUN ["echo", "it is \\"x\\"", "$A/b", ">", "/x"]\n',
        'FROM debian:12\nENV A=1\nRUN ["sh", "-c", "echo \'it is \\"x\\"\' $A/b > /x"]\n',
        unsafe=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        'FROM scratch\nCMD ["a", "&&", "b"]\n',
        'FROM debian:12\nENV A=1\nENTRYPOINT ["a", "$A"]\n',
        'FROM debian:12\nENV A=1\nCMD ["a", "$A", "$(b)"]\n',
    ],
)
def test_no_fix_where_no_shell_could_say_it(text: str):
    check_fix("exec-form-with-shell-syntax", text, text, unsafe=True)


def test_a_shell_in_the_array_or_without_one():
    check_fixes(
        "exec-form-with-shell-syntax",
        'FROM debian:12\nRUN ["a", "b c", "&&", "d"]\n',
        """FROM debian:12\nRUN ["sh", "-c", "a 'b c' && d"]\n""",
        "FROM debian:12\nRUN a 'b c' && d\n",
    )
