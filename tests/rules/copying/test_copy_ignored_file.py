from __future__ import annotations

import pytest

from tests.support.checks import check_rule
from tests.support.project import Files

RULE = "copy-ignored-file"


def _project(patterns: str) -> Files:
    return Files({".dockerignore": patterns})


def test_sources_of_copy_and_add():
    check_rule(
        RULE,
        """\
        FROM scratch
        COPY Dockerfile .
             ^^^^^^^^^^
        ADD ./Dockerfile other /windy
            ^^^^^^^^^^^^
        COPY ["a", "/secrets/key", "/b/"]
                   ^^^^^^^^^^^^^^
        """,
        project=_project("Dockerfile\nsecrets\n"),
    )


def test_what_does_not_come_from_the_context():
    check_rule(
        RULE,
        """\
        FROM scratch AS base
        FROM scratch
        COPY --from=base Dockerfile .
        ADD https://example.com/Dockerfile /x
        COPY <<Dockerfile /y
        Dockerfile
        """,
        project=_project("**"),
    )


def test_the_whole_context_is_left_out_only_by_a_pattern_for_everything():
    check_rule(RULE, "FROM scratch\nCOPY . /app\n     ^\n", project=_project("*\n"))
    check_rule(RULE, "FROM scratch\nCOPY . /app\n", project=_project("a\n*.md\n"))


def test_silence_where_patterns_take_back():
    check_rule(RULE, "FROM scratch\nCOPY a/b /app\n", project=_project("a\n!a/b\n"))


def test_variables_count_as_what_they_hold():
    check_rule(RULE, "FROM alpine\nARG D=a\nCOPY $D/b $E /app\n     ^^^^\n", project=_project("a\n"))


@pytest.mark.parametrize("project", [None, Files({})])
def test_silence_without_a_file(project: Files | None):
    check_rule(RULE, "FROM scratch\nCOPY a /app\n", project=project)
