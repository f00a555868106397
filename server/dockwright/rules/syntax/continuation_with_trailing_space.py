"""Blanks behind a continuation character.

Builders pass over them. Whoever copies the command to a shell is less lucky: there the line ends, and the next one is
a command of its own. Many editors colour the file as if it were so here, too.

```dockerfile bad
FROM alpine:3.20
RUN apk add --no-cache \\ \t
    curl
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache \\
    curl
```

The bodies of heredocs are left alone. The fix is safe, as BuildKit reads the same.

## References

- [Dockerfile reference: format](https://docs.docker.com/reference/dockerfile/#format)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import behind_continuation
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Instruction,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("SC1101",),
    default=False,
    mentions=("\\ ", "\\\t", "` ", "`\t"),
)
def continuation_with_trailing_space(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    if instruction.is_trigger:
        return
    for blanks in behind_continuation(instruction):
        fix = Fix("Remove the blanks", (delete(blanks),))
        where = TextRange(blanks.start - 1, blanks.end)
        yield Diagnostic(
            where, "Blanks stand behind this continuation character; to a shell the line would end here", (fix,)
        )
