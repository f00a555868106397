"""An instruction that does not begin at the start of its line.

BuildKit passes over blanks before a keyword. Indented, an instruction looks as if it belonged to the one above.

```dockerfile bad
FROM alpine:3.20
  RUN apk add --no-cache curl
  USER 10001
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache curl
USER 10001
```

The rule is off by default, as some indent the instructions of each stage on purpose. The fix is safe; lines that
continue the instruction stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Instruction,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/consistent-indentation",),
    default=False,
)
def indentation(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if instruction.is_trigger or isinstance(instruction, ast.Unknown):
        return
    text = instruction.unit.text
    start = 1 if text.startswith("\ufeff") else 0
    end = start + len(text[start:]) - len(text[start:].lstrip(" \t"))
    if end > start and not text[end : end + 1].isspace():
        blanks = TextRange(start, end)
        fix = Fix("Remove the indentation", (delete(blanks),))
        yield Diagnostic(blanks, f"This {instruction.name} is indented", (fix,))
