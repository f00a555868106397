"""An address or a host port in EXPOSE.

EXPOSE names ports of the container; which ports of the host lead to them is said when the container is started
(`docker run --publish`). BuildKit reads an address and a host port, then drops both, and announces that it will refuse
them in a future release. The fix keeps the container's port, which is all that the image records today.

```dockerfile bad
FROM alpine:3.20
EXPOSE 127.0.0.1:8080:80/tcp
```
```dockerfile good
FROM alpine:3.20
EXPOSE 80/tcp
```

## References

- [Docker: ExposeInvalidFormat](https://docs.docker.com/reference/build-checks/expose-invalid-format/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import parse_port
from dockwright.text.edits import delete


@rule(
    on=ast.Expose,
    severity=Severity.WARNING,
    fix=Safety.SAFE,
    aliases=(
        "ExposeInvalidFormat",
        "expose_host_port",
    ),
)
def expose_host_mapping(expose: ast.Expose, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each port with an address or a host port."""
    for word in expose.ports:
        text = state.value_of(word)
        port = parse_port(text) if text is not None else None
        if port is None or port.problem is not None or not (port.address_range or port.host_range):
            continue
        what = "an address" if port.address_range else "a host port"
        message = f"EXPOSE names ports of the container; {what} is ignored in `{text}`"
        if text != word.text:
            yield Diagnostic(word.range, message)
            continue
        dropped = word.source_range(0, port.container_range.start)
        yield Diagnostic(dropped, message, (Fix("Keep the container's port only", (delete(dropped),)),))
