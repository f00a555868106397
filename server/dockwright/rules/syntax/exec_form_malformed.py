"""Something that looks like the exec form and is not JSON.

Only a JSON array of strings is the exec form. With a comma too many, a quote missing or text behind the bracket it is a
line for the shell, and a shell takes `["npm",` for the name of a program. BuildKit says nothing; the container, or the
`RUN`, fails. A proper JSON array with numbers in it BuildKit refuses itself.

```dockerfile bad
FROM node:22
CMD ["npm", "start",]
```
```dockerfile good
FROM node:22
CMD ["npm", "start"]
```

A health check in this form can never succeed, as neither form knows both brackets and `||`:

```dockerfile bad
FROM nginx:1.27
HEALTHCHECK CMD ["curl", "-f", "http://localhost/"] || exit 1
```
```dockerfile good
FROM nginx:1.27
HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]
```

Single quotes are none to JSON, and where a list of paths is no array, its words are the paths, brackets and all:

```dockerfile bad
FROM debian:12
VOLUME ['/data', '/logs']
```
```dockerfile good
FROM debian:12
VOLUME ["/data", "/logs"]
```

The shell's own `[`, as in `RUN [ -f /etc/passwd ] && echo yes`, is something else and fine.

The fix repairs what has one obvious repair: a comma too many or missing, other quotes, single backslashes, and
`|| exit 1`, which changes nothing about a health check. Where something for a shell follows the array, a fix writes the
whole line for one. They have to be asked for: such a file can be built, and the image then starts something else.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import array_repairs, looks_like_exec_form
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.text.edits import Edit, delete
from dockwright.text.ranges import TextRange

_STRING = r'"(?:[^"\\]|\\.)*"'
_ARRAY = re.compile(rf"\[[ \t]*{_STRING}(?:[ \t]*,[ \t]*{_STRING})*[ \t]*\]")
_OPERATORS = ("&&", "||", "|", ";", ">", "<", "2>")
_NO_OP = re.compile(r"[ \t]*\|\|[ \t]*(?:exit[ \t]+1|false)$")


@rule(
    on=(ast.Run, ast.Cmd, ast.Entrypoint, ast.Healthcheck, ast.Shell, ast.Copy, ast.Add, ast.Volume),
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "tally/invalid-json-form",
        "CmdInvalidExecForm",
        "EntrypointInvalidExecForm",
        "RunInvalidExecForm",
        "DD080",
        "S7030",
        "34945ae8",
        "invalid_format",
        "JSON_IN_SINGLE_QUOTES",
        "EJ0001",
        "VolumeInvalidJsonForm",
    ),
    mentions=("[",),
)
def exec_form_malformed(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    place = _place(instruction)
    if place is None:
        return
    start, end = place
    text = instruction.logical.text
    if not text.startswith("[", start):
        return
    read = lexer.exec_form(text, start)
    where = instruction.source_range(start, end)
    if isinstance(read, lexer.NoStrings):
        yield Diagnostic(where, "A JSON array here may hold strings only")
    elif read is None and not isinstance(instruction, ast.Shell):
        written = text[start:end]
        if not instruction.heredocs and not _has_comment(written) and looks_like_exec_form(instruction, written):
            yield Diagnostic(where, _message(instruction, written), _fixes(instruction, written, start))


def _place(instruction: ast.Instruction) -> tuple[int, int] | None:
    """Where the command or the list begins and ends in the logical line."""
    text = instruction.logical.text
    whole = instruction.arguments_text
    start = len(text.rstrip()) - len(whole)
    if isinstance(instruction, ast.Healthcheck):
        kind, _, rest = whole.partition(" ")
        if kind.upper() != "CMD":
            return None
        start += len(whole) - len(rest.lstrip())
        whole = rest.lstrip()
    return (start, start + len(whole)) if whole else None


def _has_comment(text: str) -> bool:
    """Whether all that is wrong is a comment behind the array, which is another rule's matter."""
    array = _ARRAY.match(text)
    return array is not None and text[array.end() :].lstrip().startswith("#")


def _message(instruction: ast.Instruction, text: str) -> str:
    array = _ARRAY.match(text)
    if array is not None and array.end() == len(text):
        # Strings with escapes that JSON does not know.
        array = None
    paths = isinstance(instruction, ast.Copy | ast.Add | ast.Volume)
    if array is not None:
        becomes = "plain words" if paths else "a line for the shell"
        return f"What follows the `]` makes this {becomes}, not the exec form: `{text[array.end() :].strip()}`"
    if paths:
        return f"This looks like a JSON array but is none, so {instruction.name} takes its words for paths"
    return "This looks like the exec form but is no JSON array, so a shell gets it"


def _fixes(instruction: ast.Instruction, text: str, start: int) -> tuple[Fix, ...]:
    array = _ARRAY.match(text)
    repairs: tuple[Edit, ...] | None = None
    if array is None or array.end() == len(text):
        repairs = array_repairs(text)
    elif isinstance(instruction, ast.Healthcheck) and _NO_OP.fullmatch(text, array.end()):
        repairs = (delete(TextRange(array.end(), len(text))),)
    fixes: list[Fix] = []
    if repairs is not None:
        edits = tuple(Edit(instruction.source_range(start + it.start, start + it.end), new) for it, new in repairs)
        fixes.append(Fix("Write a JSON array", edits, Safety.UNSAFE))
    line, where = _as_shell_form(instruction, text), instruction.source_range(start, start + len(text))
    if line is not None and where.length == len(text):
        fixes.append(Fix("Use shell form", (Edit(where, line),), Safety.UNSAFE))
    return tuple(fixes)


def _as_shell_form(instruction: ast.Instruction, text: str) -> str | None:
    """The line for the shell that `["a", "b"] || c` was meant to be; `None` where nothing of a shell follows."""
    array = _ARRAY.match(text)
    if array is None or not isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
        return None
    tail = text[array.end() :].strip()
    read = lexer.exec_form(array.group(), 0)
    if not tail.startswith(_OPERATORS) or not isinstance(read, lexer.Strings):
        return None
    values = [value for _, _, value in read.elements]
    if any("\n" in it or "$" in it for it in values):
        return None
    return f"{shlex.join(values)} {tail}"
