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

The fix writes the words as an array. It is safe, as the file could not be built before; where there are quotes,
backslashes or variables there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast, lexer
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


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
        yield Diagnostic(where, "SHELL takes a JSON array of strings only", _fixes(shell, where))


def _fixes(shell: ast.Shell, where: TextRange) -> tuple[Fix, ...]:
    text = shell.arguments_text
    if where.length != len(text) or any(it in text for it in "\"'\\`$[],#"):
        return ()
    array = json.dumps([word.text for word in shell.words], ensure_ascii=False)
    return (Fix("Write a JSON array", (Edit(where, array),)),)
