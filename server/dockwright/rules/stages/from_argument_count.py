"""A `FROM` with too few or too many words.

`FROM` takes an image, and after it nothing or `AS` and a name.

```dockerfile bad
FROM node:22 is base
```
```dockerfile good
FROM node:22 AS base
```

Where there are three words, the fix takes the one in the middle for `AS`, if it is a word at all. It may as well be one
too many, so the fix has to be asked for. A comment at the end of the line is another rule's matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Safety, Severity, replaced_by
from dockwright.lint.rule import rule
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange


@rule(
    on=ast.From,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "ARGUMENT_REQUIRES_ONE_OR_THREE",
        "FromMissingImage",
        "INVALID_AS",
    ),
)
def from_argument_count(instruction: ast.From) -> Iterator[Diagnostic]:
    words = instruction.words
    if len(words) == 1 or instruction.is_trigger or has_placeholder(instruction.unit.text):
        return
    if not words:
        yield Diagnostic(instruction.keyword.range, "FROM needs an image, or `scratch` to start from nothing")
        return
    is_as = words[1].text.upper() == "AS"
    if is_as and len(words) == 3:
        return
    if any(word.text.startswith("#") for word in words[1:]):
        return
    if is_as and len(words) == 2:
        yield Diagnostic(words[1].range, "AS needs a name for the stage")
    elif is_as:
        rest = TextRange(words[3].range.start, words[-1].range.end)
        yield Diagnostic(rest, "FROM takes no more words after the name of the stage")
    elif len(words) == 3:
        keyword = "as" if instruction.keyword.text.islower() else "AS"
        where = words[1].range
        fixes = replaced_by(where, keyword) if words[1].text.isalpha() else ()
        yield Diagnostic(where, f"AS is expected here, not `{words[1].text}`", fixes)
    else:
        rest = TextRange(words[1].range.start, words[-1].range.end)
        yield Diagnostic(rest, "FROM takes an image, and after it only `AS` and a name")
