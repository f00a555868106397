"""Texts that nobody wrote: a layout settles, and BuildKit reads what it read before."""

from __future__ import annotations

import random

import pytest

from dockwright.formatter.format import format_edits
from dockwright.formatter.options import Options
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.support.formatting import as_buildkit_reads

CHOICES = (
    Options(),
    Options(keyword_case="lower", indent_style="tab", operators="start"),
    Options(keyword_case="keep", indent_width=2, operators="end", pairs="keep", trim_comments=True),
    Options(trim_trailing_whitespace=False, insert_final_newline=False, trim_final_newlines=False),
)

# What a piece is made of: `~` is a blank or a line break with whatever may stand there, `%` a list of commands,
# `@` some words.
SCRIPTS = (
    "echo@", "apt-get~install@", "A='x  y'~test@", "!~[ a~]", "exec@ <~in >out 2>&1", "a=(1~2)", "[[ a~&&~b ]]",
    "(( 1~+ 2 ))", "if~%;~then~%;~fi", "for~i~in~a~b;~do~%;~done", "while~%;~do~%;~done", "(~%~)", "{ %;~}",
    "f()~{~%;~}", "case~$x~in~a|b)~%~;;~*)~%~;;~esac",
)  # fmt: skip
WORDS = (
    "a", "-y", "'a  ~b'", '"a  $b~c"', "$(b~|~c)", "`b~c`", "${x:-a  b}", "a\\ b", "é😀", "\\", "\\\\", "{a,b}", "#x",
    "$((1 + 2))", "'#'", "\\'", "a=b", "\\\nb",
)  # fmt: skip
INSTRUCTIONS = (
    "run~%", "run~%", "run~%", "RUN~--mount=type=cache,target=/a~%", "from~--platform=a~b~as~c", "env~A=1~B='x  y'~C=",
    'env~D=a\\ b~E="a \\\n b"~F=\\\ng', "ENV~A the  rest~of", "label~a=1~'b c'=\"d  e\"", 'cmd~[~"a"~,"b  c",~"é"~]',
    'SHELL~[ "/bin/sh",~"-c"]', "copy~--chown=a:b~c~d~/e", 'copy~["a b",~"/c"]', "healthcheck~none", "arg~A='x y'~B",
    "Healthcheck~--interval=5s~cmd~%", 'HEALTHCHECK~CMD~["a",~"b"]', "onbuild~run~%", "onbuild~Copy~a~b", "user~a  b",
    "expose~80~443", "workdir~/a  b", "volume~/a~/b", "nonsense~a  b", "# comment  ", "  # escape=`", "", " \t",
    "run <<E~&&~a",
    "COPY <<-'E' /a  \n  a  b \\\n\t# c\n\tE", "run~cat <<E > /x\n  a  b \nE", "stopsignal~9",
)  # fmt: skip


def any_text(numbers: random.Random) -> str:
    escape = numbers.choice("\\\\\\`")
    breaks = (" \\\n", "\\\n", " \\ \n  ", " \\\n# comment \n\t", " \\\n\n  # why \\\n ", "\t\\\n \t")
    blanks = (" ", " ", "  ", "\t", *(it.replace("\\\n", f"{escape}\n").replace("\\ ", f"{escape} ") for it in breaks))

    def filled(piece: str, depth: int) -> str:
        made = []
        for character in piece:
            if character == "~":
                made.append(numbers.choice(blanks))
            elif character == "%":
                made.append(commands(depth - 1))
            elif character == "@":
                made += [
                    numbers.choice(blanks) + filled(numbers.choice(WORDS), 0) for _ in range(numbers.randint(0, 3))
                ]
            else:
                made.append(character)
        return "".join(made)

    def commands(depth: int) -> str:
        parts = [
            filled(numbers.choice(SCRIPTS if depth > 0 else SCRIPTS[:8]), depth) for _ in range(numbers.randint(1, 3))
        ]
        between = (filled(f"{numbers.choice(('~', ''))}{numbers.choice(('&&', '||', '|', ';'))}~", 0) for _ in parts)
        return "".join(part for pair in zip(parts, between, strict=True) for part in pair)[: None if depth else 200]

    lines = [
        numbers.choice(("", "", " ", "\t"))
        + filled(numbers.choice(INSTRUCTIONS), 3)
        + numbers.choice(("", "", " ", "\t "))
        for _ in range(numbers.randint(1, 6))
    ]
    head = numbers.choice(("", "", "\ufeff", "\n", "#!x\n")) + (f"# escape={escape}\n" if escape == "`" else "")
    text = head + "\n".join(lines) + numbers.choice(("", "\n", "\n\n \n"))
    return text if numbers.random() < 0.8 else text.replace("\n", "\r\n")


@pytest.mark.parametrize("part", range(4))
def test_a_layout_settles_and_says_the_same(part: int):
    numbers = random.Random(part)
    laid_out = 0
    for _ in range(250):
        text = any_text(numbers)
        options = numbers.choice(CHOICES)
        edits = format_edits(Document.parse(text), options)
        after = apply(text, edits)
        laid_out += bool(edits)
        assert not format_edits(Document.parse(after), options), text
        assert as_buildkit_reads(text) == as_buildkit_reads(after), text
    assert laid_out > 200
