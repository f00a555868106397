"""The layout of a file: what is put in order, and what is left alone."""

from __future__ import annotations

from textwrap import dedent
from time import process_time

import pytest

from dockwright.formatter.format import format_edits
from dockwright.formatter.options import Options
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange


def formatted(text: str, options: Options | None = None, range: TextRange | None = None) -> str:
    return apply(text, format_edits(Document.parse(text), options or Options(), range))


def check(before: str, after: str, **options: object) -> None:
    chosen = Options(**options)  # type: ignore[arg-type]  # tests name the options that they set
    result = formatted(dedent(before), chosen)
    assert result == dedent(after)
    assert formatted(result, chosen) == result


def same(text: str, **options: object) -> None:
    check(text, text, **options)


def test_keywords_and_blanks_between_words():
    check(
        "  from   --platform=linux/amd64\tnode:22   as  build\n"
        "copy --chown=a   a b   /c  \n"
        "expose  80   443\n"
        "healthcheck  --interval=5s   cmd   true\n"
        "onbuild   run  a\n",
        """\
        FROM --platform=linux/amd64 node:22 AS build
        COPY --chown=a a b /c
        EXPOSE 80 443
        HEALTHCHECK --interval=5s CMD true
        ONBUILD RUN a
        """,
    )


def test_the_case_of_keywords_is_a_choice():
    check("FROM a As b\nHEALTHCHECK NONE\n", "from a as b\nhealthcheck none\n", keyword_case="lower")
    same("From a aS b\nrun x\n", keyword_case="keep")


def test_continued_lines_are_indented_by_structure():
    check(
        r"""        FROM a
        RUN apt-get update && apt-get install -y \
          curl   \

        git \
        # why
              wget \
        && if [ -f x ]; then \
        case $x in \
        a) one ;; \
        *) \
        two \
        ;; \
        esac \
        else \
        echo no; \
        fi
        """,
        r"""        FROM a
        RUN apt-get update && apt-get install -y \
                curl \
                git \
        # why
                wget \
            && if [ -f x ]; then \
                case $x in \
                    a) one ;; \
                    *) \
                        two \
                        ;; \
                esac \
            else \
                echo no; \
            fi
        """,
    )


def test_compounds_within_compounds():
    check(
        r"""        FROM a
        RUN f() { \
        a; \
        }; \
        case $x in \
        a) case $y in \
        b) c \
        ;; \
        esac; (d \
        e) \
        ;; \
        esac; \
        [ x ] \
        && { f \
        y; }
        """,
        r"""        FROM a
        RUN f() { \
                a; \
            }; \
            case $x in \
                a) case $y in \
                        b) c \
                            ;; \
                    esac; (d \
                            e) \
                    ;; \
            esac; \
            [ x ] \
            && { f \
                    y; }
        """,
    )


def test_a_health_check_whose_script_is_not_understood():
    check(
        "FROM a\nhealthcheck   cmd   if   a \\\n  b\nhealthcheck exec  a\n",
        "FROM a\nHEALTHCHECK CMD if   a \\\n  b\nHEALTHCHECK exec a\n",
    )


def test_an_operator_that_nothing_follows():
    same("FROM a\nRUN a \\\n    ||\n", operators="end")
    check("FROM a\nRUN a \\\n || \n", "FROM a\nRUN a \\\n    ||\n", operators="end")


def test_lines_within_an_instruction_that_hold_no_word_of_it():
    check(
        r"""        FROM a
        RUN set -e; \
        \t\
        # at the margin
        \t  # elsewhere
        \ta && \
        \t\t# far in \
        \t\t\
        \tapt-get install \
        \t  # one
        \t  b
        """.replace("\\t", "\t"),
        r"""        FROM a
        RUN set -e; \
            \
        # at the margin
            # elsewhere
            a && \
            # far in \
            \
            apt-get install \
                # one
                b
        """,
    )


def test_a_flag_that_buildkit_reads_byte_by_byte():
    text = "FROM a\nCOPY --from=voil\u00e0   b   /c\nONBUILD   COPY --from=voil\u00e0   b   /c\n"
    assert formatted(text) == text


def test_blanks_around_comments():
    check("FROM a\n  # b  \n \nRUN c\n", "FROM a\n# b  \n\nRUN c\n")
    check("FROM a \\\n  # b  \n  AS c\n", "FROM a \\\n    # b\n    AS c\n", trim_comments=True)
    # A shebang in front of the directives is one only at the margin.
    same(" #!a\n# escape=`\nFROM a\n")


def test_a_line_break_that_is_made_is_one_of_the_file():
    check("FROM a\r\nENV A=1 B=2", "FROM a\r\nENV A=1 \\\r\n    B=2\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN " + "if a; then \\\n b; \\\n fi; \\\n" * 8000 + " c\n",
        "FROM a\nRUN a" + " && \\\n apt-get install \\\n  # c\n  b" * 2000 + "\n",
        "FROM a\nENV" + " A=1 \\\n" * 5000 + " B=2\n",
        "from a\nrun b   \\\n c\n\n\n" * 2000,
    ],
    ids=["compounds", "commands", "pairs", "instructions"],
)
def test_a_long_file_takes_linear_time(text: str):
    document = Document.parse(text)
    start = process_time()
    assert format_edits(document, Options(operators="start"))
    assert process_time() - start < 6


def test_what_goes_on_with_the_first_line_stands_where_it_did():
    same("FROM a\nRUN a && b \\\n    c \\\n    && d\n")
    same("FROM a\nRUN a && b \\\n        c \\\n    && d\n")
    check("FROM a\nRUN b \\\n   c \\\n   d \\\n && e\n", "FROM a\nRUN b \\\n        c \\\n        d \\\n    && e\n")
    same("FROM a\nRUN \\\n    b \\\n        c \\\n    && d\n")
    check("FROM a\nRUN b \\\n\tc && \\\n  d\n", "FROM a\nRUN b \\\n        c \\\n    && d\n", operators="start")


def test_arguments_and_pipes_stand_further_in_than_the_line_they_go_on_with():
    check(
        r"""        FROM a
        RUN set -e; \
        A=1 B=2 \
        make \
        x; \
        find / \
        \( \
        -name a \
        -o \( -name b \
        -o -name c \) \
        \) -print \
        | sort \
        -u \
        && a \
        b && c \
        d | \
        while read x; do \
        echo $x; \
        done; \
        e
        """.replace("\\\\", "\\"),
        r"""        FROM a
        RUN set -e; \
            A=1 B=2 \
            make \
                x; \
            find / \
                \( \
                    -name a \
                    -o \( -name b \
                        -o -name c \) \
                \) -print \
                | sort \
                    -u \
            && a \
                b && c \
                d | \
                while read x; do \
                    echo $x; \
                done; \
            e
        """.replace("\\\\", "\\"),
    )


def test_a_semicolon_that_begins_a_line():
    laid_out = dedent(r"""
        FROM a
        RUN set -e; \
            a \
                b \
            ; \
            if \
                c \
                    | d \
            ; then \
                e; \
            fi; \
            for f in \
                g \
            ; do \
                { \
                    h \
                ; } && i; \
            done
        """).lstrip()
    check("\n".join(map(str.lstrip, laid_out.split("\n"))), laid_out)


def test_one_blank_between_the_words_of_a_script():
    check(
        "FROM a\nRUN a   b\t 'c  d'&&e|f||g;h  >  /x   2>&1  # i  j\nCMD  a   b\n",
        "FROM a\nRUN a b 'c  d' && e | f || g; h > /x 2>&1  # i  j\nCMD a b\n",
    )
    check("FROM a\nRUN for i in 1  2;do x;done\n", "FROM a\nRUN for i in 1 2; do x; done\n")
    check("FROM a\nRUN (a;b)&&{ c; }&\\\nwait;\\\nd\n", "FROM a\nRUN (a; b) && { c; }& \\\n    wait; \\\n    d\n")
    same("FROM a\nRUN case $x in a|b) c;; esac; $(d  e) `f  g` ${h:-i  j}; [[ k  =~  l ]]\n")


def test_the_lines_in_front_of_a_heredoc():
    body = "  a   b \\\n\n\t&&  c\nE\n"
    check(
        f"FROM a\nRUN set -e;\\\ncat   <<E  >  /x&&d\n{body}run   <<E   bash\n{body}",
        f"FROM a\nRUN set -e; \\\n    cat <<E > /x && d\n{body}RUN <<E bash\n{body}",
    )
    check(f"FROM a\nCOPY   <<'E'   /x\n{body}", f"FROM a\nCOPY <<'E' /x\n{body}")
    # What is in it is the whole script.
    same(f"FROM a\nRUN <<E\n{body}")


def test_an_operator_behind_which_the_line_breaks_without_a_blank():
    check("FROM a\nRUN a;\\\nb&&\\\nc\\\n&& d\n", "FROM a\nRUN a; \\\n    b && \\\n    c \\\n    && d\n")
    check("FROM a\nRUN b&&\\\nc\\\n|d\n", "FROM a\nRUN b \\\n    && c \\\n        | d\n", operators="start")


def test_arguments_above_a_later_stage():
    # To BuildKit they belong to the stage before it, and cannot be used in its FROM.
    check("FROM a\nRUN x\nARG B\nFROM b\n", "FROM a\nRUN x\nARG B\n\nFROM b\n")
    same("FROM a\nRUN x\n\n# why\nARG B\n# which\nARG C\nFROM b\n")
    check("FROM a\n\nRUN x\nARG B\nFROM b\n", "FROM a\n\nRUN x\nARG B\n\nFROM b\n")
    same("ARG A\nFROM a\n\nFROM b\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("RUN a \\\n\tb\nRUN c \\\n      d\n", "RUN a \\\n\tb\nRUN c \\\n\td\n"),
        ("RUN a \\\n  b\nRUN c \\\n    d\nRUN e \\\n  f\n", "RUN a \\\n  b\nRUN c \\\n  d\nRUN e \\\n  f\n"),
        # What stands two steps in is indented twice.
        ("RUN if a; then \\\n    b; fi\nRUN c \\\nd\n", "RUN if a; then \\\n    b; fi\nRUN c \\\n  d\n"),
        # Aligned, or anyhow.
        ("ENV A=1 \\\n     B=2\nRUN a \\\n b\n", "ENV A=1 \\\n    B=2\nRUN a \\\n    b\n"),
        ("RUN <<E\n  a\nE\nRUN 'a \\\n  b'\nRUN a \\\nb\n", "RUN <<E\n  a\nE\nRUN 'a \\\n  b'\nRUN a \\\n    b\n"),
    ],
)
def test_indentation_that_nobody_chose_is_that_of_most_lines(text: str, lines: str):
    found = Options(finds_width=True, finds_style=True)
    assert formatted(text, found) == lines
    assert formatted(lines, found) == lines


def test_half_of_the_indentation_may_be_chosen():
    text = "RUN a \\\n\tb\nRUN a \\\n\tb\nRUN c \\\n  d\n"
    assert formatted(text, Options(finds_width=True)) == "RUN a \\\n  b\n" * 2 + "RUN c \\\n  d\n"
    assert formatted(text, Options(finds_style=True)) == "RUN a \\\n\tb\n" * 2 + "RUN c \\\n\td\n"


def test_the_arguments_of_a_single_command_take_one_step():
    check("FROM a\nRUN apk add \\\n      b \\\n  c\n", "FROM a\nRUN apk add \\\n    b \\\n    c\n")
    check("FROM a\nRUN apk add \\\n  b\n", "FROM a\nRUN apk add \\\n\tb\n", indent_style="tab")
    check("FROM a\nRUN apk add \\\n      b\n", "FROM a\nRUN apk add \\\n  b\n", indent_width=2)


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nRUN echo 'a \\\n   b'\n",
        'FROM a\nRUN echo "a \\\n   b"\n',
        "FROM a\nRUN echo a\\\nb\n",
        "FROM a\nRUN echo $(a \\\n   b)\n",
        "FROM a\nRUN a=(1 \\\n 2)\n",
        "FROM a\nRUN <<EOF\n  a   b\n\n\n  c\nEOF\n",
        "FROM a\nCOPY <<EOF /x\n  a   b\nEOF\n",
        'FROM a\nSHELL ["pwsh", "-c"]\nRUN a  \\\n  b\n',
        "FROM a\nRUN <<EOF\nnever closed\n",
        "FROM a\nRUN echo 'never closed \\\n   x\n",
        "FROM a\nWORKDIR /a  b\n",
        "FROM a\nNONSENSE   x   y\n",
        "FROM a\nRUN x \\\n",
    ],
)
def test_what_may_mean_something_is_left_alone(text: str):
    assert formatted(text) == text


def test_operators_stand_where_they_are_wanted():
    at_ends = "FROM a\nRUN one && \\\n    # why\n    two || \\\n    three | four\n"
    at_starts = "FROM a\nRUN one \\\n    # why\n    && two \\\n    || three | four\n"
    check(at_ends, at_starts, operators="start")
    check(at_starts, at_ends, operators="end")
    same(at_starts)
    same(at_ends)
    same("FROM a\nRUN one && \\\n    && two\n", operators="start")


def test_pairs_get_a_line_each():
    check(
        'FROM a\nENV A=1   B="x  y" \\\n C=3\nLABEL a=b\nARG X=1  Y=2\n',
        'FROM a\nENV A=1 \\\n    B="x  y" \\\n    C=3\nLABEL a=b\nARG X=1 Y=2\n',
    )
    check("FROM a\nENV A=1   B=2 \\\n C=3\n", "FROM a\nENV A=1 B=2 \\\n    C=3\n", pairs="keep")
    same("FROM a\nENV A the  whole   rest\n")


def test_pairs_that_stand_below_one_another_stay_so():
    check(
        "FROM a\nlabel   a=1 \\\n        b=2 \\\n  # why\n   c=3\n",
        "FROM a\nLABEL a=1 \\\n      b=2 \\\n      # why\n      c=3\n",
    )
    same("FROM a\nONBUILD ENV A=1 \\\n            B=2\n", indent_style="tab")
    check(
        "FROM a\nLABEL a=1 \\\n      b=2 \\\n  c=3 \\\n  d=4\n",
        "FROM a\nLABEL a=1 \\\n  b=2 \\\n  c=3 \\\n  d=4\n",
        indent_width=2,
    )
    check("FROM a\nENV \\\n A=1 \\\n B=2\n", "FROM a\nENV \\\n    A=1 \\\n    B=2\n")
    check("FROM a\nLABEL\ta=1 \\\n\tb=2\n", "FROM a\nLABEL a=1 \\\n\tb=2\n", indent_style="tab")
    # They say nothing of the steps in which other lines are indented.
    text = "FROM a\nENV A=1 \\\n    B=2\nENV A=1 \\\n    B=2\nRUN a \\\n  b\nLABEL c=1 d=2\n"
    after = text.replace(" d=2", " \\\n  d=2")
    assert formatted(text, Options(finds_width=True, finds_style=True)) == after


def test_arrays_have_one_blank_behind_each_comma():
    check(
        'FROM a\nCMD [ "a","b" ,\\\n "c"]\nSHELL ["/bin/sh",  "-c" ]\n',
        'FROM a\nCMD ["a", "b", \\\n    "c"]\nSHELL ["/bin/sh", "-c"]\n',
    )


def test_blank_lines():
    check(
        "\n\nARG A\n\n\n\nFROM a\nRUN x\n# of b\n# still\nFROM b\nRUN y\n\n\nRUN z\n\n\n",
        "ARG A\n\nFROM a\nRUN x\n\n# of b\n# still\nFROM b\nRUN y\n\nRUN z\n",
    )
    check("FROM a\nRUN x", "FROM a\nRUN x\n")


def test_a_comment_at_the_top_does_not_become_a_directive():
    same("\n# escape=`\nFROM a\n")
    check("\n\n# escape=`\nFROM a\n", "\n# escape=`\nFROM a\n")


def test_other_line_ends_escapes_and_byte_order_marks_are_kept():
    check("\ufeff  FROM   a\r\nRUN x \\\r\n\r\n  y\r\n", "\ufeffFROM a\r\nRUN x \\\r\n    y\r\n")
    check("# escape=`\nFROM a\nENV A=1   `\n  B=2\n", "# escape=`\nFROM a\nENV A=1 `\n    B=2\n")


def test_only_what_the_range_touches():
    text = "from a\nrun x\nrun y\n"
    assert formatted(text, range=TextRange(9, 9)) == "from a\nRUN x\nrun y\n"


@pytest.mark.parametrize(
    ("selected", "after"),
    [
        # What an editor sends for whole lines begins, and ends, where another line does.
        ("run  y\n", "run  x\nRUN y\nrun  z\n"),
        ("x\nr", "RUN x\nRUN y\nrun  z\n"),
    ],
)
def test_lines_beside_a_selection_stay(selected: str, after: str):
    text = "FROM a\nrun  x\nrun  y\nrun  z\n"
    start = text.index(selected)
    assert formatted(text, range=TextRange(start, start + len(selected))) == "FROM a\n" + after


def test_edits_are_as_small_as_can_be():
    text = "FROM   a\nRUN é && x \\\n  y\n"
    document = Document.parse(text)
    edits = format_edits(document)
    assert [(it.range.slice(text), it.text) for it in edits] == [("  ", ""), ("", "  ")]
