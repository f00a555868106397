"""What can be done about a stretch of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dockwright.ide.code_actions import FIX_ALL, QUICK_FIX, code_actions
from dockwright.ide.results import Action
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import Rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange

TEXT = "FROM alpine:3.20\nUSER root\nUSER app\n"


def rule(*fixes: Fix, severity: Severity = Severity.WARNING) -> Rule:
    """A rule that finds every USER, and has these fixes for it; their offsets count from the instruction."""

    def check(user: ast.User) -> Iterator[Diagnostic]:
        yield Diagnostic(user.keyword.range, "found", fixes)

    return Rule("found-user", "users", check, (ast.User,), (), severity, None, (), True, "")


def fix(title: str, start: int, end: int, text: str, safety: Safety = Safety.SAFE) -> Fix:
    return Fix(title, (Edit(TextRange(start, end), text),), safety)


RENAME = fix("Rename", 5, 8, "joe")
UNSAFE = fix("Rename unsafely", 5, 8, "jim", Safety.UNSAFE)
BREAKING = fix("Break", 4, 5, "\n")


def titles(actions: list[Action]) -> list[str]:
    return [it.title for it in actions]


def at(offset: int, *rules: Rule, text: str = TEXT) -> list[Action]:
    return code_actions(Document.parse(text), TextRange(offset, offset), rules)


def test_fixes_come_first_then_silence_then_everything():
    assert titles(at(18, rule(RENAME, UNSAFE))) == [
        "Rename",
        "Rename unsafely",
        "Fix all found-user problems in this file",
        "Ignore found-user on this line",
        "Ignore found-user in this file",
        "Fix all that is safe to fix",
    ]


def test_the_first_fix_is_preferred_if_it_is_safe_and_no_other_is():
    assert [it.is_preferred for it in at(18, rule(RENAME, UNSAFE))[:2]] == [True, False]
    assert [it.is_preferred for it in at(18, rule(UNSAFE, RENAME))[:2]] == [False, False]
    other = fix("Rename otherwise", 5, 8, "jack")
    assert [it.is_preferred for it in at(18, rule(RENAME, other))[:2]] == [False, False]
    assert [it.is_preferred for it in at(18, rule(RENAME, BREAKING))[:1]] == [True]


def quoted(safety: Callable[[str], Safety]) -> Rule:
    """A rule that finds every USER without quotes, and puts some around it."""

    def check(user: ast.User) -> Iterator[Diagnostic]:
        name = TextRange(5, user.range.length)
        text = name.slice(user.unit.text)
        if not text.startswith('"'):
            yield Diagnostic(user.keyword.range, "found", (Fix("Quote", (Edit(name, f'"{text}"'),), safety(text)),))

    return Rule("found-user", "users", check, (ast.User,), (), Severity.WARNING, None, (), True, "")


def of_rule(rule: Rule, text: str = TEXT) -> list[Action]:
    return [it for it in at(18, rule, text=text) if it.title.startswith("Fix all found-user")]


def test_all_problems_of_a_rule_are_fixed_at_once():
    (action,) = of_rule(quoted(lambda _: Safety.SAFE))
    assert (action.title, action.kind) == ("Fix all found-user problems in this file", QUICK_FIX)
    assert not action.is_preferred
    assert apply(TEXT, action.edits()) == 'FROM alpine:3.20\nUSER "root"\nUSER "app"\n'


def test_with_a_safe_fix_only_safe_ones_are_made():
    text = f"{TEXT}USER joe\n"
    (action,) = of_rule(quoted(lambda name: Safety.UNSAFE if name == "app" else Safety.SAFE), text)
    assert apply(text, action.edits()) == 'FROM alpine:3.20\nUSER "root"\nUSER app\nUSER "joe"\n'
    assert of_rule(quoted(lambda name: Safety.UNSAFE if name == "app" else Safety.SAFE)) == []


def test_with_an_unsafe_fix_all_are_made_and_the_title_says_so():
    (action,) = of_rule(quoted(lambda name: Safety.UNSAFE if name == "root" else Safety.SAFE))
    assert action.title == "Fix all found-user problems in this file (may change the image)"
    assert apply(TEXT, action.edits()) == 'FROM alpine:3.20\nUSER "root"\nUSER "app"\n'


def test_a_single_problem_of_a_rule_is_not_all_of_them():
    assert of_rule(quoted(lambda _: Safety.SAFE), TEXT.replace("USER app\n", "")) == []


def test_both_ends_of_a_finding_belong_to_it():
    assert all("Rename" in titles(at(offset, rule(RENAME))) for offset in (17, 21))
    for start, end in ((15, 16), (22, 23)):
        selected = code_actions(Document.parse(TEXT), TextRange(start, end), (rule(RENAME),))
        assert "Rename" not in titles(selected)


def test_a_fix_that_fails_a_gate_is_not_offered():
    assert "Break" not in titles(at(18, rule(BREAKING)))


def test_edits_are_the_fix_where_it_was_found():
    action = at(18, rule(RENAME))[0]
    assert action.kind == QUICK_FIX
    assert [it.message for it in action.diagnostics] == ["found"]
    assert apply(TEXT, action.edits()) == "FROM alpine:3.20\nUSER joet\nUSER app\n"


def test_findings_of_one_rule_on_one_line_are_silenced_once():
    everything = code_actions(Document.parse(TEXT), TextRange(0, len(TEXT)), (rule(),))
    assert titles(everything) == [
        "Ignore found-user on this line",
        "Ignore found-user on this line",
        "Ignore found-user in this file",
    ]
    first, second, all_of_them = (apply(TEXT, it.edits()) for it in everything)
    for text, left in ((first, 1), (second, 1), (all_of_them, 0)):
        found = code_actions(Document.parse(text), TextRange(0, len(text)), (rule(),))
        assert len([it for it in found if it.title.endswith("line")]) == left, text


def test_fix_all_is_offered_wherever_the_caret_is_and_only_for_safe_fixes():
    assert [it.kind for it in at(0, rule(RENAME))] == [FIX_ALL]
    assert at(0, rule(UNSAFE)) == []
    assert at(0, rule(UNSAFE, RENAME)) == []


def test_of_very_many_findings_the_first_have_actions_of_their_own():
    text = "FROM alpine\n" + "USER root\n" * 100
    found = code_actions(Document.parse(text), TextRange(0, len(text)), (rule(RENAME),))
    assert titles(found).count("Rename") == 12
    assert found[-1].kind == FIX_ALL


def test_nothing_found_is_nothing_offered():
    assert at(18) == []
    assert at(0, rule(RENAME), text="") == []


def test_at_a_cursor_elsewhere_on_the_line_its_findings_count():
    assert titles(at(TEXT.index("root") + 4, rule(RENAME)))[0] == "Rename"
    assert "Rename" not in titles(at(3, rule(RENAME)))


def test_a_selection_means_what_it_selects():
    start = TEXT.index("oot")
    actions = code_actions(Document.parse(TEXT), TextRange(start, start + 2), (rule(RENAME),))
    assert "Rename" not in titles(actions)
