"""A blank before the `=` of `ENV` or `LABEL`.

A first word without `=` is the old form, in which all the rest of the line is the value. So `ENV MODE = prod` sets
`MODE` to `= prod`, with the sign and the blank in it.

```dockerfile bad
FROM alpine:3.20
ENV MODE = prod
```
```dockerfile good
FROM alpine:3.20
ENV MODE=prod
```

The fix takes the blanks away, where the value is a single word and only pairs follow it. It has to be asked for, as the
value changes, which is the point.

## References

- [Dockerfile reference: ENV](https://docs.docker.com/reference/dockerfile/#env)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast, words
from dockwright.syntax.dockerfile.unit import BLANKS
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(on=ast.KeyValue, severity=Severity.WARNING, fix=Safety.UNSAFE, aliases=("S6574",), mentions=("=",))
def spaces_around_equals(instruction: ast.KeyValue) -> Iterator[Diagnostic]:
    if not instruction.legacy or not instruction.pairs:
        return
    pair = instruction.pairs[0]
    value = pair.value
    if value is None or not value.text.startswith("="):
        return
    sign = value.source_range(0, 1)
    message = f"The blank before the `=` makes it a part of the value of `{pair.name.text}`"
    yield Diagnostic(sign, message, _fixes(instruction, pair.name, value))


def _fixes(instruction: ast.KeyValue, name: ast.Word, value: ast.Word) -> tuple[Fix, ...]:
    rest = value.text[1:].lstrip(BLANKS)
    first, *others = [it.text for it in words.split(rest, instruction.escape)] or [""]
    if not first or instruction.comments or not all(it.find("=") > 0 for it in others):
        # Only what is a pair by itself is surely no part of the value.
        return ()
    start = len(value.text) - len(rest)
    between = TextRange(name.range.end, value.source_range(start, len(value.text)).start)
    if "\n" in between.shifted(-instruction.start).slice(instruction.unit.text):
        return ()
    return (Fix("Remove the blanks", (Edit(between, "="),), Safety.UNSAFE),)
