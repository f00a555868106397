"""Several blanks where one is enough.

```dockerfile bad
FROM  alpine:3.20   AS  base
COPY  run.sh   /
```
```dockerfile good
FROM alpine:3.20 AS base
COPY run.sh /
```

The rule looks at the blanks behind a keyword and behind flags, and at those between the words of instructions that are
lists of words. Commands, quoted values and the lines of a continuation stay as they are: there blanks may be data, or
align what belongs together.

The rule is off by default, as some align their instructions on purpose. The fix is safe: BuildKit reads the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(
    on=ast.Instruction,
    severity=Severity.HINT,
    fix=Safety.SAFE,
    aliases=("tally/no-multi-spaces",),
    default=False,
    mentions=("  ", "\t"),
)
def multiple_spaces(instruction: ast.Instruction) -> Iterator[Diagnostic]:
    text, start = instruction.unit.text, instruction.start
    for before, after in pairwise(_pieces(instruction)):
        gap = TextRange(before.end, after.start)
        between = gap.shifted(-start).slice(text)
        if len(between) > 1 and not between.strip(" \t"):
            yield Diagnostic(gap, "Several blanks where one is enough", (Fix("Leave one blank", (Edit(gap, " "),)),))


def _pieces(instruction: ast.Instruction) -> Iterator[TextRange]:
    yield instruction.keyword.range
    yield from (it.range for it in instruction.flags)
    if isinstance(instruction, ast.Onbuild):
        if instruction.trigger is not None:
            yield from _pieces(instruction.trigger)
        return
    found = _words(instruction)
    if found:
        yield from (it.range for it in found)
    elif instruction.arguments_range is not None:
        yield instruction.arguments_range


def _words(instruction: ast.Instruction) -> Sequence[ast.Node]:
    """The words of an instruction that is nothing but a list of them."""
    if isinstance(instruction, ast.From | ast.Expose):
        return instruction.words
    if isinstance(instruction, ast.Transfer | ast.Volume) and instruction.exec_form is None:
        return instruction.words if not any(it.quoted for it in instruction.words) else ()
    if isinstance(instruction, ast.Arg) or (isinstance(instruction, ast.KeyValue) and not instruction.legacy):
        return instruction.pairs
    return ()
