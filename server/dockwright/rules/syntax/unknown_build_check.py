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
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest


@rule(on=Document, severity=Severity.WARNING, fix=Safety.UNSAFE)
def unknown_build_check(document: Document) -> Iterator[Diagnostic]:
    directive = next((it for it in document.tree.directives if it.name == "check"), None)
    if directive is None:
        return
    place = document.text.index(directive.value, document.text.index("=", directive.range.start))
    for part in directive.value.split(";"):
        key, equals, names = part.partition("=")
        start = place + len(key) + len(equals)
        place += len(part) + 1
        if key.strip() not in ("skip", "experimental") or names.strip() == "all":
            continue
        for name in names.split(","):
            begin = start + len(name) - len(name.lstrip())
            start += len(name) + 1
            written = name.strip()
            if not written or written in CHECKS:
                continue
            near = next((it for it in CHECKS if it.lower() == written.lower()), None) or nearest(written, CHECKS)
            range = TextRange(begin, begin + len(written))
            fixes = (Fix(f"Replace it by {near}", (Edit(range, near),), Safety.UNSAFE),) if near else ()
            yield Diagnostic(range, f"BuildKit has no build check `{written}`{hint(near)}", fixes)
