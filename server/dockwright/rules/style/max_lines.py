"""A Dockerfile that is longer than agreed.

A long file is hard to keep in mind. Stages of their own, scripts that are copied in, and `docker buildx bake` with a
file for each image make shorter ones of it.

The option `limit` says how many lines there may be; blank lines and comments do not count. The finding stands on the
first line that is too many.

```dockerfile bad settings={"limit": 2}
FROM alpine:3.20
RUN apk add --no-cache curl
# The program.
COPY app /usr/local/bin/
```
```dockerfile good settings={"limit": 3}
FROM alpine:3.20
RUN apk add --no-cache curl
# The program.
COPY app /usr/local/bin/
```

## References

- [Docker: multi-stage builds](https://docs.docker.com/build/building/multi-stage/)
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
    """What a user may choose."""

    limit: int = field(
        default=100, metadata={"description": "How many lines there may be, without blank lines and comments."}
    )


@rule(on=Document, severity=Severity.HINT, aliases=("tally/max-lines",), default=False)
def max_lines(document: Document, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first line beyond the limit."""
    place = count = 0
    first = None
    for line in document.text.split("\n"):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            count += 1
            if first is None and count > options.limit:
                start = place + line.index(stripped)
                first = TextRange(start, start + len(stripped))
        place += len(line) + 1
    if first is not None:
        yield Diagnostic(first, f"The file has {count} lines of instructions, and may have {options.limit}")
