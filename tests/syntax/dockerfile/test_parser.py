"""Whatever a file holds, it is read: in linear time, without an exception, and the same as by BuildKit's parser."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import dockerfile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.reparse import reparse
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright_dev.tree import buildkit_terms
from tests.support.everything import check_everything

FRAGMENTS = [
    *(
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\\",
        "\\\n",
        "\\\r\n",
        "`\n",
        "\\ \n",
        "\\\n# c\n\n",
        "#",
        "# c\n",
        "\n\n",
        "\x0b",
    ),
    *(
        "FROM a AS b\n",
        "RUN ",
        "COPY ",
        "ADD ",
        "ONBUILD ",
        "CMD ",
        "ENV ",
        "ARG ",
        "LABEL ",
        "EXPOSE ",
        "VOLUME ",
        "x",
    ),
    *("USER ", "WORKDIR ", "STOPSIGNAL ", "MAINTAINER ", 'SHELL ["a"]\n', "HEALTHCHECK --interval=3s ", "NONE", "run "),
    *(
        "<<E",
        "<<-E",
        "<<E\n",
        "<<'E'\n",
        "<<F <<E\n",
        "E\n",
        "\tE\n",
        "F\n",
        "<<E\nx\nE\n",
        "<<E\\\n",
        "<",
        "-- ",
        "--",
    ),
    *('"', "'", "[", "]", '["a"]', '["a", "b"]', '["a",', '["\\u00e9"]', "$", "${", "}", "$A", "${A:-b}", "${A:-${B}}"),
    *(
        "--mount=type=cache,target=/x,",
        '--mount="a=b,c"',
        "--from=b ",
        '--a="',
        "=",
        ",",
        'a=b c="d e" ',
        "\\ ",
        '"a b"',
    ),
    *(
        "# escape=`\n",
        "# escape=\\\n",
        "# syntax=a\n",
        "# check=b\n",
        "#!/x\n",
        "\ufeff",
        "\x00",
        "\u2028",
        "é",
        "\U0001f600",
    ),
]


@settings(max_examples=400)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=12).map("".join))
def test_nothing_raises_and_all_is_in_its_place(text: str):
    check_everything(parse(text))


@pytest.mark.parametrize("seed", range(4))
def test_nothing_raises_over_random_documents(seed: int):
    chance = random.Random(seed)
    for _ in range(1_000):
        text = "".join(chance.choices([*FRAGMENTS, "\ud800"], k=chance.randint(1, 14)))
        try:
            check_everything(parse(text))
        except Exception as error:
            raise AssertionError(repr(text)) from error


@pytest.mark.parametrize("seed", range(4))
def test_random_documents_read_as_buildkit_reads_them(seed: int):
    """What differs between the BuildKit of today and the older one in the module on PyPI is kept out of them."""
    chance = random.Random(seed)
    accepted = 0
    while accepted < 1_500:
        # The module takes arrays with more behind them, writes letters in flags as their bytes, and knows no `check`.
        fragments = [it for it in FRAGMENTS if it.isascii() and not any(no in it for no in ("]", "\x00", "check"))]
        text = "".join(chance.choices(fragments, k=chance.randint(1, 14)))
        if re.search(r"<<-?\s", text):  # no heredoc then
            continue
        try:
            wanted = dockerfile.parse_string(text)
        except dockerfile.GoParseError:
            continue
        accepted += 1
        # Of an ONBUILD's heredocs the module says nothing, only where they end.
        found = [
            (
                it["value"].upper(),
                it["start_line"],
                it["end_line"],
                it["flags"],
                [doc["name"] for doc in it["heredocs"] if it["value"].upper() != "ONBUILD"],
            )
            for it in buildkit_terms(parse(text))
        ]
        expected = [
            ((it.cmd or "").upper(), it.start_line, it.end_line, list(it.flags), [doc.name for doc in it.heredocs])
            for it in wanted
        ]
        assert found == expected, repr(text)


# Lines for which the lexer behind the search for heredocs stumbles or does not, each followed by body and end.
@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("RUN cat <<E", ["E"]),
        ("RUN ${a:-x} <<E", ["E"]),
        ("RUN ${a:- <<E }", ["E"]),
        ("RUN ${a^} <<E", []),
        ("RUN ${} <<E", []),
        ("RUN ${a <<E", []),
        ("RUN echo ${#a[@]} <<E", []),
        ('RUN "${a:-"b c"}" <<E', ["E"]),
        ("RUN 'it is' <<E", ["E"]),
        ("RUN it's <<E", []),
        ("RUN \\<<E", []),
        ("RUN 3<<E", ["E"]),
        ("RUN ٣<<E", []),
        ("RUN x<<E", []),
        ("RUN <<<E", []),
        ("RUN <<$E", ["$E"]),
        ("RUN <<'E' <<\"F\"", ["E", "F"]),
        ("RUN <<E\\ F", ["E F"]),
        ("RUN $<<E", []),
        ('RUN ["<<E"]', []),
        ('RUN ["<<E"] <<E', ["E"]),
        ("CMD <<E", []),
        ("ONBUILD RUN <<E", ["E"]),
        ("ONBUILD CMD <<E", []),
        ("onbuild copy --link <<E /", ["E"]),
        ("ONBUILD ONBUILD RUN <<E", []),
        ('RUN --a="x <<E" <<F', ["F"]),
    ],
)
def test_which_lines_open_heredocs(line: str, names: list[str]):
    run = parse(f"{line}\nx\nE\nF\n$E\nE F\n").instructions[0]
    assert [it.name for it in run.heredocs] == names


def many(piece: str, size: int = 200_000) -> str:
    return piece * (size // len(piece))


PIECES = [
    *"[ \" ' -- --a ${ ${a:- $a $ ` < << \\ a= = , # ( ; && \r \x0b \u00a0 \ufeff é".split(" "),
    *("[[", '["', '["a",', '"a" ', "a=b ", "-- ", "--a=b ", "<<A ", "<< ", '<<"', "$( ", "\\n", "\t", '"a",', "a,"),
]
KEYWORDS = (
    "RUN ",
    "RUN <<A ",
    "ENV ",
    "ARG ",
    "COPY ",
    "CMD ",
    "HEALTHCHECK CMD ",
    "ONBUILD RUN ",
    "RUN --mount=",
    "FROM ",
)
LONG = {
    "unterminated heredocs": many("RUN <<A\n"),
    "unterminated heredocs, each of another name": "".join(f"RUN <<A{number}\n" for number in range(15_000)),
    "heredocs": many("RUN <<A\nA\n"),
    "heredocs on one line": "RUN " + "<<A " * 20_000 + "\n" + "A\n" * 20_000,
    "heredocs with tabs": many("RUN <<-A\n\t\tx\n\tA\n"),
    "continuations": many("\\\n"),
    "continued words": "RUN " + many("a \\\n"),
    "comments in a continuation": "RUN \\\n" + many("# a\n"),
    "blank lines in a continuation": "RUN \\\n" + many("\n"),
    "directives": many("# syntax=a\n"),
    "one directive": many("# syntax="),
    "escape directives": many("# escape=`\n"),
    "ONBUILD": many("ONBUILD "),
    "instructions": many("FROM a AS b\n"),
    "blank lines": many("\r\n"),
    "blanks": many(" "),
    "one word": many("a"),
    "an array": "CMD [" + many('"a",') + '"b"]',
    "an array of escapes": 'CMD ["' + many("\\u00e9") + '"]',
    "an array that is never closed": 'CMD ["' + many("\\n"),
    "arrays in arrays": "CMD " + "[" * 100_000 + "]" * 100_000,
    "5 MB in one word": "RUN " + "a" * 5_000_000,
    "5 MB in one value": "ENV A=" + "a" * 5_000_000,
    "5 MB in one comment": "#" + "a" * 5_000_000,
    "5 MB of blanks": " " * 5_000_000 + "RUN x",
    "5 MB in one string": 'CMD ["' + "a" * 5_000_000 + '"]',
}
_PROGRAM = """
from tests.syntax.dockerfile.test_parser import KEYWORDS, LONG, PIECES, many, read_all
for text in LONG.values():
    read_all(text)
for keyword in KEYWORDS:
    for piece in PIECES:
        read_all(keyword + many(piece, 30_000))
print("done")
"""


def read_all(text: str) -> None:
    """Read it, edit it at both ends and in the middle, and look for problems."""
    tree = parse(text)
    for place in (0, len(text) // 2, len(text)):
        edited = reparse(tree, [Edit(TextRange(place, place), "x")])
        assert len(edited.text) == len(text) + 1
    assert "".join(unit.text for unit in tree.units) == text
    assert tree.problems is not None


def test_long_and_hostile_files_are_read_in_time():
    """About ten seconds; ten minutes are there to end what hangs. One quadratic loop in here takes hours."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, timeout=600, env=_environment(), check=False
    )
    assert done.stdout == "done\n", done.stderr[-2_000:]


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(path for path in sys.path if path)}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_node_of_hostile_lines(keyword: str):
    for piece in PIECES:
        check_everything(parse(keyword + many(piece, 1_500) + "\nRUN x\n"))


def test_many_heredocs_without_end_leave_each_line_its_own():
    tree = parse(LONG["unterminated heredocs, each of another name"] + "A7\nRUN last\n")
    assert [it.heredocs[0].terminated for it in tree.instructions[:-1]] == [False] * 7 + [True]
    assert tree.instructions[-1].arguments_text == "last"


def test_onbuild_of_onbuild_ends():
    outer = parse(LONG["ONBUILD"]).instructions[0]
    inner = outer.trigger  # type: ignore[attr-defined]
    assert inner.name == "ONBUILD"
    assert inner.trigger is None
