"""A base image that is empty or invalid with the defaults of its variables.

A plain `docker build .` knows of each `ARG` only its default. Where the image that `FROM` names then is empty, or no
name at all, such as `alpine:`, that build fails.

```dockerfile bad
ARG TAG
FROM alpine:${TAG}
```
```dockerfile good
ARG TAG=3.24
FROM alpine:${TAG}
```

A default may also stand in the `FROM` itself: `FROM alpine:${TAG:-3.24}`. Where a value has to be given on purpose, and
bake or compose files always do, silence the finding with `# dockwright: ignore[base-image-empty]`. Names that a
template has yet to fill in, as in `FROM node:{{version}}`, are left alone.

Where the tag of an official image is missing, fixes offer the version that `latest` means, as the default of the ARG or
in the FROM. They have to be asked for: another version may be meant, or a value for each build.
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.tags import official_tags
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.defaults import global_argument
from dockwright.semantic.document import Document
from dockwright.semantic.image_versions import current_version
from dockwright.semantic.stages import Stage
from dockwright.semantic.templates import has_placeholder
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.text.edits import Edit, insert


@rule(on=Stage, severity=Severity.ERROR, fix=Safety.UNSAFE, aliases=("InvalidDefaultArgInFrom", "BASE_NAME_EMPTY"))
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
    fixes = _fixes(document, stage, missing[0]) if len(missing) == 1 else ()
    yield Diagnostic(image.range, f"The name of the base image is {what}{reason}", fixes)


def _has_value(document: Document, name: str) -> bool:
    value = document.global_scope.values.get(name)
    return value is not None and value.text != "" and not value.unset


def _fixes(document: Document, stage: Stage, name: str) -> tuple[Fix, ...]:
    image = stage.instruction.image
    if image is None or len(image.variables) != 1 or image.variables[0].operator is not None:
        return ()
    variable = image.variables[0]
    start, end = variable.reference.range
    before, behind = image.text[:start], image.text[end:]
    reference = parse_image_reference(before[:-1]) if before.endswith(":") else None
    if reference is None or reference.tag is not None or reference.problem is not None:
        return ()
    version = current_version(reference)
    if version is None or (behind and f"{version}{behind}" not in official_tags(reference.name)):
        return ()
    here = Edit(variable.range, f"${{{name}:-{version}}}")
    fixes = [Fix(f"Take {version} where {name} has no value", (here,), Safety.UNSAFE)]
    users = sum(name in other.instruction.unit.text for other in document.stages)
    pair = global_argument(document, name)
    if pair is not None and users == 1:
        place = insert(pair.name.range.end, f"={version}")
        if pair.value is not None:
            place = Edit(pair.value.range, version) if pair.value.text else insert(pair.range.end, version)
        fixes.insert(0, Fix(f"Give {name} the default {version}", (place,), Safety.UNSAFE))
    return tuple(fixes)
