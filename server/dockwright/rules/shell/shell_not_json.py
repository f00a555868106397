"""A `SHELL` that is no JSON array.

`SHELL` has no shell form: its words are written as a JSON array of strings, at least one.

```dockerfile bad
FROM alpine:3.20
SHELL /bin/ash -eo pipefail -c
```
```dockerfile good
FROM alpine:3.20
SHELL ["/bin/ash", "-eo", "pipefail", "-c"]
```

The fix writes the words as an array, or repairs the one that was begun. It is safe, as the file could not be built
before; where there are variables or escaped characters there is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.exec_form import array_repairs
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_WORD = re.compile(r"""("[^"']+"|'[^"']+'|[^\s"']+)(?:[ \t]+|$)""")


@rule(
    on=ast.Shell,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=(
        "SHELL_JSON_FORM",
        "SHELL_REQUIRES_ONE",
        "ShellRequiresJsonForm",
        "ShellInvalidJsonForm",
        "EJ0003",
        "DD043",
    ),
)
def shell_not_json(shell: ast.Shell) -> Iterator[Diagnostic]:
    where = shell.arguments_range
    if where is None:
        return
    exec_form = shell.exec_form
    if exec_form is not None:
        if not exec_form.elements:
            yield Diagnostic(where, "SHELL needs at least a program, and this list is empty")
    # A comment at the end of the line is another rule's matter.
    elif " #" not in shell.arguments_text and not isinstance(lexer.exec_form(shell.arguments_text, 0), lexer.NoStrings):
        yield Diagnostic(where, "SHELL takes a JSON array of strings only", _fixes(shell))


def _fixes(shell: ast.Shell) -> tuple[Fix, ...]:
    text = shell.arguments_text
    repairs = array_repairs(text) if text.startswith("[") else _array_of(text, shell.escape)
    if repairs is None:
        return ()
    start = len(shell.logical.text.rstrip()) - len(text)
    edits = tuple(Edit(shell.source_range(start + it.start, start + it.end), new) for it, new in repairs)
    return (Fix("Write a JSON array", edits),)


def _array_of(text: str, escape: str) -> tuple[Edit, ...] | None:
    """The edits that make an array of the words of `text`; quotes around a word keep blanks in it."""
    if any(it in text for it in f"$[],#`{escape}"):
        return None
    edits: list[Edit] = []
    place = 0
    while place < len(text):
        word = _WORD.match(text, place)
        if word is None:
            return None
        start, end = word.span(1)
        value = json.dumps(word.group(1).strip("\"'"), ensure_ascii=False)
        before, behind = "" if place else "[", "," if word.end() < len(text) else "]"
        edits.append(Edit(TextRange(start, end), f"{before}{value}{behind}"))
        place = word.end()
    return tuple(edits)
