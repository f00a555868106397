"""An image taken by the tag `latest`.

`latest` is whatever was pushed last: the same Dockerfile builds on another system next month, and nobody sees when a
build broke because of it. A version in the tag says what the file was written for; a digest fixes it for good.

```dockerfile bad
FROM ubuntu:latest
```
```dockerfile good
FROM ubuntu:26.04
```

With a digest the tag does not matter, and the rule is silent. It also looks at `COPY --from` and `RUN --mount=from`,
and at what the ARGs before the first FROM say by default.

The fix names the version that `latest` meant when this list of images was made, in the ARG if the tag stands there and
no other FROM uses that. It has to be asked for: by now there may be a newer one, and from then on someone has to look
for updates.

## References

- [Best practices: pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.defaults import place_in_default
from dockwright.semantic.document import Document
from dockwright.semantic.image_versions import current_version, publishes_versions
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile.image_ref import parse_image_reference
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3007",
        "DS-0001",
        "CKV_DOCKER_7",
        "EF0003",
        "DD001",
        "DF001",
        "DF024",
        "S6596",
        "dockerfile.best-practice.avoid-latest-version",
        "f45ea400",
        "AC_DOCKER_0041",
        "latest_tag",
        "is_latest_tag",
    ),
    mentions=("latest",),
)
def latest_tag(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for use in stage.uses:
        if use.stage is not None or use.index is not None:
            continue
        text = stage.base.text if use.kind is UseKind.BASE else use.text
        reference = parse_image_reference(text) if text is not None else None
        if reference is None or reference.problem is not None or reference.digest is not None:
            continue
        if reference.tag != "latest" or reference.tag_range is None:
            continue
        written = use.word.text.find(reference.text)
        where = use.range
        fixes: tuple[Fix, ...] = ()
        if written >= 0:
            start, end = reference.tag_range
            where = use.word.source_range(written + start, written + end)
            fixes = _fixes(where, current_version(reference))
        elif use.kind is UseKind.BASE:
            # Written in the default of an ARG, which may say a part of the image.
            place = place_in_default(document, use.word, *reference.tag_range)
            version = current_version(reference) if place is not None else None
            if place is not None and version is not None:
                name, tag = place
                fixes = (Fix(f"Use the tag {version} in ARG {name}", (Edit(tag, version),), Safety.UNSAFE),)
        advice = "name a version" if publishes_versions(reference) else "this repository has no versions: add a digest"
        yield Diagnostic(where, f"`{reference.name}:latest` is another image from time to time; {advice}", fixes)


def _fixes(where: TextRange, version: str | None) -> tuple[Fix, ...]:
    return (Fix(f"Use the tag {version}", (Edit(where, version),), Safety.UNSAFE),) if version else ()
