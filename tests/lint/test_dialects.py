"""Comments that were written for other linters silence here what they silence there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.dialects import ignores
from dockwright.lint.rule import rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange


@rule(
    on=Document,
    severity=Severity.WARNING,
    aliases=(
        "DL3008",
        "UndefinedVar",
        "tally/some-rule",
        "DS-0002",
        "CKV_DOCKER_2",
        "AC_DOCKER_0041",
        "fd54f200",
        "EF0003",
        "CASING_INSTRUCTION",
        "dockerfile.security.missing-user",
        "SC2086",
    ),
)
def finds_x(document: Document) -> Iterator[Diagnostic]:
    """Find each X of the file, wherever it stands."""
    for place, character in enumerate(document.text):
        if character == "X":
            yield Diagnostic(TextRange(place, place + 1), "an X")


OTHER = replace(finds_x, id="other-rule", category="other", aliases=("NoEmptyContinuation", "some-rule"))


def _heard(text: str, settings: Settings = DEFAULT) -> list[str]:
    """The lines on which an X is still heard."""
    document = Document.parse(text)
    found = engine.run(document, (finds_x,), settings)
    return [document.lines.line(document.lines.line_of(it.range.start)).strip() for it in found]


BELOW = [
    "# hadolint ignore=DL3008 pinned elsewhere",
    "# tally ignore=hadolint/DL3008;reason=pinned elsewhere",
    "# tally ignore=DL3001, buildkit/UndefinedVar",
    "# tally ignore=some-rule",
    "# tally ignore=tally/some-rule",
    "# tally ignore=all",
    "# trivy:ignore:DS-0002",
    "# trivy:ignore:AVD-DS-0002",
    "#trivy:ignore:DS002",
    "# why trivy:ignore:DS-0001 trivy:ignore:DS-0002[a=b]",
    "# trivy:ignore:*",
    "# tfsec:ignore:DS-0002",
    "# kics-scan ignore-line",
    "# linter ignore=ER0012,EF0003",
    "# dockerfile-utils: ignore",
    "# nosemgrep",
    "# nosemgrep: other, dockerfile.security.missing-user.missing-user",
    "# nosemgrep: missing-user",
    "# shellcheck disable=SC2086,SC2016",
    "# shellcheck source=/dev/null disable=all",
]
FILE = [
    "# tally global ignore=DL3008",
    "# checkov:skip=CKV_DOCKER_1,CKV_DOCKER_2:why not",
    "# bridgecrew:skip=CKV_DOCKER_2",
    "# cortex:skip=CKV_DOCKER_2: why not",
    "#ts:skip=AC_DOCKER_0041 why not",
]
NOTHING = [
    "# hadolint ignore=all",
    "# tally ignore=stylelint/DL3008",
    "# trivy:ignore:DS-0003",
    "# checkov:skip",
    "# kics-scan enable=fd54f200-402c-4333-a5a4-36ef6709af2f",
    "# dockerfile-utils: ignored",
    "# nosemgrep: other",
    "# nosemgreps",
    "# gitleaks:allow",
    "# shellcheck disable=SC2016",
    "# shellcheck disable=DL3008",
    "# check=skip=undefinedvar",
    "# please ignore this",
]


@pytest.mark.parametrize("comment", BELOW)
def test_of_the_instruction_below(comment: str):
    assert _heard(f"FROM X1\n{comment}\nRUN X2 \\\n  X3\nRUN X4\n") == ["FROM X1", "RUN X4"]


@pytest.mark.parametrize("comment", FILE)
def test_of_the_file(comment: str):
    assert _heard(f"FROM X1\nRUN X2\n{comment}\nRUN X3\n") == []


@pytest.mark.parametrize("comment", NOTHING)
def test_of_something_else(comment: str):
    assert _heard(f"FROM X1\n{comment}\nRUN X2\n") == ["FROM X1", "RUN X2"]


def test_of_kics_at_the_head_and_before_a_stage():
    assert _heard("# kics-scan ignore\nFROM X1\nRUN X2\n") == []
    assert _heard("# kics-scan disable=fd54f200-402c-4333-a5a4-36ef6709af2f\nFROM X1\n") == []
    assert _heard("FROM X1\n# kics-scan ignore\nRUN X2\n") == ["FROM X1", "RUN X2"]
    assert _heard("# kics-scan ignore-block\nFROM X1\nRUN X2\nFROM X3\n") == ["FROM X3"]


def test_secrets_that_gitleaks_allows():
    secret = replace(finds_x, category="secrets")
    assert engine.run(Document.parse("FROM a\n# gitleaks:allow\nENV X=1\n"), (secret,)) == []


@pytest.mark.parametrize(("today", "heard"), [("2026-12-30", []), ("2026-12-31", ["RUN X"]), (None, [])])
def test_a_time_that_is_over(today: str | None, heard: list[str]):
    text = "FROM a\n# trivy:ignore:DS-0002:exp:2026-12-31\nRUN X\n"
    assert _heard(text, Settings(today=today)) == heard


def test_shellcheck_inside_a_script():
    text = "FROM a\nRUN <<E\n# shellcheck disable=SC2086\nX1\nX2\nE\nRUN X3\n"
    assert _heard(text) == ["RUN X3"]
    text = "FROM a\nRUN <<E\nX1\n# shellcheck disable=SC2086\nX2 a \\\n  X3\nX4\nE\n"
    assert _heard(text) == ["X1", "X4"]
    text = "FROM a\nRUN X1 && \\\n# shellcheck disable=SC2086\nX2 a \\\n  X3 && \\\n  X4\n"
    assert _heard(text) == ["RUN X1 && \\", "X4"]
    # Where the file is no script, a line is a line.
    assert _heard("FROM a\nCOPY <<E /\n# shellcheck disable=SC2086\nX1\nE\n") == ["X1"]


def test_of_several_checks_above_an_instruction_the_first_counts():
    assert _heard("FROM a\n# check=skip=Other\n# check=skip=UndefinedVar\nRUN X\n") == ["RUN X"]
    assert _heard("FROM a\n# check=skip=UndefinedVar;error=true\nRUN X\n") == []


def test_a_check_of_the_whole_file_is_not_skipped_above_an_instruction():
    for comment, count in (("skip=NoEmptyContinuation", 1), ("skip=all", 1)):
        assert len(engine.run(Document.parse(f"FROM a\n# check={comment}\nRUN X\n"), (OTHER,))) == count
        assert len(engine.run(Document.parse(f"# check={comment}\nFROM a\nRUN X\n"), (OTHER,))) == 0


def test_buildkit_reads_no_comments_inside_an_instruction():
    assert _heard("FROM a\nRUN b && \\\n# check=skip=UndefinedVar\n  X\n") == ["X"]


def test_comments_can_be_switched_off():
    text = "FROM a\n# dockwright: ignore\nRUN X\n"
    assert _heard(text, Settings(inline_ignores=False)) == ["RUN X"]


@pytest.mark.parametrize("comment", ["#" + " " * 20_000 + "ignore", "# nosemgrep:" + " a," * 9_000, "# ignore" * 9_000])
def test_long_comments_take_no_time(comment: str):
    assert list(ignores(comment)) is not None
