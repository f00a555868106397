"""Syntax of bash where the shell is another one.

RUN is run by `/bin/sh` unless SHELL says otherwise. In Debian and Ubuntu that is dash, in Alpine it is BusyBox; neither
is bash. What they do not know they refuse, do not find, or take for something else: `[[` is then a program that does
not exist, and `mkdir {a,b}` makes one directory with braces in its name.

```dockerfile bad
FROM debian:12
RUN source /etc/os-release && echo "$VERSION_ID" >/version
```
```dockerfile good
FROM debian:12
RUN . /etc/os-release && echo "$VERSION_ID" >/version
```

Where bash is there, SHELL makes it the shell:

```dockerfile good
FROM ubuntu:24.04
SHELL ["/bin/bash", "-c"]
RUN if [[ $(uname -m) == aarch64 ]]; then ./install-arm; else ./install; fi
```

The rule speaks only where the base image tells which program `sh` is, and of what exactly that program does not know:
BusyBox has `[[` and `source`. It is silent where an earlier RUN may have put another program there.

The fix writes what any shell knows: `.` for `source`, `=` for `==`, `[` for a plain `[[`, with quotes around variables,
`>file 2>&1` for `&>file`, `2>&1 |` for `|&`, `f()` for `function f`. It has to be asked for: what was never run runs
from then on.

## References

- [Dockerfile reference: SHELL](https://docs.docker.com/reference/dockerfile/#shell)
- [dash(1)](https://manpages.debian.org/stable/dash/dash.1.en.html)
- [Shell Command Language](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dockwright.catalog.shells import COMMANDS_OF_BASH, DASH_WITHOUT_PIPEFAIL, MAKING_FILES, SYNTAX_OF_BASH
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import script_of
from dockwright.semantic.shells import interpreter, program_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.shell.ast import CommandList, CompoundCommand, Script, SimpleCommand, Word
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_NAMES = {"busybox": "BusyBox", "dash": "dash"}
_BRACES = re.compile(r"(?<!\$)\{(?:[^{},\s'\"$]*,[^{}\s'\"$]*|\d+\.\.\d+)\}")
_PARAMETER = re.compile(r"\$\{(?:(!)|\w+(?:(\^|,)|(/)|(:)[ ]?[\d(]))")
_PARAMETER_KINDS = ("${!}", "${^}", "${/}", "${:}")
_GLOB = re.compile(r"[*?\[<>()\\~]")
_QUESTIONS_OF_ONE = frozenset("-b -c -d -e -f -g -h -L -n -p -r -s -S -t -u -w -x -z".split())
_QUESTIONS_OF_TWO = frozenset("= == != -eq -ne -lt -le -gt -ge".split())
_FOR = re.compile(r"for[ \t]*\(\(")
_DISCARDED = frozenset({"/dev/null", "/dev/stderr", "/dev/stdout", "/dev/tty"})


class _Found(NamedTuple):
    kind: str
    """As in the tables of `catalog.shells`, or the name of a command."""
    range: TextRange
    what: str
    replacement: str | None = None
    """What to write for it."""
    more: tuple[tuple[TextRange, str], ...] = ()
    """What has to change elsewhere for that."""


@rule(
    on=(ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck, ast.Shell),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DF066",
        "SC3003",
        "SC3009",
        "SC3010",
        "SC3014",
        "SC3020",
        "SC3037",
        "SC3040",
        "SC3044",
        "SC3045",
        "SC3046",
        "SC3057",
    ),
    mentions=(
        *sorted(COMMANDS_OF_BASH["dash"]),
        *("[[", "((", "<<<", "|&", "&>", "=(", "+=", "select", "{", "function", "<(", "==", "echo", "pipefail"),
    ),
)
def bashism_in_sh(
    instruction: ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck | ast.Shell, state: State
) -> Iterator[Diagnostic]:
    if isinstance(instruction, ast.Shell):
        yield from _option(instruction, state)
        return
    form = instruction.command
    if not isinstance(form, ast.ShellForm) or form.text.startswith("#!"):
        return
    program = interpreter(state)
    if program is None or program == "bash":
        return
    script = script_of(instruction, state.shell_language)
    if script is None or script.problems:
        return
    # Commands that the script defines itself are no longer those of bash.
    defined = {it.words[0].value for it in _compounds(script.body) if it.kind == "function" and it.words}
    unknown = (COMMANDS_OF_BASH[program] - defined) | SYNTAX_OF_BASH[program]
    if program == "dash" and _lacks_pipefail(state):
        unknown |= {"pipefail"}
    seen: set[str] = set()
    for found in sorted(_constructs(script), key=lambda it: it.range):
        if found.kind not in unknown or found.kind in seen:
            continue
        seen.add(found.kind)
        where = form.source_range(*found.range)
        fixes: tuple[Fix, ...] = ()
        if found.replacement is not None:
            changes = ((found.range, found.replacement), *found.more)
            edits = tuple(Edit(form.source_range(*place), text) for place, text in changes)
            title = f"Write {found.replacement.strip() or 'f()'} for {found.kind}"
            fixes = (Fix(title, edits, Safety.UNSAFE),)
        yield Diagnostic(where, f"{found.what} needs bash, and the shell here is {_NAMES[program]}", fixes)


def _option(shell: ast.Shell, state: State) -> Iterator[Diagnostic]:
    """The option of a SHELL that the shell does not have, so that every RUN below fails."""
    elements = shell.exec_form.elements if shell.exec_form is not None else ()
    if elements and program_of(elements[0].value, state) == "dash" and _lacks_pipefail(state):
        for element in elements[1:]:
            if element.value == "pipefail":
                yield Diagnostic(element.range, "The option `pipefail` needs bash, and the shell here is dash")


def _lacks_pipefail(state: State) -> bool:
    reference = state.base.reference
    if reference is None or reference.tag is None:
        return False
    words = reference.tag.split("-")
    if reference.name == "debian":
        words[0] = f"debian{words[0].partition('.')[0]}" if words[0][:1].isdigit() else words[0]
    return not DASH_WITHOUT_PIPEFAIL.isdisjoint(words)


def _constructs(script: Script) -> Iterator[_Found]:
    for compound in _compounds(script.body):
        yield from _of_compound(compound, script.text)
    for command in script.commands:
        yield from _of_command(command, script.text)


def _compounds(body: CommandList) -> Iterator[CompoundCommand]:
    for pipeline in body.pipelines:
        for command in pipeline.commands:
            if isinstance(command, CompoundCommand):
                yield command
                for inner in command.lists:
                    yield from _compounds(inner)


def _of_compound(command: CompoundCommand, text: str) -> Iterator[_Found]:
    start = command.range.start
    if command.kind == "test":
        more = _as_plain_test(command, text)
        yield _Found("[[", TextRange(start, start + 2), "`[[`", "[" if more is not None else None, more or ())
    elif command.kind == "arithmetic":
        yield _Found("((", TextRange(start, start + 2), "`((` as a command")
    elif command.kind == "select":
        yield _Found("select", TextRange(start, start + len("select")), "`select`")
    elif command.kind == "function" and text.startswith("function", start):
        name = command.words[0].range if command.words else None
        more = ()
        if name is not None:
            gap = TextRange(start + len("function"), name.start)
            has_parentheses = text[name.end :].lstrip().startswith("(")
            more = (gap, ""), (TextRange(name.end, name.end), "" if has_parentheses else "()")
        where = TextRange(start, start + len("function"))
        yield _Found("function", where, "The keyword `function`", "" if more else None, more)
    elif command.kind == "for" and (match := _FOR.match(text, start)):
        yield _Found("for ((", TextRange(*match.span()), "`for ((`")


def _as_plain_test(command: CompoundCommand, text: str) -> tuple[tuple[TextRange, str], ...] | None:
    """What has to change for `[` to ask what a `[[ … ]]` asks; `None` where it asks for more."""
    words = list(command.words)
    places = [it.range for it in words]
    ends = [command.range.start + 2, *[it.end for it in places]]
    starts = [*[it.start for it in places], command.range.end - 2]
    if any(text[end:start].strip(" \t") for end, start in zip(ends, starts, strict=True)):
        # `&&`, parentheses and the like.
        return None
    if words and words[0].text == "!":
        del words[0]
    if len(words) == 2:
        is_plain = words[0].text in _QUESTIONS_OF_ONE
    else:
        is_plain = len(words) == 3 and words[1].text in _QUESTIONS_OF_TWO
    if not is_plain:
        return None
    end = command.range.end
    changes = [(TextRange(end - 2, end), "]")]
    for word in words:
        if word.text == "==":
            changes.append((word.range, "="))
        if word.quoting == "none" and _GLOB.search(_literal(word)):
            # A pattern, or what `[` would take for names of files.
            return None
        if any(not it.quoted for it in word.expansions):
            if word.quoting != "none":
                return None
            start, stop = word.range
            changes += [(TextRange(start, start), '"'), (TextRange(stop, stop), '"')]
    return tuple(changes)


def _literal(word: Word) -> str:
    """What of a word stands outside of what the shell replaces."""
    literal, place = "", word.range.start
    for expansion in word.expansions:
        literal += word.text[place - word.range.start : expansion.range.start - word.range.start]
        place = max(place, expansion.range.end)
    return literal + word.text[place - word.range.start :]


def _of_command(command: SimpleCommand, text: str) -> Iterator[_Found]:
    for assignment in command.assignments:
        if assignment.elements is not None:
            yield _Found("array", assignment.range, "An array")
        elif assignment.appends:
            yield _Found("+=", assignment.range, "`+=`")
    for redirection in command.redirections:
        if redirection.operator in ("<<<", "&>", "&>>"):
            start = redirection.range.start + len(redirection.descriptor or "")
            operator = redirection.operator
            where = TextRange(start, start + len(operator))
            end = TextRange(redirection.range.end, redirection.range.end)
            other = operator[1:] if operator != "<<<" else None
            yield _Found(operator, where, f"`{operator}`", other, ((end, " 2>&1"),))
    if command.after is not None and command.after.text == "|&":
        where = command.after.range
        yield _Found("|&", where, "`|&`", "2>&1 |" if text[where.start - 1] in " \t" else " 2>&1 |")
    values = [it.value for it in command.assignments if it.value is not None]
    for word in (*command.words, *values):
        for expansion in word.expansions:
            if expansion.kind == "process":
                yield _Found("<(", expansion.range, f"`{text[expansion.range.start]}(…)`")
            elif expansion.kind == "parameter" and (match := _PARAMETER.match(text, expansion.range.start)):
                kind = next(name for name, group in zip(_PARAMETER_KINDS, match.groups(), strict=True) if group)
                yield _Found(kind, expansion.range, f"`{expansion.range.slice(text)}`".replace("\n", " "))
    if command.words:
        yield from _of_words(command)


def _of_words(command: SimpleCommand) -> Iterator[_Found]:
    words = command.words
    name = words[0].value
    if name is None or words[0].quoting != "none":
        return
    if name == "source":
        # A name without a slash `.` looks for in PATH only.
        plain = len(words) == 2 and "/" in words[1].text
        yield _Found(name, words[0].range, "`source`", "." if plain else None)
    elif name in COMMANDS_OF_BASH["dash"]:
        yield _Found(name, words[0].range, f"`{name}`")
    elif name in ("[", "test"):
        for word in words[1:]:
            if word.text == "==":
                yield _Found("==", word.range, f"`==` in `{name}`", "=")
    elif name == "echo" and len(words) > 1 and words[1].value in ("-e", "-en", "-ne"):
        if _is_kept(command):
            yield _Found("echo -e", words[1].range, f"`echo {words[1].value}`")
    elif name == "set" and any(it.value == "pipefail" for it in words[1:]):
        if not command.nesting and (command.after is None or command.after.text != "||"):
            yield _Found("pipefail", words[0].range, "The option `pipefail`")
    elif name in MAKING_FILES:
        for word in words[1:]:
            if word.quoting == "none" and (match := _BRACES.search(word.text)):
                yield _Found("{,}", word.range, f"`{match.group()}`")


def _is_kept(command: SimpleCommand) -> bool:
    """Whether the output goes somewhere else than to the build's log."""
    if command.after is not None and command.after.text == "|":
        return True
    targets = [it.target for it in command.redirections if it.operator in (">", ">>") and it.descriptor in (None, "1")]
    return any(it is not None and it.value not in _DISCARDED for it in targets)
