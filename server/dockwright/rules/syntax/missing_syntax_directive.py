"""Newer features in a file that names no version of the frontend.

Without `# syntax=` the file is read by what the builder has built in, and an older one does not know heredocs, mounts
or `COPY --link`. With `# syntax=docker/dockerfile:1` any BuildKit fetches a frontend that does.

```dockerfile bad
FROM alpine:3.20
RUN --mount=type=cache,target=/root/.cache make
```
```dockerfile good
# syntax=docker/dockerfile:1
FROM alpine:3.20
RUN --mount=type=cache,target=/root/.cache make
```

The rule is off by default: builders without a network cannot fetch anything, and recent versions of Docker know all
these. The fix has to be asked for, for the same reasons.

## References

- [Custom Dockerfile syntax](https://docs.docker.com/build/buildkit/frontend/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.frontend import frontend
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of

_FLAGS = frozenset(
    {"checksum", "chmod", "device", "exclude", "keep-git-dir", "link", "mount", "network", "parents", "security"}
    | {"start-interval", "unpack"}
)


@rule(on=Document, severity=Severity.HINT, fix=Safety.UNSAFE, default=False, mentions=("<<", "--"))
def missing_syntax_directive(document: Document) -> Iterator[Diagnostic]:
    text = document.text
    if frontend(text) is not None:
        return
    node, feature = _first_feature(document)
    if node is None:
        return
    place = 1 if text.startswith("\ufeff") else 0
    if text.startswith("#!", place):
        place = text.find("\n") + 1 or len(text)
    edit = insert(place, f"# syntax=docker/dockerfile:1{line_end_of(text)}")
    fix = Fix("Insert the directive", (edit,), Safety.UNSAFE)
    yield Diagnostic(node.range, f"Without `# syntax=` older builders do not know {feature}", (fix,))


def _first_feature(document: Document) -> tuple[ast.Node | None, str]:
    for it in document.instructions:
        instruction = it.trigger if isinstance(it, ast.Onbuild) and it.trigger is not None else it
        for flag in instruction.flags:
            if flag.name in _FLAGS:
                return flag, f"`--{flag.name}`"
        for heredoc in instruction.heredocs:
            return heredoc, "heredocs"
    return None, ""
