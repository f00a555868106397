"""More words than the instruction takes.

`HEALTHCHECK NONE` stands alone, and `STOPSIGNAL` takes one signal: BuildKit refuses further words.

```dockerfile bad
FROM alpine:3.20
STOPSIGNAL SIGTERM 9
```
```dockerfile good
FROM alpine:3.20
STOPSIGNAL SIGTERM
```

The fix takes the further words away. Which word is the wrong one is a guess, so it has to be asked for. A comment at
the end of a line is another matter, and another rule's: Dockerfiles have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete
from dockwright.text.ranges import TextRange


@rule(
    on=(ast.Healthcheck, ast.Stopsignal),
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "ARGUMENT_EXTRA",
        "ARGUMENT_UNNECESSARY",
        "extra_args",
    ),
)
def too_many_arguments(instruction: ast.Healthcheck | ast.Stopsignal) -> Iterator[Diagnostic]:
    words = instruction.words
    if len(words) < 2 or words[1].text.startswith("#"):
        return
    if isinstance(instruction, ast.Healthcheck):
        if words[0].text.upper() != "NONE":
            return
        message = "HEALTHCHECK NONE takes no arguments"
    else:
        # Quotes keep words together here, and a variable may hold anything.
        if any(it in word.text for word in words for it in "\"'$"):
            return
        message = "STOPSIGNAL takes one signal"
    extra = TextRange(words[1].range.start, words[-1].range.end)
    gone = TextRange(words[0].range.end, words[-1].range.end)
    fixes: tuple[Fix, ...] = ()
    if "\n" not in gone.shifted(-instruction.start).slice(instruction.unit.text):
        fixes = (Fix("Remove what is too much", (delete(gone),), Safety.UNSAFE),)
    yield Diagnostic(extra, message, fixes)
