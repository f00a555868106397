"""A base image that is empty or invalid with the defaults of its variables.

A plain `docker build .` knows of each `ARG` only its default. Where the image that `FROM` names then is empty, or no
name at all, such as `alpine:`, that build fails.

```dockerfile bad
ARG TAG
FROM alpine:${TAG}
```
```dockerfile good
ARG TAG=3.20
FROM alpine:${TAG}
```

A default may also stand in the `FROM` itself: `FROM alpine:${TAG:-3.20}`. Where a value has to be given on purpose, and
bake or compose files always do, silence the finding with `# dockwright: ignore[base-image-empty]`. Names that a
template has yet to fill in, as in `FROM node:{{version}}`, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile.image_ref import parse_image_reference


@rule(on=Stage, severity=Severity.ERROR, aliases=("InvalidDefaultArgInFrom", "BASE_NAME_EMPTY"))
def base_image_empty(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    image, text = stage.instruction.image, stage.base.text
    if image is None or text is None or stage.parent is not None or not (image.variables or not text):
        return
    # With a wrong number of words it is not said which one is the image.
    if len(stage.instruction.words) not in (1, 3):
        return
    if text and parse_image_reference(text) is not None:
        return
    if has_placeholder(text):
        return
    if not image.variables:
        yield Diagnostic(image.range, "The name of the base image is empty")
        return
    missing = [it.name for it in image.variables if not _has_value(document, it.name)]
    if any(it not in document.global_scope.values for it in missing):
        # No ARG declares it, which another rule says.
        return
    reason = f" as nothing gives `{missing[0]}` a value" if missing else " with the defaults of its variables"
    what = f"`{text}`, which is no image," if text else "empty"
    yield Diagnostic(image.range, f"The name of the base image is {what}{reason}")


def _has_value(document: Document, name: str) -> bool:
    value = document.global_scope.values.get(name)
    return value is not None and value.text != "" and not value.unset
