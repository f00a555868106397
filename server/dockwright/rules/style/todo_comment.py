"""A comment that says that something is left to be done.

Such a comment is a promise in a place where nobody looks for promises. Where a list of open work exists, it belongs
there; the rule finds those that are left.

It looks for the usual four capital letters, and for FIXME, as words of their own in comments.

```dockerfile bad
# The version comes from the build one day: FIXME
FROM alpine:3.20
```
```dockerfile good
# The version is the one that the build was tested with.
FROM alpine:3.20
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange

_WORDS = ("TO" + "DO", "FIXME")  # In one piece the first would be one itself.
_MARKER = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)")


@rule(
    on=Document,
    severity=Severity.HINT,
    aliases=("DD072", "S1135"),
    default=False,
    mentions=tuple(it.lower() for it in _WORDS),
)
def todo_comment(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each comment with such a word, those inside of instructions included."""
    inside = [comment for it in document.instructions for comment in it.comments]
    for comment in sorted([*document.tree.comments, *inside], key=lambda it: it.range.start):
        found = _MARKER.search(comment.text)
        if found is not None:
            start = comment.range.start
            where = TextRange(start + found.start(), start + found.end())
            yield Diagnostic(where, f"`{found[0]}` marks work that is left to be done")
