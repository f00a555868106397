import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.port import parse_port
from tests.support.shared import shared_cases


@pytest.mark.parametrize(
    ("text", "ports", "normalized", "host_part"),
    [
        ("80", (80, 80), "80/tcp", False),
        ("80/", (80, 80), "80/tcp", False),
        ("53/UDP", (53, 53), "53/udp", False),
        ("9/sctp", (9, 9), "9/sctp", False),
        ("0", (0, 0), "0/tcp", False),
        ("65535", (65535, 65535), "65535/tcp", False),
        ("00080", (80, 80), "00080/tcp", False),
        ("8000-8010/tcp", (8000, 8010), "8000-8010/tcp", False),
        ("8080:80", (80, 80), "80/tcp", True),
        (":80", (80, 80), "80/tcp", True),
        ("8000-8010:80", (80, 80), "80/tcp", True),
        ("8000-8001:80-81", (80, 81), "80-81/tcp", True),
        ("127.0.0.1:8080:80/tcp", (80, 80), "80/tcp", True),
        ("127.0.0.1::80", (80, 80), "80/tcp", True),
        ("[2001:db8::1]:8080:80", (80, 80), "80/tcp", True),
        ("2001:db8::1:8080:80", (80, 80), "80/tcp", True),
        ("[]:8080:80", (80, 80), "80/tcp", True),
    ],
)
def test_ports(text: str, ports: tuple[int, int], normalized: str, host_part: bool) -> None:
    found = parse_port(text)
    assert found.problem is None
    assert found.ports == ports
    assert found.normalized == normalized
    assert found.has_host_part is host_part


def test_parts_have_ranges() -> None:
    text = "127.0.0.1:8080:80-81/udp"
    found = parse_port(text)
    ranges = (found.address_range, found.host_range, found.container_range, found.protocol_range)
    assert [it and it.slice(text) for it in ranges] == ["127.0.0.1", "8080", "80-81", "udp"]
    found = parse_port("80")
    assert (found.address_range, found.host_range, found.protocol_range, found.protocol) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("", "missing-port", ""),
        ("/tcp", "missing-port", "/tcp"),
        ("8080:", "missing-port", "8080:"),
        ("80/http", "invalid-protocol", "http"),
        ("80/tcp/udp", "invalid-protocol", "tcp/udp"),
        ("http", "invalid-port", "http"),
        ("65536", "invalid-port", "65536"),
        ("-1", "invalid-port", "-1"),
        ("80-", "invalid-port", "80-"),
        ("90-80", "invalid-port", "90-80"),
        ("1-2-3", "invalid-port", "1-2-3"),
        ("+80", "invalid-port", "+80"),
        ("8_0", "invalid-port", "8_0"),
        ("٣", "invalid-port", "٣"),
        ("²", "invalid-port", "²"),
        ("9" * 5000, "invalid-port", "9" * 5000),
        ("x:80", "invalid-port", "x"),
        ("8000-8002:80-81", "port-ranges-differ", "8000-8002:80-81"),
        ("localhost:80:80", "invalid-address", "localhost"),
        ("256.0.0.1:80:80", "invalid-address", "256.0.0.1"),
        ("[::1:80:80", "invalid-address", "[::1"),
        ("[::1]x:80:80", "invalid-address", "[::1]x"),
        ("[fe80::1%eth0]:80:80", "invalid-address", "[fe80::1%eth0]"),
    ],
)
def test_what_buildkit_refuses(text: str, kind: str, place: str) -> None:
    problem = parse_port(text).problem
    assert problem is not None
    assert (problem.kind, problem.range.slice(text)) == (kind, place)


def test_every_case_of_buildkits_own_tests() -> None:
    cases = [case for case in shared_cases("conformance/buildkit_llb_errors.json") if case["kind"] == "expose"]
    assert cases
    for case in cases:
        found = [parse_port(word) for word in case["input"]]
        expected = case["expect"]
        assert any(it.problem for it in found) == ("error" in expected), case["id"]
        if "ports" in expected:
            exposed = [
                f"{port}/{(it.protocol or 'tcp').lower()}"
                for it in found
                if it.ports
                for port in range(it.ports.start, it.ports.end + 1)
            ]
            assert exposed == expected["ports"], case["id"]


@given(st.lists(st.sampled_from(["80", "9", "-", ":", "/", "tcp", "[", "]", "::1", "1.2.3.4", "%", "é"])).map("".join))
def test_any_text_has_parts_inside_it(text: str) -> None:
    found = parse_port(text)
    for part in (found.address_range, found.host_range, found.container_range, found.protocol_range):
        assert part is None or 0 <= part.start <= part.end <= len(text)
    assert found.problem is not None or found.ports is not None
