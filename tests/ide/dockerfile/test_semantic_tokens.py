"""What each stretch of the text is."""

from __future__ import annotations

import random
import time
from textwrap import dedent

import pytest

from dockwright.ide.dockerfile.semantic_tokens import semantic_tokens
from dockwright.ide.results import Token, TokenModifier
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from tests.ide.support import places
from tests.support.shared import corpus


def words(source: str) -> list[str]:
    """The tokens as `kind text`, with `!` behind the kind of what is declared; keywords come as they are."""
    found = []
    for it in semantic_tokens(Document.parse(dedent(source))):
        for token in it.tokens:
            text = it.text[token.start : token.end]
            declares = "!" if token.modifiers & TokenModifier.DECLARATION else ""
            found.append(text if token.kind.value == "keyword" else f"{token.kind.value}{declares} {text}")
    return found


def without_operators(source: str) -> list[str]:
    return [it for it in words(source) if not it.startswith("operator ")]


def test_directives():
    assert words("# syntax = docker/dockerfile:1\n# check=skip=A,B;error=true\n# other=x\nFROM a\n") == [
        "comment #", "macro syntax", "operator =", "type docker/dockerfile", "operator :", "enumMember 1",
        "comment #", "macro check", "operator =", "property skip", "operator =", "enumMember A", "operator ,",
        "enumMember B", "operator ;", "property error", "operator =", "enumMember true",
        "comment # other=x", "FROM", "type a",
    ]  # fmt: skip


def test_parts_of_an_image_also_where_variables_stand_for_them():
    assert words("FROM --platform=linux/amd64 host:5000/a/b:1.$V@sha256:0f as x\n") == [
        "FROM", "parameter --platform", "operator =", "enumMember linux/amd64", "namespace host:5000", "type a/b",
        "operator :", "enumMember 1.", "variable $V", "operator @", "number sha256:0f", "as", "class! x",
    ]  # fmt: skip
    assert words("FROM ${A:-b}/c:${T}-x\n")[1:] == [
        "variable ${A", "operator :-", "string b", "variable }", "type /c", "operator :", "variable ${T}",
        "enumMember -x",
    ]  # fmt: skip


def test_stages_wherever_they_are_named():
    found = words("""\
        FROM a AS one
        FROM one
        COPY --from=0 x /
        COPY --from=other:1 x /
        RUN --mount=from=one,target=/x y
        """)
    assert [it for it in found if it.startswith(("class", "type"))] == [
        "type a", "class! one", "class one", "class 0", "type other", "class one"
    ]  # fmt: skip


def test_options_of_mounts():
    assert words("FROM a\nRUN --mount=type=cache,id=$X,ro,target=/b --network=none c\n")[2:] == [
        "RUN", "parameter --mount", "operator =", "property type", "operator =", "enumMember cache", "operator ,",
        "property id", "operator =", "variable $X", "operator ,", "property ro", "operator ,", "property target",
        "operator =", "string /b", "parameter --network", "operator =", "enumMember none", "function c",
    ]  # fmt: skip


def test_declarations_and_values():
    assert words("ARG A B=1\nFROM a\nENV C='x' D=\"y $A\"\nLABEL e.f=\"g\"\nENV H i j\n") == [
        "ARG", "variable! A", "variable! B", "operator =", "number 1", "FROM", "type a",
        "ENV", "variable! C", "operator =", "string 'x'", "variable! D", "operator =", 'string "y', "variable $A",
        'string "', "LABEL", "property e.f", "operator =", 'string "g"', "ENV", "variable! H", "string i j",
    ]  # fmt: skip


def test_other_instructions():
    assert without_operators("""\
        FROM a
        EXPOSE 80/tcp $P
        STOPSIGNAL SIGTERM
        USER 1000
        WORKDIR /a/$B
        VOLUME ["/x$Y"]
        HEALTHCHECK --interval=1m30s CMD curl -f x
        HEALTHCHECK none
        ONBUILD copy a b
        SHELL ["sh", "-c"]
        NONSENSE x
        """)[2:] == [
        "EXPOSE", "number 80", "enumMember tcp", "variable $P", "STOPSIGNAL", "enumMember SIGTERM",
        "USER", "number 1000", "WORKDIR", "string /a/", "variable $B",
        "VOLUME", 'string "/x', "variable $Y", 'string "',
        "HEALTHCHECK", "parameter --interval", "number 1m30s", "CMD", "function curl", "parameter -f", "string x",
        "HEALTHCHECK", "none", "ONBUILD", "copy", "string a", "string b",
        "SHELL", 'function "sh"', 'parameter "-c"',
    ]  # fmt: skip


def test_a_command_continued_past_comments():
    assert words("FROM a\nRUN b -c \\\n  # d\n  --e=\"f \\\n   g\" && \\\n\n h#i # j\n")[2:] == [
        "RUN", "function b", "parameter -c", "comment # d", "parameter --e", "operator =", 'string "f', 'string g"',
        "operator &&", "function h#i", "comment # j",
    ]  # fmt: skip


def test_control_flow_and_substitutions_in_each_other():
    assert words("""\
        FROM a
        RUN if [ -f "$(dirname "`pwd`")" ]; then for x in 1 $Y; do export A="${x:-$B}"; done; fi
        """)[2:] == [
        "RUN", "if", "function [", "parameter -f", 'string "', "operator $(", "function dirname", 'string "',
        "operator `", "function pwd", "operator `", 'string "', "operator )", 'string "', "operator ]", "operator ;",
        "then", "for", "variable! x", "in", "number 1", "variable $Y", "operator ;", "do", "function export",
        "variable! A", "operator =", 'string "', "variable ${x", "operator :-", "variable $B", "variable }", 'string "',
        "operator ;", "done", "operator ;", "fi",
    ]  # fmt: skip


def test_functions_cases_tests_and_arithmetic():
    assert without_operators("""\
        FROM a
        RUN <<EOF
        f() { sudo -u x env A=1 g; }
        case $1 in (a|b*) : ;; esac
        [[ $x == 1 && -d y ]]
        (( n += $m * 2 ))
        B=$((1 + i)) c=(d e)
        EOF
        """)[2:] == [
        "RUN", "macro EOF", "function! f", "function sudo", "parameter -u", "string x", "function env", "string A=1",
        "function g", "case", "variable $1", "in", "string a", "string b*", "function :", "esac", "variable $x",
        "number 1", "string y", "variable n", "variable $m", "number 2", "variable! B", "number 1", "variable i",
        "variable! c", "string d", "string e", "macro EOF",
    ]  # fmt: skip


def test_heredocs_by_who_reads_them():
    assert words("""\
        FROM a
        RUN cat <<-"X" 2>/f && b
        \t# $c
        \tX
        COPY <<Y /z
        # d $e
        Y
        RUN <<Z
        #!/usr/bin/env python3
        import f
        Z
        """)[2:] == [
        "RUN", "function cat", "operator <<-", 'macro "X"', "operator 2>", "string /f", "operator &&", "function b",
        "string # $c", "macro X",
        "COPY", "operator <<", "macro Y", "string /z", "string # d", "variable $e", "macro Y",
        "RUN", "operator <<", "macro Z", "string #!/usr/bin/env python3", "string import f", "macro Z",
    ]  # fmt: skip


def test_powershell_and_cmd():
    assert without_operators("""\
        # escape=`
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        RUN if exist %A% dir /b "C:\\x y"
        SHELL ["powershell", "-Command"]
        RUN Get-Item -Path $env:A `
            | Remove-Item # b
        """)[7:] == [
        "RUN", "if", "exist", "variable %A%", "parameter /b", 'string "C:\\x y"',
        "SHELL", 'function "powershell"', 'parameter "-Command"',
        "RUN", "function Get-Item", "parameter -Path", "variable $env:A", "function Remove-Item", "comment # b",
    ]  # fmt: skip


def test_an_instruction_that_nothing_befell_keeps_its_tokens():
    before = Document.parse("FROM a\nRUN b\nRUN c\n")
    kept = semantic_tokens(before)
    after = semantic_tokens(before.edited([Edit(TextRange(7, 7), "# x\n\n")]))
    assert [*after[:1], *after[3:]] == kept
    # Another shell reads the same line in another way.
    shell = semantic_tokens(before.edited([Edit(TextRange(7, 7), 'SHELL ["cmd"]\n')]))
    assert [it is other for it, other in zip(shell[2:], kept[1:], strict=True)] == [False, False]


def check(document: Document) -> list[tuple[Token, ...]]:
    found = semantic_tokens(document)
    assert "".join(it.text for it in found) == document.text
    for it in found:
        end = 0
        for token in it.tokens:
            assert end <= token.start < token.end <= len(it.text)
            text = it.text[token.start : token.end]
            assert text == text.strip(" \t\r\n")
            assert not {"\r", "\n"} & set(text)
            end = token.end
    return [it.tokens for it in found]


@pytest.mark.parametrize("text", places())
def test_tokens_of_broken_texts_lie_one_behind_the_other(text: str):
    check(Document.parse(text))


def test_after_edits_they_are_those_of_a_text_read_anew():
    random_ = random.Random(5)
    for path in random_.sample(corpus(), 12):
        document = Document.parse(path.read_text(encoding="utf-8", errors="replace")[:6000])
        for _ in range(25):
            start = random_.randint(0, len(document.text))
            end = min(len(document.text), start + random_.choice((0, 0, 1, 9)))
            new = random_.choice(("$", "\\\n", "\n", '"', "FROM x AS y\n", "<<E\n", "$(", "`", "# ", "\r", "😀", "${"))
            document = document.edited([Edit(TextRange(start, end), new)])
            assert check(document) == check(Document.parse(document.text))


@pytest.mark.parametrize(
    "piece",
    ["RUN a $b && c\n", "RUN <<E\n" + "a '$b\n" * 9 + "E\n", "x \\\n", "${", "$x/", "<# ", " --mount=from=a"],
    ids=["lines", "heredocs", "continued", "open", "variables", "comments", "mounts"],
)  # fmt: skip
@pytest.mark.parametrize("head", ["FROM a\nRUN ", "FROM ", 'FROM a\nSHELL ["pwsh"]\nRUN '], ids=["run", "from", "pwsh"])
def test_they_take_time_in_line_with_the_text(head: str, piece: str):
    def took(times: int) -> float:
        document = Document.parse(head + piece * times)
        _ = document.stages
        start = time.process_time()
        semantic_tokens(document)
        return time.process_time() - start

    took(10)
    small = took(1500)
    assert min(took(6000), took(6000)) < 8 * small + 0.2


def test_scripts_that_another_shell_gets():
    assert without_operators("""\
        FROM x
        RUN <<A bash -e
        if b; then c $D; fi # e
        A
        RUN sh -c 'f "$g"' && sudo bash -lc "h $i" j && sh k -c 'l m'
        RUN bash x.sh <<B
        n o
        B
        CMD ["sh", "-c", "p $Q"]
        CMD ["sh", "-c", "r \\"s\\""]
        """)[2:] == [
        "RUN", "macro A", "function bash", "parameter -e", "if", "function b", "then", "function c", "variable $D",
        "fi", "comment # e", "macro A",
        "RUN", "function sh", "parameter -c", "string '", "function f", 'string "', "variable $g", 'string "',
        "string '", "function sudo", "function bash", "parameter -lc", 'string "', "function h", "variable $i",
        'string "', "string j", "function sh", "string k", "parameter -c", "string 'l m'",
        "RUN", "function bash", "string x.sh", "macro B", "string n o", "macro B",
        "CMD", 'function "sh"', 'parameter "-c"', 'string "', "function p", "variable $Q", 'string "',
        "CMD", 'function "sh"', 'parameter "-c"', 'string "r \\"s\\""',
    ]  # fmt: skip


def test_what_stands_behind_a_variable_in_the_shell():
    assert words("FROM x\nRUN a ${B:-$C} ${D//x/y} ${#E} ${F\n")[2:] == [
        "RUN", "function a", "variable ${B", "operator :-", "variable $C", "variable }", "variable ${D", "operator //",
        "string x/y", "variable }", "variable ${#E}", "string ${F",
    ]  # fmt: skip
