"""Whatever the text, it is read to its end, in linear time, and every range lies where it says."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

import pytest

from dockwright.syntax.shell import parse
from dockwright.syntax.shell.ast import HereDocument, Script, Word
from dockwright.text.ranges import TextRange

SEEDS = (
    "set -ex; apt-get update && apt-get install -y --no-install-recommends curl=7.* 'a b' \"$c\" | tee log 2>&1 &",
    'if [ -n "$(uname -a)" ]; then echo "${A:-$(b `c \\`d\\``)}"; elif x; then y; else z; fi > out',
    "for i in 1 2 $(seq 3); do (cd /tmp && { make; } || exit 1); done; while read -r l; do :; done < <(ls)",
    "case \"$x\" in a|b) foo;; (c) bar ;& *) $((1 + (2))) ;; esac; f() { echo $'a\\n'; }; function g { f; }",
    "cat <<EOF > x && cat <<-'END'\nhello $(inner) ${b} `c`\nEOF\n\t$nothing\n\tEND\necho done # comment\nA=(1 2) b",
    '[[ $a =~ ^(x|y)$ && -z "${b[@]}" ]] && ((i++)) || python - <<< "$c"\r\necho @(a|b) \u00e9\U0001f600 \\\n end',
)
PIECES = [
    *"'\"`$(){}[]<>|&;\n\\ \t#!=\r",
    "$(",
    "${",
    "$((",
    "((",
    "<<E\n",
    "if ",
    "do ",
    "esac ",
    "case x in ",
    ";;",
    "x",
]


def mutated(count: int) -> Iterator[str]:
    chance = random.Random(2)
    for _ in range(count):
        text = chance.choice(SEEDS)
        for _ in range(chance.randint(1, 6)):
            start = chance.randint(0, len(text))
            end = min(len(text), start + chance.choice((0, 0, 1, 5)))
            text = text[:start] + chance.choice(PIECES) + text[end:]
        yield text[: chance.randint(0, len(text))] if chance.random() < 0.2 else text


def values(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        it = waiting.pop()
        yield it
        if isinstance(it, HereDocument):
            waiting += it.body, it.terminator, it.expansions
        elif isinstance(it, tuple) and not isinstance(it, TextRange):
            waiting += it


def check_ranges(script: Script) -> None:
    text = script.text
    for it in values((script.body, script.commands, script.problems)):
        if isinstance(it, TextRange):
            assert 0 <= it.start <= it.end <= len(text)
        elif isinstance(it, Word):
            written = it.range.slice(text)
            # In backquotes the shell takes backslashes away before it reads.
            assert it.text == written or ("\\" in written and "`" in text)


def test_no_text_is_refused_and_every_offset_lies_inside():
    for text in mutated(4000):
        script = parse(text)
        check_ranges(script)
        starts = [it.range.start for it in script.commands]
        assert starts == sorted(starts)


def test_every_command_of_the_tree_is_listed_once():
    for text in mutated(500):
        script = parse(text)
        listed = {id(it) for it in script.commands}
        in_tree = [it for it in values(script.body) if type(it).__name__ == "SimpleCommand"]
        assert {id(it) for it in in_tree} <= listed


HOSTILE = (
    *(
        "(",
        ")",
        "{ ",
        "$(",
        "${",
        "$((",
        "((",
        "`",
        '"',
        "'",
        '"$(',
        '"`',
        "`$(",
        "\\",
        "\\`",
        "$'",
        '$"',
        "<(",
        "a[",
        "a[;",
    ),
    *(
        "if ",
        "if a; then ",
        "while ",
        "for x in ",
        "for ((",
        "case x in ",
        "case x in a) ",
        "f() ",
        "function f ",
        "! ",
    ),
    *("time ", "[[ ", "<<E ", "<<E\n", "<<E;", "cat <<E\nE\n", "A=(", "x=(a ", "@(", "a && ", "a | ", ";", ";;", "\n"),
    *("a ", "#", "# a\n", "$((1)) ", "((1));", "$((a) # (\n)", '"${a}" ', "${a:-${b:-", '"${', "$(<<E\n", "`<<E\n"),
    *(
        "{",
        "a() { ",
        "&",
        "|",
        "<",
        ">",
        "2>",
        "$[",
        "$",
        "[[ a ]] ",
        "do ",
        "esac ",
        "\\\n",
        "'a' ",
        "`a`",
        "[[ (",
        "\r",
    ),
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_is_four_times_the_work(unit: str):
    small, large = (calls_in_parsing(unit * (size // len(unit))) for size in (2_000, 8_000))
    assert large <= 4.5 * small + 1000


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_long_hostile_text_is_read(unit: str):
    text = unit * (20_000 // len(unit))
    assert parse("a; " + text).commands[0].words[0].text == "a"


def calls_in_parsing(text: str) -> int:
    """How many functions, Python's own included, the parser calls."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count
