"""A comment above a stage or an ARG that reads like a broken description.

`docker build --call=outline` and `--call=targets` show the comment directly above an ARG or a named FROM, if it begins
with the name: `# build compiles the server`. A comment in that place in another shape is left out, so either it was
meant to be shown, or it is about something else and one empty line shows that. The fix inserts that line, unless a
comment among those above is one that a tool looks for right there, such as `# renovate: datasource=docker`.

BuildKit has this check as an experimental one, for files that ask for it in their first lines; so it is here. The
option `always` looks at every file.

```dockerfile bad
# check=experimental=InvalidDefinitionDescription

# compiles the server
FROM golang:1.23 AS build
```
```dockerfile good
# check=experimental=InvalidDefinitionDescription

# compiles the server

FROM golang:1.23 AS build
```

What begins with the name is a description:

```dockerfile good
# check=experimental=InvalidDefinitionDescription

# build compiles the server
FROM golang:1.23 AS build
```

## References

- [Docker: InvalidDefinitionDescription](https://docs.docker.com/reference/build-checks/invalid-definition-description/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.dialects import ignores
from dockwright.lint.rule import rule
from dockwright.semantic.checks import check_options
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.lines import line_end_of

_CHECK = "InvalidDefinitionDescription"
# What linters and updaters read only directly above the instruction, such as `# renovate: datasource=docker`.
_PRAGMA = re.compile(
    r"#\s*(?:dockerfile-doctor\b|[a-z][a-z-]*:\s*\S+=|[a-z][a-z-]*:?\s+(?:global\s+)?(?:disable|ignore|skip)(?:\s*[=:\[]|-|$))",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    always: bool = field(
        default=False,
        metadata={"description": "Look at every file, not only at those that switch BuildKit's check on."},
    )


@rule(on=Document, severity=Severity.HINT, fix=Safety.SAFE, aliases=(_CHECK,))
def invalid_stage_description(document: Document, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each comment in the place of a description that is none."""
    if not options.always and not _asks_for_it(document):
        return
    for instruction in document.instructions:
        names = _names(instruction)
        comments = document.tree.comments_above(instruction) if names else ()
        text = comments[-1].text[1:].strip() if comments else ""
        if not text or text.split(" ")[0] in names or _is_pragma(comments[-1].text):
            continue
        name = names[0] if len(names) == 1 else "the name of an argument"
        shown = f"`{name}`" if len(names) == 1 else name
        fixes: tuple[Fix, ...] = ()
        if not any(_is_pragma(it.text) for it in comments):
            edit = insert(instruction.start, line_end_of(instruction.unit.text))
            fixes = (Fix("Insert an empty line below the comment", (edit,)),)
        # BuildKit reports it at the instruction that it describes.
        message = f"The comment above is shown as a description only if it begins with {shown}"
        yield Diagnostic(instruction.keyword.range, message, fixes)


def _is_pragma(comment: str) -> bool:
    return _PRAGMA.match(comment) is not None or any(ignores(comment))


def _asks_for_it(document: Document) -> bool:
    experimental = next((it.names for it in check_options(document.tree) if it.key.text == "experimental"), ())
    return any(it.text in ("all", _CHECK) for it in experimental)


def _names(instruction: ast.Instruction) -> tuple[str, ...]:
    if isinstance(instruction, ast.Arg):
        return tuple(pair.name.text for pair in instruction.pairs)
    if isinstance(instruction, ast.From) and instruction.stage_name is not None:
        return (instruction.stage_name.text.lower(),)
    return ()
