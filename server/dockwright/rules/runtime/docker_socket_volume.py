"""A container engine's socket as a volume.

Whoever can write to the engine's socket can start a container that has the whole host. `VOLUME` does not even bring the
socket in, it only makes an empty volume of that name: what the image needs has to be said where it is started.

```dockerfile bad
FROM docker:27-cli
VOLUME /var/run/docker.sock
```
```dockerfile good
FROM docker:27-cli
```

The fix takes the instruction out where it names nothing else. It has to be asked for.

## References

- [Docker: attack surface of the daemon](https://docs.docker.com/engine/security/#docker-daemon-attack-surface)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.exposure import ENGINE_SOCKETS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.layout import without_part
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Volume,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("dockerfile.security.dockerfile-dockerd-socket-mount",),
    mentions=(".sock",),
)
def docker_socket_volume(volume: ast.Volume) -> Iterator[Diagnostic]:
    paths = [it.range for it in volume.paths]
    for index, path in enumerate(volume.paths):
        name = (path.value or "").rpartition("/")[2]
        if name in ENGINE_SOCKETS:
            stays = len(paths) == 1 and volume.is_trigger
            edit = without_part(volume, paths, index) if not stays else None
            fixes = (Fix("Delete the volume", (edit,), Safety.UNSAFE),) if edit is not None else ()
            yield Diagnostic(path.range, f"Whoever can write to `{name}` rules the host", fixes)
