"""A build check to skip that does not exist.

`# check=skip=` names build checks of BuildKit, in their exact case. A name that it does not know skips nothing, and
nobody says so.

```dockerfile bad
# check=skip=jsonargsrecommended
FROM alpine:3.20
```
```dockerfile good
# check=skip=JSONArgsRecommended
FROM alpine:3.20
```

The fix writes the nearest name. The name may be one of a newer BuildKit, so the fix has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import CHECKS
from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.checks import check_options
from dockwright.semantic.document import Document
from dockwright.text.spelling import hint, nearest


@rule(on=Document, severity=Severity.WARNING, fix=Safety.UNSAFE)
def unknown_build_check(document: Document) -> Iterator[Diagnostic]:
    for option in check_options(document.tree):
        if option.key.text not in ("skip", "experimental") or [it.text for it in option.names] == ["all"]:
            continue
        for name in option.names:
            if not name.text or name.text in CHECKS:
                continue
            near = next((it for it in CHECKS if it.lower() == name.text.lower()), None) or nearest(name.text, CHECKS)
            fixes = replaced_by(name.range, near)
            yield Diagnostic(name.range, f"BuildKit has no build check `{name.text}`{hint(near)}", fixes)
