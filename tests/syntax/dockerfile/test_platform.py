import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.platform import parse_platform


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("linux/amd64", "linux/amd64"),
        ("Linux/X86_64", "linux/amd64"),
        ("linux/x86-64", "linux/amd64"),
        ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"),
        ("linux/aarch64", "linux/arm64"),
        ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm64/8", "linux/arm64"),
        ("linux/arm64/v9", "linux/arm64/v9"),
        ("linux/arm", "linux/arm/v7"),
        ("linux/arm/6", "linux/arm/v6"),
        ("linux/armhf", "linux/arm/v7"),
        ("linux/armel", "linux/arm/v6"),
        ("linux/i386", "linux/386"),
        ("macos/arm64", "darwin/arm64"),
        ("windows(10.0.17763)/amd64", "windows/amd64"),
        ("windows(10.0.17763+win32k)/amd64", "windows/amd64"),
        ("windows()/amd64", "windows/amd64"),
        ("anything/goes/here", "anything/goes/here"),
    ],
)
def test_platforms(text: str, normalized: str) -> None:
    found = parse_platform(text)
    assert found.problem is None
    assert found.normalized == normalized


def test_one_part_leaves_the_other_to_the_builder() -> None:
    system = parse_platform("windows(10.0.17763)")
    assert (system.system, system.architecture, system.version) == ("windows", None, "10.0.17763")
    architecture = parse_platform("aarch64")
    assert (architecture.system, architecture.architecture) == (None, "arm64")
    assert architecture.normalized is None
    assert architecture.problem is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ""),
        ("ubuntu", "ubuntu"),
        ("linux/*", "linux/*"),
        ("/amd64", ""),
        ("linux/", ""),
        ("linux//v8", ""),
        ("linux/amd64/v1/x", "linux/amd64/v1/x"),
        ("linux/amd 64", "amd 64"),
        ("lin.ux/amd64", "lin.ux"),
        ("windows(10.0/amd64", "windows(10.0"),
        ("windows(%zz)/amd64", "(%zz)"),
        ("linux/arm(1)", "arm(1)"),
        ("linux/amd64\n", "amd64\n"),
        ("liñux/amd64", "liñux"),
    ],
)
def test_what_buildkit_refuses(text: str, place: str) -> None:
    problem = parse_platform(text).problem
    assert problem is not None
    assert problem.range.slice(text) == place


@given(st.lists(st.sampled_from(["linux", "arm", "v7", "/", "(", ")", "%", "+", "1.0", "*", " ", "é"])).map("".join))
def test_any_text_is_a_platform_or_has_a_problem(text: str) -> None:
    found = parse_platform(text)
    if found.problem is not None:
        assert 0 <= found.problem.range.start <= found.problem.range.end <= len(text)
    else:
        assert found.system or found.architecture
