import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.duration import MILLISECOND, parse_duration

SECOND = 1000 * MILLISECOND


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("-0", 0),
        ("0s", 0),
        ("30s", 30 * SECOND),
        ("1.5s", 1500 * MILLISECOND),
        (".5s", 500 * MILLISECOND),
        ("5.s", 5 * SECOND),
        ("1h2m3s4ms5us6ns", 3723004005006),
        ("10us", 10_000),
        ("10\u00b5s", 10_000),
        ("10\u03bcs", 10_000),
        ("-1m", -60 * SECOND),
        ("+1m", 60 * SECOND),
        ("1ms", MILLISECOND),
        ("0.9ns", 0),
        ("9223372036854775807ns", 2**63 - 1),
        ("9223372036854775.807us", 2**63 - 1),
        ("-9223372036854775808ns", -(2**63)),
        ("0.3333333333333333333h", 1200 * SECOND),
        ("0.100000000000000000000h", 360 * SECOND),
        ("0" * 5000 + "7s", 7 * SECOND),
    ],
)
def test_durations(text: str, nanoseconds: int) -> None:
    assert parse_duration(text) == (nanoseconds, None)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("", "invalid-duration", ""),
        ("-", "invalid-duration", "-"),
        ("s", "invalid-duration", "s"),
        (".", "invalid-duration", "."),
        (".s", "invalid-duration", ".s"),
        ("abc", "invalid-duration", "abc"),
        ("--1s", "invalid-duration", "--1s"),
        ("30", "missing-unit", "30"),
        ("1m30", "missing-unit", "30"),
        ("1.5", "missing-unit", "1.5"),
        ("1..5s", "missing-unit", "1."),
        ("30sec", "unknown-unit", "sec"),
        ("1d", "unknown-unit", "d"),
        ("1S", "unknown-unit", "S"),
        ("1m 30s", "unknown-unit", "m "),
        ("٣s", "invalid-duration", "٣s"),
        ("9223372036854775808ns", "invalid-duration", "9223372036854775808ns"),
        ("3000000h", "invalid-duration", "3000000h"),
        ("9" * 5000 + "s", "invalid-duration", "9" * 5000 + "s"),
    ],
)
def test_what_go_refuses(text: str, kind: str, place: str) -> None:
    nanoseconds, problem = parse_duration(text)
    assert nanoseconds is None
    assert problem is not None
    assert (problem.kind, problem.range.slice(text)) == (kind, place)


@given(
    st.lists(st.sampled_from(["1", "0", "9" * 19, ".", "-", "h", "m", "s", "ms", "ns", "\u00b5s", " ", "x"])).map(
        "".join
    )
)
def test_any_text_is_a_duration_or_has_a_problem(text: str) -> None:
    nanoseconds, problem = parse_duration(text)
    assert (nanoseconds is None) == (problem is not None)
    if problem is not None:
        assert 0 <= problem.range.start <= problem.range.end <= len(text)
    else:
        assert nanoseconds is not None
        assert -(2**63) <= nanoseconds < 2**63
