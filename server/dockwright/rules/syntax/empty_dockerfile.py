"""A file without any instruction.

Of an empty file, or one with nothing but comments, BuildKit can make no image, and says so.

```dockerfile bad
# to be written
```
```dockerfile good
FROM scratch
```
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange


@rule(on=Document, severity=Severity.ERROR, ambiguous=True)
def empty_dockerfile(document: Document) -> Iterator[Diagnostic]:
    if document.instructions:
        return
    what = "The file has no instructions" if document.text.strip() else "The file is empty"
    yield Diagnostic(TextRange(0, document.lines.end(0)), what)
