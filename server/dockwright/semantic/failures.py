"""Commands of a script whose failure the script goes on behind."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.accounts import MAKING_USERS
from dockwright.catalog.commands import HARMLESS_FAILURES, SETTING_UP
from dockwright.syntax.shell.ast import CommandList, CompoundCommand, Operator, Pipeline, Script, SimpleCommand

_DELIBERATE = frozenset({":", "echo", "exit", "printf", "test", "true", "["})
_FORGIVING = {"mkdir": "p", "rm": "f"}
# A user or group may be there already, as `www-data` is in Alpine.
_HARMLESS = HARMLESS_FAILURES | SETTING_UP | MAKING_USERS | {"addgroup", "groupadd"}


def ignored_failures(script: Script) -> Iterator[Operator]:
    """The `;` and line ends at the top of a script whose left side may fail while the right side runs all the same.

    It is not asked whether `set -e` is in force. What goes on deliberately is not among them: `a; true`.
    """
    pipelines = script.body.pipelines
    for index, pipeline in enumerate(pipelines[:-1]):
        operator = pipeline.after
        if operator is None or operator.text not in (";", "\n"):
            continue
        before = pipeline.before
        if (before is not None and before.text == "||") or not _may_fail(pipeline):
            continue
        if _name(pipelines[index + 1]) not in _DELIBERATE:
            yield operator


def ends_well_anyway(script: Script) -> bool:
    """Whether a script has been given an end that hides all failures, as in `a; b; exit 0`."""
    pipelines = script.body.pipelines
    before = pipelines[-1].before if pipelines else None
    if before is None or before.text != ";" or len(pipelines[-1].commands) != 1:
        return False
    last = pipelines[-1].commands[0]
    words = [it.value for it in last.words] if isinstance(last, SimpleCommand) else []
    return words in (["true"], [":"], ["exit", "0"])


def _may_fail(pipeline: Pipeline) -> bool:
    last = pipeline.commands[-1]
    if isinstance(last, CompoundCommand):
        return not pipeline.negated and any(_may_fail(it) for body in _bodies(last) for it in body.pipelines)
    if pipeline.negated or not last.words or last.words[-1].value == "false":
        # `docker run image false` is not meant to succeed.
        return False
    name = _name(pipeline)
    if name in _FORGIVING:
        # `rm -f` and `mkdir -p` find everything as they want it.
        letter = _FORGIVING[name]
        return not any((it.value or "")[:1] == "-" and letter in (it.value or "") for it in last.words[1:])
    return name not in _HARMLESS


def _bodies(compound: CompoundCommand) -> tuple[CommandList, ...]:
    """What control flow runs, without its conditions."""
    lists = compound.lists
    if compound.kind == "if":
        return (*lists[1::2], *lists[-1:]) if len(lists) % 2 else lists[1::2]
    if compound.kind in ("while", "until"):
        return lists[1:]
    return lists if compound.kind in ("subshell", "group", "for", "case") else ()


def _name(pipeline: Pipeline) -> str | None:
    last = pipeline.commands[-1]
    if not isinstance(last, SimpleCommand) or not last.words:
        return None
    return (last.words[0].value or "").rpartition("/")[2]
