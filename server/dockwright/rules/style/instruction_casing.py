"""Keywords of one file in different cases.

Keywords mean the same in any case, and by convention they are in upper case, which sets them off from their arguments.
A file that is all in lower case is consistent too, so the case of most keywords counts, as it does for BuildKit; where
both are as frequent it is upper case. The option `style` asks for `upper` or `lower` whatever the file does.

```dockerfile bad
FROM alpine:3.20
copy app /usr/bin/
RUN app --version
```
```dockerfile good
FROM alpine:3.20
COPY app /usr/bin/
RUN app --version
```

The ARGs above the first FROM and what ONBUILD defers do not count, since BuildKit does not count them. The fix takes
along what ONBUILD defers, and the `CMD` of a HEALTHCHECK. It is safe, as no builder minds.

## References

- [Docker: ConsistentInstructionCasing](https://docs.docker.com/reference/build-checks/consistent-instruction-casing/)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    style: str = field(
        default="consistent",
        metadata={
            "description": "The case of keywords: that of most of them, or always upper or lower.",
            "schema": {"enum": ["consistent", "upper", "lower"], "default": "consistent"},
        },
    )


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=(
        "ConsistentInstructionCasing",
        "CASING_INSTRUCTION",
        "EI0005",
        "DD071",
        "S6476",
        "uppercase_commands",
    ),
)
def instruction_casing(document: Document, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each keyword that is not in the file's case."""
    if options.style != "lower" and all(map(str.isupper, {it.written for it in document.instructions})):
        return
    first = document.stages[0].instruction.start if document.stages else len(document.text)
    counted = [it for it in document.instructions if it.base >= first and not isinstance(it, ast.Unknown)]
    # A file has a dozen different keywords, however many instructions.
    written = Counter([it.written for it in counted])
    lower = sum(count for text, count in written.items() if text.islower()) > sum(
        count for text, count in written.items() if text.isupper()
    )
    if options.style != "consistent":
        lower = options.style == "lower"
    case = "lower" if lower else "upper"
    if options.style != "consistent":
        why = "what this project asks for"
    elif any(text.islower() if lower else text.isupper() for text in written):
        why = "as the file's keywords are"
    else:
        why = "as keywords are by convention"
    strays = {text for text in written if not (text.islower() if lower else text.isupper())}
    for instruction in counted if strays else ():
        text = instruction.written
        if text not in strays:
            continue
        # Lower case may take a letter for another (the Kelvin sign).
        if text.isascii():
            wanted = text.lower() if lower else text.upper()
            place = instruction.keyword.range
            cased = [(where, it, it.lower() if lower else it.upper()) for where, it in _keywords(instruction)]
            edits = tuple(Edit(where, new) for where, old, new in cased if old != new)
            fix = Fix(f"Write {wanted}", edits)
            yield Diagnostic(place, f"`{text}` is not in {case} case, {why}", (fix,))


def _keywords(instruction: ast.Instruction) -> Iterator[tuple[TextRange, str]]:
    """Where keywords stand: its own, those of what an ONBUILD defers, and the CMD or NONE of a HEALTHCHECK."""
    yield instruction.keyword.range, instruction.keyword.text
    if isinstance(instruction, ast.Onbuild):
        trigger = instruction.trigger
        if trigger is not None and not isinstance(trigger, ast.Unknown):
            yield from _keywords(trigger)
    elif isinstance(instruction, ast.Healthcheck):
        kind = instruction.kind
        if kind is not None and kind.text.upper() in ("CMD", "NONE"):
            yield kind.range, kind.text
