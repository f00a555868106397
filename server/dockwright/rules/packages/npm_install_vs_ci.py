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
the whole folder where that is seen to have one. Where the folder is known to have none, it is silent.

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
from dockwright.semantic.installing import operations, replaced
from dockwright.semantic.node_versions import node_major
from dockwright.syntax.dockerfile import ast

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json")
_FIRST_WITH_CI = 8  # npm 5.7, which Node 8 and later came with in the end.
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


@rule(on=Document, severity=Severity.HINT, fix=Safety.UNSAFE, aliases=("DD010", "DF031"))
def npm_install_vs_ci(document: Document) -> Iterator[Diagnostic]:
    for run, operation in operations(document, "npm"):
        if operation.subcommand.name != "install" or operation.operands or operation.has_flag(_ANOTHER_MATTER):
            continue
        major = node_major(document.state_before(run))
        if (major is not None and major < _FIRST_WITH_CI) or not _has_lock(document, run):
            continue
        word = operation.subcommand_words[-1]
        fix = Fix("Use npm ci", (replaced(operation.command, word, "ci"),), Safety.UNSAFE)
        message = f"`npm {word.text}` may install something else than the lock file says; `npm ci` does not"
        if not _removes_lock(document, run, operation):
            yield Diagnostic(word.range, message, (fix,))


def _has_lock(document: Document, run: ast.Run) -> bool:
    """Whether a lock file is there when a RUN of a stage starts."""
    for mount in run.mounts:
        source = mount.option("source", "src")
        if source is not None and source.plain and source.plain.rpartition("/")[2] in _LOCKS:
            return True
    stage = document.stage_of(run)
    for it in stage.lineage if stage is not None else ():
        for instruction in it.instructions:
            if instruction.start >= run.start:
                break
            if not isinstance(instruction, ast.Transfer) or instruction.flag("from") is not None:
                continue
            if any(_brings_lock(document, source.value) for source in instruction.sources):
                return True
    return False


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


def _removes_lock(document: Document, run: ast.Run, install: PackageOperation) -> bool:
    return any(
        it.name == "rm" and any(word.text.rpartition("/")[2].startswith("package-lock") for word in it.arguments)
        for it in document.commands(run)
        if it.range.start < install.command.range.start
    )
