"""A parser directive without a value.

`# escape=` with nothing behind it is an ordinary comment. It does nothing, and worse: a comment ends the head of the
file, so directives below it do nothing either.

```dockerfile bad
# syntax=
FROM alpine:3.20
```
```dockerfile good
FROM alpine:3.20
```

The fix deletes the line. It is safe, unless a directive below then does something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.unit import UnitKind
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange

_EMPTY = re.compile(r"\ufeff?[ \t]*#[ \t]*(syntax|escape|check)[ \t]*=[ \t]*\r?\n?", re.IGNORECASE)
_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*[A-Za-z][\w-]*[ \t]*=")


@rule(on=Document, severity=Severity.WARNING, fix=Safety.SAFE, aliases=("ED0005",))
def directive_missing_value(document: Document) -> Iterator[Diagnostic]:
    tree = document.tree
    for unit, start in zip(tree.units, tree.starts, strict=False):
        if unit.before.directives is None:
            return
        found = _EMPTY.fullmatch(unit.text) if unit.kind is UnitKind.COMMENT else None
        if found is not None:
            begin = start + unit.text.index("#")
            end = start + len(unit.text.rstrip())
            line = TextRange(start + len(unit.text) - len(unit.text.removeprefix("\ufeff")), start + len(unit.text))
            # Without this line, what looks like a directive below it may become one.
            safety = Safety.UNSAFE if _DIRECTIVE.match(document.text, line.end) else Safety.SAFE
            fix = Fix("Delete the line", (delete(line),), safety)
            yield Diagnostic(TextRange(begin, end), f"The directive `{found.group(1)}` has no value", (fix,))
