"""`npm install` although there is a lock file.

`npm install` may change what the lock file says and install something newer. `npm ci` installs exactly the lock file,
fails where it does not fit `package.json`, and is faster.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm install
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
```

The rule speaks where a lock file is copied or mounted before: by name, by a pattern such as `package*.json`, or with
the whole folder where that is seen to have one. Where the folder is known to have none, or npm to be too old for
`npm ci`, it is silent.

The fix has to be asked for: `npm ci` fails without a lock file, or with one that is out of date.

## References

- [npm ci](https://github.com/npm/cli/blob/latest/docs/lib/content/commands/npm-ci.md)
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import Earlier, Site, replaced, sites
from dockwright.semantic.node_versions import node_major
from dockwright.syntax.dockerfile import ast

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json")
_FIRST_WITH_CI = 8  # npm 5.7, which Node 8 came with in the end; Node 9 never did.
_ANOTHER_MATTER = (
    "-g",
    "--global",
    "--location",
    "--prefix",
    "-C",
    "--no-package-lock",
    "--package-lock",
    "--package-lock-only",
    "--no-shrinkwrap",
    "--shrinkwrap",
    "-h",
    "--help",
)


@rule(
    on=Document,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("DD010", "DF031"),
    mentions=("npm", "yarn", "pnpm", "bun"),
)
def npm_install_vs_ci(document: Document) -> Iterator[Diagnostic]:
    locks: Earlier | None = None
    for site in sites(document):
        found = site.kept(_changing) if site.uses("npm") else []
        if found:
            locks = locks or Earlier(document, lambda it: _copies_lock(document, it))
            if _mounts_lock(site.run) or locks.holds_at(site.run):
                yield from (it.shifted(site.run.start) for it in found)


def _changing(site: Site) -> list[Diagnostic]:
    """The installs that may change a lock file, if there is one."""
    major = node_major(site.run, site.state)
    if major is not None and (major < _FIRST_WITH_CI or major == 9):
        return []
    found: list[Diagnostic] = []
    for operation in site.by("npm"):
        if operation.subcommand.name != "install" or operation.operands or operation.has_flag(_ANOTHER_MATTER):
            continue
        if not _removes_lock(site, operation):
            word = operation.subcommand_words[-1]
            fix = Fix("Use npm ci", (replaced(operation.command, word, "ci"),), Safety.UNSAFE)
            message = f"`npm {word.text}` may install something else than the lock file says; `npm ci` does not"
            found.append(Diagnostic(word.range, message, (fix,)))
    return found


def _mounts_lock(run: ast.Run) -> bool:
    for mount in run.mounts:
        source = mount.option("source", "src")
        if source is not None and source.plain and source.plain.rpartition("/")[2] in _LOCKS:
            return True
    return False


def _copies_lock(document: Document, instruction: ast.Instruction) -> bool:
    if not isinstance(instruction, ast.Transfer) or instruction.flag("from") is not None:
        return False
    return any(_brings_lock(document, source.value) for source in instruction.sources)


def _brings_lock(document: Document, source: str | None) -> bool:
    if source is None or "$" in source:
        return False
    folder, _, name = source.strip("/").removeprefix("./").rpartition("/")
    for lock in _LOCKS:
        if name == lock or ("*" in name and name != "*" and fnmatchcase(lock, name)):
            path = f"{folder}/{lock}" if folder else lock
            if "*" in folder or document.project.exists(path) is not False:
                return True
    if name in ("", ".", "*"):
        return any(document.project.exists(f"{folder}/{lock}" if folder else lock) for lock in _LOCKS)
    return False


def _removes_lock(site: Site, install: PackageOperation) -> bool:
    return any(
        it.range.start < install.command.range.start
        and any(word.text.rpartition("/")[2].startswith("package-lock") for word in it.arguments)
        for it in site.removals
    )
