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

```dockerfile bad
FROM alpine:3.20
RUN apk update && apk add -U curl
```
```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache curl
```

An `apk update` beside commands that all have the flag is reported too: none of them uses its index.

The rule is silent where the RUN empties the cache itself, where a cache mount or a tmpfs holds it, in stages whose
files do not come into the final image, and before Alpine 3.3, whose apk does not know the flag.

The fix is safe: the packages are the same. Where the RUN is a chain of `&&`, and no later RUN installs from the index
either, `apk update` goes with it.

## References

- [Alpine wiki: local APK cache](https://wiki.alpinelinux.org/wiki/Local_APK_cache)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import without
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.configured import APK_CACHE, configured_by
from dockwright.semantic.document import Document
from dockwright.semantic.image_versions import has_apk_without_no_cache
from dockwright.semantic.installing import (
    Site,
    flag_behind,
    is_mounted,
    last_emptied,
    may_get_flags,
    replaced,
    ships,
    sites,
)
from dockwright.text.edits import Edit

_CACHE = ("/var/cache/apk",)
_KEEPS_NOTHING = ("--no-cache", "--no-network", "--cache-dir", "--simulate", "-s")
_FRESH = ("-U", "--update", "--update-cache")
_INSTALLING = frozenset({"add", "upgrade"})
_USING_NO_INDEX = frozenset({"del", "info"})


@rule(
    on=Document,
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
def apk_no_cache(document: Document) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each command that leaves an index behind."""
    is_relied_on = False
    # From below, so that each RUN knows whether one behind it needs the index.
    for site in reversed(sites(document)):
        if not site.uses("apk"):
            continue
        trace = site.kept(_traced)
        if ships(document, site.run):
            for found in trace.kept_index if is_relied_on else trace.dropped_index:
                yield found.shifted(site.run.start)
        is_relied_on = is_relied_on or trace.relies


class _Trace(NamedTuple):
    kept_index: list[Diagnostic]
    """What is found where a later RUN needs the index."""
    dropped_index: list[Diagnostic]
    """What is found where none does."""
    relies: bool
    """Whether it installs from an index that an earlier RUN fetched."""


def _traced(site: Site) -> _Trace:
    operations = site.by("apk")
    relies = _relies(operations)
    if APK_CACHE in site.state.configured | configured_by(site.run) or is_mounted(site.run, site.state, _CACHE):
        return _Trace([], [], relies)
    if has_apk_without_no_cache(site.state.base.reference):
        return _Trace([], [], relies)
    emptied_at = last_emptied(site, "apk", _CACHE)
    left = [it for it in operations if it.command.range.start > emptied_at and not it.has_flag(_KEEPS_NOTHING)]
    guilty = [it for it in left if _installs(it) and not may_get_flags(it, site.state)]
    updates = [it for it in left if it.kind == "update"]
    is_idle = updates and _has_idle_updates(site, guilty)
    if is_idle and not guilty:
        edits = without(site.run.bare, site.state, [it.command for it in updates])
        fixes = (Fix("Remove apk update", edits),) if edits is not None else ()
        message = "`apk update` leaves the package index in the image, and `--no-cache` makes no use of it"
        return _Trace([], [Diagnostic(updates[-1].subcommand_words[-1].range, message, fixes)], relies)
    plain = [_finding(it, ()) for it in guilty]
    if is_idle and len(guilty) == 1:
        edits = without(site.run.bare, site.state, [it.command for it in updates])
        return _Trace(plain, [_finding(guilty[0], edits or ())], relies)
    return _Trace(plain, plain, relies)


def _finding(operation: PackageOperation, further: tuple[Edit, ...]) -> Diagnostic:
    name = operation.subcommand.words[0]
    fresh = operation.flag(*_FRESH)
    edit = flag_behind(operation, "--no-cache")
    if fresh is not None and fresh.word.value == fresh.name:
        edit = replaced(operation.command, fresh.word, "--no-cache")
    message = f"`apk {name}` without `--no-cache` leaves the package index in the image"
    return Diagnostic(operation.subcommand_words[-1].range, message, (Fix("Add --no-cache", (edit, *further)),))


def _has_idle_updates(site: Site, guilty: list[PackageOperation]) -> bool:
    """Whether nothing in a RUN uses what `apk update` fetched, once those that are `guilty` have their flag."""
    cured = {it.command.range.start for it in guilty}
    found = False
    for command in site.commands:
        if command.name != "apk" or command.wraps:
            continue
        operation = command.operation
        if operation is None:
            if not any(it in _USING_NO_INDEX for it in command.values[1:]):
                return False
        elif _installs(operation):
            found = True
            if command.range.start not in cured and not operation.has_flag(("--no-cache",)):
                return False
        elif operation.kind not in ("update", "remove"):
            return False
    return found


def _installs(operation: PackageOperation) -> bool:
    return operation.subcommand.words[0] in _INSTALLING


def _relies(operations: list[PackageOperation]) -> bool:
    first = next((it for it in operations if it.kind not in ("remove", "clean")), None)
    return first is not None and first.kind != "update" and not first.has_flag((*_FRESH, "--no-cache"))
