"""Neighbouring `COPY` lines with the same flags and the same destination.

One line with several sources makes one layer of them.

```dockerfile bad
FROM alpine:3.22
COPY site.conf /etc/server/
COPY tls.conf /etc/server/
```
```dockerfile good
FROM alpine:3.22
COPY site.conf tls.conf /etc/server/
```

Two layers have a use of their own: a change in the second file leaves the first in the cache. So the rule is off by
default, and its fix has to be asked for.

## References

- [Dockerfile reference: COPY](https://docs.docker.com/reference/dockerfile/#copy)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete, insert


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("0008c003",),
    default=False,
    mentions=("copy",),
)
def copy_in_sequence(stage: Stage) -> Iterator[Diagnostic]:
    for first, second in pairwise(stage.instructions):
        if not isinstance(first, ast.Copy) or not isinstance(second, ast.Copy):
            continue
        if first.destination is None or not _belong_together(first, second):
            continue
        fixes: tuple[Fix, ...] = ()
        # Deleted is only the second line, so a comment above it would stay behind and speak of nothing.
        together = second.start == first.full_range.end
        if together and not first.comments and not second.comments:
            sources = " ".join(it.text for it in second.sources if isinstance(it, ast.Word))
            edits = (insert(first.sources[-1].range.end, f" {sources}"), delete(second.full_range))
            fixes = (Fix("Copy them in one line", edits, Safety.UNSAFE),)
        message = f"Goes to the same place as the COPY above, `{_text(first.destination)}`"
        yield Diagnostic(second.keyword.range, message, fixes)


def _belong_together(first: ast.Copy, second: ast.Copy) -> bool:
    if first.heredocs or second.heredocs or first.exec_form is not None or second.exec_form is not None:
        return False
    if first.destination is None or second.destination is None:
        return False
    if not _text(first.destination).endswith(("/", ".")) or _text(first.destination) != _text(second.destination):
        return False
    return sorted(it.text for it in first.flags) == sorted(it.text for it in second.flags)


def _text(path: ast.Word | ast.Element) -> str:
    return path.text if isinstance(path, ast.Word) else path.value
