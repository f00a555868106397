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

The fix puts the nearest key in the place of an unknown one, and true or false in that of `yes` or `off`. What was meant
is a guess, so it has to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.instructions import BOOLEANS, CHECK_OPTIONS, MEANT_BOOLEANS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.checks import check_options
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.spelling import hint, nearest


@rule(on=Document, severity=Severity.ERROR, fix=Safety.UNSAFE)
def invalid_check_directive(document: Document) -> Iterator[Diagnostic]:
    for option in check_options(document.tree):
        key = option.key
        if option.value is None:
            yield Diagnostic(option.whole, "A part of a check directive is `key=value`, as in `skip=all`")
        elif key.text not in CHECK_OPTIONS:
            near = nearest(key.text, CHECK_OPTIONS)
            if near is None and key.text.lower().startswith("skip"):
                near = "skip"
            fixes = replaced_by(key.range, near)
            yield Diagnostic(key.range, f"The check directive has no key `{key.text}`{hint(near)}", fixes)
        elif key.text == "error" and option.value.text not in BOOLEANS:
            meant = MEANT_BOOLEANS.get(option.value.text.lower())
            fixes = (Fix(f"Write {meant}", (Edit(option.value.range, meant),), Safety.UNSAFE),) if meant else ()
            yield Diagnostic(option.whole, f"`error` is true or false, not `{option.value.text}`", fixes)
