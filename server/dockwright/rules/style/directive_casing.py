"""The name of a parser directive in capitals.

BuildKit reads `# Escape=` and `# escape=` alike; in lower case it is what everyone else writes and looks for.

```dockerfile bad
# Escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```
```dockerfile good
# escape=`
FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
```

The fix is safe, as it leaves the value alone.

## References

- [Parser directives](https://docs.docker.com/reference/dockerfile/#parser-directives)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("CASING_DIRECTIVE", "ED0003"),
    mentions=("syntax", "escape", "check"),
)
def directive_casing(document: Document) -> Iterator[Diagnostic]:
    for directive in document.tree.directives:
        where = directive.name_range
        written = where.slice(document.text)
        if written != directive.name:
            fix = Fix(f"Write {directive.name}", (Edit(where, directive.name),))
            yield Diagnostic(where, f"The directive `{written}` is not in lower case", (fix,))
