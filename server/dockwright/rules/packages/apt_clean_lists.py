"""apt's package lists left in the image.

`apt-get update` writes tens of megabytes of lists to `/var/lib/apt/lists`. Nothing in the image needs them once the
packages are installed, and they grow old. Only the RUN that made them can take them away: a later one hides them and
saves nothing.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl \\
    && rm -rf /var/lib/apt/lists/*
```

The downloaded packages need no `apt-get clean`: Debian's and Ubuntu's images see to that.

The rule is silent in stages whose files do not come into the final image, and where a cache mount or a tmpfs holds the
lists. Where a RUN fetches lists for a later one and installs nothing itself, `update-alone` says what is wrong.

The fix removes them in the same RUN; where the RUN right below does so, too late, another one joins the two. They have
to be asked for: a later `apt-get install` may rely on the lists. Where one in the file does, and where the RUN is more
than a chain of `&&` or a plain heredoc, there is none.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import appended, merged
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, installs, is_mounted, may_ship, sites
from dockwright.semantic.removal import emptied

_LISTS = ("/var/lib/apt/lists",)


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=(
        "DL3009",
        "ER0002",
        "DD004",
        "DF004",
        "dockerfile.best-practice.remove-package-lists",
        "dockerfile.best-practice.remove-package-cache",
        "df746b39",
        "apt-get_missing_rm",
        "no_apt-get_clean",
        "aptGetInstallThenRemoveAptLists",
    ),
    mentions=("apt",),
)
def apt_clean_lists(document: Document) -> Iterator[Diagnostic]:
    is_relied_on = False
    found = sites(document)
    # From below, so that each RUN knows whether one behind it needs the lists.
    for index, site in reversed(list(enumerate(found))):
        if not site.uses("apt"):
            continue
        left, relies, told = site.kept(_left)
        is_told = told is _Told.ELSEWHERE or (told is _Told.BY_NEXT and is_relied_on)
        if left is not None and not is_told and may_ship(site.run, site.state):
            left = left.shifted(site.run.start)
            joined = _joined(document, site, found[index + 1]) if index + 1 < len(found) else ()
            fixes = () if is_relied_on else (*joined, *left.fixes)
            yield Diagnostic(left.range, left.message, fixes) if joined or is_relied_on else left
        is_relied_on = is_relied_on or relies


class _Told(Enum):
    """Who else says that a RUN leaves lists: `update-alone`, where it leaves it to another to install from them."""

    NOWHERE = 0
    BY_NEXT = 1
    """It does, if one below relies on the lists."""
    ELSEWHERE = 2


def _left(site: Site) -> tuple[Diagnostic | None, bool, _Told]:
    """The finding where a RUN leaves lists, whether it installs from what an earlier one fetched, and who tells."""
    operations = site.by("apt")
    first = next((it for it in operations if installs(it) or it.kind == "update"), None)
    relies = first is not None and first.kind != "update"
    update = next((it for it in reversed(operations) if it.kind == "update"), None)
    if update is None or is_mounted(site.run, site.state, _LISTS) or _is_clean(site.commands, update.command):
        return None, relies, _Told.NOWHERE
    edit = appended(site.run.bare, site.state, f"rm -rf {_LISTS[0]}/*")
    fixes = (Fix("Remove the lists in the same RUN", (edit,), Safety.UNSAFE),) if edit is not None else ()
    message = f"The lists that `{update.program} update` downloads stay in the image"
    told = _Told.NOWHERE
    if not any(map(installs, operations)):
        told = _Told.ELSEWHERE if len(site.commands) == 1 else _Told.BY_NEXT
    return Diagnostic(update.subcommand_words[-1].range, message, fixes), relies, told


def _joined(document: Document, site: Site, below: Site) -> tuple[Fix, ...]:
    """The fix that joins a RUN with the one right below, where that removes the lists, too late."""
    if not below.takes_away or not below.kept(_removes_lists):
        return ()
    edit = merged(site.run, below.run, document)
    return (Fix("Join it with the RUN below", (edit,), Safety.UNSAFE),) if edit is not None else ()


def _removes_lists(site: Site) -> bool:
    return any(emptied(it, _LISTS) is not None for it in site.removals)


def _is_clean(commands: tuple[Command, ...], update: Command) -> bool:
    """Whether something after the last update takes the lists away, or may."""
    # Most clean up in the end.
    for it in reversed(commands[commands.index(update) + 1 :]):
        operation = it.operation
        if operation is not None and operation.kind == "clean" and "dist" in operation.subcommand.words[0]:
            return True
        if emptied(it, _LISTS) is not None:
            return True
        if it.name is not None and "clean" in it.name:
            # A script that is called so; which files it takes away is not known.
            return True
        if it.name == "cd" and it.has(*_LISTS):
            return True
    return False
