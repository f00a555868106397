"""A cache mount for apt that two builds may use at once.

By default every build that runs at the time shares a cache mount, and so do the stages of one build. apt does not
expect that: it locks its directories and fails where another one holds the lock. With `sharing=locked` the second waits
for the first.

```dockerfile bad
FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt --mount=type=cache,target=/var/lib/apt,sharing=locked \\
    apt-get update && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \\
    apt-get update && apt-get install -y --no-install-recommends curl
```

`sharing=private`, which gives each its own, is fine too. The fix is safe: what is installed is the same.

## References

- [Dockerfile reference: RUN --mount=type=cache](https://docs.docker.com/reference/dockerfile/#example-cache-apt-packages)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import is_below, mounts_of, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_DIRECTORIES = ("/var/cache/apt", "/var/lib/apt")


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    mentions=("--mount",),
)
def apt_cache_mount_sharing(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each of apt's mounts that others may use at the same time."""
    mounts = [it for it in mounts_of(run, state, "cache") if it.path and _is_apts(it.path)]
    site = site_of(run, state) if mounts else None
    for mount in mounts if site is not None and site.uses("apt") else ():
        sharing = mount.flag.option("sharing")
        if sharing is None:
            text = mount.flag.text
            edit = insert(mount.flag.range.end, ",sharing=locked") if text[-1:] not in "\"'" else None
            where = mount.flag.range
        elif sharing.plain is not None and sharing.plain.lower() == "shared" and sharing.value is not None:
            edit = Edit(sharing.value.range, "locked")
            where = sharing.value.range
        else:
            continue
        fixes = (Fix("Add sharing=locked", (edit,)),) if edit is not None else ()
        message = f"`{mount.path}` without `sharing=locked`: apt fails where another build uses it at the same time"
        yield Diagnostic(where, message, fixes)


def _is_apts(path: str) -> bool:
    return any(is_below(path, it) or is_below(it, path) for it in _DIRECTORIES)
