"""A file whose last line has no end.

Tools that count or join lines expect one, and without it the next change touches a line that it does not mean. With the
option `single` the rule reports blank lines at the end of the file too:

```dockerfile bad settings={"single": true}
FROM alpine:3.20
USER 10001


```
```dockerfile good
FROM alpine:3.20
USER 10001
```

The fix is safe, and puts in the line end that the file has elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.unit import FAR
from dockwright.text.edits import delete, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    single: bool = field(default=False, metadata={"description": "Report blank lines at the end of the file too."})


@rule(on=Document, severity=Severity.HINT, fix=Safety.SAFE, aliases=("tally/eol-last", "DD073"), default=False)
def final_newline(document: Document, options: Options) -> Iterator[Diagnostic]:
    text = document.text
    if text.strip() and not text.endswith("\n"):
        start = text.rfind("\n") + 1
        where = TextRange(max(start, len(text) - 1), len(text))
        fix = Fix("Insert the line end", (insert(len(text), line_end_of(text)),))
        yield Diagnostic(where, "The last line has no line end", (fix,))
    elif options.single and text.endswith(("\n\n", "\n\r\n")):
        if any(document.tree.units[it].reach == FAR for it in document.tree.far_units):
            # An open heredoc goes on to the end of the file.
            return
        kept = text.rstrip("\r\n")
        first = text.find("\n", len(kept)) + 1
        if kept and first < len(text):
            blank = TextRange(first, len(text))
            yield Diagnostic(blank, "The file ends in blank lines", (Fix("Delete the blank lines", (delete(blank),)),))
