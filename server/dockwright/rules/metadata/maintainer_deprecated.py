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

## References

- [Docker: MaintainerDeprecated](https://docs.docker.com/reference/build-checks/maintainer-deprecated/)
- [OCI: pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity, Tag
from dockwright.lint.rule import rule
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_LABEL = "org.opencontainers.image.authors"


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
)
def maintainer_deprecated(maintainer: ast.Maintainer) -> Iterator[Diagnostic]:
    yield Diagnostic(
        maintainer.keyword.range,
        "MAINTAINER is deprecated; a label says the same",
        _fixes(maintainer),
        tags=(Tag.DEPRECATED,),
    )


def _fixes(maintainer: ast.Maintainer) -> tuple[Fix, ...]:
    author = maintainer.author
    # Over several lines there may be comments in between, which a label's value would swallow.
    if author is None or len(author.text) != author.range.length:
        return ()
    keyword = "LABEL" if not maintainer.keyword.text.islower() else "label"
    edits = (
        Edit(maintainer.keyword.range, keyword),
        Edit(author.range, f"{_LABEL}={_quoted(_unquoted(author.text), maintainer.escape)}"),
    )
    return (Fix(f"Use the label {_LABEL}", edits),)


def _unquoted(text: str) -> str:
    """The name without the quotes that many put around it; MAINTAINER itself keeps them."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return text[1:-1]
    return text


def _quoted(text: str, escape: str) -> str:
    """`text` as a word that BuildKit reads back as `text`: in double quotes these three keep their meaning."""
    return '"' + "".join(escape + it if it in (escape, '"', "$") else it for it in text) + '"'
