"""A port by which people log in.

Port 22 and its like say that something in the container lets people in, to look after it by hand. Each such server is
one more way in, with users, keys and updates of its own. `docker exec` and the orchestrator's own tools need none.

```dockerfile bad
FROM nginx:1.27
EXPOSE 22 80
```
```dockerfile good
FROM nginx:1.27
EXPOSE 80
```

The rule knows the ports of FTP, SSH, Telnet, rexec, rlogin and RDP. It is silent in files that name a service
whose purpose such a port is: Git servers, bastions, servers of files.

The fix takes the port away. It has to be asked for, since someone may log in by it.

## References

- [Dockerfile reference: EXPOSE](https://docs.docker.com/reference/dockerfile/#expose)
- [docker exec](https://docs.docker.com/reference/cli/docker/container/exec/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.exposure import ADMINISTRATION_PORTS, LOGIN_SERVERS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.document import Document
from dockwright.semantic.layout import without_part
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.port import parse_port


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("DS-0004", "CKV_DOCKER_1", "DD014", "S6473", "5907595b", "AC_DOCKER_0026", "installing_ssh"),
    mentions=("expose",),
)
def admin_port_exposed(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    found = [(expose, *it) for expose in stage.all_of(ast.Expose) for it in _admin_ports(expose)]
    if not found or _lets_people_in(stage):
        return
    for expose, index, number in found:
        service = ADMINISTRATION_PORTS[number]
        message = f"Port {number} is that of {service}, by which people log in to the container"
        yield Diagnostic(expose.ports[index].range, message, _fixes(expose, index, document))


def _fixes(expose: ast.Expose, index: int, document: Document) -> tuple[Fix, ...]:
    if len(expose.ports) == 1 and document.tree.comments_above(expose):
        # They would speak of what comes below.
        return ()
    edit = without_part(expose, [it.range for it in expose.ports], index)
    return (Fix("Do not expose it", (edit,), Safety.UNSAFE),) if edit is not None else ()


def _admin_ports(expose: ast.Expose) -> Iterator[tuple[int, int]]:
    for index, word in enumerate(expose.ports):
        text = (word.value or "").lower()
        ports = parse_port(text).ports if text and not text.endswith(("/udp", "/sctp")) else None
        if ports is not None and ports.start == ports.end and ports.start in ADMINISTRATION_PORTS:
            yield index, ports.start


def _lets_people_in(stage: Stage) -> bool:
    texts = [unit.text.lower() for each in stage.lineage for unit in each.units]
    return any(name in text for text in texts for name in LOGIN_SERVERS)
