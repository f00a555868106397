"""A package index refreshed in a RUN of its own.

Docker keeps the layer of `apt-get update` and uses it again in later builds, for weeks. The RUN that installs then asks
for versions that the mirrors have long removed, and the build fails; or it installs old packages, security holes
included. In one RUN both are done again together.

```dockerfile bad
FROM debian:12
RUN apt-get update
RUN apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The same goes for `apk update`, which `apk add --no-cache` makes needless. The rule speaks where a later RUN installs
from the index, or where the RUN does nothing else at all. It is silent where the same RUN takes the index away again.

The fix joins two RUNs that stand directly below each other. It has to be asked for, as it makes one layer of two.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import merged
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, installs, is_mounted, sites
from dockwright.semantic.removal import emptied
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_MANAGERS = ("apt", "apk")
_FRESH = ("--no-cache", "-U", "--update", "--update-cache")
_IDLE = frozenset({":", "cat", "echo", "export", "ls", "printf", "rm", "set", "sleep", "true"})


_Key = tuple[int, str]
"""A stage and a package manager."""


@rule(
    on=Document,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=(
        "DS-0017",
        "CKV_DOCKER_5",
        "DD002",
        "DF028",
        "9bae49be",
        "AC_DOCKER_0049",
        "apt-get-update_require_install",
        "aptGetUpdatePrecedesInstall",
        "do-not-use-apt-get-update-alone",
    ),
    mentions=("apt", "apk"),
)
def update_alone(document: Document) -> Iterator[Diagnostic]:
    found = [(it, summary) for it in sites(document) if (summary := it.kept(_summary)) is not None]
    if not any(summary.alone for _, summary in found):
        return
    # From below, so that each RUN knows the next one of its stage, or of a stage built on it, that needs its index.
    relying: dict[_Key, tuple[Site, PackageOperation]] = {}
    torn = _torn(document)
    for site, summary in reversed(found):
        stage = document.stage_of(site.run)
        if stage is None or site.run.is_trigger:
            continue
        for update in summary.alone if site.run.range.start not in torn else ():
            later = relying.get((stage.index, update.manager.name))
            if later is not None or _does_nothing_else(site):
                yield _finding(document, site, update, later)
        for name in summary.refreshing:
            relying.pop((stage.index, name), None)
        for name, operation in summary.relying.items():
            for it in stage.lineage:
                relying[it.index, name] = site, operation


def _torn(document: Document) -> set[int]:
    """Where the RUNs begin whose continuation was forgotten, so that what they do next is no instruction."""
    if ast.Unknown not in document.kinds:
        return set()
    return {above.range.start for above, it in pairwise(document.instructions) if isinstance(it, ast.Unknown)}


class _Summary(NamedTuple):
    """What matters of a RUN; by the names of managers, as it has them."""

    alone: list[PackageOperation]
    refreshing: list[str]
    """Those whose index it refreshes before it installs anything."""
    relying: dict[str, PackageOperation]
    """The installs that need an index which an earlier RUN refreshed."""


def _summary(site: Site) -> _Summary | None:
    refreshing: list[str] = []
    relying: dict[str, PackageOperation] = {}
    names = [name for name in _MANAGERS if site.uses(name)]
    for name in names:
        first = next((it for it in site.by(name) if installs(it) or it.kind == "update"), None)
        if first is not None and first.kind == "update":
            refreshing.append(name)
        elif first is not None and not first.has_flag(_FRESH):
            relying[name] = first
    return _Summary(_alone(site), refreshing, relying) if names else None


def _alone(site: Site) -> list[PackageOperation]:
    """The last refresh of a RUN that installs nothing itself, where its index ends up in the layer."""
    updates = [it for it in site.by(*_MANAGERS) if it.kind == "update"]
    if not updates or any(installs(it) or it.kind == "download" for it in site.operations):
        return []
    directory = updates[-1].manager.index_directory
    if directory is None:
        return updates[-1:]
    end = updates[-1].command.range.end
    if any(it.range.start >= end and emptied(it, (directory,)) is not None for it in site.removals):
        # No later build gets to see that index.
        return []
    return [] if is_mounted(site.run, site.state, (directory,)) else updates[-1:]


def _does_nothing_else(site: Site) -> bool:
    """Whether none of its commands may install something in a way that is not seen."""
    return all(it.name in _IDLE or it.wraps or it.operation is not None for it in site.commands)


def _finding(
    document: Document, site: Site, update: PackageOperation, relying: tuple[Site, PackageOperation] | None
) -> Diagnostic:
    words = update.subcommand_words
    where = TextRange(words[0].range.start, words[-1].range.end).shifted(site.run.start)
    message = f"`{update.program} update` in a RUN of its own: later builds use its layer again, however old it is"
    if relying is None:
        return Diagnostic(where, message)
    later, operation = relying
    related = Related(operation.subcommand_words[-1].range.shifted(later.run.start), "Installs from that index")
    edit = merged(site.run, later.run, document)
    fixes = (Fix("Join it with the RUN that installs", (edit,), Safety.UNSAFE),) if edit is not None else ()
    return Diagnostic(where, message, fixes, (related,))
