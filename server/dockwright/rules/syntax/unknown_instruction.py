"""A line whose first word is no instruction.

BuildKit stops at the first word that it does not know. Mostly it is a typing error, or the line above has lost the
character at its end that continues it: then the shell's next command stands where an instruction belongs.

```dockerfile bad
FROM alpine:3.20
COYP app.py /srv/
```
```dockerfile good
FROM alpine:3.20
COPY app.py /srv/
```

Below a line that lost its continuation there is one finding, not one for each line, and so there is in a template that
is not filled in. Files with a `# syntax=` of another language are left alone, since that may have more instructions.

The fix puts the nearest instruction in the place of the word. Where an operator such as `&&` tells that the line is the
rest of the RUN right above, it puts the missing continuation there. What was meant is a guess, so both have to be asked
for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import frontend_of
from dockwright.semantic.templates import is_directive
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest

_OPERATORS = ("&&", "||", "|")
# Commands that are near an instruction but surely mean themselves, where a continuation got lost.
_COMMANDS = frozenset(("cd", "cmp", "export", "su", "uses", "users"))


@rule(
    on=Document,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "tally/unknown-instruction",
        "UNKNOWN_INSTRUCTION",
        "invalid_command",
        "DL1000",
        "ParserWarning",
        "EL0001",
        "S2260",
        "invalid_line",
    ),
)
def unknown_instruction(document: Document) -> Iterator[Diagnostic]:
    if document.kinds.isdisjoint((ast.Unknown, ast.Onbuild)):
        return
    swallowed = template = False
    judged: bool | None = None
    above: ast.Instruction | None = None
    for instruction in document.instructions:
        above, previous = instruction, above
        found = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if not isinstance(found, ast.Unknown):
            # What follows an open heredoc is text of that heredoc for BuildKit.
            swallowed = any(not it.terminated for it in instruction.heredocs)
            continue
        if judged is None:
            judged = frontend_of(document.tree).is_dockerfile
        if not judged:
            return
        keyword = found.keyword
        if is_directive(found):
            if not template:
                yield Diagnostic(keyword.range, f"`{_short(keyword.text)}` is a template's, and no instruction")
            swallowed = template = True
            continue
        near = None if keyword.text in _COMMANDS else nearest(keyword.text, INSTRUCTIONS)
        if (swallowed or template) and (near is None or found.name not in INSTRUCTIONS):
            continue
        swallowed = near is None and found is instruction
        if near is not None and keyword.text.islower():
            near = near.lower()
        fixes = _continued(previous, found) if found is instruction else ()
        if near is not None:
            fixes = (*fixes, Fix(f"Replace it by {near}", (Edit(keyword.range, near),), Safety.UNSAFE))
        yield Diagnostic(keyword.range, f"There is no instruction `{_short(keyword.text)}`{hint(near)}", fixes)


def _continued(above: ast.Instruction | None, line: ast.Unknown) -> tuple[Fix, ...]:
    """The fix that makes a line a part of the RUN right above, where one of the two has an operator at the seam."""
    if not isinstance(above, ast.Run) or above.heredocs or above.full_range.end != line.start:
        return ()
    text = above.unit.text
    written = text.rstrip()
    if not (written.endswith(_OPERATORS) or line.keyword.text.startswith((*_OPERATORS, "-"))):
        return ()
    if isinstance(above.command, ast.ExecForm) or any(
        it.range.end > above.start + len(written) for it in above.comments
    ):
        return ()
    indent = line.unit.text[: line.keyword.range.start - line.start]
    joined = f" {above.escape}{line_end_of(text)}{indent}{line.keyword.text}"
    edit = Edit(TextRange(above.start + len(written), line.keyword.range.end), joined)
    return (Fix("Continue the RUN above", (edit,), Safety.UNSAFE),)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
