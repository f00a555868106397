"""A name that no image can have.

An image is `[registry/]repository[:tag][@digest]`. Repositories are in lower case, tags are made of letters, digits,
`_`, `.` and `-`, and a digest has its full length. BuildKit refuses anything else, in `FROM` as in `COPY --from`.

```dockerfile bad
FROM Ubuntu:24.04
```
```dockerfile good
FROM ubuntu:24.04
```

The fix writes the repository in lower case where that is all that is wrong, and `${NAME}` for `{NAME}`. An
upper-case name may come from elsewhere, where it is something else, so the fix has to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.stages import Stage, UseKind
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference, split_image_reference
from dockwright.text.edits import Edit, insert
from dockwright.text.ranges import TextRange

_BRACES = re.compile(r"\{[A-Za-z_]\w*\}")


@rule(
    on=Stage,
    severity=Severity.ERROR,
    fix=Safety.UNSAFE,
    aliases=(
        "INVALID_REFERENCE_FORMAT",
        "FromInvalidImageReference",
    ),
)
def invalid_image_reference(stage: Stage) -> Iterator[Diagnostic]:
    for use in stage.uses:
        text = use.text
        if use.stage is not None or use.index is not None or not text or text == "scratch" or "$" in use.word.text:
            continue
        # With a wrong number of words it is not said which one is the image.
        if use.kind is UseKind.BASE and (stage.base.text is None or len(stage.instruction.words) not in (1, 3)):
            continue
        problem = split_image_reference(text).problem
        if problem is None or has_placeholder(use.word.text):
            continue
        exact = text == use.word.text
        braces = _BRACES.search(text) if exact else None
        if braces is not None:
            start = use.word.source_range(*braces.span())
            fix = Fix("Put a dollar sign in front", (insert(start.start, "$"),), Safety.UNSAFE)
            yield Diagnostic(start, f"A variable has a dollar sign in front: `${braces.group()}`", (fix,))
            continue
        where = use.word.source_range(*problem.range) if exact and problem.range.length else use.range
        fixes = _fixes(use.word, split_image_reference(text)) if exact else ()
        yield Diagnostic(where, problem.message, fixes)


def _fixes(word: ast.Word, reference: ImageReference) -> tuple[Fix, ...]:
    start, end = reference.repository_range
    # Docker takes an upper-case first part for a registry, whose case does not matter, so there is nothing to do.
    lower = reference.repository.lower()
    fixed = reference.text[:start] + lower + reference.text[end:]
    place: TextRange = word.source_range(start, end)
    if lower == reference.repository or parse_image_reference(fixed) is None or place.length != end - start:
        return ()
    return (Fix(f"Write {lower}", (Edit(place, lower),), Safety.UNSAFE),)
