"""All sources are copied before the dependencies are installed.

A `COPY . .` changes with every edit of any file, and everything below it is built again. Where the dependencies are
installed below it, each edit of one line of code downloads them all again. Copied first, the manifests alone decide:
as long as `package.json` and its lock file stay the same, the installation comes out of the cache.

```dockerfile bad
FROM node:22-alpine
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22-alpine
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
CMD ["node", "server.js"]
```

An installation at the head of a longer command is taken out of it:

```dockerfile bad
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt && python -m compileall .
```
```dockerfile good
FROM python:3.13-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN python -m compileall .
```

Where the build itself fetches what is missing, a step that only does that comes first:

```dockerfile bad
FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /bin/app .
```
```dockerfile good
FROM golang:1.25 AS build
WORKDIR /src
COPY go.mod go.sum* ./
RUN go mod download
COPY . .
RUN go build -o /bin/app .
```

It may also work in a folder of what is copied, where `cd` or WORKDIR leads to:

```dockerfile bad
FROM node:22-alpine
WORKDIR /app
COPY . .
RUN cd client && npm ci
```
```dockerfile good
FROM node:22-alpine
WORKDIR /app
COPY client/package*.json ./client/
RUN cd client && npm ci
COPY . .
```

The fix reads the files beside the Dockerfile. It is safe where they show that the installation reads its manifests and
nothing else. It is one to be asked for where they are not known, and where the sources that are copied afterwards may
overwrite what the installation has written: `npm install` brings a lock file up to date, and the old one then comes
back; `npm ci` never touches it. Where other files are copied in between, or a WORKDIR gives the COPY's destination
another meaning, there is none.

The rule is silent where the sources are needed: workspaces, scripts that run at installation, local dependencies,
`pip install .`. So it is with cargo, which reads no `Cargo.toml` whose `src/main.rs` or `src/lib.rs` is missing.

## References

- [Build cache: order your layers](https://docs.docker.com/build/cache/optimize/#order-your-layers)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from dockwright.catalog.packages import PackageManager
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation
from dockwright.semantic.manifests import Manifests, manifests_of
from dockwright.semantic.project import Within
from dockwright.semantic.removal import emptied
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

# What may stand between the COPY and the installation: it changes what holds, and looks at no file.
_PASSIVE = (
    ast.Arg,
    ast.Cmd,
    ast.Entrypoint,
    ast.Env,
    ast.Expose,
    ast.Healthcheck,
    ast.Label,
    ast.Stopsignal,
    ast.User,
    ast.Volume,
    ast.Workdir,
)
# `npm install -g` without names installs the project itself.
_GLOBALLY = frozenset(("-g", "--global"))
# Commands before the installation that look at none of the copied files.
_BLIND = frozenset(("mkdir", "corepack", "echo", "true", "set"))


@rule(on=Stage, severity=Severity.WARNING, fix=Safety.SAFE, aliases=("DD006",))
def copy_source_before_deps(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    for index, copy in enumerate(stage.instructions):
        if not isinstance(copy, ast.Transfer) or not _takes_everything(copy.bare):
            continue
        found = _installation(copy, stage.instructions[index + 1 :], document)
        if found is None:
            continue
        run, operation, folder = found.run, found.operation, found.folder
        project = Within(document.project, folder) if folder else document.project
        manifests = manifests_of(operation, project)
        if manifests is None or _installed_before(stage, copy, operation, document):
            continue
        if manifests.step is not None and run.mounts:
            # A build that keeps its downloads in a cache mount fetches nothing twice.
            continue
        fix = None
        if found.movable and not (folder and manifests.step is not None):
            moved = manifests.below(folder) if folder else manifests
            fix = _fix(document, stage.instructions[:index], copy, run, operation, moved)
        program = operation.command.range
        yield Diagnostic(
            TextRange(copy.sources[0].range.start, copy.sources[-1].range.end),
            f"Every changed file makes `{_spelled(operation)}` below run again",
            (fix,) if fix else (),
            (Related(program, "The dependencies are installed here"),),
        )


def _takes_everything(copy: ast.Transfer) -> bool:
    if copy.flag("from") is not None or copy.destination is None:
        return False
    return any(source.value in (".", "./") for source in copy.sources)


class _Installation(NamedTuple):
    """An installation below a COPY: in which folder of what is copied, and whether the COPY may go below its RUN."""

    run: ast.Run
    operation: PackageOperation
    folder: str
    movable: bool


def _installation(copy: ast.Transfer, below: Sequence[ast.Instruction], document: Document) -> _Installation | None:
    """The first installation from manifests below a COPY, if nothing on the way to it may look at the files."""
    alone = True
    for instruction in below:
        if isinstance(instruction, _PASSIVE):
            continue
        if isinstance(instruction, ast.Transfer):
            # It brings files of its own, which the installation may need too.
            alone = False
            continue
        folder = _folder_of(copy, instruction, document) if isinstance(instruction, ast.Run) else None
        if not isinstance(instruction, ast.Run) or folder is None:
            return None
        if any(_mounts_files(it) for it in instruction.mounts):
            return None
        for command in document.commands(instruction):
            operation = command.operation
            if operation is not None and operation.reads_manifests and not command.nestings:
                if operation.has_flag(_GLOBALLY):
                    return None
                movable = alone and _lands_in_the_same_place(copy, instruction, document)
                return _Installation(instruction, operation, folder, movable)
            entered = _entered(command)
            if entered is not None:
                folder = posixpath.join(folder, entered)
            elif not _is_blind(command):
                return None
    return None


def _entered(command: Command) -> str | None:
    """The folder that `cd folder &&` goes to."""
    if command.name != "cd" or len(command.words) != 2 or command.nestings or command.separator_after != "&&":
        return None
    value = posixpath.normpath(command.words[1].value or "/")
    return None if value.startswith((".", "/", "~", "-")) else value


def _mounts_files(mount: ast.Flag) -> bool:
    """Whether a mount may bring files that the COPY does not; caches, secrets and agents bring none."""
    kind = mount.option("type")
    return kind is None or kind.plain not in ("cache", "secret", "ssh", "tmpfs")


def _folder_of(copy: ast.Transfer, run: ast.Run, document: Document) -> str | None:
    """In which folder of what is copied `run` works, "" for the whole; `None` where it works elsewhere."""
    value = copy.destination.value if copy.destination is not None else None
    before, after = document.state_before(copy), document.state_before(run)
    if value is None:
        return None
    if value in (".", "./"):
        if before.workdir_unit is after.workdir_unit:
            return ""
        destination = before.workdir
    else:
        destination = posixpath.normpath(value) if value.startswith("/") else None
    if destination is None or after.workdir is None:
        return None
    if after.workdir == destination:
        return ""
    start = destination.rstrip("/") + "/"
    return after.workdir[len(start) :] if after.workdir.startswith(start) and start != "/" else None


def _lands_in_the_same_place(copy: ast.Transfer, run: ast.Run, document: Document) -> bool:
    """Whether the files come to the same place if the COPY stands below `run`."""
    value = copy.destination.value if copy.destination is not None else None
    if value is not None and value.startswith("/"):
        return True
    return document.state_before(copy).workdir_unit is document.state_before(run).workdir_unit


def _is_blind(command: Command) -> bool:
    if command.wraps:
        return True
    operation = command.operation
    if operation is not None:
        # `apt-get install ./x.deb` looks at a file.
        return not operation.reads_manifests and not any(it.is_file for it in operation.packages)
    if command.name == "npm":
        # An audit looks at the manifests, which are copied before it.
        return command.values[1:2] == ["config"] or (command.values[1:2] == ["audit"] and not command.has("fix"))
    if command.name == "rm":
        return all((it or "").startswith("/var/") or (it or "").startswith("-") for it in command.values[1:])
    return command.name in _BLIND


def _installed_before(stage: Stage, copy: ast.Transfer, operation: PackageOperation, document: Document) -> bool:
    """Whether the dependencies were installed above the COPY already, in this stage or one that it builds on."""
    for ancestor in stage.lineage:
        for instruction in ancestor.instructions:
            if instruction.start == copy.start:
                break
            if not isinstance(instruction, ast.Run):
                continue
            for command in document.commands(instruction):
                earlier = command.operation
                if (
                    earlier is not None
                    and earlier.reads_manifests
                    and earlier.manager.ecosystem == operation.manager.ecosystem
                ):
                    return True
    return False


def _spelled(operation: PackageOperation) -> str:
    return " ".join(word.text for word in (*operation.program_words, *operation.subcommand_words))


def _fix(
    document: Document,
    above: Sequence[ast.Instruction],
    copy: ast.Transfer,
    run: ast.Run,
    operation: PackageOperation,
    manifests: Manifests,
) -> Fix | None:
    if copy.exec_form is not None or len(copy.sources) != 1 or copy.heredocs or run.heredocs or not manifests.files:
        return None
    lines = [] if _copied(above, manifests) else _copies(document, copy, manifests)
    if manifests.step is not None:
        edits = _with_step(document, copy, run, [*lines, f"RUN {manifests.step}"])
        safety = Safety.UNSAFE
        title = f"Copy {_listing(manifests)} and run {manifests.step} first"
    else:
        edits = _moved(document, copy, run, operation, lines)
        safety = Safety.SAFE if manifests.certain else Safety.UNSAFE
        title = f"Copy {_listing(manifests)} before {_spelled(operation)}"
    return Fix(title, edits, safety) if edits else None


def _listing(manifests: Manifests) -> str:
    first, *others = manifests.files
    return f"{first} and {others[0]}" if len(others) == 1 else f"{first} and {len(others)} more" if others else first


def _copied(above: Sequence[ast.Instruction], manifests: Manifests) -> bool:
    """Whether an earlier COPY brings all manifests in already."""
    patterns = [
        source.value
        for it in above
        if isinstance(it, ast.Transfer) and it.flag("from") is None
        for source in it.sources
        if source.value
    ]
    return not manifests.folders and all(
        any(pattern == name or fnmatchcase(name, pattern) for pattern in patterns) for name in manifests.files
    )


def _copies(document: Document, copy: ast.Transfer, manifests: Manifests) -> list[str]:
    """The lines that copy the manifests, one for each folder that some lie in, with the flags of the COPY."""
    keyword = copy.keyword.text if copy.name == "COPY" else ("copy" if copy.keyword.text.islower() else "COPY")
    head = " ".join([keyword, *(flag.text for flag in copy.flags)])
    assert isinstance(copy.destination, ast.Word), "an exec form was turned down"
    destination = copy.destination.text
    destination = "./" if destination in (".", "./") else destination.rstrip("/") + "/"
    by_folder: dict[str, list[str]] = {}
    for file in manifests.files:
        by_folder.setdefault(posixpath.dirname(file), []).append(file)
    lines = [
        f"{head} {' '.join(files)} {destination}{folder + '/' if folder else ''}" for folder, files in by_folder.items()
    ]
    return lines + [f"{head} {folder}/ {destination}{folder}/" for folder in manifests.folders]


def _with_step(document: Document, copy: ast.Transfer, run: ast.Run, lines: list[str]) -> tuple[Edit, ...]:
    # What the RUN needs, as a user or a variable that is set in between, its first step would miss.
    if document.state_before(copy) is not document.state_before(run):
        return ()
    line_end, indent = line_end_of(document.text), indentation(copy)
    return (insert(_block_start(document, copy), "".join(indent + line + line_end for line in lines)),)


def _moved(
    document: Document, copy: ast.Transfer, run: ast.Run, operation: PackageOperation, lines: list[str]
) -> tuple[Edit, ...]:
    below = _below(document, copy, run, operation)
    if below is None:
        return ()
    start = _block_start(document, copy)
    if lines:
        indent = indentation(copy)
        return Edit(TextRange(start, copy.range.end), indent + (line_end_of(document.text) + indent).join(lines)), below
    return Edit(TextRange(start, copy.full_range.end), ""), below


def _block_start(document: Document, copy: ast.Transfer) -> int:
    """Where the COPY's lines start, with the comments directly above it: they speak of it, and go where it goes."""
    comments = document.tree.comments_above(copy)
    return document.lines.start(document.lines.line_of(comments[0].range.start)) if comments else copy.start


def _below(document: Document, copy: ast.Transfer, run: ast.Run, operation: PackageOperation) -> Edit | None:
    """Put the COPY behind the installation: below its RUN, or where the RUN is cut in two."""
    whole = document.text[_block_start(document, copy) : copy.range.end].lstrip("\ufeff")
    line_end, indent = line_end_of(document.text), indentation(copy)
    commands = [it for it in document.commands(run) if not it.wraps]
    last = next(index for index, it in enumerate(commands) if it.range == operation.command.range)
    while last + 1 < len(commands) and _cleans_up(commands[last + 1], operation.manager):
        last += 1
    end = run.full_range.end
    if last == len(commands) - 1:
        if run.unit.text.endswith("\n"):
            return insert(end, f"{whole}{line_end}")
        return insert(end, f"{line_end}{whole}")
    separator = commands[last].separator_after_range
    simple = all(not it.nestings and not it.wrapper and it.separator_before in (None, "&&") for it in commands)
    leaks = any(it.name in ("set", "cd", "export", ".", "source") or not it.words for it in commands[: last + 1])
    if separator is None or not simple or leaks or run.comments:
        return None
    start = commands[last].range.end
    # From the end of the installation to the next command: the `&&` with the blanks and the continuation around it.
    stop = commands[last + 1].range.start
    if document.text[start:stop].replace("&&", "", 1).strip(f" \t\r\n{run.escape}"):
        return None
    again = " ".join([run.keyword.text, *(flag.text for flag in run.flags)])
    return Edit(TextRange(start, stop), f"{line_end}{whole}{line_end}{indent}{again} ")


def _cleans_up(command: Command, manager: PackageManager) -> bool:
    """Whether it empties the caches of the installation, which has to happen in the same layer."""
    operation = command.operation
    if operation is not None:
        return operation.kind == "clean" and operation.manager.ecosystem == manager.ecosystem
    return emptied(command, manager.cache_directories) is not None
