"""`npm` that leaves its cache in the image.

npm keeps an archive of every package that it downloads, to install it faster the next time. In an image there is no
next time.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci \\
    && npm cache clean --force
```

A cache mount is even better, as the next build finds the archives there:
`RUN --mount=type=cache,target=/root/.npm npm ci`.

The rule is silent where a mount holds the cache, where the RUN empties it itself, where it was moved elsewhere, and in
stages whose files do not come into the final image. The fix has to be asked for, as a build without network may be
meant to install from the cache later.

## References

- [npm cache](https://github.com/npm/cli/blob/latest/docs/lib/content/commands/npm-cache.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.caches import has_cache_mount, left_in_cache, removes_packages
from dockwright.semantic.chains import appended
from dockwright.semantic.installing import may_get_flags, may_ship, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_ARCHIVES = ("/root/.npm/_cacache",)


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("npmCacheCleanAfterInstall",),
    mentions=("npm",),
)
def npm_cache_clean(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or not site.uses("npm") or not may_ship(run, state):
        return
    left = left_in_cache(site, ("npm",), _ARCHIVES)
    if left is None or left.has_flag(("--cache", "--offline", "--dry-run")) or may_get_flags(left, state):
        return
    if has_cache_mount(run, state, ".npm", "npm-cache") or _is_moved(run, state):
        return
    called = left.program_words[-1].text
    # What is called by its path need not be found without.
    program = called if called.startswith("/") else "npm"
    edit = appended(run, state, f"{program} cache clean --force") if not removes_packages(site) else None
    fixes = (Fix("Empty the cache in the same RUN", (edit,), Safety.UNSAFE),) if edit is not None else ()
    words = left.subcommand_words
    message = f"`{left.program} {words[0].text}` leaves what it downloads in the image"
    yield Diagnostic(words[-1].range, message, fixes)


def _is_moved(run: ast.Run, state: State) -> bool:
    """Whether the cache is not where it would be, or may not be."""
    if any(name.lower() == "npm_config_cache" for name in state.environment):
        return True
    text = run.unit.text.lower()
    return "npm_config_cache" in text or "config set cache" in text
