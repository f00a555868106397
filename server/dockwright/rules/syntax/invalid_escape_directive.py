"""An escape character that is neither backslash nor backtick.

`# escape=` sets the character that continues lines and escapes others. BuildKit knows two of them.

```dockerfile bad
# escape=/
FROM alpine:3.20
```
```dockerfile good
# escape=\\
FROM alpine:3.20
```

The fix writes the one that the file seems to use: a backtick where lines end in one, else a backslash. Since that is a
guess it has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit

_ENDS_IN_BACKTICK = re.compile(r"`[ \t]*\r?$", re.MULTILINE)


@rule(on=Document, severity=Severity.ERROR, fix=Safety.UNSAFE, aliases=("INVALID_ESCAPE_DIRECTIVE",))
def invalid_escape_directive(document: Document) -> Iterator[Diagnostic]:
    if not document.tree.directives:
        return
    for problem in document.tree.head_problems:
        if problem.kind == "invalid-escape-directive":
            written = problem.range.slice(document.text)
            is_backtick = "`" in written or _ENDS_IN_BACKTICK.search(document.text, problem.range.end) is not None
            name, character = ("backtick", "`") if is_backtick else ("backslash", "\\")
            fix = Fix(f"Use the {name}", (Edit(problem.range, character),), Safety.UNSAFE)
            message = "The escape character is a backslash or a backtick, and nothing beside it"
            if "`" not in written:
                message = f"The escape character is a backslash or a backtick, not `{written}`"
            yield Diagnostic(problem.range, message, (fix,))
