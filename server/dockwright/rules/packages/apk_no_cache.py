"""`apk add` that leaves its package index in the image.

Without `--no-cache`, apk writes the index of its repositories to `/var/cache/apk` and leaves it there. With it, apk
fetches the index, uses it and keeps nothing, so no `apk update` is needed either.

```dockerfile bad
FROM alpine:3.20
RUN apk add curl
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache curl
```

The rule is silent where the RUN empties the cache itself, where a cache mount or a tmpfs holds it, and in stages whose
files do not come into the final image.

The fix is safe: the packages are the same.

## References

- [Alpine wiki: local APK cache](https://wiki.alpinelinux.org/wiki/Local_APK_cache)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.configured import APK_CACHE, configured_by
from dockwright.semantic.installing import flag_behind, is_mounted, last_emptied, may_get_flags, may_ship, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_CACHE = ("/var/cache/apk",)
_KEEPS_NOTHING = ("--no-cache", "--no-network", "--cache-dir", "--simulate", "-s")


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=(
        "DL3019",
        "DS-0025",
        "ER0011",
        "DD025",
        "DF029",
        "DF004",
        "dockerfile.best-practice.missing-apk-no-cache",
        "ae9c56a6",
        "apkadd-missing_nocache_or_updaterm",
        "apkAddUseNoCache",
    ),
    mentions=("apk",),
)
def apk_no_cache(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or APK_CACHE in state.configured | configured_by(run) or not may_ship(run, state):
        return
    emptied_at = last_emptied(site, "apk", _CACHE)
    for operation in site.by("apk"):
        if operation.subcommand.words != ("add",) or operation.has_flag(_KEEPS_NOTHING):
            continue
        if is_mounted(site.run, site.state, _CACHE) or may_get_flags(operation, site.state):
            continue
        if operation.command.range.start > emptied_at:
            fix = Fix("Add --no-cache", (flag_behind(operation, "--no-cache"),))
            message = "`apk add` without `--no-cache` leaves the package index in the image"
            yield Diagnostic(operation.subcommand_words[-1].range, message, (fix,))
