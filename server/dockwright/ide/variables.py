"""What a variable means at a place: which environment holds there, and by which lines a value came about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dockwright.catalog.shells import VARIABLES_OF_BASH
from dockwright.catalog.variables import VariableKind, is_proxy_argument, predefined
from dockwright.ide.markdown import code
from dockwright.ide.modifiers import explain_modifier
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.semantic.scopes import GLOBAL, Environment, Value, after_global, expand
from dockwright.semantic.shells import interpreter
from dockwright.semantic.variable_mentions import assigned
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange

_MOST_STEPS = 16
"""How many lines a value's history has at most."""

_NAME = r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
_IN_SHELL = re.compile(rf"\$\{{?{_NAME}\}}?")
_BY_LANGUAGE = {
    "powershell": re.compile(rf"\$\{{?env:{_NAME}\}}?", re.IGNORECASE),
    "cmd": re.compile(f"%{_NAME}%"),
}


@dataclass(frozen=True)
class Reference:
    """A use of a variable; `live` is false where quotes or a backslash keep it from being replaced."""

    name: str
    range: TextRange
    live: bool = True
    assigned: TextRange | None = None
    """Where the script that it stands in sets it itself, before it."""
    written: str = ""
    """The whole reference, as BuildKit or the shell gets it."""
    in_shell: bool = False
    """Whether the shell replaces it, and not BuildKit."""


# --- environments ---


def environment_at(document: Document, instruction: ast.Instruction, pair: int = 0) -> Environment:
    """What a variable in `instruction` is looked up in: before a FROM the global ARGs, else the state.

    An ARG sets its names one after the other, so for one `pair` counts which it is.
    """
    if isinstance(instruction, ast.From):
        return document.global_scope.values
    before = _environment_before(document, instruction)
    if pair and isinstance(instruction, ast.Arg):
        after = environment_after(document, instruction)
        earlier = {
            name: value for name, value in after.items() if value.origin is instruction.unit and value.pair < pair
        }
        return {**before, **earlier}
    return before


def environment_after(document: Document, instruction: ast.Instruction) -> Environment:
    """What is set just below `instruction`."""
    if isinstance(instruction, ast.Arg) and document.stage_of(instruction) is None:
        scope = GLOBAL
        for it in document.global_arguments:
            scope = after_global(scope, it)
            if it.start == instruction.start:
                break
        return scope.values
    return document.state_after(instruction).environment


def _environment_before(document: Document, instruction: ast.Instruction) -> Environment:
    if isinstance(instruction, ast.Arg) and document.stage_of(instruction) is None:
        scope = GLOBAL
        for it in document.global_arguments:
            if it.start == instruction.start:
                break
            scope = after_global(scope, it)
        return scope.values
    return document.state_before(instruction).environment


# --- references ---


def reference_at(document: Document, instruction: ast.Instruction, offset: int) -> Reference | None:
    """The variable whose use holds the code point at `offset`; of several in each other, the innermost."""
    found = [it for it in _references(document, instruction, offset) if it.range.start <= offset < it.range.end]
    return min(found, key=lambda it: it.range.length) if found else None


def _references(document: Document, instruction: ast.Instruction, offset: int) -> Iterator[Reference]:
    for text in expandables(instruction):
        for variable in text.scanned.variables:
            if variable.name:
                written = variable.range.slice(text.text)
                yield Reference(variable.name, text.range(*variable.range), written=written)
    form = shell_form(instruction)
    if form is not None:
        yield from _shell_references(document, instruction, form, offset)


def shell_form(instruction: ast.Instruction) -> ast.ShellForm | None:
    """The script of an instruction in shell form."""
    if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
        command = instruction.command
        return command if isinstance(command, ast.ShellForm) else None
    return None


def _shell_references(
    document: Document, instruction: ast.Instruction, form: ast.ShellForm, offset: int
) -> Iterator[Reference]:
    language = document.state_before(instruction).shell_language
    script = script_of(instruction, language)
    place = form.joined.offset(offset - form.base)
    if script is None:
        pattern = _BY_LANGUAGE.get(language or "")
        if pattern is not None and form.heredoc is None:
            for match in _matches(pattern, form.text, place):
                yield Reference(match["name"], form.source_range(match.start(), match.end()))
        return
    word, expansions = _at(script, place)
    for it in expansions:
        if it.name is not None and _IN_SHELL.fullmatch(f"${it.name}"):
            assigned = _assigned(script, it.name, it.range.start)
            where = form.source_range(*assigned) if assigned is not None else None
            written = it.range.slice(form.text)
            yield Reference(it.name, form.source_range(*it.range), True, where, written, in_shell=True)
    if not expansions:
        for match in _matches(_IN_SHELL, form.text, place):
            range = form.source_range(match.start(), match.end())
            yield Reference(match["name"], range, live=word is None)


def _matches(pattern: re.Pattern[str], text: str, place: int) -> Iterator[re.Match[str]]:
    """The match on the line of `place` that holds it."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    found = pattern.finditer(text, start, len(text) if end < 0 else end)
    return (it for it in found if it.start() <= place < it.end())


def _at(script: shell_ast.Script, place: int) -> tuple[shell_ast.Word | None, list[shell_ast.Expansion]]:
    """The innermost word at `place`, and which of its parameters hold it; a heredoc's body has only parameters."""
    words = [word for word in _words(script) if word.range.start <= place < word.range.end]
    word = min(words, key=lambda it: it.range.length) if words else None
    expansions = [*word.expansions] if word is not None else []
    for command in script.commands:
        for redirection in command.redirections:
            if redirection.heredoc is not None:
                expansions += redirection.heredoc.expansions
    return word, [it for it in expansions if it.kind == "parameter" and it.range.start <= place < it.range.end]


def _words(script: shell_ast.Script) -> Iterator[shell_ast.Word]:
    for command in script.commands:
        yield from command.words
        for assignment in command.assignments:
            if assignment.value is not None:
                yield assignment.value
            yield from assignment.elements or ()
        for redirection in command.redirections:
            if redirection.target is not None and redirection.heredoc is None:
                yield redirection.target


def _assigned(script: shell_ast.Script, name: str, before: int) -> TextRange | None:
    """The last place before `before` at which the script sets `name` for itself."""
    places = (range for it, range in assigned(script) if it == name and range.start < before)
    return max(places, default=None)


# --- explanations ---


def explain(document: Document, instruction: ast.Instruction, reference: Reference, pair: int = 0) -> str:
    """What a use of a variable comes to, in Markdown: its value, and each line that had a part in it."""
    name = reference.name
    if not reference.live:
        return f"**{name}** is not replaced here: quotes or a backslash make it plain text."
    environment = environment_at(document, instruction, pair)
    value = environment.get(name)
    text = _unset(document, instruction, name) if value is None else explain_value(document, name, value)
    modified = explain_modifier(reference.written, in_shell=reference.in_shell)
    if modified:
        made = "" if reference.in_shell else _made(document, instruction, reference.written, environment)
        text = f"{modified}{made}\n\n{text}"
    if reference.assigned is not None:
        line = document.lines.line_of(reference.assigned.start) + 1
        return f"**{name}** is set by the script itself, in line {line}.\n\nBefore that: {text}"
    return text


def _made(document: Document, instruction: ast.Instruction, written: str, environment: Environment) -> str:
    """What a reference with a modifier comes to, where that is known."""
    complete = isinstance(instruction, ast.From) or document.state_before(instruction).base.is_scratch
    made = expand(written, environment, instruction.escape, complete=complete).text
    return f" Here: {code(made)}." if made else " Here: nothing." if made == "" else ""


def explain_value(document: Document, name: str, value: Value) -> str:
    """What `name` holds and how that came about."""
    known = predefined(name)
    by_build = _root(value).origin is None or (value.unset and known is not None)
    if value.text is not None:
        head = f"**{name}** = {code(value.text)}" if value.text else f"**{name}** is empty."
    elif by_build and known is not None:
        head = f"**{name}**: {known.doc} Its value comes from the build, for example {code(known.example)}."
    elif value.unset:
        head = f"**{name}** has no default: it is unset unless the build is given `--build-arg {name}=…`."
    else:
        head = f"**{name}**: its value cannot be told from this file."
    parts = [head]
    if _root(value).argument and value.text is not None:
        parts.append(f"This is a default: `--build-arg {name}=…` sets another.")
    if value.origin is None and known is None:
        parts.append("Nothing in this file sets it: it is what BuildKit gives to an image that sets none.")
    steps = list(_steps(document, name, value))
    if steps:
        parts.append("\n".join(steps[:_MOST_STEPS] + (["- …"] if len(steps) > _MOST_STEPS else [])))
    if known is not None and not by_build:
        parts.append(known.doc)
    if known is not None:
        parts.append(f"[Reference]({known.url})")
    return "\n\n".join(parts)


def _root(value: Value) -> Value:
    while value.inherited is not None:
        value = value.inherited
    return value


def _steps(document: Document, name: str, value: Value) -> Iterator[str]:
    """The lines that made `value`, the last one first; what a line refers to stands indented below it."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, str, Value]] = [(0, name, value)]
    while waiting and len(seen) <= _MOST_STEPS:
        depth, name, value = waiting.pop()
        lead = "  " * depth + "- "
        if value.origin is None:
            known = predefined(name)
            if depth:
                yield f"{lead}{code(name)}: " + (known.doc if known else _shown(value))
            continue
        key = (id(value.origin), value.pair)
        instruction = document.placed(value.origin)
        if key in seen or instruction is None:
            continue
        seen.add(key)
        line = document.lines.line_of(instruction.range.start) + 1
        pair = _pair(instruction, value.pair)
        made = "" if pair is None else f": {code(f'{instruction.name} {_written(document, pair)}')}"
        more = f" → {_shown(value)}" if pair is not None and pair.value is not None and pair.value.variables else ""
        yield f"{lead}line {line}{_of(document, instruction)}{made}{more}"
        if value.inherited is not None:
            waiting.append((depth + 1, name, value.inherited))
        elif pair is not None and pair.value is not None:
            environment = environment_at(document, instruction, value.pair)
            for used in reversed(dict.fromkeys(it.name for it in pair.value.variables if it.name)):
                held = environment.get(used)
                if held is not None:
                    waiting.append((depth + 1, used, held))
                else:
                    # Nothing more is to be said of it, but it has a part in the value.
                    waiting.append((depth + 1, used, Value(None, False, None)))


def _of(document: Document, instruction: ast.Instruction) -> str:
    """Which stage of several an instruction stands in, or that it stands above all of them."""
    stage = document.stage_of(instruction)
    if stage is None:
        return ", global" if document.stages else ""
    if len(document.stages) == 1:
        return ""
    return f", stage {code(stage.name)}" if stage.name else f", stage {stage.index}"


def _shown(value: Value) -> str:
    return "not known from this file" if value.text is None else code(value.text)


def _pair(instruction: ast.Instruction, number: int) -> ast.Pair | None:
    if isinstance(instruction, ast.Arg | ast.Env) and number < len(instruction.pairs):
        return instruction.pairs[number]
    return None


def _written(document: Document, pair: ast.Pair) -> str:
    value = pair.value
    return pair.name.text if value is None else f"{pair.name.text}={value.text}"


def _unset(document: Document, instruction: ast.Instruction, name: str) -> str:
    """Why nothing is known of a variable, and what would change that."""
    known = predefined(name)
    outer = document.global_scope.values
    if isinstance(instruction, ast.From):
        return f"**{name}** is not declared: in `FROM` only an `ARG` above the first `FROM` can be used."
    if isinstance(instruction, ast.Run) and is_proxy_argument(name):
        doc = known.doc if known else "A proxy setting."
        return f"**{name}**: {doc} Every `RUN` has it when the build is given `--build-arg {name}=…`, without an `ARG`."
    if known is not None and known.kind is not VariableKind.PROXY:
        return (
            f"**{name}** is not set here: the stage has to declare it with `ARG {name}` first.\n\n{known.doc}"
            f" For example {code(known.example)}.\n\n[Reference]({known.url})"
        )
    if name in outer and document.stage_of(instruction) is not None:
        text = explain_value(document, name, outer[name])
        return f"**{name}** is not set in this stage: it has to declare the global `ARG {name}` again.\n\n{text}"
    later = _set_below(document, instruction, name)
    if later is not None:
        line = document.lines.line_of(later.range.start) + 1
        return f"**{name}** is not set here; line {line} sets it, too late for this one."
    given = _GIVEN.get(name) if shell_form(instruction) is not None else None
    if given is not None:
        return f"**{name}**: {given} Nothing in this file sets it."
    of_bash = VARIABLES_OF_BASH.get(name) if shell_form(instruction) is not None else None
    if of_bash is not None:
        return _set_by_bash(name, of_bash, interpreter(document.state_before(instruction)))
    stage = document.stage_of(instruction)
    if stage is None:
        return f"**{name}** is not set."
    base = document.state_before(instruction).base
    if base.is_scratch:
        return f"**{name}** is not set: nothing in this file does, and the base is empty."
    image = code(base.text) if base.text else "the base image"
    match base.may_set(name):
        case True:
            return f"**{name}** is not set by this file, but by {image}."
        case False:
            return f"**{name}** is not set: nothing in this file does, and {image} does not either."
    return f"**{name}** is not set by this file; {image} may set it."


_GIVEN = {
    "HOME": "The home directory of the user that runs this, set when the process is started.",
    "PWD": "The current directory, set by the shell.",
    "OLDPWD": "The directory before the last `cd`, set by the shell.",
    "IFS": "What the shell splits words at, set by the shell.",
    "PPID": "The number of the parent process, set by the shell.",
    "OPTARG": "The argument of the option that `getopts` found, set by the shell.",
    "OPTIND": "The number of the next word for `getopts`, set by the shell.",
    "LINENO": "The line of the script, set by the shell.",
}
"""What a process or its shell has although no image sets it (POSIX)."""


def _set_by_bash(name: str, doc: str, shell: str | None) -> str:
    """What a variable of bash's own comes to in a script that `shell`, if that is known, reads."""
    if shell == "bash":
        return f"**{name}**: {doc} The shell sets it, bash; nothing in this file does."
    if shell == "dash" and name != "HOSTNAME":
        return f"**{name}** is not set: bash sets it by itself, but the shell here is dash."
    return f"**{name}**: {doc} bash sets it by itself, another shell may not; nothing in this file does."


def _set_below(document: Document, instruction: ast.Instruction, name: str) -> ast.Instruction | None:
    stage = document.stage_of(instruction)
    for it in stage.instructions if stage is not None else ():
        sets = isinstance(it, ast.Arg | ast.Env) and any(pair.name.text == name for pair in it.pairs)
        if sets and it.start > instruction.start:
            return it
    return None


def known_values(environment: Environment) -> Mapping[str, str]:
    """The names in `environment` with what an editor shows beside them."""
    return {name: _beside(value) for name, value in environment.items()}


def _beside(value: Value) -> str:
    if value.text is not None:
        return value.text
    return "no default" if value.unset else "unknown"
