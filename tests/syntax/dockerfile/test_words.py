import random

import dockerfile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.words import (
    DEEPEST,
    DoubleQuoted,
    Escape,
    Literal,
    Piece,
    SingleQuoted,
    VariableReference,
    expand,
    scan,
    split,
    unquote,
)
from tests.support.steps import check_linear
from tests.support.word_texts import escapes, texts

GO_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"


def shape(text: str, escape: str = "\\") -> list[str]:
    """The top pieces of `text`, each by the first letter of its kind and what it holds."""
    return [f"{type(piece).__name__}:{piece.range.slice(text)}" for piece in scan(text, escape).pieces]


def problems(text: str, escape: str = "\\") -> list[tuple[str, str]]:
    return [(problem.kind, problem.range.slice(text)) for problem in scan(text, escape).problems]


def reference(text: str) -> VariableReference:
    (piece,) = scan(text).pieces
    assert isinstance(piece, VariableReference)
    return piece


# --- split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  \t ", []),
        ("a b", ["a", "b"]),
        ("  a=1   b=2 ", ["a=1", "b=2"]),
        ('a="b c" d', ['a="b c"', "d"]),
        ("a='b c' d", ["a='b c'", "d"]),
        (r"a=b\ c d", [r"a=b\ c", "d"]),
        (r'a="b\" c" d', [r'a="b\" c"', "d"]),
        (r"a='b\' c' d", [r"a='b\'", "c' d"]),
        ('"" b', ['""', "b"]),
        ('a="open b', ['a="open b']),
        ("a\u3000b\x1cc", ["a", "b\x1cc"]),
        ("a \\", ["a"]),
        ("a\\", ["a"]),
        ("\\", []),
        ('"a\\', ['"a']),
        ("'a\\", ["'a\\"]),
        ("名=\U0001f433 x", ["名=\U0001f433", "x"]),
    ],
)
def test_words_of_a_line(text: str, words: list[str]) -> None:
    assert [word.text for word in split(text)] == words


def test_the_escape_token_is_the_directives() -> None:
    assert [word.text for word in split(r"a=C:\ b` c", "`")] == ["a=C:\\", "b` c"]


def test_words_start_where_asked_and_count_from_the_start_of_the_text() -> None:
    words = split("ENV a=1 b", start=4)
    assert [(word.range.start, word.range.end, word.text) for word in words] == [(4, 7, "a=1"), (8, 9, "b")]


@given(texts, escapes)
def test_words_slice_back(text: str, escape: str) -> None:
    end = 0
    for word in split(text, escape):
        assert word.range.start >= end
        assert text[end : word.range.start].strip(GO_SPACES) == ""
        assert word.range.slice(text) in (word.text, word.text + escape)
        end = word.range.end
    assert text[end:].strip(GO_SPACES) in ("", escape)


def test_words_are_those_of_buildkits_parser() -> None:
    # ARG hands its words on as they are, so BuildKit's own parser shows them.
    chance = random.Random(7)
    fragments = ["a", "b=", '"', "'", "\\", "`", " ", "\t", "\xa0", "é", "\x1c", '""', "\u3000", "$", "x y", "\\ "]
    compared = 0
    for _ in range(4000):
        escape = chance.choice("\\`")
        line = "z" + "".join(chance.choices(fragments, k=chance.randint(0, 12))).rstrip(GO_SPACES)
        if line.endswith(escape):
            continue  # That continues the line.
        (command,) = dockerfile.parse_string(f"# escape={escape}\nARG {line}\n")
        assert [word.text for word in split(line, escape)] == list(command.value), line
        compared += 1
    assert compared > 3000


# --- scan


def test_pieces_of_a_word() -> None:
    assert shape("") == []
    assert shape("plain") == ["Literal:plain"]
    assert shape("a$b'c'\"d\"\\e") == [
        "Literal:a",
        "VariableReference:$b",
        "SingleQuoted:'c'",
        'DoubleQuoted:"d"',
        "Escape:\\e",
    ]
    assert shape("5$ or $% or $") == ["Literal:5$ or $% or $"]
    assert shape("end\\") == ["Literal:end", "Escape:\\"]
    assert shape("C:\\x`$y", "`") == ["Literal:C:\\x", "Escape:`$", "Literal:y"]


def test_without_quotes_a_quote_is_a_character() -> None:
    text = 'it\'s "$A"'
    assert [piece.range.slice(text) for piece in scan(text, quotes=False).pieces] == ["it's \"", "$A", '"']


def test_only_some_characters_can_be_escaped_in_double_quotes() -> None:
    text = r'"a\b\$\"\\c"'
    (quoted,) = scan(text).pieces
    assert isinstance(quoted, DoubleQuoted)
    assert [type(piece) for piece in quoted.pieces] == [Literal, Escape, Escape, Escape, Literal]
    assert quoted.terminated


@pytest.mark.parametrize(
    ("text", "name", "operator", "argument"),
    [
        ("$NAME", "NAME", None, None),
        ("${NAME}", "NAME", None, None),
        ("${NAME:-x}", "NAME", ":-", "x"),
        ("${NAME-x}", "NAME", "-", "x"),
        ("${NAME:+x}", "NAME", ":+", "x"),
        ("${NAME+x}", "NAME", "+", "x"),
        ("${NAME:?x}", "NAME", ":?", "x"),
        ("${NAME?x}", "NAME", "?", "x"),
        ("${NAME#x}", "NAME", "#", "x"),
        ("${NAME##x}", "NAME", "##", "x"),
        ("${NAME%x}", "NAME", "%", "x"),
        ("${NAME%%x}", "NAME", "%%", "x"),
        ("${NAME:%%x}", "NAME", "%%", "x"),
        ("${NAME/x/y}", "NAME", "/", "x/y"),
        ("${NAME//x/y}", "NAME", "//", "x/y"),
        ("${NAME:-}", "NAME", ":-", ""),
        ("${é名_1:-x}", "é名_1", ":-", "x"),
        ("$12", "12", None, None),
        ("$@", "@", None, None),
        ("${?}", "?", None, None),
        ("${+x}", "", "+", "x"),
    ],
)
def test_references(text: str, name: str, operator: str | None, argument: str | None) -> None:
    found = reference(text)
    assert (found.name, found.operator) == (name, operator)
    assert found.name_range.slice(text) == name
    assert (found.argument_range and found.argument_range.slice(text)) == argument
    assert found.braced == text.startswith("${")
    assert found.problem is None
    assert scan(text).problems == ()


def test_a_name_ends_where_buildkit_ends_it() -> None:
    assert shape("$12x") == ["VariableReference:$12", "Literal:x"]
    assert shape("$a-b") == ["VariableReference:$a", "Literal:-b"]
    assert shape("$$x") == ["VariableReference:$$", "Literal:x"]
    assert shape("$²") == ["Literal:$²"]


def test_references_in_arguments_and_quotes_are_found_with_their_ranges() -> None:
    text = "$A ${B:-\"$C\"'$no'${D/$E/${F}}} \\$no"
    found = scan(text).variables
    assert [it.name for it in found] == ["A", "B", "C", "D", "E", "F"]
    assert [it.range.slice(text) for it in found] == [
        "$A",
        "${B:-\"$C\"'$no'${D/$E/${F}}}",
        "$C",
        "${D/$E/${F}}",
        "$E",
        "${F}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a", [("open-quote", "'")]),
        ('a"b', [("open-quote", '"')]),
        ("${", [("missing-brace", "${")]),
        ("${A", [("missing-brace", "${A")]),
        ("${A:", [("missing-brace", "${A:")]),
        ("${A:-b c", [("missing-brace", "${A:-")]),
        ("${A:-${B:-c}", [("missing-brace", "${A:-")]),
        ('"${A" b', [("missing-brace", "${A"), ]),
        ("${A b}", [("missing-brace", "${A")]),
        ("${A/b}", [("missing-slash", "${A/")]),
        ("${A//}", [("missing-slash", "${A//")]),
        ("${A/b/c", [("missing-brace", "${A/")]),
        ("${}x", [("bad-substitution", "${}")]),
        ("${:-x}", [("bad-substitution", "${:-x}")]),
        ("${{A}}", [("bad-substitution", "${{A}")]),
        ("${A=x}y", [("unsupported-modifier", "=")]),
        ("${A:=x}y", [("unsupported-modifier", ":=")]),
        ("${A:}y", [("unsupported-modifier", ":")]),
        ("${A^^}$B", [("unsupported-modifier", "^")]),
        ("${A,} ${B=}", [("unsupported-modifier", ","), ("unsupported-modifier", "=")]),
        ("${A:=${B=}}", [("unsupported-modifier", ":="), ("unsupported-modifier", "=")]),
    ],
)  # fmt: skip
def test_problems_and_where_they_are(text: str, expected: list[tuple[str, str]]) -> None:
    assert problems(text) == expected
    assert expand(text, {"A": "a"}).problem is not None


def test_what_follows_a_broken_reference_is_still_read() -> None:
    assert [it.name for it in scan("${A=x}$B ${}${C").variables] == ["A", "B", "", "C"]
    assert shape('"${A" $B') == ['DoubleQuoted:"${A"', "Literal: ", "VariableReference:$B"]


def test_nesting_is_read_down_to_a_bound() -> None:
    deepest = "${A:-" * DEEPEST + "x" + "}" * DEEPEST
    assert scan(deepest).problems == ()
    assert expand(deepest, {}).text == "x"
    deeper = "${A:-" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1)
    assert [problem.kind for problem in scan(deeper).problems] == ["nested-too-deeply"]
    assert expand(deeper, {}).problem is not None


def check_pieces(text: str, pieces: tuple[Piece, ...], start: int, end: int) -> None:
    for piece in pieces:
        assert piece.range.start == start
        assert piece.range.end > start
        start = piece.range.end
        if isinstance(piece, DoubleQuoted):
            check_pieces(text, piece.pieces, piece.range.start + 1, piece.range.end - piece.terminated)
        elif isinstance(piece, SingleQuoted):
            assert piece.range.slice(text).endswith("'")  # Its closing or its opening one, or a character.
        elif isinstance(piece, VariableReference):
            assert piece.range.encloses(piece.name_range)
            assert piece.name_range.slice(text) == piece.name
            if piece.argument_range and piece.operator in ("/", "//"):
                border = piece.pieces[-1].range.end if piece.pieces else piece.argument_range.start
                check_pieces(text, piece.pieces, piece.argument_range.start, border)
                if piece.problem is None:
                    check_pieces(text, piece.replacement, border + 1, piece.argument_range.end)
            elif piece.argument_range:
                check_pieces(text, piece.pieces, *piece.argument_range)
    assert start == end


@given(texts, escapes, st.booleans())
@example("'", "\\", True)
def test_pieces_cover_any_text_without_gap_or_overlap(text: str, escape: str, quotes: bool) -> None:
    scanned = scan(text, escape, quotes=quotes)
    check_pieces(text, scanned.pieces, 0, len(text))
    for problem in scanned.problems:
        assert 0 <= problem.range.start <= problem.range.end <= len(text)
        assert problem.message
    starts = [it.range.start for it in scanned.variables]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "fragment",
    [
        "${",
        '"',
        "\\",
        "'",
        "${${",
        "${A:-",
        '"${A:-',
        "${A/",
        "${=",
        '${a"',
        "$A ",
        "${A}",
        '"\\',
        '"a',
        "${A#*",
        "a",
        " ",
    ],
)
def test_work_grows_with_the_length_only(fragment: str) -> None:
    def work(length: int) -> None:
        text = fragment * (length // len(fragment))
        split(text)
        scan(text)
        expand(text, {"A": "xyz"})
        unquote(text)

    check_linear(work, 2_000)


# --- unquote


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("", ""),
        ('"a b"', "a b"),
        ("'a\\ b'", "a\\ b"),
        (r"a\ b", "a b"),
        (r"\$HOME", "$HOME"),
        ("'$HOME'", "$HOME"),
        ("$", "$"),
        ("$HOME", None),
        ('"${HOME}"', None),
        ('"open', None),
        ("${", None),
    ],
)
def test_unquote(text: str, value: str | None) -> None:
    assert unquote(text) == value


def test_unquote_with_the_other_escape_token() -> None:
    assert unquote("C:\\dir` x", "`") == "C:\\dir x"
