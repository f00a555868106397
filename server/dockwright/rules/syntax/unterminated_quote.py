"""A quote without its partner.

In the words that BuildKit expands itself, quotes have to come in pairs: in `ENV`, `LABEL`, `ARG`, `COPY`, `WORKDIR`
and others, but not in `RUN`, where the shell decides.

```dockerfile bad
FROM alpine:3.20
ENV GREETING="hello
```
```dockerfile good
FROM alpine:3.20
ENV GREETING="hello"
```

An apostrophe is a quote, too; it needs a backslash, or double quotes around:

```dockerfile good
FROM alpine:3.20
LABEL title="the developer's image"
```

`COPY "my file" /srv/` does not keep the blank in the name; `COPY ["my file", "/srv/"]` does.

The fix closes the quote at the end of the word, or escapes it where it is the apostrophe of a word such as `don't`.
What was meant is a guess, so they have to be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.expansion import Expandable, expandables
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.edits import insert


@rule(
    on=ast.Instruction,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=("SYNTAX_MISSING_SINGLE_QUOTE", "SYNTAX_MISSING_DOUBLE_QUOTE"),
    mentions=("'", '"'),
)
def unterminated_quote(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    text = instruction.unit.text
    if "'" not in text and '"' not in text:
        return
    found: list[tuple[Expandable, SyntaxProblem]] = []
    for expandable in expandables(instruction):
        if "'" in expandable.text or '"' in expandable.text:
            found += [(expandable, it) for it in expandable.scanned.problems if it.kind == "open-quote"]
    if not found:
        return
    # A comment at the end of the line is another rule's matter, and what it says needs no pairs of quotes.
    comment = next((it.range.start for it in instruction.words[1:] if it.text.startswith("#")), None)
    if comment is not None:
        found = [(expandable, it) for expandable, it in found if expandable.range(*it.range).start < comment]
    for expandable, problem in found:
        quote = problem.range.slice(expandable.text)
        kind = "double" if quote == '"' else "single"
        yield Diagnostic(
            expandable.range(*problem.range),
            f"This {kind} quote is never closed",
            _fixes(expandable, problem.range.start) if len(found) == 1 else (),
        )


def _fixes(expandable: Expandable, start: int) -> tuple[Fix, ...]:
    word, text = expandable.node, expandable.text
    quote = text[start]
    if not expandable.exact or not isinstance(word, ast.Word) or word.text.endswith(word.escape):
        return ()
    close = Fix("Close the quote", (insert(word.range.end, quote),), Safety.UNSAFE)
    if quote == "'" and text[start - 1 : start].isalpha() and text[start + 1 : start + 2].isalpha():
        # As in `don't`.
        escape = insert(expandable.range(start, start + 1).start, word.escape)
        return (Fix("Escape the apostrophe", (escape,), Safety.UNSAFE), close)
    return (close,)
