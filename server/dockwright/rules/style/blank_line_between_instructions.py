"""Blank lines between instructions in another way than agreed.

With blank lines around what belongs together, a long file is easier to read.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache curl
COPY run.sh /
COPY help.txt /
```
```dockerfile good
FROM alpine:3.20

RUN apk add --no-cache curl

COPY run.sh /
COPY help.txt /
```

The option `style` says which way it is: `grouped` wants one between instructions of different kinds and lets those of
one kind stand together, `always` wants one between any two, `never` wants none. Comments belong to the instruction
below them.

The rule is off by default, as this is a matter of taste. The fix is safe, as blank lines mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.dialects import ignores
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import UnitKind
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    style: str = field(
        default="grouped",
        metadata={
            "description": "Where a blank line belongs: between different instructions, between all, or nowhere.",
            "schema": {"enum": ["grouped", "always", "never"], "default": "grouped"},
        },
    )


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/newline-between-instructions",),
    default=False,
)
def blank_line_between_instructions(document: Document, options: Options) -> Iterator[Diagnostic]:
    tree = document.tree
    for above, below in pairwise(document.instructions):
        if isinstance(above, ast.Unknown) or isinstance(below, ast.Unknown):
            continue
        first, last = tree.unit_index(above.start) + 1, tree.unit_index(below.start)
        if first < last or options.style != "never":
            blank = [it for it in range(first, last) if tree.units[it].kind is UnitKind.BLANK]
            wanted = options.style == "always" or (options.style == "grouped" and above.name != below.name)
            if wanted and not blank:
                edit = insert(tree.start_of(first), line_end_of(document.text))
                message = f"No blank line between {above.name} and {below.name}"
                yield Diagnostic(below.keyword.range, message, (Fix("Insert a blank line", (edit,)),))
            elif blank and options.style == "never":
                lines = [TextRange(tree.start_of(it), tree.start_of(it + 1)) for it in blank]
                comments = [it for it in range(first, last) if tree.units[it].kind is UnitKind.COMMENT]
                fixes: tuple[Fix, ...] = (Fix("Delete the blank lines", tuple(delete(it) for it in lines)),)
                if any(any(ignores(tree.units[it].text)) for it in comments if it < blank[-1]):
                    # It would begin to silence what is found in the instruction.
                    fixes = ()
                message = f"A blank line between {above.name} and {below.name}"
                yield Diagnostic(lines[0], message, fixes)
