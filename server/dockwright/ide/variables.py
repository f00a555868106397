"""What a variable means at a place: which environment holds there, and by which lines a value came about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from dockwright.catalog.environments import image_environment
from dockwright.catalog.shells import VARIABLES_OF_BASH
from dockwright.catalog.variables import DEFAULT_PATH, VariableKind, is_proxy_argument, predefined
from dockwright.ide.markdown import code
from dockwright.ide.modifiers import explain_modifier
from dockwright.semantic.commands import script_of
from dockwright.semantic.containers import environment_of
from dockwright.semantic.document import Document
from dockwright.semantic.expansion import expandables
from dockwright.semantic.scopes import GLOBAL, Environment, Value, after_global, expand
from dockwright.semantic.shells import interpreter
from dockwright.semantic.variable_mentions import assigned
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.unit import Unit
from dockwright.syntax.shell import ast as shell_ast
from dockwright.text.ranges import TextRange

_MOST_STEPS = 16
"""How many lines a value's history has at most."""

_MOST_FOLLOWED = 24
"""How many values are looked at, at most, to know one that refers to others."""

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

    An ARG sets its names one after the other, so for one `pair` counts which it is. What runs in a container, and what
    ONBUILD leaves to another build, sees no ARG, but each ENV of the stage.
    """
    if isinstance(instruction, ast.From):
        return document.global_scope.values
    stage = document.stage_of(instruction) if is_for_later(instruction) else None
    if stage is not None:
        return environment_of(stage)
    before = _environment_before(document, instruction)
    if pair and isinstance(instruction, ast.Arg):
        after = environment_after(document, instruction)
        earlier = {
            name: value for name, value in after.items() if value.origin is instruction.unit and value.pair < pair
        }
        return {**before, **earlier}
    return before


def is_for_later(instruction: ast.Instruction) -> bool:
    """Whether what an instruction says is done when its image is used, and not in this build."""
    return instruction.is_trigger or isinstance(instruction, ast.Cmd | ast.Entrypoint | ast.Healthcheck)


def is_complete(document: Document, instruction: ast.Instruction, names: Iterable[str], held: Environment) -> bool:
    """Whether those of `names` that `held` lacks are known to have no value in `instruction`."""
    if isinstance(instruction, ast.From) or document.stage_of(instruction) is None:
        return True
    base = document.state_before(instruction).base
    return base.is_scratch or all(name in held or base.may_set(name) is False for name in names if name)


def value_at(
    document: Document, instruction: ast.Instruction, text: str, names: Iterable[str], pair: int = 0
) -> str | None:
    """What a text with the variables `names` comes to in `instruction`; `None` where that cannot be known.

    A name that the base image is known not to set is empty here, though what holds at an instruction leaves it open.
    """
    return _followed(document, instruction, text, names, pair, {})


_Found = dict[tuple[int, int], "str | None"]


def _followed(
    document: Document, instruction: ast.Instruction, text: str, names: Iterable[str], pair: int, found: _Found
) -> str | None:
    used = [it for it in dict.fromkeys(names) if it]
    environment = environment_at(document, instruction, pair)
    known = {it: _known(document, environment[it], found) for it in used if it in environment}
    complete = is_complete(document, instruction, used, environment)
    return expand(text, known, instruction.escape, complete=complete).text


def _known(document: Document, value: Value, found: _Found) -> Value:
    """A value, with its text worked out where only a name that nobody sets stands in the way.

    Values refer to values: each is looked at once, and of very many only the first.
    """
    if value.text is not None or value.origin is None:
        return value
    key = (id(value.origin), value.pair)
    if key not in found and len(found) < _MOST_FOLLOWED:
        found[key] = None
        placed = _placed(document, value.origin)
        pair = _pair(placed, value.pair) if placed is not None else None
        if placed is not None and pair is not None and pair.value is not None:
            used = (it.name for it in pair.value.variables)
            found[key] = _followed(document, placed, pair.value.text, used, value.pair, found)
    return value._replace(text=found.get(key))


def _placed(document: Document, unit: Unit) -> ast.Instruction | None:
    """Where the instruction that a unit is stands: found at once, as a history asks for many."""
    places = document.answers.get(_placed)
    if places is None:
        places = document.answers[_placed] = {id(it.unit): it for it in reversed(document.instructions)}
    return cast("dict[int, ast.Instruction]", places).get(id(unit))


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


_SPECIAL = {
    "@": "All arguments of the script or function, each a word of its own in double quotes.",
    "*": "All arguments of the script or function; one single word in double quotes.",
    "#": "How many arguments the script or function has.",
    "?": "The exit code of the last pipeline.",
    "-": "The options that the shell was started with or `set`.",
    "$": "The number of the shell's process.",
    "!": "The number of the process that was last started in the background.",
    "0": "The name of the shell or script. In a shell form it is the shell's.",
}
"""The shell's special parameters (POSIX, 2.5.2)."""


def special_parameter_at(document: Document, instruction: ast.Instruction, offset: int) -> tuple[TextRange, str] | None:
    """One of the parameters that are no variables, such as `$?`, in a script at `offset`, and what it stands for."""
    form = shell_form(instruction)
    script = script_of(instruction, document.state_before(instruction).shell_language) if form is not None else None
    if form is None or script is None:
        return None
    for it in _at(script, form.joined.offset(offset - form.base))[1]:
        name = it.name or ""
        if name in _SPECIAL:
            return form.source_range(*it.range), f"{code(f'${name}')}: {_SPECIAL[name]}"
        if name.isdecimal():
            doc = f"Argument {name} of the script or function; a shell form has none, unless `set --` gives it some."
            shown = f"${name}" if len(name) == 1 else f"${{{name}}}"
            return form.source_range(*it.range), f"{code(shown)}: {doc}"
    return None


# --- explanations ---


def explain(document: Document, instruction: ast.Instruction, reference: Reference, pair: int = 0) -> str:
    """What a use of a variable comes to, in Markdown: its value, and each line that had a part in it."""
    name = reference.name
    if not reference.live:
        return f"**{name}** is not replaced here: quotes or a backslash make it plain text."
    secret = _secret(instruction, name) if reference.in_shell else None
    if secret is not None:
        return secret
    environment = environment_at(document, instruction, pair)
    value = environment.get(name)
    if reference.assigned is not None:
        line = document.lines.line_of(reference.assigned.start) + 1
        text = f"**{name}** is set by the script itself, in line {line}."
        if value is not None:
            text += f"\n\nBefore that: {explain_value(document, name, value)}"
    else:
        text = _unset(document, instruction, name) if value is None else explain_value(document, name, value)
    modified = explain_modifier(reference.written, in_shell=reference.in_shell)
    if modified:
        made = "" if reference.in_shell else _made(document, instruction, reference.written, pair)
        text = f"{modified}{made}\n\n{text}"
    return text


def _secret(instruction: ast.Instruction, name: str) -> str | None:
    """That a mount hands a secret over in a variable, where one does."""
    for flag in instruction.mounts if isinstance(instruction, ast.Run) else ():
        kind, variable = flag.option("type"), flag.option("env")
        if kind is not None and kind.plain == "secret" and variable is not None and variable.plain == name:
            option = flag.option("id", "source", "src")
            which = f" {code(option.plain)}" if option is not None and option.plain else ""
            return (
                f"**{name}** is the secret{which} that `docker build --secret` hands over: the mount sets it for this"
                " `RUN` alone, and it is in no layer."
            )
    return None


def _made(document: Document, instruction: ast.Instruction, written: str, pair: int) -> str:
    """What a reference with a modifier comes to, where that is known."""
    names = (it.name for it in words.scan(written, instruction.escape).variables)
    made = value_at(document, instruction, written, names, pair)
    return f" Here: {code(made)}." if made else " Here: nothing." if made == "" else ""


def explain_value(document: Document, name: str, value: Value) -> str:
    """What `name` holds and how that came about."""
    known = predefined(name)
    value = _known(document, value, {})
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
    steps = list(_steps(document, name, value))
    if value.text is not None:
        parts += _changed_by(name, steps, is_argument=_root(value).argument)
    if value.origin is None and known is None:
        parts.append("Nothing in this file sets it: it is what BuildKit gives to an image that sets none.")
    if steps:
        lines = [line for line, _ in steps[:_MOST_STEPS]]
        parts.append("\n".join(lines + (["- …"] if len(steps) > _MOST_STEPS else [])))
    if known is not None and not by_build:
        parts.append(known.doc)
    if known is not None:
        parts.append(f"[Reference]({known.url})")
    return "\n\n".join(parts)


def _changed_by(name: str, steps: Iterable[tuple[str, str | None]], *, is_argument: bool) -> list[str]:
    """What a build may be given to have another value than the defaults make."""
    arguments = dict.fromkeys(it for _, it in steps if it is not None)
    if is_argument:
        arguments.pop(name, None)
    flags = " or ".join(code(f"--build-arg {it}=…") for it in [*arguments][:4])
    if is_argument:
        also = f", {flags} changes it too" if flags else ""
        return [f"This is a default: `--build-arg {name}=…` sets another{also}."]
    return [f"That is by default: {flags} changes it."] if flags else []


def _root(value: Value) -> Value:
    while value.inherited is not None:
        value = value.inherited
    return value


def _steps(document: Document, name: str, value: Value) -> Iterator[tuple[str, str | None]]:
    """The lines that made `value`, the last one first; what a line refers to stands indented below it.

    With each comes the name of the ARG that it is, if it is one.
    """
    seen: set[tuple[int, int]] = set()
    told = {name}
    waiting: list[tuple[int, str, Value, bool]] = [(0, name, value, False)]
    while waiting and len(seen) <= _MOST_STEPS:
        depth, name, value, is_unset = waiting.pop()
        lead = "  " * depth + "- "
        if value.origin is None:
            known = predefined(name)
            if depth and not (known is not None and name in told):
                yield f"{lead}{code(name)}: " + (known.doc if known else _missing(value, is_unset)), None
            continue
        key = (id(value.origin), value.pair)
        instruction = _placed(document, value.origin)
        if key in seen or instruction is None:
            continue
        seen.add(key)
        line = document.lines.line_of(instruction.range.start) + 1
        pair = _pair(instruction, value.pair)
        made = "" if pair is None else f": {code(f'{instruction.name} {_written(document, pair)}')}"
        more = ""
        if pair is not None and pair.value is not None and pair.value.variables:
            more = f" → {_shown(_known(document, value, {}))}"
        is_given = value.argument and predefined(name) is None
        yield f"{lead}line {line}{_of(document, instruction)}{made}{more}", name if is_given else None
        if value.inherited is not None:
            waiting.append((depth + 1, name, value.inherited, False))
        elif pair is not None and pair.value is not None:
            environment = environment_at(document, instruction, value.pair)
            for used in reversed(dict.fromkeys(it.name for it in pair.value.variables if it.name)):
                held = environment.get(used)
                if held is not None:
                    waiting.append((depth + 1, used, held, False))
                else:
                    # Nothing more is to be said of it, but it has a part in the value.
                    unset = is_complete(document, instruction, (used,), environment)
                    waiting.append((depth + 1, used, Value(None, False, None), unset))


def _of(document: Document, instruction: ast.Instruction) -> str:
    """Which stage of several an instruction stands in, or that it stands above all of them."""
    stage = document.stage_of(instruction)
    if stage is None:
        return ", global" if document.stages else ""
    if len(document.stages) == 1:
        return ""
    return f", stage {code(stage.name)}" if stage.name else f", stage {stage.index}"


def _missing(value: Value, is_unset: bool) -> str:
    return "not set" if is_unset else _shown(value)


def _shown(value: Value) -> str:
    if value.text is None:
        return "not known from this file"
    return code(value.text) if value.text else "nothing"


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
    if is_for_later(instruction):
        hidden = document.state_before(instruction).environment.get(name)
        if hidden is not None and hidden.argument:
            return _gone(document, instruction, name, hidden)
        if not instruction.is_trigger and (
            name in outer or (known is not None and known.kind is not VariableKind.PROXY)
        ):
            about = f"\n\n{known.doc}" if known is not None else ""
            return f"**{name}** is not set when a container runs: only what `ENV` sets is.{about}"
    if isinstance(instruction, ast.Run) and is_proxy_argument(name):
        doc = known.doc if known else "A proxy setting."
        link = f"\n\n[Reference]({known.url})" if known is not None else ""
        when = f"Every `RUN` has it when the build is given `--build-arg {name}=…`, without an `ARG`."
        return f"**{name}**: {doc} {when}{link}"
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
            # An image that sets nothing else has the path that every build begins with.
            is_bare = base.reference is not None and image_environment(base.reference.name) == frozenset()
            value = f": {code(DEFAULT_PATH)}" if name == "PATH" and is_bare and not base.is_windows else ""
            return f"**{name}** is not set by this file, but by {image}{value}."
        case False:
            return f"**{name}** is not set: nothing in this file does, and {image} does not either."
    return f"**{name}** is not set by this file; {image} may set it."


def _gone(document: Document, instruction: ast.Instruction, name: str, hidden: Value) -> str:
    """Why an ARG means nothing to what is run later."""
    placed = document.placed(hidden.origin) if hidden.origin is not None else None
    line = f" of line {document.lines.line_of(placed.range.start) + 1}" if placed is not None else ""
    if instruction.is_trigger:
        return f"The `ARG`{line} is not there in the build that runs this: only its own `ARG {name}`, or an `ENV`, is."
    return (
        f"**{name}** is not set when a container runs: the `ARG`{line} is for the build only."
        f" `ENV {name}=${name}` keeps its value."
    )


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
