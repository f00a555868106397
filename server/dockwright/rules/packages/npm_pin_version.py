"""Node packages installed without a version.

What a name alone installs is the newest version on the day of the build: the same file gives another image tomorrow,
and one release of one dependency can break it. `@latest` and other tags of the registry say no more than no version.

```dockerfile bad
FROM node:22-slim
RUN npm install --global typescript
```
```dockerfile good
FROM node:22-slim
RUN npm install --global typescript@5.6.3
```

`npm install` without names installs what `package.json` and the lock file ask for. Paths, archives and addresses are
no names; an address of a repository counts where it names no tag, branch or commit behind a `#`. What yarn, pnpm and
bun add is read in the same way.

The rule is off by default: in a project the lock file is the better place for versions.

## References

- [npm install](https://github.com/npm/cli/blob/latest/docs/lib/content/commands/npm-install.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import site_of
from dockwright.semantic.pinning import is_from_elsewhere, is_repository
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    aliases=("DL3016", "ER0014", "DD029", "e36d8880", "pin-package-manager-versions-npm"),
    default=False,
    mentions=("npm", "yarn", "bun"),
)
def npm_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None:
        return
    for operation in site.by("npm", "yarn", "yarn-berry", "pnpm", "bun"):
        if operation.kind == "install":
            yield from _unpinned(operation)


def _unpinned(operation: PackageOperation) -> Iterator[Diagnostic]:
    for package in operation.packages:
        text = package.word.value
        if text is not None and is_repository(text):
            if "#" not in text:
                yield Diagnostic(
                    package.word.range, "The newest commit of this repository is installed, whatever that is"
                )
        elif package.name and not is_from_elsewhere(package):
            if package.version is None:
                message = f"`{package.name}` is installed in whatever version is the newest"
                yield Diagnostic(package.word.range, message)
            elif _is_tag(package.version):
                message = f"`{package.version}` is a tag that moves, not a version of `{package.name}`"
                yield Diagnostic(package.word.range, message)


def _is_tag(version: str) -> bool:
    return version == "*" or version.replace("-", "").isalpha()
