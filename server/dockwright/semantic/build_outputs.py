"""What Cargo builds, on a cache mount: what is needed of it later is copied out, as a mount is in no image.

Only where everything that reads the directory can be seen. Each file that something reads later is copied out by the
RUN that builds it, and is read from its new place; each RUN that runs Cargo there gets the mount.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from dockwright.catalog.packages import MANAGERS
from dockwright.semantic.cache_mounts import may_run_anything, needs_store
from dockwright.semantic.chains import appended, is_chain, is_list, stops_at_failures
from dockwright.semantic.commands import Command, CommandWord, OperationFlag, commands_of, is_opaque
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import knows_mounts
from dockwright.semantic.homes import home_of
from dockwright.semantic.installing import is_below
from dockwright.semantic.landing import absolute
from dockwright.semantic.stages import Stage, UseKind
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert
from dockwright.text.lines import line_end_of


class OutputMount(NamedTuple):
    """What keeps the output of a build on a cache mount."""

    edits: tuple[Edit, ...]
    copies: bool
    """Whether something is copied out of it."""


def output_mount(document: Document, run: ast.Run) -> OutputMount | None:
    """What puts the directory into which a RUN has Cargo build on a cache mount.

    `None` where it runs no such thing, or where something may need what would be in no image then.
    """
    stage = document.stage_of(run)
    if stage is None or run.is_trigger or "cargo" not in run.unit.text or not knows_mounts(document.tree):
        return None
    if stage.state_before(run).is_windows:
        return None
    try:
        calls = _calls(run, stage.state_before(run))
    except _Unclear:
        return None
    directories = {it.directory for it in calls}
    if len(directories) != 1:
        return None
    (directory,) = directories
    key = (output_mount, stage.root.index, directory)
    if key not in document.answers:
        try:
            document.answers[key] = _Output(document, stage.root, directory).mounted()
        except _Unclear:
            document.answers[key] = None
    return cast("OutputMount | None", document.answers[key])


class _Unclear(Exception):
    """Something may use the directory in a way that a mount would break, or nobody knows."""


# --- what Cargo is told ---


class _Call(NamedTuple):
    """A command of Cargo that writes to its output directory."""

    command: Command
    directory: str
    profiles: tuple[str, ...]
    """Where below the directory its programs come to lie: `release`, `x86_64-unknown-linux-musl/release`; or none."""
    programs: frozenset[str] = frozenset()
    """The programs that it is told to build; none for all."""
    packages: frozenset[str] = frozenset()
    """The packages that it is told to build, whose programs may have other names; none for all."""


_BUILDING = frozenset("build b rustc run r".split())
_CHECKING = frozenset("bench c check clippy d doc t test".split())
_APART = frozenset(
    "--version -V -vV add binstall fetch generate-lockfile info init login metadata new pkgid remove rm search tree"
    " uninstall update vendor version".split()
)
"""What Cargo does without its output directory."""
_LIBRARIES_ONLY = frozenset("--lib --example --examples --test --tests --bench --benches".split())
_HIDING = ("||", "|", "|&", "&")
_AROUND_CARGO = frozenset("cross dx maturin trunk wasm-pack cargo-chef cargo-zigbuild".split())
_FOLDERS = {"dev": "debug", "test": "debug", "bench": "release"}


def _calls(run: ast.Run, state: State) -> list[_Call]:
    """The commands of a RUN by which Cargo writes to an output directory."""
    found: list[_Call] = []
    commands = commands_of(run, state.shell_language)
    folders = _folders(commands, state)
    for command in commands:
        if command.wraps:
            continue
        if command.name in _AROUND_CARGO:
            raise _Unclear
        if command.name == "cargo" and not _is_apart(command):
            folder = folders[command.range.start]
            if folder is None or (command.wrapper is not None and command.wrapper.name != "env"):
                raise _Unclear
            if command.nestings or command.separator_after in _HIDING:
                # After a failure, what an earlier build has left would be taken for its output.
                raise _Unclear
            found.append(_call(command, state, folder))
    return found


def _is_apart(command: Command) -> bool:
    words = [it for it in command.values[1:] if it is None or not it.startswith("-") or it in _APART]
    operation = command.operation
    if words[:1] == ["install"] and operation is not None:
        # What comes from the registry is built in a folder of its own.
        return operation.flag("--path") is None and all(it.value is not None for it in operation.operands)
    return bool(words) and (words[0] in _APART or words[:2] == ["chef", "prepare"])


def _call(command: Command, state: State, folder: str) -> _Call:
    operation = command.operation
    kind = operation.subcommand.words[-1] if operation is not None else None
    name = next((it for it in command.values[1:] if it is None or not it.startswith("-")), None)
    if operation is None or name is None or (kind != "cook" and name not in _BUILDING | _CHECKING):
        raise _Unclear
    flags = operation.flags
    if any(it.name in ("--manifest-path", "--config", "-C", "-Z", "--out-dir", "--artifact-dir") for it in flags):
        raise _Unclear
    given = _last(flags, "--target-dir")
    for variable in ("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"):
        if given is None:
            own = next((it for it in command.assignments if it.name == variable), None)
            value = state.environment.get(variable)
            if own is not None:
                given = own.value.value if own.value is not None else None
                if given is None:
                    raise _Unclear
            elif value is not None:
                if value.argument or not value.text:
                    raise _Unclear
                given = value.text
            elif state.base.may_set(variable):
                raise _Unclear
    directory = posixpath.normpath(posixpath.join(folder, given or "target"))
    if not re.fullmatch(r"/[\w./+@-]+", directory):
        raise _Unclear
    if name not in _BUILDING:
        return _Call(command, directory, ())
    target = _last(flags, "--target")
    if target is None and "CARGO_BUILD_TARGET" in state.environment:
        raise _Unclear
    is_release = any(it.name in ("--release", "-r") for it in flags)
    profile = _last(flags, "--profile") or ("release" if is_release else "debug")
    profile = _FOLDERS.get(profile, profile)
    programs = frozenset(it.value or "" for it in flags if it.name == "--bin")
    packages = frozenset(it.value or "" for it in flags if it.name in ("-p", "--package"))
    if not programs and any(it.name in _LIBRARIES_ONLY for it in flags):
        return _Call(command, directory, ())
    folder = f"{target}/{profile}" if target is not None else profile
    return _Call(command, directory, (folder,), programs, packages)


def _last(flags: Iterable[OperationFlag], name: str) -> str | None:
    """The value of a flag; unclear where it holds an expansion."""
    found = None
    for it in flags:
        if it.name == name:
            found = it.value
            if not found:
                raise _Unclear
    return found


def _folders(commands: Iterable[Command], state: State) -> dict[int, str | None]:
    """In which folder each command runs, by where it starts; `None` where nobody knows."""
    found: dict[int, str | None] = {}
    folder = state.workdir
    for command in commands:
        found[command.range.start] = folder
        if command.name == "cd" and not command.nestings and command.separator_after == "&&" and len(command.words) > 1:
            value = command.values[-1]
            is_path = value is not None and len(command.words) == 2 and not value.startswith(("-", "~"))
            known = value is not None and (folder is not None or value.startswith("/"))
            folder = posixpath.normpath(posixpath.join(folder or "/", value)) if value and is_path and known else None
        elif command.name in ("cd", "pushd", "popd"):
            # Somewhere in a loop or a subshell: it may hold for what stands above as well.
            return dict.fromkeys((it.range.start for it in commands), None)
    return found


# --- who reads the output ---


class _Reading(NamedTuple):
    """A word that names a file of the output."""

    instruction: ast.Instruction
    stage: Stage
    """The stage whose file it is."""
    word: CommandWord | ast.Word | ast.Element
    path: str
    """Where the file lies."""


_HARMLESS = frozenset("[ apt apt-get apk cargo cd echo export git mkdir printf rustup set test touch true".split())
"""Commands that do nothing to all that lies in a folder which they name, or in the one where they run."""
_READING = frozenset(
    "[ cat chgrp chmod chown du file ldd ls md5sum objdump readelf setcap sha256sum size stat strip test upx wc".split()
)
_TAKING = frozenset("cp install ln mv".split())
_PLACES_OF_OTHERS = ("deps", "build", "examples", "incremental", ".fingerprint")
_PROGRAMS = "/usr/local/bin"
_GLOB = re.compile(r"[*?\[{$`]")


class _Output:
    """An output directory, and everything in a document that is about it."""

    def __init__(self, document: Document, root: Stage, directory: str) -> None:
        self.document = document
        self.directory = directory
        self.family = [it for it in document.stages if it.root is root]
        name = re.escape(posixpath.basename(directory))
        self.mention = re.compile(rf"(?<![\w.-]){name}(?![\w.-])|CARGO_(?:BUILD_)?TARGET_DIR")
        self.makers: list[tuple[ast.Run, Stage, list[_Call]]] = []
        """The RUNs that run Cargo there."""
        self.starts: set[int] = set()
        """Where those stand."""
        self.beside: list[tuple[ast.Run, Stage]] = []
        """The RUNs that remove some of what it has built."""
        self.forced: list[Edit] = []
        """What keeps those from failing where there is nothing to remove."""
        self.readings: list[_Reading] = []
        self.is_read_at_once = False
        """Whether a RUN that builds takes something from there itself."""

    def mounted(self) -> OutputMount | None:
        self._find_makers()
        for stage in self.family:
            if not self._builds(stage) and not any(stage in it.lineage for _, it, _ in self.makers):
                continue
            for instruction in stage.instructions:
                self._look_at(instruction, stage)
            if self._builds(stage):
                self._look_at_uses(stage)
                if stage.ships and needs_store(stage, MANAGERS["cargo"]):
                    return None
        if not self.readings and not self.is_read_at_once:
            # Whoever needs what it builds is not to be seen.
            return None
        mount, place = self._mount_and_place()
        edits = [insert(run.keyword.range.end, mount) for run, _ in self._mounting()]
        edits += self.forced
        edits += self._copied(place)
        for it in self.readings:
            edits.append(_renamed(it, f"{place}/{posixpath.basename(it.path)}"))
        return OutputMount(tuple(edits), bool(self.readings))

    def _mounting(self) -> list[tuple[ast.Run, Stage]]:
        """The RUNs that get the mount."""
        return [*[(run, stage) for run, stage, _ in self.makers], *self.beside]

    def _find_makers(self) -> None:
        for stage in self.family:
            for run in stage.all_of(ast.Run):
                if not any(it in run.unit.text for it in ("cargo", *_AROUND_CARGO)):
                    continue
                calls = _calls(run, stage.state_before(run))
                own = [it for it in calls if it.directory == self.directory]
                for it in calls:
                    is_nested = is_below(it.directory, self.directory) or is_below(self.directory, it.directory)
                    if is_nested and it not in own:
                        raise _Unclear
                if own:
                    self.makers.append((run, stage, own))
        self.starts = {run.start for run, *_ in self.makers}

    def _builds(self, stage: Stage) -> bool:
        return any(maker in stage.lineage for _, maker, _ in self.makers)

    def _look_at(self, instruction: ast.Instruction, stage: Stage) -> None:
        match instruction:
            case ast.Onbuild():
                raise _Unclear
            case ast.Run():
                self._look_at_run(instruction, stage)
            case ast.Cmd() | ast.Entrypoint() | ast.Healthcheck():
                # It runs where the container does.
                folders = {it.final_state.workdir for it in self.family if stage in it.lineage}
                folder = folders.pop() if len(folders) == 1 else None
                starts = [it.range.start for it in self.document.commands(instruction)]
                self._look_at_words(instruction, stage, dict.fromkeys(starts, folder))
            case ast.Transfer():
                self._look_at_destination(instruction, stage)
            case ast.Env() | ast.Arg():
                for pair in instruction.pairs:
                    text = f"{pair.name.text}={pair.value.text if pair.value is not None else ''}"
                    if pair.name.text not in ("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR") and self._is_named(text):
                        raise _Unclear
            case ast.Workdir() | ast.Volume():
                state = stage.state_before(instruction)
                paths = instruction.paths if isinstance(instruction, ast.Volume) else [instruction.path]
                for path in paths:
                    given = state.path_of(path, instruction.escape) if path is not None else None
                    where = absolute(given, state) if given else None
                    if where is None:
                        if self._is_named(instruction.unit.text):
                            raise _Unclear
                        continue
                    is_volume = isinstance(instruction, ast.Volume)
                    if is_below(where, self.directory) or (is_volume and is_below(self.directory, where)):
                        raise _Unclear

    def _is_named(self, text: str) -> bool:
        return self.mention.search(text) is not None

    def _is_after(self, instruction: ast.Instruction) -> bool:
        """Whether an instruction stands below one that builds there."""
        return self.makers[0][0].start < instruction.start

    # --- RUN ---

    def _look_at_run(self, run: ast.Run, stage: Stage) -> None:
        state = stage.state_before(run)
        makes = run.start in self.starts
        if is_opaque(run, state.shell_language):
            if self._is_after(run) or self._is_named(run.unit.text):
                raise _Unclear
            return
        if ".cargo/config" in run.unit.text:
            raise _Unclear
        if makes and not isinstance(run.command, ast.ShellForm):
            raise _Unclear
        commands = self.document.commands(run)
        if makes:
            self._look_at_mounts(run, state)
        elif self._is_after(run) and any(self._may_read(it, state) for it in commands):
            raise _Unclear
        found = self._look_at_words(run, stage, _folders(commands, state), is_kept=makes)
        removing = [it for it in found if it is None]
        if makes and len(found) > len(removing):
            if not self._stops(run, state):
                raise _Unclear
            self.is_read_at_once = True
        elif removing and not makes:
            last = max(self.starts)
            if len(removing) < len(found) or run.start > last or not isinstance(run.command, ast.ShellForm):
                # Removed in the end, it would be built anew each time.
                raise _Unclear
            self._look_at_mounts(run, state)
            self.beside.append((run, stage))

    def _stops(self, run: ast.Run, state: State) -> bool:
        """Whether a build that fails ends the RUN, so that nothing takes the program of an earlier one for its own."""
        return is_chain(run, state) or stops_at_failures(run, state)

    def _look_at_mounts(self, run: ast.Run, state: State) -> None:
        for mount in run.mounts:
            target = mount.option("target", "dst", "destination")
            kind = mount.option("type")
            if target is None and kind is not None and kind.plain in ("ssh", "secret"):
                continue
            path = state.value_of(target.value) if target is not None and target.value is not None else None
            where = absolute(path, state) if path else None
            if where is None or is_below(where, self.directory) or is_below(self.directory, where):
                raise _Unclear

    def _may_read(self, command: Command, state: State) -> bool:
        """Whether a command may read the directory without naming it."""
        if not command.words:
            return False
        program = command.values[0]
        if program is not None and "/" in program:
            path = posixpath.normpath(posixpath.join(state.workdir or "/", program))
            if is_below(path, self.directory):
                return False
        return may_run_anything(command)

    # --- words ---

    def _look_at_words(
        self, instruction: ast.Instruction, stage: Stage, folders: dict[int, str | None], *, is_kept: bool = False
    ) -> list[_Reading | None]:
        """The files of the directory that the words of an instruction name; `None` for what is removed.

        They are noted as what is to be renamed, unless `is_kept`.
        """
        if is_opaque(instruction, stage.state_before(instruction).shell_language):
            if self._is_named(instruction.unit.text):
                raise _Unclear
            return []
        found: list[_Reading | None] = []
        named = 0
        for command in self.document.commands(instruction):
            if command.wraps:
                continue
            words = [*command.words]
            words += [it.target for it in command.redirections if it.target is not None]
            words += [it.value for it in command.assignments if it.value is not None]
            named += sum(len(self.mention.findall(it.name)) for it in command.assignments)
            folder = folders.get(command.range.start)
            for word in words:
                named += len(self.mention.findall(word.text))
                path = self._path_of(word, command, folder, is_used=is_kept or self._is_after(instruction))
                if path is None:
                    continue
                is_removed = command.name == "rm"
                if is_removed and not is_kept and not _forces(command):
                    # On an empty mount there is nothing to remove.
                    where = insert(command.words[0].range.end, " -f")
                    self.forced += [where] if where not in self.forced else []
                reading = _Reading(instruction, stage, word, path)
                if not is_removed and not is_kept:
                    if isinstance(instruction, ast.Run) and not _only_reads(command, word):
                        raise _Unclear
                    self._note(reading)
                found.append(None if is_removed else reading)
        if named != len(self.mention.findall(_bare_text(instruction))):
            # It stands where no command has it as a word: in a loop, an expansion, a text for another program.
            raise _Unclear
        return found

    def _path_of(self, word: CommandWord, command: Command, folder: str | None, *, is_used: bool) -> str | None:
        """The path below the directory that a word names; `None` where it names something else."""
        if command.name in ("cargo", "rustup"):
            return None
        is_named = self._is_named(word.text)
        value = word.value
        pattern = _GLOB.search(value) if value is not None else None
        if value is not None and pattern is not None and (not is_named or command.name == "rm"):
            # A pattern is as good as the folder in which it looks.
            value = value[: pattern.start()].rpartition("/")[0] + "/." if "/" in value[: pattern.start()] else "."
            pattern = None
        if value is None or folder is None or pattern is not None or "=" in value or value.startswith("-"):
            is_run = isinstance(command.instruction, ast.Run)
            if is_named or (is_run and is_used and folder is None and command.name not in _HARMLESS):
                raise _Unclear
            return None
        path = posixpath.normpath(posixpath.join(folder, value)).replace("//", "/")
        if path == self.directory:
            if command.name != "mkdir":
                raise _Unclear
        elif is_below(path, self.directory):
            return path
        # For a container, what is around it is but a place to work in.
        is_read = is_used and isinstance(command.instruction, ast.Run) and command.name not in _HARMLESS
        if is_read and (is_below(self.directory, path) or path == "/"):
            raise _Unclear
        return None

    def _note(self, reading: _Reading) -> None:
        parts = reading.path[len(self.directory) + 1 :].split("/")
        is_file = len(parts) == 2 or (len(parts) == 3 and "-" in parts[0])
        if not is_file or parts[-1] in _PLACES_OF_OTHERS or not re.fullmatch(r"[\w.+@-]+", parts[-1]):
            raise _Unclear
        self.readings.append(reading)

    # --- COPY ---

    def _look_at_destination(self, transfer: ast.Transfer, stage: Stage) -> None:
        state = stage.state_before(transfer)
        destination = transfer.destination
        text = state.path_of(destination, transfer.escape) if destination is not None else None
        where = absolute(text, state) if text else None
        if where is None:
            if destination is None or self._is_named(getattr(destination, "text", None) or destination.value or ""):
                raise _Unclear
        elif is_below(where, self.directory):
            raise _Unclear
        for source in transfer.sources:
            if ".cargo" in (source.value or "") and transfer.flag("from") is None:
                config = self.document.project.read(".cargo/config.toml")
                if config is None or "target" in config:
                    raise _Unclear

    def _look_at_uses(self, stage: Stage) -> None:
        for use in stage.used_by:
            state = use.user.state_before(use.instruction)
            if use.kind is UseKind.MOUNT:
                self._look_at_bind(cast(ast.Run, use.instruction), use.word, state)
            elif isinstance(use.instruction, ast.Copy):
                for source in use.instruction.sources:
                    path = self._path_of_source(source, use.instruction, state)
                    if path is not None:
                        if use.instruction.flag("parents") is not None:
                            raise _Unclear
                        self._note(_Reading(use.instruction, stage, source, path))

    def _path_of_source(self, source: ast.Word | ast.Element, copy: ast.Copy, state: State) -> str | None:
        value = source.value
        if value is None or _GLOB.search(value):
            text = state.path_of(source, copy.escape) or getattr(source, "text", None) or value or ""
            pattern = _GLOB.search(text)
            head = text[: pattern.start()] if pattern is not None else text
            head = f"/{head.lstrip('/')}".removeprefix("/./")
            if self.directory.startswith(head) or is_below(head, self.directory):
                raise _Unclear
            return None
        path = posixpath.normpath(f"/{value.lstrip('/')}")
        if is_below(self.directory, path):
            raise _Unclear
        return path if is_below(path, self.directory) else None

    def _look_at_bind(self, run: ast.Run, word: ast.Word, state: State) -> None:
        for mount in run.mounts:
            option = mount.option("from")
            if option is None or option.value is None or option.value.range != word.range:
                continue
            source = mount.option("source", "src")
            path = state.value_of(source.value) if source is not None and source.value is not None else "/"
            path = posixpath.normpath(f"/{path.lstrip('/')}") if path is not None else "/"
            if is_below(self.directory, path) or is_below(path, self.directory):
                raise _Unclear

    # --- edits ---

    def _mount_and_place(self) -> tuple[str, str]:
        """The flag for the mount, and the folder that gets what is copied out."""
        owners = set()
        for run, stage in self._mounting():
            state = stage.state_before(run)
            home = home_of(stage, state)
            if home is None or home.uid is None:
                raise _Unclear
            owners.add((home.uid, home.gid))
        if len(owners) != 1:
            raise _Unclear
        ((uid, gid),) = owners
        owner = ""
        if uid != "0":
            owner = f",uid={uid}" + (f",gid={gid}" if gid is not None and gid != "0" else "")
        mount = f" --mount=type=cache,target={self.directory}{owner},sharing=locked"
        if uid != "0":
            # Where Cargo could make its directory, so can we.
            return mount, self._free(f"{posixpath.dirname(self.directory).rstrip('/')}/out")
        names = {posixpath.basename(it.path) for it in self.readings}
        runs = [
            (run, command)
            for stage in self.family
            for run in stage.all_of(ast.Run)
            for command in self.document.commands(run)
        ]
        texts = [it.unit.text for stage in self.family for it in stage.instructions]
        called = {command.name for _, command in runs if command.values and "/" not in (command.values[0] or "/")}
        is_taken = any(f"{_PROGRAMS}/{it}" in text for text in texts for it in names) or any(
            _PROGRAMS in it.instruction.unit.text for it in self.readings if isinstance(it.instruction, ast.Run)
        )
        if is_taken or not names.isdisjoint(called) or any(".so" in it or it.endswith(".a") for it in names):
            return mount, self._free("/out")
        return mount, _PROGRAMS

    def _free(self, folder: str) -> str:
        """A folder that nothing in the file speaks of."""
        name = re.compile(rf"(?<![\w.-]){re.escape(folder.rpartition('/')[2])}(?![\w.-])")
        if self.readings and any(name.search(it.unit.text) for stage in self.family for it in stage.instructions):
            raise _Unclear
        return folder

    def _copied(self, place: str) -> Iterator[Edit]:
        """The edits that have the RUNs copy out what others read."""
        taken: dict[int, tuple[ast.Run, Stage, set[str]]] = {}
        paths: dict[str, str] = {}
        for reading in self.readings:
            name = posixpath.basename(reading.path)
            if paths.setdefault(name, reading.path) != reading.path:
                raise _Unclear
            run, stage = self._maker_of(reading)
            taken.setdefault(run.start, (run, stage, set()))[2].add(reading.path)
        for run, stage, found in taken.values():
            yield self._copying(run, stage, sorted(found), place)

    def _maker_of(self, reading: _Reading) -> tuple[ast.Run, Stage]:
        """The last RUN that builds a file before it is read."""
        folder, name = posixpath.split(reading.path[len(self.directory) + 1 :])
        is_own = reading.instruction in reading.stage.instructions and isinstance(reading.instruction, ast.Run)
        by_name: list[tuple[ast.Run, Stage]] = []
        with_all: list[tuple[ast.Run, Stage]] = []
        perhaps: list[tuple[ast.Run, Stage]] = []
        for run, stage, calls in self.makers:
            if stage not in reading.stage.lineage or (is_own and run.start > reading.instruction.start):
                continue
            for it in calls:
                if folder not in it.profiles:
                    continue
                if name in it.programs or (not it.programs and name in it.packages):
                    by_name.append((run, stage))
                elif not it.programs and not it.packages:
                    with_all.append((run, stage))
                elif not it.programs:
                    perhaps.append((run, stage))
        if not by_name and len(perhaps) > 1:
            # One of several packages has a program of that name.
            raise _Unclear
        candidates = [*with_all, *(by_name or perhaps)]
        if not candidates:
            raise _Unclear
        return max(candidates, key=lambda it: it[0].start)

    def _copying(self, run: ast.Run, stage: Stage, paths: list[str], place: str) -> Edit:
        state = stage.state_before(run)
        commands = self.document.commands(run)
        building = [it.range.start for it in commands if it.name == "cargo"]
        for it in commands:
            is_named = any(self._is_named(word.text) for word in it.words)
            if it.name in ("mv", "rm") and it.range.start > building[-1] and is_named:
                # It may be gone by then.
                raise _Unclear
        if not self._stops(run, state) and building != [commands[-1].range.start]:
            raise _Unclear
        # Elsewhere than in the WORKDIR, only the whole path is sure to lead there.
        folder = state.workdir if all(it.name != "cd" for it in commands) else None
        sources = " ".join(_short(it, folder) for it in paths)
        made = f"mkdir -p {place} && " if place != _PROGRAMS else ""
        edit = appended(run, state, f"{made}cp {sources} {place}/")
        if edit is None and is_list(run, state):
            # `a; b`: the status of the last command is that of the RUN.
            newline = line_end_of(run.unit.text)
            edit = insert(commands[-1].range.end, f" {run.escape}{newline}    && {made}cp {sources} {place}/")
        if edit is None or commands[-1].name in ("exec", "exit", "return"):
            raise _Unclear
        return edit


def _short(path: str, folder: str | None) -> str:
    """A path as it is written in a folder."""
    return path.removeprefix(f"{folder}/") if folder is not None else path


def _only_reads(command: Command, word: CommandWord) -> bool:
    """Whether a command of a RUN takes the file that a word names as it is there, or changes only that."""
    words = command.words
    if word.range == words[0].range:
        return True
    is_operand = any(it.range == word.range for it in words)
    flags = [it for it in command.values[1:] if it is not None and it.startswith("-")]
    if not is_operand or any(it.startswith(("-o", "-t", "--output", "--target")) for it in flags):
        return False
    return command.name in _READING or (command.name in _TAKING and word.range != words[-1].range)


def _forces(command: Command) -> bool:
    return any(
        it is not None and (it == "--force" or (it[:1] == "-" and it[:2] != "--" and "f" in it))
        for it in command.values[1:]
    )


def _bare_text(instruction: ast.Instruction) -> str:
    """The text of an instruction without its flags and comments."""
    text, base = instruction.unit.text, instruction.start
    gone = [it.range for it in (*getattr(instruction, "flags", ()), *instruction.comments)]
    for start, end in sorted(gone, reverse=True):
        text = text[: start - base] + text[end - base :]
    return text


def _renamed(reading: _Reading, path: str) -> Edit:
    form = getattr(reading.instruction, "command", None)
    elements = form.elements if isinstance(form, ast.ExecForm) else ()
    is_string = isinstance(reading.word, ast.Element) or any(it.range == reading.word.range for it in elements)
    return Edit(reading.word.range, json.dumps(path) if is_string else path)
