"""A VEX document that is copied into the image.

A VEX document says which known vulnerabilities do not matter to an image. It changes more often than the image, and
scanners look for it beside the image: as an attestation it can be replaced without a build.

```dockerfile bad
FROM debian:12
COPY app.openvex.json /usr/share/vex/
```
```dockerfile good
FROM debian:12
```

The rule is off by default. It knows such files by their names and looks at stages whose files come into the final
image. The fix takes the COPY out where it brings nothing else. It has to be asked for: something may read the file.

## References

- [Docker Scout: VEX as an attestation](https://docs.docker.com/scout/how-tos/create-exceptions-vex/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import delete

_ENDS = (".openvex.json", ".vex.json", ".vex", "-vex.json", "_vex.json", "/vex.json", ".csaf.json")


@rule(
    on=(ast.Copy, ast.Add),
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-vex-attestation",),
    default=False,
    mentions=("vex", "csaf"),
)
def vex_in_image(transfer: ast.Copy | ast.Add, state: State) -> Iterator[Diagnostic]:
    if not state.ships or transfer.destination is None:
        return
    for source in transfer.sources:
        if f"/{source.value or ''}".lower().endswith(_ENDS):
            alone = len(transfer.sources) == 1 and not transfer.is_trigger
            edit = delete(transfer.full_range)
            fixes = (Fix(f"Delete this {transfer.name}", (edit,), Safety.UNSAFE),) if alone else ()
            yield Diagnostic(source.range, "A VEX document in the image, where an attestation can be replaced", fixes)
