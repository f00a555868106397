"""What can be done about a stretch of a file: its fixes, those of one rule everywhere, silence, and all safe fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dockwright.ide.results import Action
from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety
from dockwright.lint.fixing import first_fix, fix_all_edits
from dockwright.lint.gates import Gate
from dockwright.lint.rule import Rule
from dockwright.lint.settings import DEFAULT, Settings
from dockwright.lint.shellcheck import merged
from dockwright.lint.suppress import Scope, edits_to_ignore
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.dockwright"

# Nobody reads a longer menu, and each fix is tried out before it is offered.
_MOST_FINDINGS = 12


def code_actions(
    document: Document,
    range: TextRange,
    rules: Sequence[Rule],
    settings: Settings = DEFAULT,
    more: Sequence[Diagnostic] = (),
) -> list[Action]:
    """The actions for what was found in `range`, the likeliest first; both ends of a finding belong to it.

    What others have found, `more`, counts as what the rules find, but "fix all" leaves it alone.

    At a cursor that stands on nothing that was found, the findings of its line count.
    Of very many findings only the first have actions of their own; to fix them all is one action.
    Only fixes that pass the gates are offered. The first fix of a finding is preferred where no other is as safe.
    """
    found = engine.run(document, rules, settings)
    everything = merged(document, found, more)
    here = _touching(range, everything)
    if not here and not range.length:
        line = document.lines.line_of(range.start)
        here = _touching(TextRange(document.lines.start(line), document.lines.end(line)), everything)
    here = here[:_MOST_FINDINGS]
    gate = Gate(document, rules, settings)
    passing = [(it, tuple(fix for fix in it.fixes if gate.accepts(fix) is not None)) for it in here]
    return [
        *(action for it, fixes in passing for action in _fixes(it, fixes)),
        *_fix_of_rule(
            document, [it for it, fixes in passing if fixes and fixes[0] == it.fixes[0]], found, rules, settings
        ),
        *_silences(document, here),
        *_fix_all(document, found, rules, settings),
    ]


def all_fixed(
    document: Document, rules: Sequence[Rule], settings: Settings = DEFAULT, *, unsafe: bool = False
) -> tuple[Edit, ...]:
    """The edits of the action that makes all safe fixes; with `unsafe` of all fixes."""
    return fix_all_edits(document, rules, settings, unsafe=unsafe)


def _touching(range: TextRange, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [it for it in found if it.range.start <= range.end and range.start <= it.range.end]


def _fixes(diagnostic: Diagnostic, passing: Sequence[Fix]) -> Iterator[Action]:
    # An editor may take what is preferred without showing it: it must not change the image, nor choose for the user.
    is_clear = [it.safety for it in passing].count(Safety.SAFE) == 1
    for fix in passing:
        is_preferred = is_clear and fix.safety is Safety.SAFE and fix == diagnostic.fixes[0]
        yield Action(fix.title, QUICK_FIX, _given(fix.edits), (diagnostic,), is_preferred)


def _fix_of_rule(
    document: Document,
    fixable: Sequence[Diagnostic],
    found: Sequence[Diagnostic],
    rules: Sequence[Rule],
    settings: Settings,
) -> Iterator[Action]:
    """All fixes of a rule at once, for each rule with a finding in `fixable` that is not its only one in the file.

    Where the fix here is safe only safe ones are made.
    """
    seen: set[tuple[str, bool]] = set()
    for here in fixable:
        code, unsafe = here.code, here.fixes[0].safety is Safety.UNSAFE
        alike = [it for it in found if it.code == code and first_fix(it, unsafe=unsafe) is not None]
        if (code, unsafe) not in seen and len(alike) > 1:
            seen.add((code, unsafe))
            title = f"Fix all {code} problems in this file{' (may change the image)' if unsafe else ''}"
            edits = _of_rule(document, code, rules, settings, unsafe=unsafe)
            yield Action(title, QUICK_FIX, edits, (here,), is_of_file=True)


def _silences(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterator[Action]:
    for scope, words in ((Scope.LINE, "on this line"), (Scope.FILE, "in this file")):
        # One finding of a rule stands for all of them on its line, and for the file's.
        seen: set[tuple[str, int]] = set()
        for it in diagnostics:
            line = document.lines.line_of(it.range.start) if scope is Scope.LINE else 0
            if it.rule is not None and (it.code, line) not in seen:
                seen.add((it.code, line))
                yield Action(f"Ignore {it.code} {words}", QUICK_FIX, _silence(document, it, scope), (it,))


def _fix_all(
    document: Document, found: Sequence[Diagnostic], rules: Sequence[Rule], settings: Settings
) -> Iterator[Action]:
    if any(first_fix(it) is not None for it in found):
        yield Action("Fix all that is safe to fix", FIX_ALL, lambda: fix_all_edits(document, rules, settings))


def _given(edits: tuple[Edit, ...]) -> Callable[[], tuple[Edit, ...]]:
    return lambda: edits


def _silence(document: Document, diagnostic: Diagnostic, scope: Scope) -> Callable[[], tuple[Edit, ...]]:
    return lambda: edits_to_ignore(document, diagnostic, scope)


def _of_rule(
    document: Document, code: str, rules: Sequence[Rule], settings: Settings, *, unsafe: bool
) -> Callable[[], tuple[Edit, ...]]:
    return lambda: fix_all_edits(document, rules, settings, unsafe=unsafe, only=(code,))
