from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile import patterns
from dockwright.syntax.dockerfile.patterns import Wildcard
from dockwright.syntax.dockerfile.words import LONGEST, expand, expand_words, scan
from tests.support.shared import shared_cases
from tests.support.word_texts import escapes, texts

ENVIRONMENT = {"A": "alpha", "EMPTY": "", "TWO": "one two", "PATH": "/usr/bin:/bin", "STARS": "a*b*c"}


def value(text: str, escape: str = "\\") -> str | None:
    return expand(text, ENVIRONMENT, escape).text


def test_every_case_of_buildkits_own_tests() -> None:
    cases = shared_cases("conformance/buildkit_shell.json")
    wrong = [case["id"] for case in cases if not _agrees(case)]
    assert wrong == []
    assert len(cases) >= 160


def _agrees(case: dict[str, Any]) -> bool:
    expected = case["expect"]
    if case["kind"] == "reverse-pattern":
        return bool(patterns.reverse(case["input"]) == expected)
    if case["kind"] == "pattern-to-regex":
        parsed = patterns.parse(case["input"])
        if "regex" not in expected:
            return parsed is None
        return parsed is not None and _regex(parsed, case["greedy"], case["anchored"]) == expected["regex"]
    if case["kind"] == "words":
        words = expand_words(case["input"], case["env"])
        return words is not None and list(words) == expected["result"]
    found = expand(case["input"], case["env"], ignore_case=case.get("platform") == "windows")
    if expected.get("error"):
        return found.problem is not None and expected.get("message_contains", "") in found.problem.message
    if scan(case["input"]).problems or found.text != expected["result"]:
        return False
    if "matched" not in expected:
        return True
    return sorted(found.used) == expected["matched"] and sorted(found.unset) == expected["unmatched"]


def _regex(pattern: patterns.Pattern, greedy: bool, anchored: bool) -> str:
    signs = {Wildcard.ONE: ".", Wildcard.ANY: ".*" if greedy else ".*?"}
    parts = [signs[it] if isinstance(it, Wildcard) else "\\" * (it in "[]{}.+()|^$*?\\") + it for it in pattern]
    return "^" * anchored + "".join(parts)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("$A-${A}", "alpha-alpha"),
        ("$NONE|${NONE}", "|"),
        ("'$A' \"$A\" \\$A", "$A alpha $A"),
        ("${NONE:-x$A}", "xalpha"),
        ("${EMPTY:-x}|${EMPTY-x}", "x|"),
        ("${EMPTY:+x}|${EMPTY+x}|${NONE+x}", "|x|"),
        ("${A:?no}${EMPTY?no}", "alpha"),
        ("${PATH#*/}|${PATH##*/}", "usr/bin:/bin|bin"),
        ("${PATH%/*}|${PATH%%/*}", "/usr/bin:|"),
        ("${PATH#nothing}", "/usr/bin:/bin"),
        ("${PATH/bin/sbin}|${PATH//bin/sbin}", "/usr/sbin:/bin|/usr/sbin:/sbin"),
        ("${PATH//\\//-}", "-usr-bin:-bin"),
        ("${STARS//\\*/.}|${STARS/\\**/.}", "a.b.c|a."),
        ("${A//?/x}", "xxxxx"),
        ("${A///-}", "-a-l-p-h-a-"),
        ("${A:#al}", "pha"),
        ("${A//l/[$0]}", "a[]pha"),
        ("$", "$"),
        ("5$", "5$"),
        ("end\\", "end"),
        ("\ufeffx\ufeff", "x\ufeff"),
    ],
)
def test_values(text: str, result: str) -> None:
    assert value(text) == result


def test_a_dollar_in_a_replacement_that_came_from_a_variable_is_gos() -> None:
    environment = {"V": "a-b", "R": "<$0${0}$1$$>"}
    assert expand("${V//-/$R}", environment).text == "a<--$>b"
    assert expand("${V/-/$R}", environment).text == "a<$0${0}$1$$>b"


def test_the_other_escape_token() -> None:
    assert value("C:\\$A`$A", "`") == "C:\\alpha$A"


def test_blanks_of_values_part_words_unless_quoted() -> None:
    assert expand_words('x$TWO "$TWO" y', ENVIRONMENT) == ("xone", "two", "one two", "y")
    assert expand_words(r"a\ b '' c", {}) == ("a b", "c")
    assert expand_words("'open", {}) is None


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("${NONE:?}", "required-variable", "NONE is not set"),
        ("${EMPTY:?}", "required-variable", "EMPTY is empty"),
        ("a${NONE?give $A}", "required-variable", "NONE: give alpha"),
        ("${A#\\x}", "invalid-pattern", "escapes"),
        ("${A/\\x/y}", "invalid-pattern", "escapes"),
        ("${NONE:-'}", "missing-brace", "missing"),
    ],
)
def test_what_cannot_be_expanded(text: str, kind: str, message: str) -> None:
    found = expand(text, ENVIRONMENT)
    assert (found.text, found.words) == (None, None)
    assert found.problem is not None
    assert found.problem.kind == kind
    assert message in found.problem.message
    assert found.problem.range.end <= len(text)


def test_names_that_were_looked_up() -> None:
    found = expand("$A ${NONE:-$PATH} '$no' ${A:+$OTHER}", ENVIRONMENT)
    assert found.used == {"A", "PATH"}
    assert found.unset == {"NONE", "OTHER"}


def test_names_in_any_case_as_on_windows() -> None:
    found = expand("$path", {"Path": "x"}, ignore_case=True)
    assert (found.text, found.used) == ("x", {"path"})
    assert expand("$path", {"Path": "x"}).unset == {"path"}


def test_what_a_heredocs_name_and_body_need() -> None:
    raw = expand("'a' \"b\" \\c $A", {}, raw_quotes=True, raw_escapes=True, skip_unset=True)
    assert raw.words == ("'a'", '"b"', "\\c", "$A")
    kept = "${A} ${A:-x} ${A##y} ${A:=z} $A"
    assert expand(kept, {}, skip_unset=True).text == kept
    assert expand("${A//x/y}", {}, skip_unset=True).text == "${A/x/y}"  # BuildKit forgets the second slash.
    assert expand('it\'s "$A"', ENVIRONMENT, quotes=False).text == 'it\'s "alpha"'


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("x$U", None),
        ("${U:-x}", None),
        ("${U:+x}", None),
        ("${U+x}", "x"),
        ("${NONE:-$U}", None),
        ("${NONE:+$U}", ""),
        ("${A:-$U}", "a"),
        ("${U#x}", None),
        ("${A#$U}", None),
        ("${U/x/y}", None),
    ],
)
def test_what_depends_on_a_value_that_nobody_knows(text: str, result: str | None) -> None:
    found = expand(text, {"U": None, "A": "a"})
    assert found.text == result
    assert found.problem is None


def test_a_value_beyond_reason_is_unknown() -> None:
    environment = {"A": "x" * (LONGEST // 2)}
    assert expand("$A$A", environment).text is not None
    found = expand("$A$A$A", environment)
    assert (found.text, found.words, found.problem) == (None, None, None)
    assert expand("${A//x/xxxx}", environment).text is None


def test_a_pattern_that_would_backtrack_is_given_up() -> None:
    hard = "a*" * 12 + "b"
    assert expand("${A//" + hard + "/}", {"A": "a" * 100_000}).text is None
    assert expand("${A##" + hard + "}", {"A": "a" * 1000}).text == "a" * 1000


@given(texts, escapes, st.dictionaries(st.sampled_from(["A", "B1", "_", "é"]), st.none() | st.text(max_size=8)))
def test_any_text_expands_or_says_why_not(text: str, escape: str, environment: dict[str, str | None]) -> None:
    found = expand(text, environment, escape)
    if scan(text, escape).problems:
        assert found.problem is not None
    if found.problem is not None:
        assert found.text is None
        assert 0 <= found.problem.range.start <= found.problem.range.end <= len(text)
    elif None not in environment.values():
        assert found.text is not None
        assert found.words is not None
        assert "".join("".join(found.words).split()) == "".join(found.text.split())
