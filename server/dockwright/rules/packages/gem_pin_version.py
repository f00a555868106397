"""Ruby gems installed without a version.

What a name alone installs is the newest version on the day of the build: the same file gives another image tomorrow,
and one release of one dependency can break it.

```dockerfile bad
FROM ruby:3.4-slim
RUN gem install rake
```
```dockerfile good
FROM ruby:3.4-slim
RUN gem install rake:13.2.1
```

`--version` counts for all gems of the command. A Gemfile and files of gems (`./my.gem`) say the version themselves.

The rule is off by default: in a project `Gemfile.lock` is the better place for versions.

## References

- [gem install](https://guides.rubygems.org/command-reference/#gem-install)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.installing import site_of
from dockwright.semantic.pinning import unversioned
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    aliases=("DL3028", "ER0016", "DD030", "DF053", "22cd11f7", "pin-package-manager-versions-gem"),
    default=False,
    mentions=("gem",),
)
def gem_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None:
        return
    for operation in site.by("gem"):
        if operation.kind != "install":
            continue
        # What stands behind `--` is for the gems' own extensions.
        dashes = next((it.range.start for it in operation.command.arguments if it.value == "--"), None)
        for package in unversioned(operation):
            if dashes is not None and package.word.range.start > dashes:
                break
            if package.name in ("true", "false"):
                # The value of a flag that is not known.
                continue
            message = f"`{package.name}` is installed in whatever version is the newest"
            yield Diagnostic(package.word.range, message)
