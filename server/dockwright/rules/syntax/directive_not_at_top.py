"""A parser directive below the head of the file.

`# syntax=`, `# escape=` and `# check=` count only above everything else: the first other comment, blank line or
instruction ends their block, and below it they are comments that change nothing.

```dockerfile bad
# the build image
# syntax=docker/dockerfile:1
FROM alpine:3.20
```
```dockerfile good
# syntax=docker/dockerfile:1
# the build image
FROM alpine:3.20
```

A `# check=skip=…` directly above an instruction is meant for that instruction, and stays where it is. So does what only
looks like a directive, such as `# syntax = how to call this`, and what asks for the escape character that holds anyway.

The fix moves the line to the top. It has to be asked for, since the directive then begins to act: another frontend may
read the file, and another escape character changes what its lines mean.

## References

- [Parser directives](https://docs.docker.com/reference/dockerfile/#parser-directives)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.syntax.dockerfile.unit import UnitKind, directive
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@rule(
    on=Document,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("ED0001", "ED0004"),
    mentions=("syntax", "escape", "check"),
)
def directive_not_at_top(document: Document) -> Iterator[Diagnostic]:
    named = {it.name for it in document.tree.directives}
    escape = document.tree.escape
    for comment in document.tree.comments_with("="):
        name, value = directive(comment.text) or ("", "")
        if name in named or value == escape or not _is_meant(name, value):
            # A second one in the head is another rule's matter, and the escape character in force holds anyway.
            continue
        if not _is_for_an_instruction(document, comment, name):
            message = f"Only above everything else `{name}` is a directive; here it is a comment"
            yield Diagnostic(comment.range, message, _fixes(document, comment, name))


def _is_meant(name: str, value: str) -> bool:
    if name == "escape":
        return value in ("\\", "`")
    if name == "check":
        return value.startswith(("skip=", "error=", "experimental=")) and " " not in value
    if name != "syntax" or "/" not in value or " " in value:
        return False
    reference = parse_image_reference(value)
    return reference is not None and reference.problem is None


def _is_for_an_instruction(document: Document, comment: ast.Comment, name: str) -> bool:
    """Whether only comments stand between it and an instruction."""
    if name != "check":
        return False
    units = document.tree.units
    index = document.tree.unit_index(comment.range.start)
    while index < len(units) and units[index].kind is UnitKind.COMMENT:
        index += 1
    return index < len(units) and units[index].kind is UnitKind.INSTRUCTION


def _fixes(document: Document, comment: ast.Comment, name: str) -> tuple[Fix, ...]:
    text = document.text
    if text.lstrip("\ufeff").startswith("#!"):
        # Which directives count below such a line differs from one to the other.
        return ()
    lines = document.lines
    number = lines.line_of(comment.range.start)
    line = TextRange(lines.start(number), lines.start(number + 1) if number + 1 < lines.count else len(text))
    top = insert(1 if text.startswith("\ufeff") else 0, comment.text + line_end_of(text))
    return (Fix(f"Move {name} to the top", (top, delete(line)), Safety.UNSAFE),)
