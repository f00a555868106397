"""Variables behind a `$`, and the names that an ARG may take over."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.variables import PLATFORM_ARGUMENTS, PREDEFINED, PROXY_ARGUMENTS, VariableKind
from dockwright.ide.dockerfile.completion.instructions import is_lower
from dockwright.ide.dockerfile.completion.place import Arguments, Line, item
from dockwright.ide.results import Item, ItemKind
from dockwright.ide.variables import environment_at, known_values
from dockwright.semantic.commands import script_of
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")
_SHELLS = frozenset(("sh", "bash"))
_SCRIPTS = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"))


def variables(arguments: Arguments) -> Iterator[Item] | None:
    """The variables that can be used here; `None` where no variable is being typed."""
    line = arguments.line
    start = _name_start(line.text, line.at, arguments.instruction.escape)
    if start is None:
        return None
    if not _is_expanded(arguments) or _is_in_single_quotes(line.text[arguments.start : start]):
        return iter(())
    in_script = arguments.name == "RUN" and arguments.flag is None
    return _variables(line, start, arguments.instruction, arguments.is_trigger, in_run=in_script)


def in_heredoc(document: Document, instruction: ast.Instruction, offset: int) -> Iterator[Item]:
    """The variables that can be used in the body of a heredoc at `offset`."""
    for heredoc in instruction.heredocs:
        body = heredoc.content_range
        if not heredoc.terminated or not body.start <= offset <= body.end:
            continue
        text = heredoc.content
        start = _name_start(text, offset - body.start, "\\")
        if start is None or not _is_expanded_heredoc(document, instruction, heredoc):
            return
        line = Line(document, offset, text, offset - body.start, tuple(range(body.start, body.end)))
        in_run = isinstance(instruction, ast.Run)
        yield from _variables(line, start, instruction, isinstance(instruction, ast.Onbuild), in_run=in_run)
        return


def names(arguments: Arguments) -> Iterator[Item]:
    """What an ARG in a stage may declare: the global ARGs, and what the build sets."""
    line = arguments.line
    stage = arguments.document.stage_of(arguments.instruction)
    if arguments.name != "ARG" or stage is None or arguments.is_trigger or "=" in arguments.typed:
        return
    start, end = arguments.word
    equals = line.text.find("=", start, end)
    range = line.range(start, end if equals < 0 else equals)
    environment = arguments.state.environment
    if range is None:
        return
    shown = known_values(arguments.document.global_scope.values)
    for name, value in shown.items():
        if name not in environment and name not in PREDEFINED:
            yield item(name, ItemKind.VARIABLE, range, detail=value, sort="1")
    for name, it in PREDEFINED.items():
        if name not in environment and it.kind is not VariableKind.PROXY:
            yield item(
                name,
                ItemKind.VARIABLE,
                range,
                sort="2" if it.kind is VariableKind.PLATFORM else "3",
                key=f"variable:{name}",
            )


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
    quote = ""
    escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character in "'\"" and quote in ("", character):
            quote = "" if quote else character
    return quote == "'"


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
        sort = "3" if environment[name].origin is None else "1"
        detail = "" if known and environment[name].text is None else value
        yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", detail=detail, sort=sort, key=known)
    for name in sorted(PROXY_ARGUMENTS) if in_run else ():
        yield item(name, ItemKind.VARIABLE, range, f"{name}{closing}", sort="4", key=f"variable:{name}")
    if isinstance(instruction, ast.From) or is_trigger or document.stage_of(instruction) is None:
        return
    for name in (*document.global_scope.values, *sorted(PLATFORM_ARGUMENTS)):
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
                sort="5",
                key=known,
                also=(declaration,),
            )


def _declaration(document: Document, instruction: ast.Instruction, name: str) -> Edit:
    """The line that declares a global ARG in the stage, above the instruction that is going to use it."""
    keyword = "arg" if is_lower(document.instructions) else "ARG"
    return line_above(document, instruction, f"{keyword} {name}")
