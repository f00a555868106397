"""Fixes come to rest, and none is applied that fails a gate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.fixing import Settled, fix_all_edits, settle, settle_asking
from dockwright.lint.gates import accepts
from dockwright.lint.rule import Rule, rule
from dockwright.lint.settings import Settings
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, apply, delete, insert
from dockwright.text.ranges import TextRange


def _replace(text: str, old: str, new: str) -> Edit:
    start = text.index(old)
    return Edit(TextRange(start, start + len(old)), new)


def _accepted(text: str, *edits: Edit, safety: Safety = Safety.SAFE) -> str | None:
    after = accepts(Document.parse(text), Fix("Change it", edits, safety))
    return None if after is None else after.text


TEXT = "FROM a\nRUN one && two # x\n# about\nCOPY b c\nRUN <<E\nthree\nE\nUSER me\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("COPY", "ADD"),
        ("one", "one -y"),
        ("two", "two && three"),
        (" && two", ""),
        ("COPY b c\n", ""),
        ("# about\n", ""),
        ("# about\n", "# about\nUSER you\n"),
        ("three\n", "three\nfour\n"),
        ("me", "you"),
        ("\nUSER me", "\nUSER me\nRUN four"),
        ("FROM a\n", "FROM a\nWORKDIR /w\n"),
    ],
)
def test_what_passes_the_gates(old: str, new: str):
    assert _accepted(TEXT, _replace(TEXT, old, new)) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x\n", "x \\\n"),  # swallows the next instruction
        ("two", "two <<F"),  # takes all that follows for a heredoc
        ("\nE\n", "\nF\n"),  # leaves the heredoc open
        ("\n# about\n", " "),  # joins two lines
        ("RUN <<E", "RUN"),  # makes instructions of a heredoc's body
        ("one && two", "'one && two"),  # what the shell refuses
        ("one", "one;("),
        ("b", "b"),  # changes nothing
    ],
)
def test_what_does_not(old: str, new: str):
    assert _accepted(TEXT, _replace(TEXT, old, new)) is None


@pytest.mark.parametrize(
    ("comment", "stays"),
    [
        ("# hadolint ignore=DL3020", True),
        ("# dockwright: ignore", True),
        ("# trivy:ignore:DS-0005\n# about", True),
        ("# about", False),
        ("# hadolint global ignore=DL3020", False),
    ],
)
def test_a_comment_that_silences_a_linter_does_not_lose_its_instruction(comment: str, stays: bool):
    text = f"FROM a\n{comment}\nADD b c\nUSER me\n"
    assert (_accepted(text, _replace(text, "ADD b c\n", "")) is None) == stays
    assert _accepted(text, _replace(text, f"{comment}\nADD b c\n", "")) is not None
    assert _accepted(text, _replace(text, "ADD", "COPY")) is not None
    assert (_accepted(text, insert(text.index("ADD"), "ARG b\n")) is None) == stays
    indented = text.replace("ADD", "  ADD")
    assert (_accepted(indented, insert(indented.index("  ADD"), "ARG b\n")) is None) == stays
    assert _accepted(text, insert(text.index(comment), "ARG b\n")) is not None


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (insert(len(TEXT) + 1, "#"),),
        (Edit(TextRange(-1, 0), ""),),
        (Edit(TextRange(5, 3), ""),),
        (Edit(TextRange(0, 4), "from"), Edit(TextRange(3, 6), "x")),
    ],
)
def test_edits_that_are_no_edits(edits: tuple[Edit, ...]):
    assert _accepted(TEXT, *edits) is None


def test_directives_stay_unless_they_are_what_is_edited():
    text = "# escape=`\nFROM a\nRUN a `\n  b\n"
    assert _accepted(text, insert(0, "# note\n")) is None
    assert _accepted(text, insert(text.index("FROM"), "# note\n")) is not None
    text = "# note\n# syntax=a\nFROM a\n"
    assert _accepted(text, delete(TextRange(0, 7))) is None
    assert _accepted(text, delete(TextRange(0, 7)), safety=Safety.UNSAFE) == "# syntax=a\nFROM a\n"


def test_lines_put_above_the_first_instruction_of_a_file_with_a_byte_order_mark():
    assert _accepted("\ufeffFROM a\n", insert(1, "ARG x\n")) == "\ufeffARG x\nFROM a\n"


@rule(on=ast.User, severity=Severity.ERROR)
def user_is_x(user: ast.User) -> Iterator[Diagnostic]:
    if user.arguments_text == "x":
        yield Diagnostic(user.range, "user x")


def test_a_fix_may_not_make_an_error():
    document = Document.parse("FROM a\nUSER y\n")
    fix = Fix("Change it", (Edit(TextRange(12, 13), "x"),))
    assert accepts(document, fix) is not None
    assert accepts(document, fix, (user_is_x,)) is None
    assert accepts(document, fix, (user_is_x,), Settings(severity=(("user-is-x", Severity.HINT),))) is not None


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("FROM a\nUSER y\n", Settings(select=("no-such-rule",))),
        ("FROM a\nUSER y\n", Settings(ignore=("user-is-x",))),
        ("# dockwright: ignore-file\nFROM a\nUSER y\n", Settings()),
    ],
)
def test_nor_one_that_nobody_would_be_shown(text: str, settings: Settings):
    assert (
        accepts(Document.parse(text), Fix("Change it", (_replace(text, "y\n", "x\n"),)), (user_is_x,), settings) is None
    )

    @rule(on=ast.User, severity=Severity.WARNING, fix=Safety.SAFE)
    def user_is_y(user: ast.User) -> Iterator[Diagnostic]:
        if user.arguments_text == "y":
            edit = Edit(TextRange(user.range.end - 1, user.range.end), "x")
            yield Diagnostic(user.range, "user y", (Fix("Make it x", (edit,)),))

    chosen = Settings(select=("user-is-y",), inline_ignores=False)
    assert settle(Document.parse(text), (user_is_y, user_is_x), chosen).document.text == text


def test_what_silences_findings_stays_directly_above_its_instruction():
    text = "FROM a\n# dockwright: ignore\n# about\nRUN b\n"
    assert _accepted(text, insert(text.index("RUN"), "USER c\n")) is None
    assert _accepted(text, insert(text.index("# about"), "\n")) is None
    assert _accepted(text, insert(text.index("# dock"), "USER c\n")) is not None
    assert _accepted(text, insert(text.index("# about"), "# more\n")) is not None
    assert _accepted(text.replace("dockwright: ignore", "note"), insert(text.index("RUN") - 14, "USER c\n")) is not None


@pytest.mark.parametrize("old", ["FROM a AS b\n", " AS b", "b\nFROM"])
def test_a_stage_that_is_used_stays(old: str):
    text = "FROM a AS b\nFROM c\nCOPY --from=b d e\n"
    assert _accepted(text, _replace(text, old, old.replace("b", "x") if old.startswith("b") else "")) is None
    assert _accepted(text.replace("--from=b", "--from=f"), _replace(text, " AS b", "")) is not None


# --- settling ---


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def a_to_b(run: ast.Run) -> Iterator[Diagnostic]:
    yield from _words(run, "a", "b")


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def b_to_c(run: ast.Run) -> Iterator[Diagnostic]:
    yield from _words(run, "b", "c")


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def b_to_a(run: ast.Run) -> Iterator[Diagnostic]:
    yield from _words(run, "b", "a")


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.UNSAFE)
def c_to_d(run: ast.Run) -> Iterator[Diagnostic]:
    yield from _words(run, "c", "d", Safety.UNSAFE)


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def without_effect(run: ast.Run) -> Iterator[Diagnostic]:
    for word in run.words:
        yield Diagnostic(word.range, "a word", (Fix("Append", (insert(run.range.end, " z"),)),))


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def breaks_the_file(run: ast.Run) -> Iterator[Diagnostic]:
    yield Diagnostic(run.range, "too short", (Fix("Continue", (insert(run.range.end, " \\"),)),))


@rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
def overlapping(run: ast.Run) -> Iterator[Diagnostic]:
    if run.words and run.words[0].text == "a":
        yield Diagnostic(
            run.keyword.range,
            "two",
            (
                Fix(
                    "Use b",
                    (Edit(run.words[0].range, "b"), insert(0, "")),
                ),
            ),
        )


def _words(run: ast.Run, old: str, new: str, safety: Safety = Safety.SAFE) -> Iterator[Diagnostic]:
    for word in run.words:
        if word.text == old:
            yield Diagnostic(word.range, f"{old} stands here", (Fix(f"Use {new}", (Edit(word.range, new),), safety),))


def _settled(text: str, *rules: Rule, unsafe: bool = False) -> str:
    document = Document.parse(text)
    settled = settle(document, rules, unsafe=unsafe)
    assert apply(text, settled.edits) == settled.document.text
    assert apply(text, fix_all_edits(document, rules, unsafe=unsafe)) == settled.document.text
    again = settle(settled.document, rules, unsafe=unsafe)
    assert again.document.text == settled.document.text
    return settled.document.text


def test_fixes_are_applied_until_nothing_changes():
    assert _settled("FROM x\nRUN a a\nRUN b a\n", a_to_b, b_to_c) == "FROM x\nRUN c c\nRUN c c\n"


def test_unsafe_fixes_wait_to_be_asked_for():
    assert _settled("RUN b\n", b_to_c, c_to_d) == "RUN c\n"
    assert _settled("RUN b\n", b_to_c, c_to_d, unsafe=True) == "RUN d\n"


def test_fixes_that_undo_each_other_come_to_an_end():
    for text in ("RUN a\n", "RUN b\n", "RUN a b\nRUN b a\n"):
        assert _settled(text, a_to_b, b_to_a) == text
    assert _settled("RUN a\nRUN c\n", a_to_b, b_to_a, c_to_d, unsafe=True).endswith("\nRUN d\n")


def test_a_fix_that_does_not_cure_is_left_out_and_the_others_go_on():
    assert _settled("RUN a\nRUN x\n", without_effect, a_to_b) == "RUN b\nRUN x\n"


def test_a_fix_that_breaks_the_file_is_left_out_and_the_others_go_on():
    assert _settled("RUN a\nRUN x\n", breaks_the_file, a_to_b) == "RUN b\nRUN x\n"


def test_what_remains_is_told():
    settled = settle(Document.parse("RUN a c\n"), (a_to_b, c_to_d))
    assert settled.document.text == "RUN b c\n"
    assert [fix.title for _, fix in settled.applied] == ["Use b"]
    assert [it.code for it in settled.remaining] == ["c-to-d"]


def test_two_fixes_for_one_place_wait_for_each_other():
    assert _settled("RUN a\n", overlapping, a_to_b) == "RUN b\n"


def test_silenced_findings_are_not_fixed():
    assert _settled("FROM x\n# dockwright: ignore[a-to-b]\nRUN a\nRUN a\n", a_to_b).endswith("RUN a\nRUN b\n")


def test_many_fixes_with_some_bad_ones_among_them_take_no_time():
    @rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
    def sometimes_breaks(run: ast.Run) -> Iterator[Diagnostic]:
        if run.arguments_text.endswith("x"):
            yield Diagnostic(run.keyword.range, "bad", (Fix("Continue", (insert(run.range.end, " \\"),)),))

    lines = [f"RUN a{number}x\n" if number % 200 == 0 else "RUN a\n" for number in range(600)]
    settled = settle(Document.parse("".join(lines)), (a_to_b, sometimes_breaks))
    assert settled.document.text == "".join(lines).replace("RUN a\n", "RUN b\n")
    assert len(settled.remaining) == 3


def test_edits_are_as_small_as_they_can_be():
    @rule(on=ast.Run, severity=Severity.WARNING, fix=Safety.SAFE)
    def whole_line(run: ast.Run) -> Iterator[Diagnostic]:
        if run.arguments_text == "apk add x":
            yield Diagnostic(run.range, "all", (Fix("Rewrite", (Edit(run.range, "RUN apk add -y x"),)),))

    assert fix_all_edits(Document.parse("RUN apk add x\n"), (whole_line,)) == (insert(12, "-y "),)
    assert fix_all_edits(Document.parse("RUN other\n"), (whole_line,)) == ()


def test_another_escape_character_reads_all_lines_anew():
    text = "# escape=b\nFROM a:1\nRUN a `\n  b\n"
    assert _accepted(text, _replace(text, "=b", "=`")) == text.replace("=b", "=`")


# --- asking ---


def _asked(text: str, *answers: bool | None, rules: tuple[Rule, ...]) -> tuple[list[str], Settled]:
    """What was asked about while someone gave these answers, and what came of it."""
    asked: list[str] = []
    left = iter(answers)

    def wants(before: Document, after: Document, diagnostic: Diagnostic, fix: Fix) -> bool | None:
        asked.append(after.text)
        return next(left)

    return asked, settle_asking(Document.parse(text), rules, Settings(), wants)


def test_what_is_wanted_is_applied_and_what_it_brings_is_asked_about():
    text = "FROM x\nRUN a\nRUN a\n"
    asked, settled = _asked(text, True, False, True, False, rules=(a_to_b, b_to_c))
    assert asked == [text.replace("a\nRUN a", it) for it in ("b\nRUN a", "c\nRUN a", "b\nRUN b", "b\nRUN c")]
    assert settled.document.text == "FROM x\nRUN b\nRUN b\n"
    assert apply(text, settled.edits) == settled.document.text
    assert [it.code for it in settled.remaining] == ["b-to-c", "b-to-c"]


def test_nobody_is_asked_after_the_last_word():
    text = "FROM x\nRUN a\nRUN a\nRUN a\n"
    asked, settled = _asked(text, True, None, rules=(a_to_b,))
    assert len(asked) == 2
    assert settled.document.text == text.replace("a", "b", 1)
    assert len(settled.remaining) == 2


def test_asking_goes_round_no_circle():
    text = "FROM x\nRUN a\n"
    asked, settled = _asked(text, *([True] * 9), rules=(a_to_b, b_to_a))
    assert asked == [text.replace("a", "b")]
    assert settled.document.text == text.replace("a", "b")


def test_only_the_rules_that_are_meant():
    text = "FROM x\nRUN a b\n"
    assert settle(Document.parse(text), (a_to_b, b_to_c), only=("b-to-c",)).document.text == "FROM x\nRUN a c\n"
