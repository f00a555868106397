"""A word without `=` among names and values.

Once the first word of an `ENV` or `LABEL` has an `=`, every word needs one. Where a value has blanks in it, it needs
quotes.

```dockerfile bad
FROM alpine:3.20
LABEL description=my nice image
```
```dockerfile good
FROM alpine:3.20
LABEL description="my nice image"
```

The fix quotes the value together with the words behind it, up to the end of the line. It takes them for one value,
which is a guess, so it has to be asked for; where a later word has an `=` there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.ranges import TextRange


@rule(
    on=ast.KeyValue,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "SYNTAX_MISSING_EQUALS",
        "EnvInvalidFormat",
        "LabelInvalidFormat",
        "ArgInvalidFormat",
        "label_invalid",
    ),
)
def key_value_missing_equals(instruction: ast.KeyValue) -> Iterator[Diagnostic]:
    if instruction.legacy:
        return
    comment = (index for index, it in enumerate(instruction.pairs) if it.name.text.startswith("#"))
    # A comment at the end of the line is another rule's matter.
    pairs = instruction.pairs[: next(comment, None)]
    index = 0
    fixable = True
    while index < len(pairs):
        end = index
        while end < len(pairs) and pairs[end].value is None:
            end += 1
        if end > index and not has_placeholder(instruction.unit.text):
            where = TextRange(pairs[index].range.start, pairs[end - 1].range.end)
            fixes = _fixes(instruction, index) if fixable else ()
            yield Diagnostic(where, f"There is no `=` in `{pairs[index].name.text}`", fixes)
            fixable = False
        index = end + 1


def _fixes(instruction: ast.KeyValue, index: int) -> tuple[Fix, ...]:
    value = instruction.pairs[index - 1].value
    last = instruction.pairs[-1]
    if value is None or any(pair.value is not None for pair in instruction.pairs[index:]):
        return ()
    whole = TextRange(value.range.start, last.range.end)
    text = whole.shifted(-instruction.start).slice(instruction.unit.text)
    if any(it in text for it in ("'", '"', "\n", instruction.escape)) or not value.text or " #" in text:
        return ()
    edits = (insert(whole.start, '"'), insert(whole.end, '"'))
    return (Fix("Quote the value", edits, Safety.UNSAFE),)
