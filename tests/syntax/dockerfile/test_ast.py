"""Each kind of instruction and each of its parts, with its place in the file drawn below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest

from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.parser import parse
from dockwright.text.ranges import TextRange
from tests.support.everything import check_everything
from tests.support.marked import draw, marked

I = TypeVar("I", bound=ast.Instruction)  # noqa: E741


def check(source: str, parts: Callable[[Any], Iterable[ast.Node | TextRange | None]]) -> Any:
    """Check that `parts` of the last instruction are just what carets mark in `source`; returns the instruction."""
    return check_text(marked(source).text, marked(source).ranges, parts)


def check_text(
    text: str, wanted: list[TextRange], parts: Callable[[Any], Iterable[ast.Node | TextRange | None]]
) -> Any:
    tree = parse(text)
    check_everything(tree)
    instruction = tree.instructions[-1]
    found = [it if isinstance(it, TextRange) else it.range for it in parts(instruction) if it is not None]
    assert found == wanted, "\n" + draw(text, found)
    return instruction


def only(text: str, kind: type[I]) -> I:
    """The one instruction of `text`."""
    tree = parse(text)
    check_everything(tree)
    (instruction,) = tree.instructions
    assert isinstance(instruction, kind)
    return instruction


def texts(parts: Iterable[Any]) -> list[str | None]:
    return [it.text if it is not None else None for it in parts]


# --- FROM ---


def test_from():
    from_ = check(
        """\
        FROM --platform=$BUILDPLATFORM node:20 AS build
        ^^^^ ^^^^^^^^^^^^^^^^^^^^^^^^^ ^^^^^^^ ^^ ^^^^^
        """,
        lambda it: [it.keyword, *it.flags, it.image, it.as_keyword, it.stage_name],
    )
    assert isinstance(from_, ast.From)
    assert (from_.name, from_.stage_name.text, from_.flag("platform").value.text) == ("FROM", "build", "$BUILDPLATFORM")


def test_from_over_lines():
    from_ = check(
        """\
        FROM no\\
        # a comment
        de:20 \\

          as build
          ^^
             ^^^^^
        """,
        lambda it: [it.as_keyword, it.stage_name],
    )
    assert from_.image.text == "node:20"
    assert from_.image.range == TextRange(5, 26)
    assert [it.text for it in from_.comments] == ["# a comment"]
    assert from_.blank_lines == (TextRange(29, 29),)


@pytest.mark.parametrize(
    ("text", "image", "as_keyword", "stage"),
    [
        ("FROM ", None, None, None),
        ("FROM", None, None, None),
        ("FROM a ", "a", None, None),
        ("FROM a A", "a", "A", None),
        ("FROM a AS ", "a", "AS", None),
        ("from a as b", "a", "as", "b"),
        ("FROM a b c", "a", "b", None),
        ("FROM --platform=", None, None, None),
        ("\tFROM\t a\tAS\tb\t", "a", "AS", "b"),
        ("\ufeffFROM a", "a", None, None),
    ],
)
def test_from_being_typed(text: str, image: str | None, as_keyword: str | None, stage: str | None):
    from_ = only(text, ast.From)
    assert texts([from_.image, from_.as_keyword, from_.stage_name]) == [image, as_keyword, stage]


# --- flags and mounts ---


def test_each_mount_option_has_its_place():
    run = check(
        """\
        RUN --mount=type=cache,target=/root/.npm,sharing=locked --network=none npm ci
                    ^^^^
                    ^^^^^^^^^^
                         ^^^^^
                               ^^^^^^
                               ^^^^^^^^^^^^^^^^^
                                      ^^^^^^^^^^
                                                 ^^^^^^^
                                                 ^^^^^^^^^^^^^^
                                                         ^^^^^^
        """,
        lambda it: [part for option in it.mounts[0].options for part in (option.key_range, option, option.value)],
    )
    assert [(it.key, it.plain) for it in run.mounts[0].options] == [
        ("type", "cache"),
        ("target", "/root/.npm"),
        ("sharing", "locked"),
    ]
    assert run.mounts[0].option("dst", "target").value.text == "/root/.npm"
    assert [it.name for it in run.flags] == ["mount", "network"]
    assert run.flag("network").plain == "none"


def test_quotes_are_no_part_of_a_mount_option():
    run = check(
        """\
        RUN --mount="type=cache,TARGET=/a b" --mount='type=bind,"source=a,b"' --mount=id="x",rw true
                     ^^^^^^^^^^ ^^^^^^^^^^^           ^^^^^^^^^  ^^^^^^^^^^           ^^^^^  ^^
        """,
        lambda it: [option for mount in it.mounts for option in mount.options],
    )
    assert [[(it.key, it.plain) for it in mount.options] for mount in run.mounts] == [
        [("type", "cache"), ("target", "/a b")],
        [("type", "bind"), ("source", "a,b")],
        [("id", "x"), ("rw", None)],
    ]


def test_flags_in_quotes_and_over_lines():
    copy = check(
        """\
        COPY --chown="a b" --from=\\
        build -- --link /x
                 ^^^^^^
                        ^^
        """,
        lambda it: it.words,
    )
    assert [(it.name, it.plain) for it in copy.flags] == [("chown", "a b"), ("from", "build")]
    assert copy.flag("link") is None


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("COPY -", []),
        ("COPY --", []),
        ("COPY --f", [("f", None)]),
        ("COPY --from=", [("from", "")]),
        ("COPY --from= a b", [("from", "")]),
        ('COPY --from="a b', [("from", "a b")]),
        ("RUN --mount=type=", [("mount", "type=")]),
        ("RUN --mount", [("mount", None)]),
        ("HEALTHCHECK --interval=3s --ret", [("interval", "3s"), ("ret", None)]),
        ('COPY --""  --x', []),
    ],
)
def test_flags_being_typed(text: str, flags: list[tuple[str, str | None]]):
    assert [(it.name, it.plain) for it in only(text, ast.Instruction).flags] == flags


@pytest.mark.parametrize(
    ("flag", "options"),
    [
        ("--mount", []),
        ("--mount=", [("", None)]),
        ("--mount=t", [("t", None)]),
        ("--mount=type=", [("type", "")]),
        ("--mount=type=cache,", [("type", "cache"), ("", None)]),
        ("--mount=,,", [("", None)] * 3),
        ("--mount=a=b=c", [("a", "b=c")]),
        ('--mount="type=ca', [("type", "ca")]),
    ],
)
def test_mounts_being_typed(flag: str, options: list[tuple[str, str | None]]):
    mounts = only(f"RUN {flag}", ast.Run).mounts
    assert [(it.key, it.plain) for it in mounts[0].options] == options


# --- RUN, CMD, ENTRYPOINT, SHELL ---


def test_exec_form_through_escapes_and_continuations():
    cmd = check(
        r"""
        CMD ["a\\b", "\u00e9\"", "", \
             ^^^^^^  ^^^^^^^^^^  ^^
          "c d" ]
          ^^^^^
        """,
        lambda it: it.command.elements,
    )
    assert cmd.command.values == ["a\\b", 'é"', "", "c d"]


@pytest.mark.parametrize("keyword", ["RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK CMD", "VOLUME", "ONBUILD CMD"])
def test_an_array_of_other_things_is_no_command_and_a_problem(keyword: str):
    (problem,) = parse(f'{keyword} ["a", 1]\n').problems
    assert (problem.kind, problem.range) == ("exec-form-malformed", TextRange(len(keyword) + 1, len(keyword) + 9))


@pytest.mark.parametrize("text", ['CMD ["a",', 'CMD ["a"', "CMD [", 'CMD ["a', "CMD ['a']", 'CMD ["a"] b', "CMD [ a ]"])
def test_what_is_no_array_is_for_a_shell(text: str):
    command = only(text, ast.Cmd).command
    assert isinstance(command, ast.ShellForm)
    assert command.text == text[4:]
    assert parse(text).problems == ()


def test_shell_form_knows_where_each_character_stands():
    run = only("RUN a && \\\n# c\n  b \\\r\n\n  && c\n", ast.Run)
    assert isinstance(run.command, ast.ShellForm)
    assert run.command.text == "a &&   b   && c"
    assert run.command.source_range(14, 15) == TextRange(28, 29)
    assert run.command.source_range(0, 15) == TextRange(4, 29) == run.command.range
    assert run.range == TextRange(0, 29)
    assert run.full_range == TextRange(0, 30)


def test_lone_keywords_have_no_command():
    for text in ("RUN", "RUN ", "CMD\n", "ENTRYPOINT  \\\n", "RUN --mount=type=cache "):
        assert only(text, ast.Instruction).command is None  # type: ignore[attr-defined]


# --- heredocs ---


def test_heredocs():
    copy = check(
        """\
        COPY <<-EOF 3<<"END F" /srv/
             ^^^^^^ ^^^^^^^^^^
        \tbody $A
        \tEOF
        other
        END F
        """,
        lambda it: it.heredocs,
    )
    first, second = copy.heredocs
    assert (first.name, first.chomp, first.expand, first.fd, first.content) == ("EOF", True, True, "", "\tbody $A\n")
    assert (second.name, second.chomp, second.expand, second.fd) == ("END F", False, False, "3")
    assert second.content == "other\n"
    assert first.script.text == "body $A\n"
    assert texts(copy.sources) == ["<<-EOF", '3<<"END', 'F"']
    assert copy.heredoc_of(copy.sources[0]).name == "EOF"


def test_the_places_of_a_heredoc_s_body_and_end():
    check(
        """\
        RUN <<EOF
        echo a
        ^^^^^^
        EOF
        ^^^
        """,
        lambda it: (
            TextRange(it.heredocs[0].content_range.start, it.heredocs[0].content_range.end - 1),
            it.heredocs[0].terminator_range,
        ),
    )


def test_a_run_that_is_one_heredoc_runs_its_body():
    text = "FROM a\nRUN --network=none <<-EOF\n\t\techo a\n\n\techo b\n\tEOF\nUSER x\n"
    run = parse(text).instructions[1]
    assert isinstance(run, ast.Run)
    assert isinstance(run.command, ast.ShellForm)
    assert run.command.heredoc is not None
    assert run.command.text == "echo a\n\necho b\n"
    where = run.command.source_range(8, 14)
    assert where.slice(text) == "echo b"
    assert run.range.slice(text).endswith("\tEOF")


def test_a_run_with_more_than_a_heredoc_keeps_its_line():
    text = "RUN cat <<A <<B && true\n1\nA\n2\nB\n"
    run = only(text, ast.Run)
    assert isinstance(run.command, ast.ShellForm)
    assert run.command.heredoc is None
    assert run.command.text == "cat <<A <<B && true\n1\nA\n2\nB"
    assert run.command.source_range(24, 25).slice(text) == "2"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_heredocs_with_other_line_ends(line_end: str):
    text = f"RUN <<EOF{line_end}a{line_end}EOF{line_end}USER x"
    run, user = parse(text).instructions
    assert run.heredocs[0].content == f"a{line_end}"
    assert run.heredocs[0].terminator_range == TextRange(text.index("EOF", 9), text.index("EOF", 9) + 3)
    assert user.name == "USER"


def test_heredocs_in_a_trigger():
    trigger = only("ONBUILD RUN --x <<E\na\nE\n", ast.Onbuild).trigger
    assert isinstance(trigger, ast.Run)
    assert isinstance(trigger.command, ast.ShellForm)
    assert trigger.command.text == "a\n"
    assert [it.name for it in trigger.heredocs] == ["E"]


@pytest.mark.parametrize("opener", ["<<", "<<E", "<<EOF", "<<-EOF", "<<'EOF", "<<'EOF'", "<<EOF <<", "cat <<EOF \\"])
def test_a_heredoc_being_typed_leaves_the_lines_below_alone(opener: str):
    text = f"FROM a\nRUN {opener}\nCOPY a b\nUSER c\n"
    tree = parse(text)
    check_everything(tree)
    assert [it.name for it in tree.instructions][-1] == "USER"
    assert len(tree.instructions) >= 3
    wanted = 1 if re_opens(opener) else 0
    assert sum(it.kind == "unterminated-heredoc" for it in tree.problems) == wanted


def re_opens(opener: str) -> bool:
    return opener not in ("<<", "<<'EOF")


@pytest.mark.parametrize(
    "line", ['ENV A="b', "ENV A='b", 'RUN echo "b', 'LABEL "a', 'COPY --from="b c d', 'CMD ["a", "b']
)
def test_a_quote_being_typed_leaves_the_lines_below_alone(line: str):
    tree = parse(f"FROM a\n{line}\nUSER c\n")
    check_everything(tree)
    assert [it.name for it in tree.instructions] == ["FROM", line.split()[0], "USER"]


# --- COPY, ADD, VOLUME ---


def test_paths():
    check(
        """\
        COPY --link a "b c" ${D} /e
                    ^ ^^ ^^ ^^^^ ^^
        """,
        lambda it: [*it.sources, it.destination],
    )
    check(
        """\
        ADD [ "a b", "c" , "/d/" ]
              ^^^^^  ^^^   ^^^^^
        """,
        lambda it: [*it.sources, it.destination],
    )
    check(
        """\
        VOLUME ["/a", "/b"]
                ^^^^  ^^^^
        """,
        lambda it: it.paths,
    )
    check(
        """\
        VOLUME /a /b
               ^^ ^^
        """,
        lambda it: it.paths,
    )


@pytest.mark.parametrize(
    ("text", "sources", "destination"),
    [
        ("COPY", [], None),
        ("COPY a", ["a"], None),
        ("COPY a ", ["a"], None),
        ("COPY a b", ["a"], "b"),
        ('COPY ["a"]', ["a"], None),
        ('COPY ["a", "b"]', ["a"], "b"),
        ('COPY ["a", ', ['["a",'], None),
        ("COPY []", [], None),
    ],
)
def test_copy_being_typed(text: str, sources: list[str], destination: str | None):
    copy = only(text, ast.Copy)
    assert [it.text if isinstance(it, ast.Word) else it.value for it in copy.sources] == sources
    assert (copy.destination.value if copy.destination else None) == destination


# --- ARG, ENV, LABEL ---


def test_pairs():
    env = check(
        """\
        ENV A=1 B="two words" C=a\\ b 'D'=e
            ^
            ^^^
              ^
                ^
                ^^^^^^^^^^^^^
                  ^^^^^^^^^^^
                              ^
                              ^^^^^^
                                ^^^^
                                     ^^^
                                     ^^^^^
                                         ^
        """,
        lambda it: [part for pair in it.pairs for part in (pair.name, pair, pair.value)],
    )
    assert [(it.name.value, it.value.value) for it in env.pairs] == [
        ("A", "1"),
        ("B", "two words"),
        ("C", "a b"),
        ("D", "e"),
    ]
    assert not env.legacy
    assert env.pairs[1].value.quoted


def test_the_old_form():
    env = check(
        """\
        ENV A some value "here"
            ^
              ^^^^^^^^^^^^^^^^^
        """,
        lambda it: [it.pairs[0].name, it.pairs[0].value],
    )
    assert env.legacy
    assert len(env.pairs) == 1


def test_arguments_need_no_value():
    arg = check(
        """\
        ARG A B=1 C=
            ^
              ^
                ^
                  ^
        """,
        lambda it: [it.pairs[0].name, it.pairs[1].name, it.pairs[1].value, it.pairs[2].name],
    )
    assert [it.value.text if it.value else None for it in arg.pairs] == [None, "1", ""]


@pytest.mark.parametrize(
    ("text", "pairs", "problems"),
    [
        ("ENV", [], []),
        ("ENV A", [("A", None)], ["key-value-needs-two"]),
        ("ENV A ", [("A", None)], ["key-value-needs-two"]),
        ("ENV A=", [("A", "")], []),
        ("ENV A=b C", [("A", "b"), ("C", None)], ["key-value-missing-equals"]),
        ("ENV =", [("", "")], []),
        ('ENV A="b c', [("A", '"b c')], []),
        ("LABEL a.b=c\\ d", [("a.b", "c\\ d")], []),
        ("ENV A=b\\\\\\", [("A", "b\\\\")], []),
    ],
)
def test_pairs_being_typed(text: str, pairs: list[tuple[str, str | None]], problems: list[str]):
    instruction = only(text, ast.KeyValue)
    assert [(it.name.text, it.value.text if it.value else None) for it in instruction.pairs] == pairs
    assert [it.kind for it in instruction.problems] == problems


def test_words_with_continuations_inside():
    text = 'ENV A="one \\\n  # not this\n  two" \\\n\n  B=$A\n'
    env = only(text, ast.Env)
    assert [(it.name.text, it.value.value) for it in env.pairs] == [("A", "one   two"), ("B", None)]
    assert env.pairs[0].value.range.slice(text) == '"one \\\n  # not this\n  two"'
    assert [it.range.slice(text) for it in env.pairs[1].value.variables] == ["$A"]


def test_another_escape_character():
    text = '# escape=`\nENV A=b`  c D="e\\" `\r\n  F=`$x\n'
    env = parse(text).instructions[0]
    assert isinstance(env, ast.Env)
    assert [(it.name.text, it.value.text, it.value.value) for it in env.pairs if it.value] == [
        ("A", "b` ", "b "),
        ("D", '"e\\"', "e\\"),
        ("F", "`$x", "$x"),
    ]
    assert env.escape == "`"


# --- variables ---


def test_variables():
    workdir = check(
        r"""
        WORKDIR /a/$B/${C}/${D:-x$E}/"${F##*/}"/\$G/'$H'/${I//a/$J}
                   ^^ ^^^^ ^^^^^^^^^  ^^^^^^^^           ^^^^^^^^^^
                                 ^^
                                                                ^^
        """,
        lambda it: sorted(variable.range for variable in it.path.variables),
    )
    found = [(it.name, it.braced, it.operator, it.argument) for it in workdir.path.variables]
    assert found == [
        ("B", False, None, None),
        ("C", True, None, None),
        ("D", True, ":-", "x$E"),
        ("E", False, None, None),
        ("F", True, "##", "*/"),
        ("I", True, "//", "a/$J"),
        ("J", False, None, None),
    ]
    assert workdir.path.value is None


def test_the_places_of_names_and_arguments():
    text = "USER ${NA\\\nME:-de\\\nfault}"
    (variable,) = only(text, ast.User).user.variables  # type: ignore[union-attr]
    assert (variable.name, variable.argument) == ("NAME", "default")
    assert variable.name_range.slice(text) == "NA\\\nME"
    assert variable.argument_range is not None
    assert variable.argument_range.slice(text) == "de\\\nfault"


@pytest.mark.parametrize(
    "text", ["$", "${", "${A", "${A:", "${A:-", "${A:-b", "${}", "$$", "${A:-${B", '"$A', "$A$", "${A/"]
)
def test_variables_being_typed(text: str):
    check_everything(parse(f"USER {text}\nENV A={text}\nFROM {text}"))


# --- the others ---


def test_words_of_the_others():
    for text, part, wanted in (
        ("EXPOSE 80/tcp $P 1-2", lambda it: it.ports, ["80/tcp", "$P", "1-2"]),
        ("USER a:b c", lambda it: [it.user], ["a:b c"]),
        ("WORKDIR /a b ", lambda it: [it.path], ["/a b"]),
        ("STOPSIGNAL SIGTERM", lambda it: [it.signal], ["SIGTERM"]),
        ("MAINTAINER A B <c@d>", lambda it: [it.author], ["A B <c@d>"]),
        ("MAINTAINER", lambda it: [it.author], [None]),
        ("USER ", lambda it: [it.user], [None]),
        ("NOTHING a b", lambda it: it.words, ["a", "b"]),
    ):
        assert texts(part(only(text, ast.Instruction))) == wanted


def test_healthcheck():
    check(
        """\
        HEALTHCHECK --interval=5m --timeout=3s CMD curl -f http://localhost || exit 1
                    ^^^^^^^^^^^^^ ^^^^^^^^^^^^ ^^^ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
        lambda it: [*it.flags, it.kind, it.command],
    )
    assert only('HEALTHCHECK CMD ["a"]', ast.Healthcheck).exec_form.values == ["a"]  # type: ignore[union-attr]
    for text, kind in (("HEALTHCHECK", None), ("HEALTHCHECK NONE", "NONE"), ("HEALTHCHECK --interval=", None)):
        healthcheck = only(text, ast.Healthcheck)
        assert (texts([healthcheck.kind]), healthcheck.command) == ([kind], None)


def test_onbuild():
    check(
        """\
        ONBUILD copy --from=a /b /c
                ^^^^ ^^^^^^^^ ^^ ^^
        """,
        lambda it: [it.trigger.keyword, *it.trigger.flags, *it.trigger.words],
    )
    assert only("ONBUILD", ast.Onbuild).trigger is None
    assert isinstance(only("ONBUILD FROM", ast.Onbuild).trigger, ast.From)
    assert isinstance(only("onbuild nothing", ast.Onbuild).trigger, ast.Unknown)


@pytest.mark.parametrize("written", ["from", "From", "FROM", "fRoM"])
def test_keywords_in_any_case(written: str):
    instruction = only(f"{written} a", ast.From)
    assert (instruction.keyword.text, instruction.name) == (written, "FROM")


@pytest.mark.parametrize(
    "written", ["FR\\\nOM a", "FROM\\\n a", "FROM \\\n\\\n a", "\\\nFROM a", "  \\\n FROM a", "FROM\va"]
)
def test_keywords_over_lines(written: str):
    from_ = only(written, ast.From)
    assert (from_.keyword.text, texts([from_.image])) == ("FROM", ["a"])


@pytest.mark.parametrize("written", ["FROM\u00a0a", "FROMa", "#", "\u0131nvalid", "ONBU\u0131LD RUN a", "\\", "--x"])
def test_what_is_no_keyword(written: str):
    assert not [it for it in parse(written).instructions if not isinstance(it, ast.Unknown)]


def test_a_node_says_where_it_stands():
    assert repr(only("FROM a", ast.From).image) == "Word(5, 6)"
