"""More than one blank line in a row.

```dockerfile bad
FROM alpine:3.20



USER 10001
```
```dockerfile good
FROM alpine:3.20

USER 10001
```

The option `most` says how many there may be. The rule is off by default, as this is a matter of taste. Blank lines
inside an instruction are the matter of `empty-continuation-line`, and those in the body of a heredoc are content. The
fix is safe, as blank lines mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.unit import UnitKind
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    most: int = field(default=1, metadata={"description": "How many blank lines there may be in a row."})


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/no-multiple-empty-lines",),
    default=False,
)
def multiple_blank_lines(document: Document, options: Options) -> Iterator[Diagnostic]:
    tree = document.tree
    run = 0
    is_head = True
    for index, unit in enumerate(tree.units):
        if unit.kind is UnitKind.BLANK:
            run += 1
        else:
            # A comment below a blank line at the head of the file is none of the directives, and stays so.
            least = 1 if is_head and unit.kind is UnitKind.COMMENT else 0
            is_head = is_head and unit.kind is UnitKind.DIRECTIVE
            yield from _too_many(document, index, run, max(options.most, least))
            run = 0
    yield from _too_many(document, len(tree.units), run, options.most)


def _too_many(document: Document, end: int, count: int, most: int) -> Iterator[Diagnostic]:
    if count > max(most, 0):
        tree = document.tree
        where = TextRange(tree.start_of(end - count + max(most, 0)), tree.start_of(end))
        message = f"{count} blank lines in a row" if count > 1 else "A blank line"
        yield Diagnostic(where, message, (Fix("Delete the blank lines", (delete(where),)),))
