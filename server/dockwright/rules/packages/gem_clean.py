"""Ruby gems whose archives stay in the image.

`gem` and `bundle` unpack a gem and keep its archive beside it, in the folder `cache`. Nothing reads it again.

```dockerfile bad
FROM ruby:3.4-slim
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install
```
```dockerfile good
FROM ruby:3.4-slim
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install \\
    && rm -rf "$(gem env gemdir)"/cache
```

`gem cleanup` and `bundle clean` take old versions away, not the archives. The rule is silent where the RUN removes
something of a cache or of `.gem` and `.bundle`, where a mount holds them, in stages whose files do not come into the
final image, and about the few that tools like `bundler` itself leave.

The fix asks `gem` for the folder and empties it in the same RUN. It has to be asked for, as gems may lie elsewhere.

## References

- [Bundler in Docker](https://bundler.io/guides/bundler_docker_guide.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.caches import has_cache_mount, left_in_cache, removes_packages
from dockwright.semantic.chains import appended
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import Site, may_ship, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_CACHES = ("/usr/local/bundle/cache",)
_TOOLS = frozenset({"bundler", "bundler-audit", "foreman", "rake", "rubygems-update"})
_PARTS = ("cache", ".gem", ".bundle")


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/ruby/leftover-bundler-cache", "no_gem_clean_all", "no_rvm_cleanup_all", "gemUpdateSystemRmRootGem"),
    mentions=("gem", "bundle"),
)
def gem_clean(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None or not may_ship(run, state) or has_cache_mount(run, state, "bundle", "gem", "cache"):
        return
    left = left_in_cache(site, ("gem", "bundler"), _CACHES)
    if left is None or _is_small(left) or _is_removed(site, left):
        return
    words = left.subcommand_words
    shown = f"{left.program} {words[0].text}" if words else left.program
    where = words[-1] if words else left.program_words[-1]
    edit = None
    # Where the program is gone or not to be found, its answer is empty, and another folder would be removed.
    if (
        not removes_packages(site)
        and left.command.wrapper is None
        and left.program_words[0].text in ("gem", "bundle", "bundler")
    ):
        edit = appended(run, state, 'rm -rf "$(gem env gemdir)"/cache')
    fixes = (Fix("Remove the archives in the same RUN", (edit,), Safety.UNSAFE),) if edit is not None else ()
    yield Diagnostic(where.range, f"`{shown}` leaves the archives of the gems in the image", fixes)


def _is_small(operation: PackageOperation) -> bool:
    packages = operation.packages
    if operation.has_flag(("--system",)):
        return True
    return bool(packages) and all(it.name in _TOOLS or it.is_file for it in packages)


def _is_removed(site: Site, operation: PackageOperation) -> bool:
    """Whether something behind the operation removes files of a cache; where exactly that lies is hard to say."""
    start = operation.command.range.start
    return any(
        part in word.text for it in site.removals if it.range.start > start for word in it.arguments for part in _PARTS
    )
