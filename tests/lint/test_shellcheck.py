"""What the real ShellCheck says of scripts, at its places in the Dockerfile."""

from __future__ import annotations

import json

import pytest

from dockwright.catalog.shellcheck import AUTO
from dockwright.lint import engine, shellcheck
from dockwright.lint.diagnostic import Safety, Severity
from dockwright.lint.gates import accepts
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.support.marked import marked
from tests.support.shellcheck import EVERY_CODE, INSTALLED, check_shellcheck, found_in


def test_places_through_continuations_and_comments():
    check_shellcheck("""\
        FROM debian:12
        ARG a
        RUN true && \\
            # about the next
            echo $a \\
                 ^^ SC2086

              é😀 "$a" $a
                      ^^ SC2086
        """)


def test_places_in_here_documents():
    check_shellcheck("""\
        FROM debian:12
        RUN <<EOF
        echo $x
             ^^ SC2086
             ^^ SC2154
        EOF
        RUN <<-EOF cat > /a
        \techo $y
        \t     ^^ SC2154
        EOF
        RUN cat <<EOF > /b; echo $z
                                 ^^ SC2086
                                 ^^ SC2154
        one
        EOF
        """)


def test_places_behind_flags_and_in_other_instructions():
    check_shellcheck("""\
        FROM debian:12
        RUN --mount=type=cache,target=/a echo $[1]
                                              ^^^^ SC2007
                                              ^^^^ SC3007
        HEALTHCHECK --interval=3s CMD echo $x
                                           ^^ SC2086
        ONBUILD RUN echo $x
                         ^^ SC2086
                         ^^ SC2154
        """)


def test_places_where_the_escape_character_is_the_backtick():
    check_shellcheck("""\
        # escape=`
        FROM debian:12
        RUN echo a `
              && echo $x
                      ^^ SC2086
                      ^^ SC2154
        """)


def test_places_in_lines_that_end_in_carriage_returns():
    fixture = marked("""\
        FROM debian:12
        RUN echo a && \\
            echo $x
                 ^^ SC2086
                 ^^ SC2154
        """)
    text = fixture.text.replace("\n", "\r\n")
    found = found_in(Document.parse(text))
    assert [(it.range.slice(text), it.code) for it in found] == [("$x", "SC2154"), ("$x", "SC2086")]


def test_the_shell_and_the_variables_are_known():
    check_shellcheck("""\
        FROM debian:12
        ENV VERSION=1.2 NAMES="a b"
        RUN echo $VERSION $NAMES $RANDOM
                          ^^^^^^ SC2086
                                 ^^^^^^^ SC3028
        SHELL ["/bin/bash", "-c"]
        RUN echo "$RANDOM"
        """)


def test_what_is_not_known_is_not_said():
    check_shellcheck("""\
        FROM example.com/own
        RUN echo "$RANDOM"
        RUN . /etc/profile.d/own && echo "$prefix"
        CMD echo "$given_at_start"
        """)


def test_a_cd_that_comes_last_fails_the_instruction():
    check_shellcheck("""\
        FROM debian:12
        RUN cd /a; make
            ^^^^^ SC2164
        RUN mkdir a; cd a
        """)


def test_a_script_that_cannot_be_read_is_one_finding():
    (found,) = check_shellcheck("""\
        FROM debian:12
        RUN apt-get install <(a b
                            ^ SC1073
        """)
    assert found.severity is Severity.WARNING
    assert found.related
    (found,) = found_in(Document.parse("FROM debian:12\nRUN echo 'a\n"))
    assert (found.code, [it.message for it in found.related]) == (
        "SC1073",
        ["Expected end of single quoted string. Fix any mentioned problems and try again"],
    )


def test_carriage_returns_in_a_here_document_are_one_finding():
    found = found_in(Document.parse("FROM debian:12\r\nRUN <<EOF\r\ntrue\r\ntrue\r\nEOF\r\n"))
    assert [it.code for it in found] == ["SC1017"]


def test_a_comment_that_silences_everything_may_be_there_for_shellcheck():
    document = Document.parse("FROM debian:12\n# dockwright: ignore the value is for later\nRUN unused=1 && ls\n")
    unused = Settings(extend_select=("unused-suppression",), shellcheck=AUTO)
    assert [it.code for it in engine.run(document, all_rules(), unused) if it.code == "unused-suppression"] == []
    assert [it.code for it in found_in(document, Settings(inline_ignores=False, shellcheck=AUTO))] == ["SC2034"]


def test_levels_and_what_is_on_by_default():
    text = "FROM debian:12\nRUN cd /a; echo $UNKNOWN `ls` ${!B}; make -j$(nproc)\n"
    every = {it.code: it.severity for it in found_in(Document.parse(text))}
    assert {code: every[code] for code in ("SC3053", "SC2164", "SC2086", "SC2006")} == {
        "SC3053": Severity.WARNING,
        "SC2164": Severity.WARNING,
        "SC2086": Severity.INFORMATION,
        "SC2006": Severity.HINT,
    }
    assert "SC2046" in every
    assert {it.code for it in found_in(Document.parse(text), INSTALLED)} == {"SC3053"}


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        (Settings(), set()),
        (Settings(extend_select=("SC2086",)), {"SC2086"}),
        (Settings(extend_select=("SC2086",), shellcheck=AUTO), {"SC2086", "SC2034"}),
        (Settings(select=("sc2086",)), {"SC2086"}),
        (Settings(select=("ALL",), ignore=("SC2034",)), {"SC2086"}),
        (Settings(ignore=("shellcheck",), shellcheck=AUTO), set()),
        (Settings(select=("latest-tag",)), set()),
    ],
)
def test_codes_are_chosen_as_rules_are(settings: Settings, codes: set[str]):
    document = Document.parse("FROM debian:12\nRUN unused=1; echo $UNKNOWN\n")
    assert {it.code for it in found_in(document, settings)} == codes
    assert shellcheck.is_wanted(settings) is bool(codes)
    assert settings.problems(all_rules()) == []


def test_a_code_s_severity_can_be_set():
    settings = Settings(severity=(("shellcheck", Severity.HINT), ("SC2034", Severity.ERROR)), shellcheck=AUTO)
    (found,) = found_in(Document.parse("FROM debian:12\nRUN unused=1; ls\n"), settings)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore[SC2034]",
        "# dockwright: ignore[shellcheck]",
        "# hadolint ignore=SC2034",
        "# shellcheck disable=SC2034",
    ],
)
def test_comments_silence_codes(comment: str):
    text = f"FROM debian:12\n{comment}\nRUN unused=1; ls\n"
    assert found_in(Document.parse(text), INSTALLED) == []
    assert found_in(Document.parse(text), Settings(inline_ignores=False, shellcheck=AUTO)) != []


def test_a_here_document_s_own_directive_counts_for_all_of_it():
    check_shellcheck("FROM debian:12\nRUN <<EOF\n# shellcheck disable=SC2164\n\nls\ncd /a\nls\nEOF\n")


def test_what_a_rule_of_ours_says_of_an_instruction_is_said_once():
    text = "FROM debian:12\nRUN rm /a/{b,c}\nRUN rm /d/{e,f}\n"
    document = Document.parse(text)
    more = found_in(document, INSTALLED)
    assert [it.code for it in more] == ["SC3009", "SC3009"]
    bashism = [it for it in engine.run(document, all_rules()) if it.code == "bashism-in-sh"]
    assert len(bashism) == 2
    assert shellcheck.merged(document, bashism, more) == bashism
    assert shellcheck.merged(document, bashism[:1], more) == [bashism[0], more[1]]


def test_the_name_of_a_rule_of_ours_silences_what_means_the_same():
    text = "FROM debian:12\nRUN rm /a/{b,c}\n"
    assert found_in(Document.parse(text), Settings(ignore=("bashism-in-sh",), shellcheck=AUTO)) == []
    commented = text.replace("RUN", "# dockwright: ignore[bashism-in-sh]\nRUN")
    assert found_in(Document.parse(commented), INSTALLED) == []


FIXES = [
    ("RUN echo $a\n", 'RUN echo "$a"\n', "Put it in double quotes"),
    # At the end of a line, not at the start of the next one.
    ("RUN echo $a \\\n    b\n", 'RUN echo "$a" \\\n    b\n', "Put it in double quotes"),
    ("RUN echo \\\n    $a\n", 'RUN echo \\\n    "$a"\n', "Put it in double quotes"),
    (
        "RUN echo \\\n    # why\n    $a\\\n    b\n",
        'RUN echo \\\n    # why\n    "$a"\\\n    b\n',
        "Put it in double quotes",
    ),
    ("RUN <<EOF\ncd /a\nls\nEOF\n", "RUN <<EOF\ncd /a || exit\nls\nEOF\n", "Insert || exit"),
    ('RUN echo "`ls`"\n', 'RUN echo "$(ls)"\n', "Rewrite it as ShellCheck proposes"),
]


@pytest.mark.parametrize(("before", "after", "title"), FIXES)
def test_replacements_are_fixes(before: str, after: str, title: str):
    head = "FROM debian:12\nARG a\n"
    document = Document.parse(head + before)
    (fix,) = [fix for it in found_in(document) for fix in it.fixes]
    assert (fix.title, fix.safety) == (title, Safety.UNSAFE)
    assert apply(document.text, fix.edits) == head + after
    assert accepts(document, fix, all_rules()) is not None


def test_a_replacement_that_would_swallow_a_continuation_is_none():
    replaced = shellcheck.Replacement(2, 1, 2, 9, "other")
    remark = shellcheck.Remark(2086, "info", "Words.", 2, 1, 2, 9, (replaced,))
    document = Document.parse("FROM debian:12\nRUN one \\\n  two\n")
    (found,) = shellcheck.diagnostics(document, (), lambda _: (remark,), EVERY_CODE)
    assert (found.message, found.fixes) == ("Words", ())


def test_output_is_read():
    one = {
        "file": "a",
        "line": 1,
        "column": 2,
        "endLine": 3,
        "endColumn": 4,
        "level": "info",
        "code": 1,
        "message": "m",
    }
    remark = shellcheck.Remark(1, "info", "m", 1, 2, 3, 4, ())
    assert shellcheck.read_remarks(json.dumps({"comments": [one, {**one, "fix": None}]})) == {"a": (remark, remark)}


@pytest.mark.parametrize(
    "output",
    ["", "[]", "{}", "null", '{"comments": 1}', '{"comments": [1]}', '{"comments": [{"file": "a"}]}', "[" * 10**5],
)
def test_output_that_is_none(output: str):
    with pytest.raises(ValueError, match=r"."):
        shellcheck.read_remarks(output)
