"""`yarn` that leaves its cache in the image.

Yarn 1 keeps an archive of every package that it downloads, to install it faster the next time. In an image there is no
next time.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile \\
    && yarn cache clean
```

A cache mount is even better, as the next build finds the archives there:
`RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile`.

The rule is silent where a mount holds the cache, where the RUN empties it itself, where it was moved elsewhere, and in
stages whose files do not come into the final image. It says nothing about later versions of Yarn, whose cache may be
what the program runs from. The fix has to be asked for, as only you know which version the project uses.

## References

- [Yarn 1: yarn cache](https://classic.yarnpkg.com/en/docs/cli/cache/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.caches import has_cache_mount, left_in_cache, removes_packages
from dockwright.semantic.chains import appended
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Site, may_get_flags, ships, sites

_CACHES = ("/usr/local/share/.cache/yarn", "/root/.cache/yarn", "/root/.yarn-cache")
_LATER_VERSIONS = (".yarnrc.yml", ".yarn/", "corepack", "yarn@berry", "set version")
"""What a file speaks of that uses Yarn 2 or later."""


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DL3060", "DF055", "yarnCacheCleanAfterInstall"),
    mentions=("yarn",),
)
def yarn_cache_clean(document: Document) -> Iterator[Diagnostic]:
    using = [site for site in sites(document) if site.uses("yarn")]
    if not using or any(it in document.text for it in _LATER_VERSIONS):
        return
    for site in using:
        if ships(document, site.run):
            left = site.kept(_left)
            if left is not None:
                yield left.shifted(site.run.start)


def _left(site: Site) -> Diagnostic | None:
    run, state = site.run, site.state
    if site.uses("yarn-berry") or "YARN_CACHE_FOLDER" in state.environment:
        return None
    left = left_in_cache(site, ("yarn",), _CACHES)
    if left is None or left.has_flag(("--cache-folder", "--offline")) or may_get_flags(left, state):
        return None
    if has_cache_mount(run, state, "yarn", "/.cache") or "cache-folder" in run.unit.text:
        return None
    if "YARN_CACHE_FOLDER" in run.unit.text:
        return None
    called = left.program_words[-1].text
    # What is called by its path need not be found without.
    program = called if called.startswith("/") else "yarn"
    edit = appended(run.bare, state, f"{program} cache clean") if not removes_packages(site) else None
    fixes = (Fix("Empty the cache in the same RUN", (edit,), Safety.UNSAFE),) if edit is not None else ()
    words = left.subcommand_words
    shown = " ".join([left.program, *[it.text for it in words]])
    message = f"`{shown}` leaves what it downloads in the image"
    where = words[-1] if words else left.program_words[-1]
    return Diagnostic(where.range, message, fixes)
