"""A protocol of EXPOSE that is not in lower case.

The builder records the protocol in lower case, however it is written; written so at once, the line says what
`docker inspect` shows.

```dockerfile bad
FROM alpine:3.20
EXPOSE 53/UDP 8080/tcp
```
```dockerfile good
FROM alpine:3.20
EXPOSE 53/udp 8080/tcp
```

## References

- [Docker: ExposeProtoCasing](https://docs.docker.com/reference/build-checks/expose-proto-casing/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import parse_port
from dockwright.text.edits import Edit


@rule(on=ast.Expose, severity=Severity.HINT, fix=Safety.SAFE, aliases=("ExposeProtoCasing",))
def expose_proto_casing(expose: ast.Expose, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each protocol with a capital letter."""
    for word in expose.ports:
        text = state.value_of(word)
        port = parse_port(text) if text is not None else None
        if port is None or port.problem is not None or not port.protocol or port.protocol == port.protocol.lower():
            continue
        wanted = port.protocol.lower()
        message = f"The protocol `{port.protocol}` is not in lower case"
        if port.protocol_range is None or text != word.text:
            # It comes from a variable, or out of quotes: where exactly is not for us to tell.
            yield Diagnostic(word.range, message)
            continue
        place = word.source_range(*port.protocol_range)
        yield Diagnostic(place, message, (Fix(f"Write {wanted}", (Edit(place, wanted),)),))
