"""A source of COPY or ADD that `.dockerignore` leaves out.

What a pattern of `.dockerignore` matches is not sent to the builder. COPY of such a file fails, as if it did not exist,
and COPY of a folder in which it lies goes without it. `<Dockerfile>.dockerignore` beside the Dockerfile takes the place
of `.dockerignore`. Where a pattern begins with `!` nothing is said, since parts of a folder may be in again.

Beside a Dockerfile with `COPY config/app.yaml /etc/`, this `.dockerignore` lets the build fail:

```dockerignore bad
config/
```
```dockerignore good
config/local.yaml
```

What comes from another stage or from the network is no matter of `.dockerignore`.

## References

- [Docker: CopyIgnoredFile](https://docs.docker.com/reference/build-checks/copy-ignored-file/)
- [Docker: .dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.ignore import IgnoreFile
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_EVERYTHING = frozenset(("*", "**", "**/*"))


@rule(on=Document, severity=Severity.WARNING, aliases=("CopyIgnoredFile",))
def copy_ignored_file(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each source that is not in the build context because a pattern leaves it out."""
    ignored = document.project.ignore_file()
    if ignored is None or not ignored.patterns or any(it.takes_back for it in ignored.patterns):
        return
    for stage in document.stages:
        for instruction in stage.instructions:
            if isinstance(instruction, ast.Transfer) and instruction.flag("from") is None:
                yield from _ignored(instruction, document.state_before(instruction), ignored)


def _ignored(instruction: ast.Transfer, state: State, ignored: IgnoreFile) -> Iterator[Diagnostic]:
    for source in instruction.sources:
        if instruction.heredoc_of(source) is not None:
            continue
        written = source.value if isinstance(source, ast.Element) else source.text
        text = state.expand(written, instruction.escape).text
        if not text or (isinstance(instruction, ast.Add) and kind_of(text) is not Kind.LOCAL):
            continue
        path = posixpath.normpath(text).lstrip("/")
        if path in ("", "."):
            # The context itself is never left out, but everything in it may be.
            is_empty = any(it.text in _EVERYTHING for it in ignored.patterns)
        else:
            is_empty = ignored.ignores(path)
        if is_empty:
            yield Diagnostic(source.range, f"`.dockerignore` leaves `{text}` out of the build context")
