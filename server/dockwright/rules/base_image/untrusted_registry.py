"""An image from a registry that is not among those that a project trusts.

Which registries are trusted says the option `trusted-registries`; while it is empty, every image is fine.

```dockerfile bad settings={"trusted-registries": ["registry.example.com"]}
FROM node:22-alpine
```
```dockerfile good settings={"trusted-registries": ["registry.example.com"]}
FROM registry.example.com/node:22-alpine
```

An entry is the name of a registry, with its port where it has one; Docker Hub is `docker.io`, and an image without a
registry comes from there. A `*` at the beginning or the end stands for anything: `*.example.com`. An entry with a slash
trusts only what begins with it on that registry: `docker.io/library/`, `ghcr.io/our-team`.

The rule also looks at `COPY --from` and `RUN --mount=from`, and at what the ARGs before the first FROM say by default.
It is silent about stages, `scratch`, and names with a variable whose value is not known.

## References

- [Dockerfile reference: FROM](https://docs.docker.com/reference/dockerfile/#from)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.stages import references_of
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference

_HUB = "docker.io"
_NAMES_OF_HUB = frozenset({"hub.docker.com", "index.docker.io", "registry-1.docker.io"})


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    trusted_registries: tuple[str, ...] = field(
        default=(),
        metadata={
            "description": "The registries that images may come from; `*` at the beginning or end stands for anything."
        },
    )


@rule(on=Document, severity=Severity.ERROR, aliases=("DL3026", "DF065"))
def untrusted_registry(document: Document, options: Options) -> Iterator[Diagnostic]:
    named = document.instructions if options.trusted_registries else ()
    for word, text in (found for it in named for found in _images(it, document)):
        if text.isdigit() or text == "scratch" or text.lower() in document.stage_names:
            continue
        reference = parse_image_reference(text)
        if reference is None or any(_trusts(it, reference) for it in options.trusted_registries):
            continue
        yield Diagnostic(word.range, f"The registry `{reference.domain}` is not among the trusted ones")


def _images(instruction: ast.Instruction, document: Document) -> Iterator[tuple[ast.Word, str]]:
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        yield from _images(instruction.trigger, document)
    if not isinstance(instruction, ast.From):
        yield from references_of(instruction)
        return
    stage = document.stage_of(instruction)
    if instruction.image is not None and stage is not None and stage.parent is None and stage.base.text is not None:
        yield instruction.image, stage.base.text


def _trusts(entry: str, reference: ImageReference) -> bool:
    registry, slash, path = entry.strip().partition("/")
    if registry in _NAMES_OF_HUB:
        registry = _HUB
    domain = _HUB if reference.domain in _NAMES_OF_HUB else reference.domain
    if not _matches(registry, domain):
        return False
    if not slash or path in ("", "*"):
        return True
    path = path.removesuffix("*")
    return f"{reference.path}/".startswith(path if path.endswith(("/", "-")) or entry.endswith("*") else f"{path}/")


def _matches(pattern: str, domain: str) -> bool:
    if pattern == "*":
        return True
    if pattern.startswith("*"):
        return domain.endswith(pattern[1:])
    if pattern.endswith("*"):
        return domain.startswith(pattern[:-1])
    return domain == pattern
