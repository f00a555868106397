"""An SSH server in the image.

A container has one job, and `docker exec` leads into it without a server. With one come keys and passwords to look
after, a second process to start, and one more way in.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server rsync
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends rsync
```

The fix takes the package out where others are installed with it, if asked for; what starts the server is yours to drop.

The client, `openssh-client` or `openssh-clients`, is another package. The rule looks only at stages whose files come
into the final image. It is off unless asked for, since an image that has such a server mostly has it on purpose.

## References

- [docker exec](https://docs.docker.com/reference/cli/docker/container/exec/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import SSH_SERVERS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import may_ship, site_of, without_package
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    default=False,
    aliases=(
        "S6473",
        "installing_ssh",
    ),
    mentions=("openssh-server", "dropbear", "tinysshd"),
)
def ssh_server_installed(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each package that is an SSH server."""
    site = site_of(run, state)
    if site is None or not may_ship(run, state):
        return
    for operation in site.operations:
        if operation.kind != "install" or operation.manager.ecosystem != "os":
            continue
        for package in operation.packages:
            if package.name in SSH_SERVERS:
                edit = without_package(operation, package)
                fixes = (Fix(f"Do not install {package.name}", (edit,), Safety.UNSAFE),) if edit is not None else ()
                message = f"`{package.name}` is an SSH server, which a container rarely needs"
                yield Diagnostic(package.word.range, message, fixes)
