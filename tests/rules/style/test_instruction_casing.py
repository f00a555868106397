from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_the_case_of_most_keywords_counts_and_a_tie_goes_to_upper():
    check_rule("instruction-casing", "from alpine\nRUN true\n^^^\nrun false\n")
    check_rule("instruction-casing", "from alpine\n^^^^\nRUN true\n")
    check_rule("instruction-casing", "from alpine\nrun true\n")


def test_what_buildkit_does_not_count():
    check_rule("instruction-casing", "arg A\nFROM alpine\nONBUILD run true\nbogus\n")


def test_lines_that_are_no_instructions_do_not_count():
    check_rule("instruction-casing", "FROM alpine\nnot an\ninstruction\neither\n")


def test_a_heredoc_is_no_keyword():
    check_rule(
        "instruction-casing",
        """\
        FROM alpine
        RUN <<EOF
        run this
        EOF
        RUN echo \\
          copy
        """,
    )


def test_a_style_of_ones_own():
    check_rule("instruction-casing", "FROM alpine\n^^^^\nrun true\n", options={"style": "lower"})
    check_rule("instruction-casing", "from alpine\n^^^^\nrun true\n^^^\n", options={"style": "upper"})


def test_the_fix_rewrites_keywords_only():
    check_fix(
        "instruction-casing", "FROM alpine\nRun run\ncopy copy /COPY\n", "FROM alpine\nRUN run\nCOPY copy /COPY\n"
    )


def test_a_file_without_a_keyword_in_the_wanted_case():
    (found, *_) = check_rule("instruction-casing", "From alpine\n^^^^\nRun true\n^^^\n")
    assert found.message == "`From` is not in upper case, as keywords are by convention"


def test_the_second_keyword_of_a_health_check_goes_along():
    check_fix(
        "instruction-casing",
        "FROM a\nRUN b\nhealthcheck --interval=1m \\\n  cmd c\nHEALTHCHECK none\nonbuild run d\n",
        "FROM a\nRUN b\nHEALTHCHECK --interval=1m \\\n  CMD c\nHEALTHCHECK none\nONBUILD RUN d\n",
    )
