"""A parser directive written twice.

`# syntax=`, `# escape=` and `# check=` may each stand once at the head of a file; BuildKit refuses a second one even
where it says the same.

```dockerfile bad
# escape=\\
# escape=\\
FROM alpine:3.20
```
```dockerfile good
# escape=\\
FROM alpine:3.20
```

Where both have the same value, the fix takes the second away; it is safe, as the file could not be built before.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile.unit import directive
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@rule(
    on=Document,
    severity=Severity.ERROR,
    fix=Safety.SAFE,
    aliases=(
        "DUPLICATED_ESCAPE_DIRECTIVE",
        "ED0002",
    ),
)
def duplicate_parser_directive(document: Document) -> Iterator[Diagnostic]:
    if not document.tree.directives:
        return
    for problem in document.tree.head_problems:
        if problem.kind != "duplicate-parser-directive":
            continue
        number = document.lines.line_of(problem.range.start)
        line = TextRange(document.lines.start(number), document.lines.start(number + 1))
        again = directive(line.slice(document.text))
        name = again[0] if again else ""
        first = next((it for it in document.tree.directives if it.name == name), None)
        fixes: tuple[Fix, ...] = ()
        if again is not None and first is not None and first.value == again[1]:
            fixes = (Fix("Delete the second", (delete(line),)),)
        yield Diagnostic(problem.range, f"A second `{name}` directive", fixes)
