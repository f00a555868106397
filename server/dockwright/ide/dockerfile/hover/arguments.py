"""Hovers of what follows a keyword and its flags: ports, signals, users, directories, arrays, heredocs, names."""

from __future__ import annotations

import posixpath
import re

from dockwright.catalog import instructions as catalog
from dockwright.catalog.labels import KNOWN as KNOWN_LABELS
from dockwright.catalog.names import ENVIRONMENT
from dockwright.catalog.ports import USUAL
from dockwright.catalog.signals import MEANINGS, canonical_signal, is_signal, signal_number
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.hover.said import holds, in_line, line_of
from dockwright.ide.dockerfile.hover.sources import of_source
from dockwright.ide.dockerfile.hover.stages import of_process, of_stage
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.ide.variables import environment_after, explain_value
from dockwright.semantic.document import Document
from dockwright.semantic.homes import account_of, home_of
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import parse_port

_DRIVE = re.compile(r"(?:[A-Za-z]:)?[\\/]")


def of_argument(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    """What an argument of an instruction means."""
    for heredoc in instruction.heredocs:
        for place in (heredoc.range, heredoc.terminator_range):
            if place is not None and holds(place, offset):
                return Markup(place, _heredoc(document, instruction, heredoc))
    match instruction:
        case ast.From():
            return _of_from(document, instruction, offset)
        case ast.Arg() | ast.Env():
            return _declared(document, instruction, offset)
        case ast.Label():
            return _label(instruction, offset)
        case ast.Healthcheck(kind=kind) if kind is not None and holds(kind.range, offset):
            known = catalog.instruction("HEALTHCHECK")
            if kind.text.upper() in ("CMD", "NONE") and known is not None:
                return Markup(kind.range, descriptions.instruction(known))
        case ast.Expose():
            port = next((it for it in instruction.ports if holds(it.range, offset)), None)
            return Markup(port.range, _port(document, instruction, port)) if port is not None else None
        case ast.Volume(exec_form=None):
            path = next((it for it in instruction.paths if holds(it.range, offset)), None)
            value = document.state_before(instruction).path_of(path, instruction.escape) if path is not None else None
            return Markup(path.range, _volume(value)) if path is not None and value else None
        case ast.Stopsignal(signal=word) | ast.User(user=word) | ast.Workdir(path=word):
            return _of_only_word(document, instruction, word, offset)
        case ast.Transfer():
            return (
                _destination(document, instruction, offset)
                or of_source(document, instruction, offset)
                or _element(document, instruction, offset)
            )
    return _element(document, instruction, offset)


def _of_from(document: Document, instruction: ast.From, offset: int) -> Markup | None:
    stage = document.stage_of(instruction)
    for word in (instruction.stage_name, instruction.as_keyword):
        if stage is not None and word is not None and holds(word.range, offset):
            return Markup(word.range, of_stage(document, stage))
    return None


def _declared(document: Document, instruction: ast.Arg | ast.Env, offset: int) -> Markup | None:
    for pair in instruction.pairs:
        # Between the variables of a value somebody asks for the whole of it.
        in_value = pair.value is not None and bool(pair.value.variables) and holds(pair.value.range, offset)
        if holds(pair.name.range, offset) or in_value:
            environment = environment_after(document, instruction)
            name = pair.name.value or pair.name.text
            value = environment.get(name)
            if value is None:
                return None
            text = explain_value(document, name, value)
            known = ENVIRONMENT.get(name) if isinstance(instruction, ast.Env) else None
            place = pair.value.range if in_value and pair.value is not None else pair.name.range
            return Markup(place, f"{text}\n\n{known.doc}" if known is not None else text)
    return None


def _label(instruction: ast.Label, offset: int) -> Markup | None:
    """What a label of a well-known name is for."""
    for pair in instruction.pairs:
        name = pair.name.value or ""
        if name in KNOWN_LABELS and holds(pair.name.range, offset):
            return Markup(pair.name.range, f"**{name}**: {KNOWN_LABELS[name]}\n\n[Reference]({_url('LABEL')})")
    return None


# --- single words ---


def _of_only_word(
    document: Document, instruction: ast.Instruction, word: ast.Word | None, offset: int
) -> Markup | None:
    if word is None or not holds(word.range, offset):
        return None
    value = document.state_before(instruction).value_of(word)
    if value is None:
        return None
    match instruction:
        case ast.Stopsignal():
            text = _signal(value)
        case ast.User():
            text = _user(document, instruction, value)
        case _:
            text = _directory(document, instruction, value)
    return Markup(word.range, text) if text else None


def _signal(value: str) -> str:
    if not is_signal(value):
        return f"{code(value)} is no signal."
    name, link = canonical_signal(value), f"[Reference]({_url('STOPSIGNAL')})"
    if name is None:
        return f"Signal {code(value)}, sent to the first process to stop a container.\n\n{link}"
    meaning, number = MEANINGS.get(name, ""), signal_number(name)
    which = f"**{name}**" + (f" ({number})" if number is not None else "")
    return f"{which}, sent to the first process to stop a container. {meaning}".rstrip() + f"\n\n{link}"


def _user(document: Document, instruction: ast.Instruction, value: str) -> str:
    user, _, group = value.partition(":")
    numbered = user.isascii() and user.isdecimal()
    parts = [f"{'User number' if numbered else 'User'} {code(user)}" if user else "The same user"]
    if group:
        parts.append(f"{'group number' if group.isascii() and group.isdecimal() else 'group'} {code(group)}")
    text = f"{', '.join(parts)}: who runs what follows, and containers of this image."
    if document.state_after(instruction).is_windows:
        return text
    if user in ("root", "0"):
        return f"{text} It may do everything inside the container."
    stage = document.stage_of(instruction)
    made = account_of(stage, user) if stage is not None else None
    home = home_of(stage, document.state_after(instruction)) if stage is not None else None
    facts = []
    if made is not None:
        facts.append(f"made in line {document.lines.line_of(made.word.range.start) + 1}")
    if home is not None and home.uid is not None and not numbered:
        facts.append(f"number {code(home.uid)}")
    if home is not None and home.path is not None:
        facts.append(f"at home in {code(home.path)}")
    if facts:
        told = ", ".join(facts)
        return f"{text} {told[0].upper()}{told[1:]}."
    return text if numbered else f"{text} `/etc/passwd` of the image has to know the name."


def _directory(document: Document, instruction: ast.Instruction, value: str) -> str:
    state = document.state_after(instruction)
    where = state.workdir
    if state.is_windows and _DRIVE.match(value):
        return f"The working directory from here on: {code(value)}. It is made where it is not there."
    if where is None:
        return f"{code(value)}, below a directory that this file does not tell."
    before = document.state_before(instruction)
    below = "" if value.startswith("/") or before.workdir_unit is None else in_line(document, before.workdir_unit)
    came = f", below {code(before.workdir or '')}{below}" if below else ""
    return f"The working directory from here on: {code(where)}{came}. It is made where it is not there."


def _port(document: Document, instruction: ast.Expose, word: ast.Word) -> str:
    value = document.state_before(instruction).value_of(word)
    if value is None:
        return "Which port this is cannot be told from this file."
    read = parse_port(value)
    if read.problem is not None or read.ports is None:
        return f"{read.problem.message if read.problem is not None else code(value)}."
    start, end = read.ports
    which = f"Port **{start}**" if start == end else f"Ports **{start}** to **{end}**, {end - start + 1} of them"
    text = f"{which}, {(read.protocol or 'tcp').upper()}."
    usual = USUAL.get(str(start)) if start == end else None
    if usual is not None:
        text += f" Usual for {usual}."
    if read.has_host_part:
        text += " An address or a port of the host means nothing here."
    return (
        f"{text} It is a note for whoever starts a container: `docker run -P` publishes it, `-p` any other."
        f"\n\n[Reference]({_url('EXPOSE')})"
    )


def _destination(document: Document, instruction: ast.Transfer, offset: int) -> Markup | None:
    where = instruction.destination
    if where is None or not holds(where.range, offset):
        return None
    state = document.state_before(instruction)
    value = state.path_of(where, instruction.escape)
    if value is None or state.is_windows:
        return None
    if not value.startswith("/"):
        if state.workdir is None:
            return Markup(where.range, f"Goes to {code(value)} below the base image's working directory.")
        joined = posixpath.normpath(posixpath.join(state.workdir, value))
        value = f"{joined.rstrip('/')}/" if value.endswith("/") or value in (".", "..") else joined
    many = len(instruction.sources) > 1 or value.endswith("/")
    what = "The directory that this goes into" if many else "Where this goes"
    return Markup(where.range, f"{what}: {code(value)}")


# --- arrays ---


def _element(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    """What a JSON array is for the instruction, and which of its strings stands at `offset`."""
    form = (
        instruction.command if isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck) else None
    )
    if form is None and isinstance(instruction, ast.Shell | ast.Volume | ast.Transfer):
        form = instruction.exec_form
    if not isinstance(form, ast.ExecForm):
        starts = isinstance(instruction, ast.Cmd | ast.Entrypoint) and form is not None
        if starts and form is not None and holds(form.range, offset):
            return Markup(form.range, _started(document, instruction))
        return None
    for number, element in enumerate(form.elements):
        if holds(element.range, offset):
            return Markup(element.range, _said(document, instruction, form, number))
    return None


def _said(document: Document, instruction: ast.Instruction, form: ast.ExecForm, number: int) -> str:
    value = code(form.values[number])
    match instruction:
        case ast.Shell():
            role = "The shell" if number == 0 else "An option of the shell"
            return f"{role}, {value}: the shell forms below are run by {code(' '.join(form.values))}."
        case ast.Volume():
            return _volume(form.values[number])
        case ast.Transfer():
            return f"{value}: in an array a path may hold blanks; `$` is replaced all the same."
    role = f"The program {value}" if number == 0 else f"Argument {number}, {value}"
    text = f"{role}, in exec form: started without a shell, so nothing in it is replaced, `$` included."
    if isinstance(instruction, ast.Cmd | ast.Entrypoint):
        return f"{text}\n\n{_started(document, instruction)}"
    return text


def _volume(path: str) -> str:
    return (
        f"{code(path)}: a directory whose content each container keeps outside of its layers."
        f" What a later line writes there may be lost.\n\n[Reference]({_url('VOLUME')})"
    )


def _started(document: Document, instruction: ast.Instruction) -> str:
    """What a container of its stage starts, where the instruction has a part in that."""
    stage = document.stage_of(instruction)
    if stage is None or instruction.is_trigger:
        return "What it starts, only the build tells that runs it."
    state = stage.final_state
    in_force = state.entrypoint if isinstance(instruction, ast.Entrypoint) else state.command
    if in_force is not instruction.unit:
        other = document.placed(in_force) if in_force is not None else None
        line = f" by line {line_of(document, other)}" if other is not None else ""
        return f"Not in force at the end of the stage: it is replaced{line}."
    return f"{of_process(document, stage)}."


# --- heredocs ---


def _heredoc(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc) -> str:
    lines = heredoc.content.count("\n")
    size = f"{lines} line{'' if lines == 1 else 's'}"
    name, link = code(heredoc.name), f"[Reference]({catalog.HEREDOCS_URL})"
    if not heredoc.terminated:
        return f"Heredoc {name}: no line below consists of {name} alone.\n\n{link}"
    tabs = "; tabs before its lines are dropped" if heredoc.chomp else ""
    return f"Heredoc {name}: {_content(document, instruction, heredoc, size)}{tabs}.\n\n{link}"


def _content(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc, size: str) -> str:
    """What becomes of the lines of a heredoc."""
    quoted = "its delimiter is quoted, so `$` stays as it is"
    if isinstance(instruction, ast.Transfer):
        return f"a file of {size}; {'its variables are replaced' if heredoc.expand else quoted}"
    form = instruction.command if isinstance(instruction, ast.Run) else None
    if isinstance(form, ast.ShellForm) and form.heredoc is not None:
        first = form.text.partition("\n")[0]
        shell = document.state_before(instruction).shell_words
        program = first[2:].strip() if first.startswith("#!") else " ".join(shell)
        return f"a script of {size}, run by {code(program)}"
    reader = _reader(document, instruction, heredoc)
    how = "the shell replaces its variables" if heredoc.expand else quoted
    return f"{size} of input{reader}; {how}"


def _reader(document: Document, instruction: ast.Instruction, heredoc: ast.Heredoc) -> str:
    """The program that reads a heredoc, where the script tells."""
    for command in document.commands(instruction):
        if command.name is not None and any(it.range.start == heredoc.range.start for it in command.redirections):
            return f" for {code(command.name)}"
    return ""


def _url(keyword: str) -> str:
    known = catalog.instruction(keyword)
    return known.url if known is not None else ""
