"""`MAINTAINER`, which is deprecated.

A label says who looks after an image, and everything that reads labels finds it there. `MAINTAINER` sets a field of
its own that hardly anything reads, and BuildKit warns about it.

```dockerfile bad
FROM alpine:3.20
MAINTAINER Jane Doe <jane@example.com>
```
```dockerfile good
FROM alpine:3.20
LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
```

The fix is safe. Where the stage sets the label already, it deletes `MAINTAINER`, which has to be asked for if the two
say different things. The option `label` names the label to use.

## References

- [Docker: MaintainerDeprecated](https://docs.docker.com/reference/build-checks/maintainer-deprecated/)
- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    label: str = field(
        default="org.opencontainers.image.authors",
        metadata={"description": "The label that says who looks after an image."},
    )


@rule(
    on=ast.Maintainer,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "DL4000",
        "MaintainerDeprecated",
        "DS-0022",
        "CKV_DOCKER_6",
        "DEPRECATED_MAINTAINER",
        "EI0003",
        "DD017",
        "DF019",
        "S6586",
        "dockerfile.best-practice.maintainer-is-deprecated",
        "99614418",
        "maintainer_deprecated",
    ),
    mentions=("maintainer",),
)
def maintainer_deprecated(maintainer: ast.Maintainer, document: Document, options: Options) -> Iterator[Diagnostic]:
    yield Diagnostic(
        maintainer.keyword.range,
        "MAINTAINER is deprecated; a label says the same",
        _fixes(maintainer, document, options.label),
        tags=(Tag.DEPRECATED,),
    )


def _fixes(maintainer: ast.Maintainer, document: Document, key: str) -> tuple[Fix, ...]:
    author = maintainer.author
    if author is None or maintainer.comments or maintainer.blank_lines:
        # A label's value would swallow what stands between its lines.
        return ()
    start, end = _inside_quotes(author.text)
    text = author.text[start:end]
    stage = document.stage_of(maintainer) if not maintainer.is_trigger else None
    labels = stage.all_of(ast.Label) if stage is not None else ()
    values = [pair.value for label in labels for pair in label.pairs if pair.name.value == key]
    if values:
        # A second one would change what the image says, or be replaced itself.
        is_same = values[-1] is not None and values[-1].value == text
        safety = Safety.SAFE if is_same else Safety.UNSAFE
        return (Fix(f"Delete it for the label {key}", (delete(maintainer.full_range),), safety),)
    keyword = "LABEL" if not maintainer.keyword.text.islower() else "label"
    edits = [
        Edit(maintainer.keyword.range, keyword),
        Edit(TextRange(author.range.start, author.range.start + start), f'{key}="'),
        Edit(TextRange(author.range.end - (len(author.text) - end), author.range.end), '"'),
    ]
    for place, character in enumerate(text, start):
        # In double quotes these three keep their meaning.
        if character in (maintainer.escape, '"', "$"):
            edits.append(insert(author.source_range(place, place + 1).start, maintainer.escape))
    return (Fix(f"Use the label {key}", tuple(edits)),)


def _inside_quotes(text: str) -> tuple[int, int]:
    """Where the name stands without the quotes that many put around it; MAINTAINER itself keeps them."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return 1, len(text) - 1
    return 0, len(text)
