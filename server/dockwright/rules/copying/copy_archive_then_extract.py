"""An archive that is copied and then unpacked by a RUN.

The archive stays in COPY's layer, also where the RUN removes it, so the image carries its contents twice. `ADD` unpacks
a local tar archive as it copies it, in one layer.

```dockerfile bad
FROM debian:12
COPY rootfs.tar.gz /tmp/
RUN tar -xzf /tmp/rootfs.tar.gz -C /opt && rm /tmp/rootfs.tar.gz
```
```dockerfile good
FROM debian:12
ADD rootfs.tar.gz /opt/
```

The rule knows tar archives by their names; ADD does not unpack zip files. It is silent for files of other stages, which
ADD cannot reach, where tar takes out only parts or changes names, and in stages whose files do not come into the final
image.

The fix applies where the RUN directly below unpacks the one archive as root and removes it, and nothing else in the
file names it. It has to be asked for, since ADD makes folders and keeps owners in its own way.

## References

- [Dockerfile reference: adding local tar archives](https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives)
- [Best practices: ADD or COPY](https://docs.docker.com/build/building/best-practices/#add-or-copy)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.images import is_root
from dockwright.catalog.programs import TAR, TAR_SUFFIXES
from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.archives import Unpacking, unpacking_of
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.chains import without_all
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.landing import absolute
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_PLAIN = re.compile(r"[\w./-]+")
_LETTERS = re.compile(r"[xzjJvfC]+")
_FLAGS = frozenset(
    "-x -z -j -J -v -f -C --extract --file --directory --gzip --bzip2 --xz --verbose".split(),
)
"""What tar may be told without doing anything that ADD does not."""
_SEPARATOR = re.compile(r"[/\\]")


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("DL3010", "EC0003", "DF067"),
    mentions=("tar ",),
)
def copy_archive_then_extract(document: Document) -> Iterator[Diagnostic]:
    if not any(it.kept(_brings_archive) for it in document.by_kind.get(ast.Copy, ())):
        return
    copied: dict[str, ast.Word | ast.Element] = {}
    above: ast.Instruction | None = None
    for instruction in document.instructions:
        if isinstance(instruction, ast.From):
            copied = {}
        elif isinstance(instruction, ast.Copy):
            copied.update(_archives(instruction))
        elif isinstance(instruction, ast.Run) and copied and "tar" in instruction.unit.text:
            state = document.state_before(instruction)
            if not state.ships:
                continue
            for command in commands_of(instruction, state.shell_language):
                unpacking = unpacking_of(command)
                if unpacking is None or unpacking.strips:
                    continue
                for word in unpacking.archives:
                    source = copied.pop(_name(text_of(word)), None)
                    if source is not None:
                        related = (Related(command.words[0].range, "It is unpacked here"),)
                        message = "An archive that `ADD` would unpack as it copies it"
                        copy = above if isinstance(above, ast.Copy) and source in above.sources else None
                        edits = _edits(document, copy, instruction, command, unpacking) if copy is not None else None
                        fixes = (Fix("Let ADD unpack it", edits, Safety.UNSAFE),) if edits is not None else ()
                        yield Diagnostic(source.range, message, fixes, related)
        above = instruction


def _brings_archive(copy: ast.Instruction) -> bool:
    """Whether a COPY names an archive."""
    return isinstance(copy, ast.Copy) and any(True for _ in _archives(copy))


def _edits(
    document: Document, copy: ast.Copy, run: ast.Run, command: Command, unpacking: Unpacking
) -> tuple[Edit, ...] | None:
    """The edits that let ADD unpack what `command` of the RUN below does, and take that and its `rm` away."""
    state = document.state_before(run)
    target = copy.destination
    if copy.flags or len(copy.sources) != 1 or copy.full_range.end != run.start or run.flags or state.is_windows:
        return None
    if not isinstance(target, ast.Word) or (state.user_unit is not None and not is_root(state.user)):
        return None
    archive = _lies_at(copy.sources[0], target, state, copy.escape)
    folder = state.workdir if unpacking.folder is None else _path(unpacking.folder.value, state)
    if archive is None or len(unpacking.archives) != 1 or _path(unpacking.archives[0].value, state) != archive:
        return None
    if not folder or not _PLAIN.fullmatch(folder) or not _only_unpacks(command) or command.redirections:
        return None
    commands = document.commands(run)
    index = next((index for index, it in enumerate(commands) if it.range == command.range), 0)
    if any(it.name != "mkdir" for it in commands[:index]):
        # What is done before may be to what is unpacked.
        return None
    removal = next((it for it in commands[index + 1 :] if _removes(it, archive, state)), None)
    if removal is None:
        return None
    name = _name(archive)
    named = {command.range, removal.range}
    if any(name in it.text for other in commands if other.range not in named for it in other.words):
        return None
    own = (copy.unit, run.unit)
    if any(name in unit.text for unit in document.tree.instruction_units if unit not in own):
        return None
    edits = without_all(run, document, (command, removal))
    if edits is None:
        return None
    keyword = "ADD" if copy.keyword.text.isupper() else "add"
    return (Edit(copy.keyword.range, keyword), Edit(target.range, f"{folder.rstrip('/')}/"), *edits)


def _only_unpacks(command: Command) -> bool:
    arguments = arguments_of(command, TAR)
    letters = {it.name for it in arguments.flags}
    operands = arguments.operands
    if operands and not _LETTERS.fullmatch(operands[0].value or ""):
        return False
    return letters <= _FLAGS


def _lies_at(source: ast.Word | ast.Element, target: ast.Word, state: State, escape: str) -> str | None:
    """The path of a file that is copied, where it is certain: below a folder with a slash, or at a path of its name."""
    written, to = state.path_of(source, escape), state.value_of(target)
    if not written or not to or any(it in written for it in "*?["):
        return None
    if to.endswith("/") or to in (".", ".."):
        return absolute(f"{to}/{_name(written)}", state)
    return absolute(to, state) if to.lower().endswith(TAR_SUFFIXES) else None


def _path(value: str | None, state: State) -> str | None:
    return absolute(value, state) if value else None


def _removes(command: Command, archive: str, state: State) -> bool:
    paths = [it for it in command.values[1:] if it is None or not it.startswith("-")]
    return command.name == "rm" and len(paths) == 1 and _path(paths[0], state) == archive


def _archives(copy: ast.Copy) -> Iterator[tuple[str, ast.Word | ast.Element]]:
    """The archives that a COPY brings from the build context, each by the names under which it may lie."""
    if copy.flag("from") is not None or copy.destination is None or copy.heredocs:
        return
    for source in copy.sources:
        name = _name(_written(source))
        if name.lower().endswith(TAR_SUFFIXES):
            yield name, source
            if len(copy.sources) == 1:
                yield _name(_written(copy.destination)), source


def _written(path: ast.Word | ast.Element) -> str:
    text = path.value if isinstance(path, ast.Element) else path.text.strip("\"'")
    return text.replace("${", "$").replace("}", "")


def _name(path: str) -> str:
    return _SEPARATOR.split(path)[-1]
