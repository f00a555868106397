"""A `# check=` that BuildKit cannot read.

The directive holds `skip=`, `error=` and `experimental=`, parted by semicolons. BuildKit refuses any other key, a part
without `=`, and an `error` that is neither true nor false.

```dockerfile bad
# check=skipped=all
FROM alpine:3.20
```
```dockerfile good
# check=skip=all
FROM alpine:3.20
```

The fix puts the nearest key in the place of an unknown one. What was meant is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import BOOLEANS, CHECK_OPTIONS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from dockwright.text.spelling import hint, nearest


@rule(on=Document, severity=Severity.ERROR, fix=Safety.UNSAFE)
def invalid_check_directive(document: Document) -> Iterator[Diagnostic]:
    directive = next((it for it in document.tree.directives if it.name == "check"), None)
    if directive is None:
        return
    place = document.text.index(directive.value, document.text.index("=", directive.range.start))
    for part in directive.value.split(";"):
        key, equals, value = part.partition("=")
        start = place + len(key) - len(key.lstrip())
        range = TextRange(start, start + len(key.strip()))
        whole = TextRange(start, start + len(part.strip()))
        if not equals:
            yield Diagnostic(whole, "A part of a check directive is `key=value`, as in `skip=all`")
        elif key.strip() not in CHECK_OPTIONS:
            near = nearest(key.strip(), CHECK_OPTIONS)
            if near is None and key.strip().lower().startswith("skip"):
                near = "skip"
            fixes = (Fix(f"Replace it by {near}", (Edit(range, near),), Safety.UNSAFE),) if near else ()
            yield Diagnostic(range, f"The check directive has no key `{key.strip()}`{hint(near)}", fixes)
        elif key.strip() == "error" and value.strip() not in BOOLEANS:
            yield Diagnostic(whole, f"`error` is true or false, not `{value.strip()}`")
        place += len(part) + 1
