"""A base image without tag and digest.

No tag means the tag `latest`, which is whatever was pushed last: the same Dockerfile builds on another system next
month.

```dockerfile bad
FROM ubuntu
```
```dockerfile good
FROM ubuntu:26.04
```

The rule is silent about stages, `scratch`, and bare names that are no official image of Docker Hub, such as
`FROM myapp-base`: those are images built on this machine, or contexts that the build is given. Where the name holds a
variable that no global ARG declares, `undeclared-arg-in-from` says what is wrong.

The fix names the version that `latest` meant when this list of images was made. It has to be asked for: whether that is
the one that the file was written for is a guess.

## References

- [Best practices: pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import is_official
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.image_versions import current_version, publishes_versions
from dockwright.semantic.stages import Stage
from dockwright.text.edits import insert


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3006",
        "EF0004",
        "DD001",
        "S8431",
        "dockerfile.best-practice.missing-image-version",
        "dockerfile.audit.dockerfile-source-not-pinned",
        "9efb0b2d",
        "missing_tag",
        "no_tag",
        "pin-base-image-version",
    ),
)
def untagged_base_image(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    reference, word = stage.image, stage.instruction.image
    if reference is None or word is None or reference.problem is not None:
        return
    if reference.tag is not None or reference.digest is not None:
        return
    if reference.registry is None and "/" not in reference.repository and not is_official(reference.name):
        return
    if any(it.name not in document.global_scope.values for it in word.variables):
        return
    version = current_version(reference)
    fixes: tuple[Fix, ...] = ()
    if version is not None and word.value == reference.text and not word.quoted:
        fixes = (Fix(f"Use the tag {version}", (insert(word.range.end, f":{version}"),), Safety.UNSAFE),)
    advice = "name a version" if publishes_versions(reference) else "this repository has no versions: add a digest"
    yield Diagnostic(
        word.range, f"`{reference.name}` without a tag is another image from time to time; {advice}", fixes
    )
