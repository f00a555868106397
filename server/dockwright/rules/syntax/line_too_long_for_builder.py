"""A line longer than the builder reads.

BuildKit reads a Dockerfile line by line and takes at most 65,535 bytes for one, lines of heredocs included. Longer ones
mostly hold data that is written into a file with `echo` or a heredoc; a file in the build context has no such limit.

```dockerfile bad settings={"most-bytes": 40}
FROM alpine:3.20
RUN echo 'aGVsbG8gd29ybGQsIHRoaXMgaXMgbG9uZw==' | base64 -d >/srv/data
```
```dockerfile good settings={"most-bytes": 40}
FROM alpine:3.20
COPY data /srv/
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may set."""

    # Go's bufio.MaxScanTokenSize, less the line end.
    most_bytes: int = field(default=65_535, metadata={"description": "How many bytes the builder takes for a line."})


@rule(on=Document, severity=Severity.ERROR)
def line_too_long_for_builder(document: Document, options: Options) -> Iterator[Diagnostic]:
    text = document.text
    # A character has four bytes at most.
    few = options.most_bytes // 4
    if document.tree.longest <= few:
        return
    start = 0
    while start < len(text):
        found = text.find("\n", start)
        end = len(text) if found < 0 else found
        if end - start > few and (size := len(text[start:end].encode(errors="surrogatepass"))) > options.most_bytes:
            message = f"This line has {size:,} bytes, and the builder reads no more than {options.most_bytes:,}"
            yield Diagnostic(TextRange(start, end), message)
        start = end + 1
