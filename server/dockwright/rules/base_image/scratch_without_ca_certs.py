"""An empty image without certificates of authorities.

A program that talks TLS looks for the certificates that it trusts in files of the system. An image that starts from
`scratch` has none, so every connection ends in "certificate signed by unknown authority".

```dockerfile bad
FROM golang:1.25 AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
ENTRYPOINT ["/app"]
```
```dockerfile good
FROM golang:1.25 AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /app /app
ENTRYPOINT ["/app"]
```

The fix copies them from the stage that the program comes from, where that is built on an image known to have them. It
has to be asked for, as they add to the image.

Whether a program talks TLS a Dockerfile does not say, so the rule is off by default.

## References

- [Build minimal images from scratch](https://docs.docker.com/build/building/base-images/#create-a-minimal-base-image-using-scratch)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import BRINGING_CERTIFICATES
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import line_above
from dockwright.semantic.stages import Stage, UseKind
from dockwright.syntax.dockerfile import ast


@rule(on=Stage, severity=Severity.HINT, fix=Safety.UNSAFE, default=False, mentions=("scratch",))
def scratch_without_ca_certs(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    image, state = stage.instruction.image, stage.final_state
    if not stage.is_last or not state.base.is_scratch or image is None:
        return
    if state.entrypoint is None and state.command is None:
        return
    if any(_may_bring_certificates(it) for own in stage.lineage for it in own.instructions):
        return
    message = "Nothing brings certificates of authorities in, which TLS needs"
    yield Diagnostic(image.range, message, _fixes(stage, document))


def _fixes(stage: Stage, document: Document) -> tuple[Fix, ...]:
    for use in stage.uses:
        if use.kind is not UseKind.COPY or use.stage is None or use.stage.final_state.is_windows:
            continue
        known = use.stage.final_state.base.known
        if known is not None and known.repository in BRINGING_CERTIFICATES and not use.instruction.is_trigger:
            line = f"COPY --from={use.text} /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/"
            edit = line_above(document, use.instruction, line)
            return (Fix("Copy the certificates in", (edit,), Safety.UNSAFE),)
    return ()


def _may_bring_certificates(instruction: ast.Instruction) -> bool:
    if isinstance(instruction, ast.Run | ast.Add):
        return True
    if not isinstance(instruction, ast.Copy) or instruction.destination is None:
        return False
    text = instruction.unit.text
    if "cert" in text or "/ssl" in text or "/etc" in text or ".crt" in text or ".pem" in text:
        return True
    # A whole tree may hold them.
    return any((it.value or "/").endswith(("/", ".")) for it in instruction.sources)
