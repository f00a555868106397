"""A cache mount for apt's archives that stays empty.

Debian's and Ubuntu's images bring `/etc/apt/apt.conf.d/docker-clean`, which deletes every archive as soon as it is
installed, to keep layers small. On a cache mount that means that the next build downloads all of them again. Without
that file the archives stay on the mount, and out of the image.

```dockerfile bad
FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\
    apt-get update && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\
    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y --no-install-recommends curl
```

The rule speaks where the stage builds on one of Docker's official images, and nothing above touches that file or apt's
`Keep-Downloaded-Packages`.

The fix removes the file at the head of the RUN. `apt` deletes archives by itself too, unlike `apt-get`, so it is told
to keep them. The fix has to be asked for: whoever installs in the image later keeps the archives.

## References

- [Dockerfile reference: RUN --mount=type=cache](https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.cache_mounts import keeping_archives
from dockwright.semantic.configured import APT_KEEPS_ARCHIVES, configured_by
from dockwright.semantic.installing import Site, installs, is_below, mounts_of, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_ARCHIVES = "/var/cache/apt/archives"
_FILE = "/etc/apt/apt.conf.d/docker-clean"


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    mentions=("--mount",),
)
def apt_cache_mount_docker_clean(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the mount that the image's own apt configuration keeps empty."""
    mount = next((it for it in mounts_of(run, state, "cache") if it.path and is_below(_ARCHIVES, it.path)), None)
    if mount is None or APT_KEEPS_ARCHIVES in state.configured | configured_by(run):
        return
    known = state.base.known
    if known is None or not known.official or known.family not in (Family.DEBIAN, Family.UBUNTU):
        return
    site = site_of(run, state)
    operations = [it for it in site.by("apt") if installs(it)] if site is not None else []
    if site is not None and operations:
        message = f"`{mount.path}` stays empty while `{_FILE}` deletes what apt downloads"
        yield Diagnostic(mount.flag.range, message, _fixes(site))


def _fixes(site: Site) -> tuple[Fix, ...]:
    edits = [it.shifted(site.run.start) for it in keeping_archives(site) if it is not None]
    return (Fix("Remove docker-clean", tuple(edits), Safety.UNSAFE),) if edits else ()
