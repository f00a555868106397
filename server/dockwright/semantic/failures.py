"""Which failures of a command stop a build, and which its script goes on behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dockwright.catalog.accounts import MAKING_USERS
from dockwright.catalog.commands import HARMLESS_FAILURES, SETTING_UP
from dockwright.semantic.commands import Command
from dockwright.semantic.shells import switches_on
from dockwright.semantic.state import State
from dockwright.syntax.shell.ast import CommandList, CompoundCommand, Operator, Pipeline, Script, SimpleCommand
from dockwright.text.ranges import TextRange

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


def stops_the_build(command: Command, state: State) -> bool:
    """Whether a RUN fails, and the build with it, where `command` does; false also where that is not sure.

    `state` is what holds before the RUN.
    """
    it: Command | None = command
    while it is not None:
        written = it.in_script
        runner = it.wrapper
        while runner is not None and written is not None and runner.in_script == written:
            # `sudo` and the like fail with what they run.
            runner = runner.wrapper
        if written is not None:
            script, simple = written
            has_option = _options(script, runner, state)
            if not _fails(script.body, simple.range, has_option("e", "errexit"), has_option("", "pipefail")):
                return False
        it = runner
    return True


def _options(script: Script, runner: Command | None, state: State) -> Callable[[str, str], bool]:
    """Which options of the shell hold throughout a script: those it is started with, or sets by its first command."""
    words: list[str] = []
    if script.text.startswith("#!"):
        words += script.text[2:].partition("\n")[0].split()
    elif runner is not None:
        words += [it or "" for it in runner.values[1:2]]
    else:
        words += state.shell_words[1:]
    for index, simple in enumerate(script.commands):
        values = [it.value or "" for it in simple.words]
        if values[:1] == ["set"]:
            if any(it.startswith("+") for it in values):
                return lambda letter, name: False
            words += values[1:] if index == 0 else []
    return lambda letter, name: switches_on(words, letter, name)


def _fails(body: CommandList, place: TextRange, errexit: bool, pipefail: bool) -> bool:
    """Whether a list fails where the simple command at `place` does."""
    pipelines = body.pipelines
    index = next((index for index, it in enumerate(pipelines) if it.range.encloses(place)), None)
    if index is None:
        return False
    pipeline = pipelines[index]
    behind = _text(pipeline.after)
    member = next((it for it in pipeline.commands if it.range.encloses(place)), None)
    if member is None or pipeline.negated or (member is not pipeline.commands[-1] and not pipefail):
        return False
    if isinstance(member, CompoundCommand):
        # Of what is asked for its status, a failure in the middle is passed over.
        exits = errexit and behind not in ("&&", "||")
        inside = next((it for it in _branches(member) if it.range.encloses(place)), None)
        if inside is None or not _fails(inside, place, exits, pipefail):
            return False
    elif member.range != place:
        # Inside of `$(…)`.
        return False
    last = index
    while behind == "&&" and last + 1 < len(pipelines):
        last += 1
        behind = _text(pipelines[last].after)
    if behind in ("&&", "||", "&"):
        return False
    return last + 1 == len(pipelines) or (errexit and last == index)


def _text(operator: Operator | None) -> str | None:
    return operator.text if operator is not None else None


def _branches(compound: CompoundCommand) -> tuple[CommandList, ...]:
    """The lists whose last status is that of the whole."""
    return _bodies(compound) if compound.kind in ("subshell", "group", "if", "case") else ()


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
