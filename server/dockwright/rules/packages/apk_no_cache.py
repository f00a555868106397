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
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.installing import flag_behind, is_mounted, may_get_flags, operations, ships
from dockwright.semantic.removal import emptied

_CACHE = ("/var/cache/apk", "/etc/apk/cache")
_KEEPS_NOTHING = ("--no-cache", "--no-network", "--cache-dir", "--simulate", "-s")


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=("DL3019", "DS-0025", "DD025", "DF029", "ER0011"),
)
def apk_no_cache(document: Document) -> Iterator[Diagnostic]:
    for run, operation in operations(document, "apk"):
        if operation.subcommand.words != ("add",) or operation.has_flag(_KEEPS_NOTHING):
            continue
        if not ships(document, run):
            continue
        state = document.state_before(run)
        if is_mounted(run, state, _CACHE[:1]) or is_mounted(run, state, _CACHE[1:]) or may_get_flags(operation, state):
            continue
        if _has_cache_of_its_own(document) or _is_emptied(document.commands(run), operation.command):
            continue
        fix = Fix("Add --no-cache", (flag_behind(operation, "--no-cache"),))
        message = "`apk add` without `--no-cache` leaves the package index in the image"
        yield Diagnostic(operation.subcommand_words[-1].range, message, (fix,))


def _has_cache_of_its_own(document: Document) -> bool:
    """Whether apk's own cache is set up, which keeps packages on purpose."""
    return "/etc/apk/cache" in document.text or "setup-apkcache" in document.text


def _is_emptied(commands: tuple[Command, ...], add: Command) -> bool:
    for it in commands:
        if it.range.start > add.range.start and (
            emptied(it, _CACHE[:1]) is not None
            or (it.name == "apk" and it.operation is not None and it.operation.kind == "clean")
        ):
            return True
    return False
