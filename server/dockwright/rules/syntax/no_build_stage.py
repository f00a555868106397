"""A file without `FROM`.

Every image starts from another one, or from `scratch`; without a `FROM` there is no stage to build.

```dockerfile bad
RUN echo hello
```
```dockerfile good
FROM alpine:3.20
RUN echo hello
```

Templates and pieces that are put together elsewhere, such as `Dockerfile.in` and `Dockerfile.j2`, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast

_PIECES = (".in", ".inc", ".j2", ".jinja", ".jinja2", ".m4", ".part", ".template", ".tmpl", ".tpl")


@rule(
    on=Document,
    severity=Severity.ERROR,
    ambiguous=True,
    aliases=(
        "tally/require-stages",
        "NO_SOURCE_IMAGE",
        "EF0001",
    ),
)
def no_build_stage(document: Document) -> Iterator[Diagnostic]:
    if not document.instructions or document.stages:
        return
    if document.path is not None and document.path.lower().endswith(_PIECES):
        return
    wrong = (it for it in document.instructions if not isinstance(it, ast.Arg | ast.Unknown))
    first = next(wrong, document.instructions[0])
    # A file of nothing but unknown words is not a Dockerfile that lacks a FROM.
    if not isinstance(first, ast.Unknown) and not has_placeholder(document.text):
        yield Diagnostic(first.keyword.range, "There is no FROM in this file, so there is no stage to build")
