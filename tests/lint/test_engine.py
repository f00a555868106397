"""The engine asks each rule what it asked for, once for what has not changed, and survives its mistakes."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import Rule, rule
from dockwright.lint.settings import Settings
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.ranges import TextRange

asked: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_asked_yet() -> None:
    asked.clear()


@rule(on=ast.Run, severity=Severity.WARNING)
def each_run(run: ast.Run) -> Iterator[Diagnostic]:
    asked.append(f"run {run.arguments_text}")
    yield Diagnostic(run.keyword.range, f"a run of {run.arguments_text}")


@rule(on=(ast.Copy, ast.Add), severity=Severity.HINT)
def each_transfer(transfer: ast.Transfer) -> Iterator[Diagnostic]:
    yield Diagnostic(transfer.keyword.range, transfer.name)


@rule(on=ast.Workdir, severity=Severity.WARNING)
def each_workdir(workdir: ast.Workdir, state: State) -> Iterator[Diagnostic]:
    asked.append(f"workdir {workdir.arguments_text} as {state.user}")
    yield Diagnostic(workdir.range, f"as {state.user}")


@rule(on=Command, severity=Severity.WARNING)
def each_command(command: Command) -> Iterator[Diagnostic]:
    asked.append(f"command {command.name}")
    yield Diagnostic(command.range, f"runs {command.name}")


@rule(on=ast.User, severity=Severity.WARNING)
def each_user(user: ast.User, document: Document) -> Iterator[Diagnostic]:
    asked.append("user")
    yield Diagnostic(user.keyword.range, f"one of {len(document.instructions)}")


@rule(on=ast.Workdir, severity=Severity.WARNING)
def fixed_workdir(workdir: ast.Workdir, document: Document) -> Iterator[Diagnostic]:
    asked.append(f"workdir {workdir.arguments_text}")
    if workdir.arguments_text == "here":
        yield Diagnostic(workdir.keyword.range, "here")
    elif workdir.arguments_text == "there":
        yield Diagnostic(workdir.keyword.range, f"there, in a file of {len(document.lines.text)} characters")


@rule(on=Stage, severity=Severity.INFORMATION)
def each_stage(stage: Stage) -> Iterator[Diagnostic]:
    yield Diagnostic(stage.instruction.range, f"stage {stage.index}")


@rule(on=Document, severity=Severity.ERROR)
def whole_file(document: Document) -> Iterator[Diagnostic]:
    yield Diagnostic(TextRange(0, 0), f"{len(document.instructions)} instructions")


@rule(on=ast.Expose, severity=Severity.WARNING)
def broken(expose: ast.Expose) -> Iterator[Diagnostic]:
    yield Diagnostic(expose.keyword.range, "before it breaks")
    raise RuntimeError("a bug")


@dataclass(frozen=True)
class Words:
    """The options of the rule below."""

    words: tuple[str, ...] = field(default=("TODO",), metadata={"description": "Words that may not stand there."})


@rule(on=ast.Label, severity=Severity.WARNING, aliases=("LB1",))
def forbidden_word(label: ast.Label, options: Words) -> Iterator[Diagnostic]:
    for word in options.words:
        if word in label.arguments_text:
            yield Diagnostic(label.range, f"holds {word}")


RULES = (each_run, each_transfer, each_workdir, each_command, each_user, fixed_workdir, each_stage, whole_file)


def _found(text: str, *rules: Rule, settings: Settings | None = None) -> list[str]:
    found = engine.run(Document.parse(text), rules, settings or Settings())
    return [f"{it.range.slice(text)}: {it.message}" for it in found]


def test_rules_are_asked_about_what_they_name():
    text = "FROM a\nRUN one && two\nADD b c\nUSER me\nWORKDIR /w\nFROM b\nCOPY c d\n"
    assert _found(text, *RULES) == [
        ": 7 instructions",
        "FROM a: stage 0",
        "RUN: a run of one && two",
        "one: runs one",
        "two: runs two",
        "ADD: ADD",
        "USER: one of 7",
        "WORKDIR /w: as me",
        "FROM b: stage 1",
        "COPY: COPY",
    ]


def test_what_onbuild_defers_is_asked_about_too():
    assert _found("FROM a\nONBUILD RUN one\nONBUILD USER me\n", each_run, each_command, each_user) == [
        "RUN: a run of one",
        "one: runs one",
        "USER: one of 3",
    ]


def test_rule_and_severity_are_filled_in():
    (found,) = engine.run(Document.parse("FROM a\nRUN x\n"), (each_run,))
    assert (found.rule, found.code, found.severity) == (each_run, "each-run", Severity.WARNING)
    settings = Settings(severity=(("lint", Severity.HINT), ("each-run", Severity.ERROR)))
    (found,) = engine.run(Document.parse("FROM a\nRUN x\n"), (each_run,), settings)
    assert found.severity is Severity.ERROR


def test_only_selected_rules_are_asked():
    assert _found("FROM a\nRUN x\nCOPY a b\n", *RULES, settings=Settings(select=("each-transfer",))) == ["COPY: COPY"]
    assert asked == []


def test_options_reach_their_rule():
    text = "LABEL a=TODO b=FIXME\n"
    assert _found(text, forbidden_word) == [f"{text.strip()}: holds TODO"]
    settings = Settings(options=(("LB1", "words", ("FIXME",)),))
    assert _found(text, forbidden_word, settings=settings) == [f"{text.strip()}: holds FIXME"]


def test_a_broken_rule_costs_only_its_own_findings(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch):
    # Whoever configures logging in the same process switches off all loggers that exist by then.
    monkeypatch.setattr(logging.getLogger(engine.__name__), "disabled", False)
    document = Document.parse("FROM a\nEXPOSE 1\nRUN x\n", "some/Dockerfile")
    found = [it.message for it in engine.run(document, (broken, each_run))]
    assert found == ["before it breaks", "a run of x"]
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "rule broken failed on Expose of some/Dockerfile"
    assert record.exc_info


BIG = "FROM a\n" + "".join(f"RUN step {number}\n" for number in range(500))


def test_one_keystroke_in_a_big_file_asks_about_one_instruction():
    document = Document.parse(BIG)
    engine.run(document, (each_run, each_command))
    assert len(asked) == 1000
    asked.clear()
    document = document.edited((insert(BIG.index("step 250"), "x"),))
    found = engine.run(document, (each_run, each_command))
    assert asked == ["run xstep 250", "command xstep"]
    assert [it.range for it in found] == [
        it.range for it in engine.run(Document.parse(document.text), (each_run, each_command))
    ]


def test_what_only_moved_is_the_same_object_until_it_moves_again():
    document = Document.parse(BIG)
    first = engine.run(document, (each_run,))
    moved = document.edited((insert(7, "# a comment\n"),))
    second, third = (
        engine.run(moved, (each_run,)),
        engine.run(moved.edited((insert(len(moved.text), "#"),)), (each_run,)),
    )
    assert len(asked) == 500
    assert [it.range for it in second] == [it.range.shifted(12) for it in first]
    assert all(one is other for one, other in zip(second, third, strict=True))


def test_an_older_version_can_still_be_asked():
    document = Document.parse(BIG)
    first = engine.run(document, (each_run,))
    engine.run(document.edited((insert(7, "# a comment\n"),)), (each_run,))
    assert engine.run(document, (each_run,)) == first


def test_rules_that_read_the_state_are_asked_again_where_it_changes():
    text = "FROM a\nUSER me\nWORKDIR /one\nWORKDIR /two\nFROM b\nWORKDIR /three\n"
    document = Document.parse(text)
    engine.run(document, (each_workdir,))
    assert asked == ["workdir /one as me", "workdir /two as me", "workdir /three as None"]
    asked.clear()
    document = document.edited((Edit(TextRange(12, 14), "you"),))
    found = [it.message for it in engine.run(document, (each_workdir,))]
    assert asked == ["workdir /one as you", "workdir /two as you"]
    assert found == ["as you", "as you", "as None"]


def test_rules_that_read_the_document_are_asked_every_time():
    document = Document.parse("FROM a\nUSER me\n")
    engine.run(document, (each_user,))
    asked.clear()
    engine.run(document.edited((insert(7, "RUN x\n"),)), (each_user,))
    assert asked == ["user"]


def test_a_rule_that_has_no_need_to_look_at_the_document_is_not_asked_again():
    document = Document.parse("FROM a\nWORKDIR here\nWORKDIR there\nONBUILD WORKDIR here\nWORKDIR nowhere\n")
    engine.run(document, (fixed_workdir,))
    asked.clear()
    document = document.edited((insert(7, "RUN x\n"),))
    found = engine.run(document, (fixed_workdir,))
    assert asked == ["workdir there"]
    assert found == engine.run(Document.parse(document.text), (fixed_workdir,))
    assert [it.message for it in found] == ["here", f"there, in a file of {len(document.text)} characters", "here"]


def test_two_choices_of_rules_do_not_answer_for_each_other():
    document = Document.parse("FROM a\nRUN x\nCOPY a b\n")
    assert len(engine.run(document, (each_run,))) == 1
    assert len(engine.run(document, (each_run, each_transfer))) == 2
    assert len(engine.run(document, (each_run,), Settings(ignore=("each-run",)))) == 0


def test_after_any_edits_the_answers_are_those_of_a_fresh_document():
    random_ = random.Random(20)
    snippets = [
        "RUN a | b\n",
        "USER x\n",
        "FROM y AS z\n",
        "WORKDIR w\n",
        "#",
        "\\\n",
        "<<E\n",
        "E\n",
        " ",
        "RUN",
        "\n",
    ]
    document = Document.parse("FROM a\n" + "RUN one && two\nUSER me\nWORKDIR /w\nCOPY a b\n" * 5)
    for _ in range(400):
        start = random_.randrange(len(document.text) + 1)
        end = min(len(document.text), start + random_.choice((0, 0, 0, 1, 5)))
        document = document.edited((Edit(TextRange(start, end), random_.choice(["", *snippets])),))
        fresh = engine.run(Document.parse(document.text), RULES)
        assert engine.run(document, RULES) == fresh
        assert all(it.range.end <= len(document.text) for it in fresh)


def test_rules_off_by_default_run_only_when_selected():
    quiet = replace(each_run, default=False)
    assert _found("RUN x\n", quiet) == []
    assert _found("RUN x\n", quiet, settings=Settings(extend_select=("lint",))) == ["RUN: a run of x"]
