"""One check a feature of the linter: what a rule finds, and what its fix makes of a file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import dedent

from dockwright.lint import engine
from dockwright.lint.diagnostic import Diagnostic
from dockwright.lint.fixing import settle
from dockwright.lint.gates import accepts
from dockwright.lint.page import Example
from dockwright.lint.rule import Rule
from dockwright.lint.settings import Settings
from dockwright.lint.suppress import Silencing
from dockwright.rules.registry import all_rules, rules_named
from dockwright.semantic.document import Document
from dockwright.semantic.project import Project
from tests.support.marked import draw, marked


def the_rule(rule: Rule | str) -> Rule:
    """The rule itself, or the one of that id."""
    if isinstance(rule, Rule):
        return rule
    (found,) = (it for it in rules_named(rule) if it.id == rule)
    return found


def check_rule(
    rule: Rule | str, source: str, *, options: dict[str, object] | None = None, project: Project | None = None
) -> list[Diagnostic]:
    """The rule finds exactly what carets mark in `source`; words after carets are its message."""
    rule = the_rule(rule)
    fixture = marked(source)
    document = Document.parse(fixture.text, fixture.path, project)
    with loud():
        found = found_by(rule, document, settings_with(rule, options))
    shown = draw(fixture.text, [it.range for it in found])
    assert [it.range for it in found] == fixture.ranges, shown
    for mark in fixture.marks:
        if mark.label:
            assert mark.label in [it.message for it in found if it.range == mark.range], shown
    return found


def check_fix(
    rule: Rule | str,
    before: str,
    after: str,
    *,
    unsafe: bool = False,
    options: dict[str, object] | None = None,
    project: Project | None = None,
) -> None:
    """Fixing all that the rule finds makes `after` of `before`, both dedented, and nothing more of `after`."""
    rule = the_rule(rule)
    settings = settings_with(rule, options)
    with loud():
        settled = settle(Document.parse(dedent(before), project=project), asked_with(rule), settings, unsafe=unsafe)
        again = settle(Document.parse(dedent(after), project=project), asked_with(rule), settings, unsafe=unsafe)
    assert settled.document.text == dedent(after)
    assert again.document.text == dedent(after), "fixing is not at rest there"


def check_fixes(rule: Rule | str, before: str, *afters: str, project: Project | None = None) -> None:
    """The rule finds one thing in `before`, and each of its fixes alone makes the next of `afters`."""
    rule = the_rule(rule)
    document = Document.parse(dedent(before), project=project)
    with loud():
        (found,) = found_by(rule, document, settings_with(rule))
    results = [accepts(document, fix, (rule,), settings_with(rule)) for fix in found.fixes]
    assert [it and it.text for it in results] == [dedent(it) for it in afters]


def found_by(rule: Rule, document: Document, settings: Settings) -> list[Diagnostic]:
    """What `rule` finds."""
    return [it for it in engine.run(document, asked_with(rule), settings) if it.rule is rule]


def asked_with(rule: Rule) -> tuple[Rule, ...]:
    """The rules to ask: `rule`, or all of them where it is about what comments make of the others' findings."""
    return all_rules() if Silencing in rule.on else (rule,)


def settings_with(rule: Rule, options: dict[str, object] | None = None) -> Settings:
    """Settings under which `rule` runs, even if it is off by default, with those options."""
    chosen = tuple((rule.id, name, it) for name, it in (options or {}).items())
    if Silencing in rule.on:
        return Settings(extend_select=(rule.id,), options=chosen)
    return Settings(select=(rule.id,), options=chosen)


def settings_of_example(rule: Rule, example: Example) -> Settings:
    """Settings under which `rule` runs with what an example of its page sets."""
    return settings_with(rule, {name: _frozen(it) for name, it in example.settings.items()})


def _frozen(value: object) -> object:
    """A value of a settings file as settings hold it."""
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value


@contextmanager
def loud(name: str = engine.__name__) -> Iterator[None]:
    """Raise what the engine catches: a rule that fails costs a user one answer, but it costs a test its success.

    `name` is the module that catches and logs.
    """
    listener = _Listener(logging.ERROR)
    logger = logging.getLogger(name)
    # Whoever configures logging in the same process switches off all loggers that exist by then.
    logger.disabled = False
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    for record in listener.records:
        raise AssertionError(record.getMessage()) from (record.exc_info[1] if record.exc_info else None)


class _Listener(logging.Handler):
    """Keeps what it hears."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.records.append(record)
