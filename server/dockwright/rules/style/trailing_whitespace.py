"""Blanks at the end of a line.

No one sees them, and each that comes or goes shows as a change of the line.

```dockerfile bad
FROM alpine:3.20\x20\x20
USER 10001
```
```dockerfile good
FROM alpine:3.20
USER 10001
```

The bodies of heredocs are left alone, as their blanks are content; blanks behind a continuation character are the
matter of `continuation-with-trailing-space`. The fix is safe: BuildKit passes over all others.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import behind_continuation
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_AT_THE_END = (" \n", "\t\n", " \r\n", "\t\r\n")


@rule(
    on=Document, severity=Severity.HINT, fix=Safety.SAFE, aliases=("tally/no-trailing-spaces", "DD075"), default=False
)
def trailing_whitespace(document: Document) -> Iterator[Diagnostic]:
    text = document.text
    if not any(it in text for it in _AT_THE_END) and not text.endswith((" ", "\t")):
        return
    bodies: list[TextRange] = []
    continued: set[int] = set()
    for instruction in document.instructions:
        if instruction.unit.bodies:
            start = instruction.start
            bodies += [TextRange(start + it.content_start, start + it.content_end) for it in instruction.unit.bodies]
        continued |= {it.start for it in behind_continuation(instruction)}
    place = body = 0
    while place < len(text):
        end = text.find("\n", place) + 1 or len(text)
        line = text[place:end].rstrip("\r\n")
        kept = len(line.rstrip(" \t"))
        while body < len(bodies) and bodies[body].end <= place:
            body += 1
        is_content = body < len(bodies) and bodies[body].start <= place
        if kept < len(line) and not is_content and place + kept not in continued:
            blanks = TextRange(place + kept, place + len(line))
            yield Diagnostic(blanks, "Blanks at the end of the line", (Fix("Remove the blanks", (delete(blanks),)),))
        place = end
