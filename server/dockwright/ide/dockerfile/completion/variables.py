"""Variables behind a `$`, and the names that an ARG may take over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from dockwright.catalog import names as catalog
from dockwright.catalog.environments import image_environment
from dockwright.catalog.variables import PLATFORM_ARGUMENTS, PREDEFINED, PROXY_ARGUMENTS, VariableKind
from dockwright.ide.dockerfile.completion.images import versions
from dockwright.ide.dockerfile.completion.instructions import is_lower
from dockwright.ide.dockerfile.completion.place import Arguments, Line, item
from dockwright.ide.results import Item, ItemKind
from dockwright.ide.variables import environment_at, known_values
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.quotes import open_quote
from dockwright.text.ranges import TextRange

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")
_SHELLS = frozenset(("sh", "bash"))
_SCRIPTS = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))


def variables(arguments: Arguments) -> Iterator[Item] | None:
    """The variables that can be used here; `None` where no variable is being typed."""
    line = arguments.line
    start = _name_start(line.text, line.at, arguments.instruction.escape)
    if start is None:
        return _modifiers(arguments)
    if not _is_expanded(arguments) or _is_in_single_quotes(line.text[arguments.start : start]):
        return iter(())
    in_script = arguments.name == "RUN" and arguments.flag is None
    found = _variables(line, start, arguments.instruction, arguments.is_trigger, in_run=in_script)
    is_whole = line.text[start - 1] == "{" and line.text[start : line.at] in environment_at(
        arguments.document, arguments.instruction
    )
    return chain(found, _modifiers_from(arguments, line.at)) if is_whole else found


def in_heredoc(document: Document, instruction: ast.Instruction, offset: int) -> Iterator[Item] | None:
    """The variables that can be used in the body of a heredoc at `offset`; `None` where no variable is typed."""
    for heredoc in instruction.heredocs:
        body = heredoc.content_range
        if not heredoc.terminated or not body.start <= offset <= body.end:
            continue
        text = heredoc.content
        start = _name_start(text, offset - body.start, "\\")
        if start is None:
            return None
        if not _is_expanded_heredoc(document, instruction, heredoc):
            return iter(())
        line = Line(document, offset, text, offset - body.start, tuple(range(body.start, body.end)))
        in_run = isinstance(instruction, ast.Run)
        return _variables(line, start, instruction, isinstance(instruction, ast.Onbuild), in_run=in_run)
    return None


def _modifiers(arguments: Arguments) -> Iterator[Item] | None:
    """What may follow a name in braces behind which the cursor stands; `None` where it does not."""
    line = arguments.line
    begun = _BEGUN_MODIFIER.search(line.text, max(0, line.at - _LONGEST_NAME), line.at)
    if begun is None or not _is_expanded(arguments):
        return None
    if arguments.name == "FROM" and begun["modifier"].endswith("-"):
        # Of an image's tag the default is known better.
        return None
    return _modifiers_from(arguments, begun.start("modifier"))


def _modifiers_from(arguments: Arguments, start: int) -> Iterator[Item]:
    line = arguments.line
    typed = line.text[start : line.at]
    range = line.range(start, line.at)
    if range is None:
        return
    closing = "" if line.text[line.at : line.at + 1] == "}" else "}"
    is_shell = arguments.name in _SCRIPTS and arguments.flag is None
    in_bash = is_shell and arguments.state.shell_language == "bash"
    for number, (modifier, word, doc, only) in enumerate(_MODIFIERS):
        if not modifier.startswith(typed) or (only == "bash" and is_shell and not in_bash):
            continue
        if only == "shell" and not is_shell:
            continue
        yield item(
            f"{modifier}{word}",
            ItemKind.VALUE,
            range,
            f"{modifier}${{1:{word}}}{closing}" if word else f"{modifier}{closing}",
            detail=doc,
            sort=f"8{number:02}",
            filter=modifier,
            snippet=bool(word),
            plain=f"{modifier}{word}{closing}",
        )


# What is typed is looked for in this much text: one way to match, a name and up to two signs.
_LONGEST_NAME = 200
_BEGUN_MODIFIER = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*(?P<modifier>[:#%/+?-][-+?#%/]?)\Z")
_MODIFIERS: tuple[tuple[str, str, str, str], ...] = (
    (":-", "default", "where it is unset or empty", ""),
    (":+", "other", "where it is set and not empty", ""),
    (":?", "message", "fails where it is unset or empty", ""),
    ("-", "default", "where it is unset", ""),
    ("+", "other", "where it is set", ""),
    ("?", "message", "fails where it is unset", ""),
    ("#", "pattern", "without the shortest match in front", ""),
    ("##", "pattern", "without the longest match in front", ""),
    ("%", "pattern", "without the shortest match at the end", ""),
    ("%%", "pattern", "without the longest match at the end", ""),
    ("/", "pattern/replacement", "with the first match replaced", "bash"),
    ("//", "pattern/replacement", "with all matches replaced", "bash"),
)


# What people build for several platforms by, the most used first.
_PLATFORM_RANKS = {
    name: number
    for number, name in enumerate(("TARGETPLATFORM", "TARGETARCH", "TARGETOS", "TARGETVARIANT", "BUILDPLATFORM"), 1)
}


def names(arguments: Arguments) -> Iterator[Item]:
    """The names that an ARG or ENV may set, and the values that known ones take."""
    if arguments.name not in ("ARG", "ENV"):
        return
    line = arguments.line
    start, end = arguments.word
    if arguments.name == "ENV" and arguments.follows_legacy_name:
        if arguments.index == 1:
            yield from _known_values(arguments, line.text[arguments.start : start].strip(), start, end)
        return
    if arguments.quote >= 0:
        quoted = arguments.quoted_value
        if quoted is not None:
            yield from _known_values(arguments, *quoted)
            if arguments.name == "ARG":
                yield from versions(arguments, *quoted)
        return
    equals = line.text.find("=", start, end)
    if 0 <= equals < line.at:
        yield from _known_values(arguments, line.text[start:equals], equals + 1, end)
        if arguments.name == "ARG":
            yield from versions(arguments, line.text[start:equals], equals + 1, end)
        else:
            yield from _same_argument(arguments, line.text[start:equals], equals + 1, end)
        return
    range = line.range(start, end if equals < 0 else equals)
    if range is None:
        return
    environment = arguments.state.environment
    document = arguments.document
    stage = document.stage_of(arguments.instruction)
    if arguments.name == "ARG":
        has_above = stage is not None and not arguments.is_trigger
        for name, value in known_values(document.global_scope.values).items() if has_above else ():
            if name not in environment and name not in PREDEFINED:
                yield item(name, ItemKind.VARIABLE, range, detail=value, sort="1")
        # What the build sets in front of the first FROM is there without an ARG.
        needless = (VariableKind.PROXY,) if stage is not None else (VariableKind.PROXY, VariableKind.PLATFORM)
        for name, it in PREDEFINED.items():
            if name not in environment and it.kind not in needless:
                rank = f"2{_PLATFORM_RANKS.get(name, 9)}" if it.kind is VariableKind.PLATFORM else "5"
                yield item(name, ItemKind.VARIABLE, range, sort=rank, key=f"variable:{name}")
    if arguments.name == "ENV":
        yield from _handed_on(arguments, range, has_value=equals >= 0)
    table = catalog.ARGUMENTS if arguments.name == "ARG" else catalog.ENVIRONMENT
    image = arguments.state.base.text or "" if stage is not None else ""
    there = {*(environment if stage is not None else document.global_scope.values)} - {"PATH"}
    if isinstance(arguments.instruction, ast.Arg | ast.Env):
        there |= {
            it.name.text for it in arguments.instruction.pairs if not it.range.start <= line.offset <= it.range.end
        }
    for number, (name, known) in enumerate(table.items()):
        if name in there:
            continue
        fits = any(word in image for word in known.images)
        rank = "1" if fits else "3" if not known.images else "4"
        value = known.values[0] if known.values else ""
        if equals >= 0 or (not value and arguments.name == "ARG"):
            # Without a default the build gives the value; an empty one would be one.
            text = plain = name
        else:
            text, plain = f"{name}=${{1:{_escaped(value)}}}", f"{name}={value}"
        yield item(
            name,
            ItemKind.VARIABLE,
            range,
            text,
            detail=value,
            sort=f"{rank}{number:03}",
            key=f"name:{name}",
            snippet=text != name,
            plain=plain,
        )


def _handed_on(arguments: Arguments, range: TextRange, *, has_value: bool) -> Iterator[Item]:
    """ARGs whose values ENV would hand on to containers."""
    for name, value in arguments.state.environment.items():
        if value.argument and value.origin is not None:
            text = name if has_value else f"{name}=${name}"
            yield item(name, ItemKind.VARIABLE, range, text, detail=f"ARG {name}", sort="2")


def _same_argument(arguments: Arguments, name: str, start: int, end: int) -> Iterator[Item]:
    """The ARG of the same name, whose value ENV would hand on to containers."""
    value = arguments.state.environment.get(name)
    range = arguments.line.range(start, end)
    if value is not None and value.argument and value.origin is not None and range is not None:
        yield item(f"${name}", ItemKind.VARIABLE, range, detail=f"ARG {name}", sort="0")


def _known_values(arguments: Arguments, name: str, start: int, end: int) -> Iterator[Item]:
    range = arguments.line.range(start, end)
    known = catalog.known_name(name)
    if known is None or range is None:
        return
    in_quotes = arguments.quote >= 0
    for number, value in enumerate(known.values):
        yield item(value.strip('"') if in_quotes else value, ItemKind.VALUE, range, sort=f"1{number}")


def _escaped(value: str) -> str:
    """A value as it stands in a placeholder of a snippet."""
    return value.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _name_start(text: str, at: int, escape: str) -> int | None:
    """Where the name of the variable begins that is typed at the cursor; `None` where none is."""
    start = at
    while start and text[start - 1] in _LETTERS:
        start -= 1
    dollar = start - (2 if text[max(0, start - 2) : start] == "${" else 1)
    if dollar < 0 or text[dollar] != "$" or (start < at and text[start].isdigit()):
        return None
    escapes = 0
    while dollar - escapes and text[dollar - escapes - 1] == escape:
        escapes += 1
    return start if escapes % 2 == 0 else None


def _is_expanded(arguments: Arguments) -> bool:
    """Whether a variable means something where the cursor is."""
    name, flag = arguments.name, arguments.flag
    line = arguments.line
    if flag is not None:
        written, equals, value = line.text[flag[0] : line.at].partition("=")
        if not equals:
            return False
        if name == "RUN" and written == "--mount":
            return not value.rpartition(",")[2].lower().startswith("from=")
        return (name, written) in _EXPANDED_FLAGS
    if name in _SCRIPTS:
        return not arguments.is_exec_form and arguments.state.shell_language in _SHELLS
    if arguments.known is None or not arguments.known.expands:
        return False
    if name == "FROM":
        return arguments.index == 0
    if name == "ARG":
        return "=" in arguments.typed
    return True


_EXPANDED_FLAGS = frozenset(
    (
        ("FROM", "--platform"),
        ("COPY", "--chown"),
        ("COPY", "--chmod"),
        ("ADD", "--chown"),
        ("ADD", "--chmod"),
        ("ADD", "--checksum"),
    )
)


def _is_expanded_heredoc(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc) -> bool:
    run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
    if not isinstance(run, ast.Run):
        return heredoc.expand
    form = run.command
    language = document.state_before(instruction).shell_language
    if isinstance(form, ast.ShellForm) and form.heredoc is not None:
        return script_of(run, language) is not None
    return heredoc.expand and language in _SHELLS


def _is_in_single_quotes(text: str) -> bool:
    place = open_quote(text)
    return place >= 0 and text[place] == "'"


def _variables(
    line: Line, start: int, instruction: ast.Instruction, is_trigger: bool, *, in_run: bool
) -> Iterator[Item]:
    end = line.at
    while end < len(line.text) and line.text[end] in _LETTERS:
        end += 1
    range = line.range(start, end)
    if range is None:
        return
    # Behind a name in braces stands the brace that closes them, or a modifier.
    is_open = line.text[start - 1 : start] == "{" and line.text[end : end + 1] not in tuple("}:-+?#%/")
    closing = "}" if is_open else ""
    document = line.document
    environment = environment_at(document, instruction)
    for name, value in known_values(environment).items():
        known = f"variable:{name}" if name in PREDEFINED else ""
        # What a stage that only builds is for comes first.
        likely = 0 if name == "BUILDPLATFORM" and isinstance(instruction, ast.From) else _PLATFORM_RANKS.get(name, 9)
        sort = f"3{likely}" if environment[name].origin is None else "1"
        detail = "" if known and environment[name].text is None else value
        yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", detail=detail, sort=sort, key=known)
    for name in _set_in_script(line.text) if in_run else ():
        if name not in environment:
            yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", detail="set in this script", sort="2")
    for name in sorted(PROXY_ARGUMENTS) if in_run else ():
        yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", sort="4", key=f"variable:{name}")
    if isinstance(instruction, ast.From) or document.stage_of(instruction) is None:
        return
    for name, detail in _of_the_image(document.state_before(instruction), in_run=in_run):
        if name not in environment:
            yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", detail=detail, sort="3")
    if is_trigger:
        # An ARG above it would not be there when it runs.
        return
    rarely = (name for name, it in PREDEFINED.items() if it.needs_arg_in_stage and name not in PLATFORM_ARGUMENTS)
    for name in dict.fromkeys((*document.global_scope.values, *sorted(PLATFORM_ARGUMENTS), *rarely)):
        if name not in environment:
            declaration = _declaration(document, instruction, name)
            known = f"variable:{name}" if name in PREDEFINED else ""
            detail = f"adds {declaration.text.strip()}"
            yield item(
                name,
                ItemKind.VARIABLE,
                range,
                f"{name}{closing}",
                detail=detail,
                sort=f"5{_PLATFORM_RANKS.get(name, 9 if known else 0)}",
                key=known,
                also=(declaration,),
            )


# One way to match: what may stand in front, a name, and what sets it.
_SETTING = re.compile(r"(?<![^\s;&|(`])(?:(?:for|read|read -r)[ \t]+([A-Za-z_]\w*)(?![\w=])|([A-Za-z_]\w*)\+?=)")
_MOST_SCRIPT = 20_000


def _set_in_script(text: str) -> Iterable[str]:
    """The variables that a script itself sets."""
    return dict.fromkeys(it[1] or it[2] for it in _SETTING.finditer(text, 0, _MOST_SCRIPT))


def _of_the_image(state: State, *, in_run: bool) -> Iterator[tuple[str, str]]:
    """The variables that are there although the file sets none of them."""
    reference = state.base.reference
    known = image_environment(reference.name) if reference is not None and not state.is_windows else None
    for name in sorted(known or ()):
        yield name, "of the base image"
    if not state.is_windows:
        yield "PATH", "of the base image"
        if in_run:
            yield "HOME", "of the user"


def _declaration(document: Document, instruction: ast.Instruction, name: str) -> Edit:
    """The line that declares a global ARG in the stage, above the instruction that is going to use it."""
    keyword = "arg" if is_lower(document.instructions) else "ARG"
    return line_above(document, instruction, f"{keyword} {name}")
