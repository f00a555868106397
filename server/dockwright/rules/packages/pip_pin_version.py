"""Python packages installed without a version.

What a name alone installs is the newest version on the day of the build: the same file gives another image tomorrow,
and one release of one dependency can break it.

```dockerfile bad
FROM python:3.13-slim
RUN pip install --no-cache-dir flask
```
```dockerfile good
FROM python:3.13-slim
RUN pip install --no-cache-dir flask==3.0.3
```

Any condition counts as a version, `>=` and `<` too, and so does a file of requirements or constraints, which says it
elsewhere, and `--no-index`, with which only files at hand are installed. Paths, archives and addresses are no names; an
address of a repository counts where it names no tag, branch or commit. `pipx install`, `uv pip install` and
`uv tool install` are read as `pip install` is.

The rule is off by default, as a lock file or a file of requirements is the better place for versions.

## References

- [pip: repeatable installs](https://pip.pypa.io/en/stable/topics/repeatable-installs/)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.installing import site_of
from dockwright.semantic.pinning import is_repository, unversioned
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    aliases=(
        "DL3013",
        "ER0013",
        "DD028",
        "DF051",
        "02d9c71f",
        "AC_DOCKER_0010",
        "pin-package-manager-versions-pip",
    ),
    default=False,
    mentions=("pip", "uv"),
)
def pip_pin_version(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    site = site_of(run, state)
    if site is None:
        return
    for operation in site.by("pip", "pipx", "uv"):
        words = operation.subcommand.words
        if operation.kind != "install" or words not in (("install",), ("pip", "install"), ("tool", "install")):
            continue
        if operation.has_flag((*operation.manager.manifest_flags, "--no-index")):
            # The versions stand in a file, or are those of the packages that there are.
            continue
        for package in unversioned(operation):
            message = f"`{package.name}` is installed in whatever version is the newest"
            yield Diagnostic(package.word.range, message)
        yield from _repositories(operation)


def _repositories(operation: PackageOperation) -> Iterator[Diagnostic]:
    for word in operation.operands:
        text = word.value
        if text is None or not is_repository(text):
            continue
        # `git+ssh://git@host/path@v1#egg=name`: of two signs only that of the path names a version.
        path = text.partition("#")[0].partition("://")[2].partition("/")[2]
        if "@" not in path:
            yield Diagnostic(word.range, "The newest commit of this repository is installed, whatever that is")
