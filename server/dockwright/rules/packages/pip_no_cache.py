"""`pip install` that leaves its cache in the image.

pip keeps every archive that it downloads and every wheel that it builds, to install them faster the next time. In an
image there is no next time.

```dockerfile bad
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
```
```dockerfile good
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

The rule is silent where the cache is switched off by `PIP_NO_CACHE_DIR` or a `pip.conf`, where a cache mount or a
tmpfs holds it, where the RUN empties it itself, and in stages whose files do not come into the final image. To pip any
value of `PIP_NO_CACHE_DIR` is a yes, even `off` and `0`; only an empty one is as if it were not set.

The fix is safe: what is installed is the same.

## References

- [pip: caching](https://pip.pypa.io/en/stable/topics/caching/)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.configured import PIP_CACHE, configured_by
from dockwright.semantic.installing import Site, flag_behind, is_mounted, last_emptied, may_get_flags, may_ship, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_SWITCH = "PIP_NO_CACHE_DIR"
_CACHES = ("/root/.cache/pip",)
_DOWNLOADS_NOTHING = ("--no-cache-dir", "--no-cache", "--cache-dir", "--no-index", "--dry-run")


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=(
        "DL3042",
        "DD009",
        "DF030",
        "dockerfile.best-practice.missing-pip-no-cache-dir",
        "f2f903fb",
        "AC_DOCKER_0031",
        "pipUseNoCacheDir",
        "pip-no-cache-dir",
    ),
    mentions=("pip",),
)
def pip_no_cache(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or not site.uses("pip") or not may_ship(run, state) or _is_off(state):
        return
    if PIP_CACHE in state.configured | configured_by(run):
        return
    exports, emptied_at = _exports(site), last_emptied(site, "pip", _CACHES)
    for operation in site.by("pip"):
        if operation.kind != "install" or operation.has_flag(_DOWNLOADS_NOTHING):
            continue
        if may_get_flags(operation, site.state) or _is_mounted(site.run, site.state):
            continue
        start = operation.command.range.start
        if _is_off_for(operation.command, exports) or start < emptied_at:
            continue
        fix = Fix("Add --no-cache-dir", (flag_behind(operation, "--no-cache-dir"),))
        message = f"`{operation.program} install` without `--no-cache-dir` leaves what it downloads in the image"
        yield Diagnostic(operation.subcommand_words[-1].range, message, (fix,))


def _is_off(state: State) -> bool:
    value = state.environment.get(_SWITCH)
    return value is not None and not value.unset and _says_yes(value.text)


def _says_yes(text: str | None) -> bool:
    """Whether a value of the switch switches the cache off, or may; for old times' sake pip takes even a no for it."""
    return text != ""


def _is_off_for(command: Command, exports: list[tuple[int, bool]]) -> bool:
    """Whether the RUN sets the switch for a command: in front of it, or above by `export`."""
    it: Command | None = command
    while it is not None:
        for assignment in it.assignments:
            if assignment.name == _SWITCH:
                return assignment.value is None or _says_yes(assignment.value.value)
        it = it.wrapper
    index = bisect_left(exports, (command.range.start, False))
    return index > 0 and exports[index - 1][1]


def _exports(site: Site) -> list[tuple[int, bool]]:
    """Where the RUN exports the switch, and whether that switches the cache off."""
    found: list[tuple[int, bool]] = []
    for command in site.commands:
        for word in command.arguments if command.name == "export" else ():
            name, equals, value = (word.value or word.text).partition("=")
            if name == _SWITCH and equals:
                found.append((word.range.start, _says_yes(value)))
    return found


def _is_mounted(run: ast.Run, state: State) -> bool:
    """Whether the cache is on a mount; whose home it is in does not matter."""
    if is_mounted(run, state, _CACHES):
        return True
    places = [state.environment.get(name) for name in ("PIP_CACHE_DIR", "XDG_CACHE_HOME")]
    named = [it.text.rstrip("/") for it in places if it is not None and it.text]
    if named and is_mounted(run, state, named):
        return True
    for mount in run.mounts:
        kind, target = mount.option("type"), mount.option("target", "dst", "destination")
        path = target.plain.rstrip("/") if target is not None and target.plain else ""
        if kind is not None and kind.plain in ("cache", "tmpfs") and path.endswith(("/.cache", "/pip")):
            return True
    return False
