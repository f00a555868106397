from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_the_line_below_is_marked_and_the_blank_one_named():
    (found,) = check_rule("empty-continuation-line", "FROM alpine\nRUN a \\\n\n   b\n   ^\n")
    assert [tuple(it.range) for it in found.related] == [(20, 20)]


def test_all_blank_lines_of_an_instruction_at_once():
    text = "FROM alpine\nRUN a && \\\n\n  \n  b && \\\n  ^^^^^^\n\n  c\n"
    (found,) = check_rule("empty-continuation-line", text)
    assert len(found.related) == 3
    before = text.replace("  ^^^^^^\n", "")
    check_fix("empty-continuation-line", before, "FROM alpine\nRUN a && \\\n  b && \\\n  c\n")


def test_comments_and_heredocs_are_not_blank():
    check_rule(
        "empty-continuation-line",
        """\
        FROM alpine
        RUN a \\
          # why
          b
        RUN <<EOF
        a

        b
        EOF
        COPY x /y

        """,
    )


def test_what_onbuild_defers_is_found_once():
    check_rule("empty-continuation-line", "FROM alpine\nONBUILD RUN a \\\n\n  b\n  ^\n")


def test_the_fix_deletes_blank_lines_and_keeps_comments():
    check_fix(
        "empty-continuation-line",
        "FROM alpine\nRUN a && \\\n\n# why\n\t\n  b\n",
        "FROM alpine\nRUN a && \\\n# why\n  b\n",
    )


def test_other_line_ends_and_the_other_escape_character():
    check_fix("empty-continuation-line", "FROM a\r\nRUN a \\\r\n\r\n b\r\n", "FROM a\r\nRUN a \\\r\n b\r\n")
    check_fix(
        "empty-continuation-line",
        "# escape=`\nFROM a\nRUN a `\n\n b\n",
        "# escape=`\nFROM a\nRUN a `\n b\n",
    )


def test_at_the_end_of_the_file_the_continuation_goes():
    check_fix("empty-continuation-line", "FROM alpine\nRUN a \\\n\n\n", "FROM alpine\nRUN a\n\n\n")


def test_an_instruction_that_was_swallowed_is_set_free_on_demand():
    source = "FROM alpine\nRUN a && \\ \n\n# why\nCMD b\n"
    (found,) = check_rule("empty-continuation-line", "FROM alpine\nRUN a && \\ \n\n# why\nCMD b\n^^^^^\n")
    assert "CMD is a part of the RUN" in found.message
    check_fix("empty-continuation-line", source, source)
    check_fix("empty-continuation-line", source, "FROM alpine\nRUN a\n\n# why\nCMD b\n", unsafe=True)


def test_what_buildkit_refuses_can_only_be_meant_one_way():
    check_fix(
        "empty-continuation-line",
        "FROM alpine\nEXPOSE 80 \\\n  81 \\\n\nENV A=1 \\\n\n  B=2 \\\n\nCMD c\n",
        "FROM alpine\nEXPOSE 80 \\\n  81\n\nENV A=1 \\\n  B=2\n\nCMD c\n",
    )


def test_the_cmd_of_a_health_check_is_its_own():
    check_fix("empty-continuation-line", "FROM a\nHEALTHCHECK \\\n\nCMD b\n", "FROM a\nHEALTHCHECK \\\nCMD b\n")


def test_no_fix_inside_quotes_or_behind_a_pipe():
    for source in ("FROM a\nRUN echo 'b \\\n\nCMD c'\n", "FROM a\nRUN b | \\\n\nCMD c\n", "FROM a\nRUN \\\n\nCMD c\n"):
        check_fix("empty-continuation-line", source, source, unsafe=True)
