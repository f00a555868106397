"""`COPY` of something that has to be fetched.

`COPY` takes files of the build context or of another stage. URLs and Git repositories are for `ADD`.

```dockerfile bad
FROM alpine:3.20
COPY https://example.org/tool /usr/local/bin/tool
```
```dockerfile good
FROM alpine:3.20
ADD https://example.org/tool /usr/local/bin/tool
```

The fix writes `ADD`; it is safe, as the file could not be built before. It has to be asked for where another source may
be a local archive, which `ADD` unpacks, and there is none where a flag is given that `ADD` does not have. What is
downloaded is not checked; `--checksum` does that.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import INSTRUCTIONS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import is_no_archive
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(on=ast.Copy, severity=Severity.ERROR, fix=Safety.SAFE)
def copy_url_or_git(copy: ast.Copy, state: State) -> Iterator[Diagnostic]:
    if copy.destination is None or not any(it in copy.unit.text for it in ("://", "@", "$")):
        return
    for source in copy.sources:
        text = state.path_of(source, copy.escape)
        kind = kind_of(text) if text is not None else Kind.LOCAL
        if kind is not Kind.LOCAL:
            yield Diagnostic(source.range, f"COPY cannot fetch a {kind.value}; ADD can", _fixes(copy, state))


def _fixes(copy: ast.Copy, state: State) -> tuple[Fix, ...]:
    if any(INSTRUCTIONS["ADD"].flag(it.name) is None for it in copy.flags):
        return ()
    keyword = "add" if copy.keyword.text.islower() else "ADD"
    paths = [state.path_of(it, copy.escape) for it in copy.sources if copy.heredoc_of(it) is None]
    is_safe = all(it is not None and (kind_of(it) is not Kind.LOCAL or is_no_archive(it)) for it in paths)
    return (Fix("Use ADD", (Edit(copy.keyword.range, keyword),), Safety.SAFE if is_safe else Safety.UNSAFE),)
