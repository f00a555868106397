"""Paths: of the build context, and those that a stage is known to have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import cast

from dockwright.catalog.packages import MANAGERS, Action
from dockwright.catalog.popular import (
    BUILT,
    DESTINATIONS,
    PATHS_OF,
    TO_COPY_FROM,
    WORKING_DIRECTORIES,
    WORKING_DIRECTORY_OF,
)
from dockwright.ide.dockerfile.completion.place import Arguments, item, may_become
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_PLAIN = re.compile(r"/[\w.+@-]+(?:/[\w.+@-]+)*/?")
_OUTPUT_FLAGS = frozenset(("-o", "--output", "--out", "--prefix", "--outdir", "--out-dir", "-O", "-d"))
_USUAL_FOLDERS = ("/app/", "/etc/", "/opt/", "/usr/local/lib/", "/usr/share/", "/usr/src/", "/home/", "/srv/", "/tmp/")
_MAKING_FOLDERS = frozenset("dotnet mkdir pip pip3 python python3 tar unzip virtualenv".split())
_MAKING_NOTHING = frozenset("[ cat cd ls rm rmdir source test".split())
_CRATE = re.compile(r'^name[ \t]*=[ \t]*"([\w-]+)"', re.MULTILINE)
_MOST_PATHS = 150
_MOST_NAMES = 1000
_LONGEST_PATTERN = 100
_NOT_SHIPPED = ("Dockerfile", "Containerfile", ".dockerignore", ".git/", ".gitignore")
_WITH_DIRECTORY = frozenset(("COPY", "ADD", "WORKDIR"))
# What no word in shell form can hold without more ado, and what no string of an array can.
_AWKWARD = re.compile(r"[\s\"'\\$`*?\[\]]")
_AWKWARD_IN_ARRAY = re.compile(r'["\\$*?\[\]\x00-\x1f]')

MANIFESTS = frozenset(
    name
    for manager in MANAGERS.values()
    for group in (*manager.manifests, manager.optional_manifests)
    for name in group
    if "*" not in name and "/" not in name
)


def arguments_of_transfer(arguments: Arguments) -> Iterator[Item]:
    """The paths of a COPY or ADD, of WORKDIR and of VOLUME at the cursor."""
    name = arguments.name
    if name not in _WITH_DIRECTORY and name != "VOLUME":
        return
    line = arguments.line
    word = arguments.element if arguments.is_exec_form else _without_quotes(arguments)
    if word is None:
        if arguments.is_exec_form and line.text[arguments.start : line.at].rstrip().endswith(("[", ",")):
            yield from _in_new_quotes(arguments)
        return
    behind = line.text[word[1] :].strip(' \t],"')
    index = arguments.element_index if arguments.is_exec_form else arguments.index
    if name in ("WORKDIR", "VOLUME"):
        if index == 0 or name == "VOLUME":
            yield from _directories(arguments, *word, rank="1")
        return
    if index > 0 and not behind:
        yield from _directories(arguments, *word, rank="1")
    if line.text.startswith("<<", word[0]):
        return
    source = _flag_value(arguments, "from")
    if source is None:
        there = set(line.text[arguments.start :].split()) if index else set()
        yield from context_paths(arguments, *word, there=there)
    else:
        yield from stage_paths(arguments, source, *word)


def _without_quotes(arguments: Arguments) -> tuple[int, int] | None:
    """The word at the cursor, without quotes around it; `None` where they hold a blank, which BuildKit splits at."""
    start, end = arguments.word
    text = arguments.line.text
    if arguments.quote < 0:
        return start, end
    if arguments.quote != start:
        return None
    closing = text.find(text[start], arguments.line.at, end)
    return start + 1, closing if closing >= 0 else end


def _in_new_quotes(arguments: Arguments) -> Iterator[Item]:
    """What a further string of the JSON array may hold, with its quotes."""
    line = arguments.line
    range = line.range(line.at, line.at)
    is_first = line.text[arguments.start : line.at].strip() == "["
    if range is None or (arguments.name != "VOLUME" and _flag_value(arguments, "from") is not None):
        return
    found: Iterator[Item]
    if arguments.name == "VOLUME" or not is_first:
        found = _directories(arguments, line.at, line.at, rank="1")
    else:
        found = context_paths(arguments, line.at, line.at)
    for it in found:
        text = f'"{it.edit.text}"'
        yield item(it.label, it.kind, range, text, detail=it.detail, sort=it.sort)


def context_paths(arguments: Arguments, start: int, end: int, *, there: set[str] | None = None) -> Iterator[Item]:
    """The files and folders of the build context that may continue what is typed between `start` and `end`."""
    line = arguments.line
    typed = line.text[start : line.at]
    slash = typed.rfind("/")
    before = typed[: slash + 1]
    if "$" in before:
        expanded = arguments.state.expand(before, arguments.instruction.escape).text
        if expanded is None or not expanded.strip("/"):
            return
        folder = expanded
    else:
        folder = before
    folder = posixpath.normpath(f"/{folder}").strip("/") if folder else ""
    if ".." in before.split("/") or "://" in typed:
        return
    names = arguments.document.project.files(folder)
    place = start + slash + 1
    if "*" in typed[slash + 1 :]:
        yield from _patterns(arguments, names or (), place, end)
        return
    following = line.text.find("/", line.at, end)
    range = line.range(place, end if following < 0 else following + 1)
    if range is None:
        return
    if not before and (not typed or typed == ".") and not arguments.is_exec_form:
        yield item(".", ItemKind.FOLDER, range, detail="the whole build context", sort="25")
    plain = not arguments.is_exec_form
    if names is not None and len(names) > _MOST_NAMES:
        begun = typed[slash + 1 :].casefold()
        names = [it for it in names if may_become(begun, it.casefold())][:_MOST_NAMES]
    in_array = plain and arguments.quote < 0 and _may_become_array(arguments, end)
    for name in names or ():
        if (_AWKWARD if plain else _AWKWARD_IN_ARRAY).search(name) or (arguments.flag is not None and "," in name):
            if in_array:
                yield from _as_array(arguments, before + name, start)
            continue
        if there and (before + name in there or before + name.rstrip("/") in there):
            continue
        is_folder = name.endswith("/")
        rank = "1" if name in MANIFESTS else "6" if name.startswith(_NOT_SHIPPED) else "5" if name[0] == "." else "2"
        yield item(
            name,
            ItemKind.FOLDER if is_folder else ItemKind.FILE,
            range,
            name,
            sort=f"2{rank}",
            goes_on=is_folder,
        )


def _patterns(arguments: Arguments, names: Sequence[str], start: int, end: int) -> Iterator[Item]:
    """Patterns that continue the one that is typed and match some files, those that match most first."""
    line = arguments.line
    range = line.range(start, end)
    typed = line.text[start : line.at]
    begun = typed[: typed.rfind("*") + 1]
    found: dict[str, int] = {}
    for name in names[:_MOST_NAMES] if len(begun) <= _LONGEST_PATTERN else ():
        dot = name.rfind(".")
        if dot > 0 and fnmatchcase(name, begun + "*") and not _AWKWARD.search(name):
            pattern = begun + name[dot:]
            found[pattern] = found.get(pattern, 0) + fnmatchcase(name, pattern)
    ranked = sorted((-count, pattern) for pattern, count in found.items() if count)
    for number, (count, pattern) in enumerate(ranked if range is not None else ()):
        assert range is not None, "else there are none"
        detail = f"{-count} file" + "s" * (count < -1)
        yield item(pattern, ItemKind.FILE, range, detail=detail, sort=f"2{number:03}")


def _may_become_array(arguments: Arguments, end: int) -> bool:
    """Whether the path that is typed is the first of a COPY or ADD, and all there is of it yet."""
    line = arguments.line
    is_only = arguments.flag is None and not arguments.index and not line.text[end:].strip()
    return is_only and arguments.name in ("COPY", "ADD")


def _as_array(arguments: Arguments, path: str, start: int) -> Iterator[Item]:
    """A path that no word can hold: all arguments become a JSON array."""
    range = arguments.line.range(start, arguments.line.at)
    if range is not None and not _AWKWARD_IN_ARRAY.search(path) and "}" not in path:
        plain = f'["{path}", "./"]'
        yield item(
            posixpath.basename(path.rstrip("/")) + "/" * path.endswith("/"),
            ItemKind.FOLDER if path.endswith("/") else ItemKind.FILE,
            range,
            f'["{path}", "${{1:./}}"]',
            detail="as a JSON array",
            sort="27",
            filter=path,
            snippet=True,
            plain=plain,
        )


# --- inside of images ---


def stage_paths(arguments: Arguments, source: str, start: int, end: int) -> Iterator[Item]:
    """The paths that the stage called `source` is known to have."""
    range = arguments.line.range(start, end)
    stage = stage_called(arguments, source)
    if range is None:
        return
    if stage is None:
        name = source.partition("@")[0]
        known = PATHS_OF.get(name.partition(":")[0], ())
        path = TO_COPY_FROM.get(source.partition("@")[0].rpartition(":")[0] or source) or TO_COPY_FROM.get(source)
        likely = () if path is None or f"{path}/" in known else (path,)
        for number, own in enumerate(dict.fromkeys((*likely, *known))):
            kind = ItemKind.FOLDER if own.endswith("/") else ItemKind.FILE
            yield item(own, kind, range, detail="in the image", sort=f"2{number:02}")
        return
    inside = paths_in(arguments.document, stage) | _below(
        arguments, stage, arguments.line.text[start : arguments.line.at]
    )
    for number, (path, detail) in enumerate(inside.items()):
        kind = ItemKind.FOLDER if path.endswith("/") else ItemKind.FILE
        yield item(path, kind, range, detail=detail, sort=f"2{number:03}")


def _below(arguments: Arguments, stage: Stage, typed: str) -> dict[str, str]:
    """What lies in the folder that is typed, as far as a COPY of a folder of the build context put it there."""
    folder = typed[: typed.rfind("/") + 1]
    if not folder.startswith("/"):
        return {}
    project = arguments.document.project
    for part in stage.lineage:
        for copy in part.all_of(ast.Copy):
            state = part.state_before(copy)
            if len(copy.sources) != 1 or copy.destination is None or copy.flag("from") is not None:
                continue
            target = _absolute(state.path_of(copy.destination, copy.escape), state)
            source = state.path_of(copy.sources[0], copy.escape)
            if target is None or source is None or not folder.startswith(f"{target.rstrip('/')}/"):
                continue
            place = posixpath.normpath(posixpath.join(source.strip("/"), folder[len(target.rstrip("/")) + 1 :]))
            names = project.files("" if place == "." else place) if not place.startswith("..") else None
            if names:
                return {folder + name: "COPY" for name in names}
    return {}


def stage_called(arguments: Arguments, name: str) -> Stage | None:
    """The stage above that `name` or number means."""
    wanted = name.casefold()
    found = None
    for stage in arguments.document.stages:
        if stage.instruction.start >= arguments.instruction.start:
            break
        if (stage.name or "").casefold() == wanted or str(stage.index) == wanted:
            found = stage
    return found


def paths_in(document: Document, stage: Stage) -> dict[str, str]:
    """Absolute paths that a stage has, each with where it comes from: what it made last comes first."""
    key = paths_in
    if key not in stage.answers:
        found: dict[str, str] = {}
        for part in stage.lineage:
            for instruction in reversed(part.instructions):
                for path, detail in _made(document, part, instruction):
                    if len(found) < _MOST_PATHS:
                        found.setdefault(path, detail)
        image = stage.root.image
        for path in PATHS_OF.get(image.name, ()) if image is not None else ():
            found.setdefault(path, "of the base image")
        stage.answers[key] = found
    return cast("dict[str, str]", stage.answers[key])


def _made(document: Document, stage: Stage, instruction: ast.Instruction) -> Iterator[tuple[str, str]]:
    state = stage.state_before(instruction)
    if isinstance(instruction, ast.Workdir):
        after = document.state_after(instruction).workdir
        if after is not None and after != "/":
            yield f"{after.rstrip('/')}/", "WORKDIR"
    elif isinstance(instruction, ast.Transfer):
        yield from _copied(instruction, state)
    elif isinstance(instruction, ast.Run):
        yield from _written(document, instruction, state)
    elif isinstance(instruction, ast.Volume):
        for word in instruction.paths:
            path = state.path_of(word, instruction.escape)
            if path is not None and path.startswith("/"):
                yield f"{path.rstrip('/')}/", "VOLUME"


def _copied(transfer: ast.Transfer, state: State) -> Iterator[tuple[str, str]]:
    destination = transfer.destination
    path = state.path_of(destination, transfer.escape) if destination is not None else None
    absolute = _absolute(path, state)
    if absolute is None or path is None:
        return
    is_folder = path.endswith(("/", ".")) or len(transfer.sources) > 1
    for source in transfer.sources:
        value = state.path_of(source, transfer.escape)
        name = posixpath.basename(value.rstrip("/")) if value else ""
        if is_folder and name not in ("", ".", "..") and not re.search(r"[*?\[$<]", name):
            yield posixpath.join(absolute, name), transfer.name
    if absolute != "/":
        yield f"{absolute}/" if is_folder else absolute, transfer.name


def _written(document: Document, run: ast.Run, state: State) -> Iterator[tuple[str, str]]:
    for command in document.commands(run):
        if command.name in _MAKING_NOTHING:
            continue
        values = command.values
        for number, value in enumerate(values[1:], 1):
            if not value:
                continue
            flag, equals, path = value.partition("=")
            if equals and flag in _OUTPUT_FLAGS:
                value = path
            elif values[number - 1] not in _OUTPUT_FLAGS and not (value.startswith("/") and _PLAIN.fullmatch(value)):
                continue
            if not value.startswith(("-", "$", "http")) and _PLAIN.fullmatch(f"/{value.lstrip('/')}"):
                absolute = _absolute(value, state)
                if absolute not in (None, "/") and not str(absolute).startswith(("/dev/", "/proc/", "/var/lib/apt")):
                    is_folder = value.endswith("/") or (command.name in _MAKING_FOLDERS and "." not in value)
                    yield f"{absolute}{'/' if is_folder else ''}", command.name or "RUN"
        operation = command.operation
        if operation is not None and state.workdir is not None:
            name = operation.manager.name
            if operation.action is Action.BUILD and name == "cargo":
                crate = _CRATE.search(document.project.read("Cargo.toml") or "")
                if crate is not None:
                    yield posixpath.join(state.workdir, "target/release", crate[1]), name
            if operation.action is Action.BUILD or name in ("poetry", "uv"):
                for output in BUILT.get(name, ()):
                    yield posixpath.join(state.workdir, output), name
            for output in operation.manager.outputs:
                if not output.startswith("/") and "*" not in output and output not in BUILT.get(name, ()):
                    yield f"{posixpath.join(state.workdir, output.rstrip('/'))}/", operation.manager.name


def _absolute(path: str | None, state: State) -> str | None:
    if not path:
        return None
    if path.startswith("/"):
        return posixpath.normpath(path).replace("//", "/")
    return posixpath.normpath(posixpath.join(state.workdir, path)) if state.workdir is not None else None


# --- directories ---


def _directories(arguments: Arguments, start: int, end: int, *, rank: str) -> Iterator[Item]:
    """Where files may go: here, the working directories that the stage has had, what the image is made for."""
    range = arguments.line.range(start, end)
    stage = arguments.document.stage_of(arguments.instruction)
    if range is None or stage is None:
        return
    state = arguments.state
    found: list[str | None] = [state.workdir]
    for it in (*(instruction for part in stage.lineage for instruction in reversed(part.instructions)),):
        if isinstance(it, ast.Workdir) and it.start < arguments.instruction.start:
            found.append(arguments.document.state_after(it).workdir)
    known = dict.fromkeys(it for it in found if it is not None and it != "/")
    if arguments.name in ("COPY", "ADD"):
        typed = arguments.line.text[start : arguments.line.at]
        if not typed.startswith("/"):
            yield item("./", ItemKind.FOLDER, range, detail=state.workdir or "", sort=f"{rank}0")
        for number, path in enumerate(known):
            yield item(f"{path}/", ItemKind.FOLDER, range, sort=f"{rank}1{number:02}")
        own = DESTINATIONS.get(arguments.repository, ())
        usual = "/usr/local/bin/" if not state.is_windows else _of_windows(arguments, "app", "")
        for number, path in enumerate(dict.fromkeys((*own, *_folders_above(arguments, stage), usual))):
            yield item(path, ItemKind.FOLDER, range, sort=f"{rank}2{number:02}")
        for number, path in enumerate(_USUAL_FOLDERS if typed.startswith("/") and not state.is_windows else ()):
            yield item(path, ItemKind.FOLDER, range, sort=f"{rank}3{number:02}")
        return
    yield from _more(arguments, range, known, rank)


def _folders_above(arguments: Arguments, stage: Stage) -> Iterator[str]:
    """The folders that the lines above have made in the stage, the last one first."""
    for instruction in reversed(stage.instructions):
        if instruction.start >= arguments.instruction.start:
            continue
        for path, origin in _made(arguments.document, stage, instruction):
            if path.endswith("/") or origin == "mkdir":
                yield f"{path.rstrip('/')}/"


def _more(arguments: Arguments, range: TextRange, known: dict[str, None], rank: str) -> Iterator[Item]:
    if arguments.name == "VOLUME":
        from dockwright.catalog.ports import DATA_DIRECTORIES

        own = DATA_DIRECTORIES.get(arguments.repository, ())
        last = "/data" if not arguments.state.is_windows else _of_windows(arguments, "data")
        for number, path in enumerate(dict.fromkeys((*own, *known, last))):
            yield item(path, ItemKind.FOLDER, range, sort=f"{rank}{number:02}")
        return
    for number, path in enumerate(known):
        yield item(f"{path}/", ItemKind.FOLDER, range, sort=f"{rank}{number:02}")
    usual = WORKING_DIRECTORY_OF.get(arguments.repository)
    others = [*((usual,) if usual else ()), *WORKING_DIRECTORIES]
    if arguments.state.is_windows:
        others = [_of_windows(arguments, "app"), _of_windows(arguments, "src")]
    for number, path in enumerate(dict.fromkeys(others)):
        if path not in known:
            yield item(path, ItemKind.FOLDER, range, sort=f"3{number:02}")


def _of_windows(arguments: Arguments, *parts: str) -> str:
    """A path as people write it there: with backslashes where these escape nothing."""
    separator = "/" if arguments.instruction.escape == "\\" or arguments.is_exec_form else "\\"
    return separator.join(("C:", *parts))


def _flag_value(arguments: Arguments, name: str) -> str | None:
    text = arguments.line.text
    for start, end in arguments.flags:
        key, _, value = text[start + 2 : end].partition("=")
        if key == name:
            return value
    return None
