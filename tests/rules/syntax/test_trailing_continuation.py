from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "trailing-continuation"


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nHEALTHCHECK --interval=5s \\\nCMD true\n",
        "FROM a\nONBUILD \\\nRUN b\n",
        "FROM a\nRUN psql -c 'SELECT 1; \\\nCOPY b FROM c'\n",
        "FROM a\nENV B=c \\\nUSER=d\n",
        "FROM a\nRUN b \\\n    COPY c\n",
        "FROM a\nRUN b \\\n\nCMD c\n",
        "FROM a\nRUN b \\\n\n",
        "FROM a\nRUN cat <<EOF \\\nEOF\nRUN b\n",
        "FROM a\nRUN b \\\n# CMD c\n  d\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_an_instruction_is_swallowed():
    check_rule(
        RULE,
        """\
        FROM a
        RUN b && \\
            c \\
        # and
        COPY d \\
        ^^^^
            /
        """,
    )
    check_fix(
        RULE,
        "FROM a\nENV B=c \\\n  D=e \\\n# and\n  RUN f\nUSER g\\\nCMD h\n",
        "FROM a\nENV B=c \\\n  D=e \\\n# and\n  RUN f\nUSER g\nCMD h\n",
        unsafe=True,
    )


def test_nothing_to_go_on_with():
    check_fix(RULE, "FROM a\r\nRUN b \\\r\n", "FROM a\r\nRUN b\r\n")
    check_fix(RULE, "FROM a\nRUN b \\\n# c", "FROM a\nRUN b\n# c")
    check_fix(RULE, "FROM a\nRUN b && \\\n", "FROM a\nRUN b\n")
    check_fix(RULE, "FROM a\nRUN b || \\\n", "FROM a\nRUN b || \\\n")


def test_a_chain_that_is_cut_ends_where_it_is_asked_for():
    check_fix(RULE, "FROM a\nRUN b && \\\nCMD c\n", "FROM a\nRUN b\nCMD c\n", unsafe=True)
    check_fix(RULE, "FROM a\nRUN b | \\\nCMD c\n", "FROM a\nRUN b | \\\nCMD c\n", unsafe=True)


def test_what_buildkit_refuses_can_only_be_meant_one_way():
    check_fix(RULE, 'FROM a AS b \\\nSHELL ["c"] \\\nRUN d\n', 'FROM a AS b\nSHELL ["c"]\nRUN d\n')
    check_fix(RULE, "FROM a\nUSER b \\\nRUN d\n", "FROM a\nUSER b \\\nRUN d\n")
