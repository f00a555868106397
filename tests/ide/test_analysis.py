"""Every question at every place of texts that are being typed, and what an editor is spared."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest

from dockwright.ide import analysis
from dockwright.ide.diagnostics import MOST
from dockwright.ide.results import Renaming, Symbol
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import Rule
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange
from tests.ide.support import WHOLE, places


def test_every_question_is_here():
    asked = {
        name for name, it in inspect.getmembers(analysis, inspect.isfunction) if it.__module__ == analysis.__name__
    }
    questions = "diagnostics code_actions refactorings hover completion documentation symbols folding"
    questions += " definition declaration references highlights prepare_rename rename"
    questions += " semantic_tokens signature_help formatting on_new_line"
    questions += (
        " links linked_editing selection_range workspace_symbols distance stage_at users_of_stage used_by_stage"
    )
    questions += " inlay_hints code_lenses ordered_for_the_cache all_fixed explanation syntax_tree"
    assert asked == set(questions.split())


def _rule(name: str, keyword: type, severity: Severity) -> Rule:
    def check(instruction: ast.Instruction) -> Iterator[Diagnostic]:
        yield Diagnostic(instruction.keyword.range, name)

    return Rule(name, "users", check, (keyword,), (), severity, None, (), True, "")


def test_of_very_many_findings_the_gravest_are_shown():
    rules = (_rule("warns", ast.User, Severity.WARNING), _rule("errs", ast.Cmd, Severity.ERROR))
    document = Document.parse("FROM a\n" + "USER b\n" * (MOST + 5) + "CMD c\n")
    found = analysis.diagnostics(document, rules)
    assert len(found) == MOST
    assert [it.code for it in found[-2:]] == ["warns", "errs"]
    assert [it.range.start for it in found] == sorted(it.range.start for it in found)


@pytest.mark.parametrize("text", places())
def test_no_question_fails_on_any_text(text: str):
    document, rules = Document.parse(text), all_rules()
    for it in analysis.diagnostics(document, rules):
        assert 0 <= it.range.start <= it.range.end <= len(text)
    for symbol in analysis.symbols(document):
        _check_nested(symbol)
    for fold in analysis.folding(document):
        assert 0 <= fold.range.start < fold.range.end <= len(text)
    assert "".join(it.text for it in analysis.semantic_tokens(document)) == text
    for link in analysis.links(document, rules):
        assert 0 <= link.range.start < link.range.end <= len(text)
    for name in analysis.workspace_symbols(document):
        assert 0 <= name.range.start < name.range.end <= len(text)
    for action in analysis.code_actions(document, TextRange(0, len(text)), rules):
        apply(text, action.edits())
    for action in analysis.refactorings(document, TextRange(0, len(text)), rules):
        apply(text, action.edits())
    apply(text, analysis.all_fixed(document, rules, unsafe=True))
    ordered = analysis.ordered_for_the_cache(document, len(text), rules)
    apply(text, ordered.edits() if ordered is not None else ())
    assert analysis.syntax_tree(document).endswith("\n") or not text.strip()


def test_a_rule_is_explained_by_any_of_its_names():
    assert analysis.explanation("dl3020", all_rules()) == analysis.explanation("add-instead-of-copy", all_rules())
    assert analysis.explanation("no-such-rule", all_rules()) is None


@pytest.mark.parametrize("text", places())
def test_no_question_about_names_fails_anywhere(text: str):
    document = Document.parse(text)
    for offset in range(-1, len(text) + 2):
        found = [
            *(it.focus for it in analysis.definition(document, offset)),
            *(it.range for it in analysis.declaration(document, offset)),
            *(it.range for it in analysis.highlights(document, offset)),
            *analysis.references(document, offset, with_declarations=True),
        ]
        linked = analysis.linked_editing(document, offset)
        found += [*(linked.ranges if linked else ()), *analysis.selection_range(document, offset)]
        stage = analysis.stage_at(document, offset)
        for use in analysis.users_of_stage(document, stage.index) if stage else ():
            found += [use.stage.range, *use.ranges]
        assert all(0 <= it.start <= it.end <= len(text) for it in found)
        prepared = analysis.prepare_rename(document, offset)
        edits = analysis.rename(document, offset, "renamed")
        if isinstance(prepared, Renaming):
            assert prepared.range.covers(offset)
        if isinstance(edits, tuple):
            apply(text, edits)


def _check_nested(symbol: Symbol) -> None:
    assert symbol.range.encloses(symbol.focus)
    for child in symbol.children:
        assert symbol.range.encloses(child.range)
        _check_nested(child)


def test_places_outside_the_text_have_no_answers():
    document = Document.parse(WHOLE)
    for offset in (len(WHOLE), len(WHOLE) + 1, len(WHOLE) + 1000, -1):
        assert analysis.hover(document, offset, all_rules()) is None
        analysis.completion(document, offset)
