"""Sources that are copied above an installation that does not need them, and how to bring both into the other order.

What is copied last changes most often: below a COPY of all sources everything is built again with every edit. So the
files that an installation reads are copied alone, the installation follows, and the sources come below it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import NamedTuple

from dockwright.catalog.packages import SYSTEM_MANAGERS, Action
from dockwright.semantic.commands import Command, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation
from dockwright.semantic.manifests.found import NOT_KNOWN, Manifests, relative, spelled
from dockwright.semantic.manifests.reading import manifests_of, named_file
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
    ast.Shell,
    ast.Stopsignal,
    ast.User,
    ast.Volume,
    ast.Workdir,
)
# `npm install -g` without names installs the project itself.
_GLOBALLY = ("-g", "--global")
# Commands that look at none of the copied files.
_BLIND = frozenset(("mkdir", "echo", "true", "set", "groupadd", "addgroup", "ssh-keyscan"))
# What only tells something about itself.
_ASKING = frozenset(("-v", "-V", "--version", "version"))
# Programs whose settings lie in the home directory, or where their own are.
_CONFIGURED = frozenset(("npm", "pnpm", "poetry", "pip", "pip3", "bundle"))
# Managers that install what they are told by name and look at nothing in the working directory.
_NAMED = frozenset((*SYSTEM_MANAGERS, "pip", "gem", "pipx", "npm"))
# Sub-commands of a project's manager that leave the project alone.
_BESIDE_PROJECT = frozenset(
    "install|binstall|pip install|pip uninstall|tool install|tool upgrade|workload install|self add|self update"
    "|global add|global require|local.hex|archive.install".split("|")
)
# Flags by which an installation writes to a directory of one's own.
_INTO = frozenset("-t --target --prefix --root --src -d --dest -w --wheel-dir -i --install-dir --installroot".split())
_NO_HOME = frozenset(("-M", "--no-create-home", "-H"))
# Where packages of the system put files, so that a COPY to one of these may not be moved across them.
_SYSTEM_DIRECTORIES = ("/bin", "/boot", "/dev", "/etc", "/lib", "/opt/conda", "/proc", "/run", "/sbin", "/sys", "/usr",
                       "/var")  # fmt: skip


class Move(NamedTuple):
    """The way into the better order: `doubt` says why the image may be another one, empty where it is the same."""

    title: str
    edits: tuple[Edit, ...]
    doubt: str


class Misplaced(NamedTuple):
    """A COPY above an installation that does not need all that it copies; `move` is `None` where it has to stay."""

    copy: ast.Transfer
    operation: PackageOperation
    move: Move | None


def misplaced(stage: Stage, document: Document) -> Iterator[Misplaced]:
    """The COPYs of a stage that come too early, each with the first installation below it."""
    for index, copy in enumerate(stage.instructions):
        if isinstance(copy, ast.Transfer):
            folder = _folder_copied(copy, index, stage, document)
            found = _misplaced(copy, index, folder, stage, document) if folder is not None else None
            if found is not None:
                yield found


# --- which COPY ---


def _takes_everything(copy: ast.Transfer) -> bool:
    if copy.flag("from") is not None or copy.destination is None:
        return False
    return any(source.value in (".", "./") for source in copy.sources)


def _folder_copied(copy: ast.Transfer, index: int, stage: Stage, document: Document) -> str | None:
    """The folder of the build context that a COPY brings in, "" for all of it; `None` where it is none."""
    value = copy.kept(_named_path)
    if not value:
        return value
    path = value.rstrip("/")
    if document.project.exists(path) is not None:
        return path if document.project.files(path) else None
    # Nobody knows: what has a slash behind it is a folder, and if nothing was copied before it has its own manifests.
    earlier = (it for it in stage.instructions[:index] if isinstance(it, ast.Transfer))
    return path if value.endswith("/") and not any(it.flag("from") is None for it in earlier) else None


def _named_path(copy: ast.Transfer) -> str | None:
    """The one path that a COPY brings in, with a slash behind it if it has one; "" for all of the build context."""
    if _takes_everything(copy):
        return ""
    if copy.flag("from") is not None or copy.destination is None or len(copy.sources) != 1 or copy.heredocs:
        return None
    value = copy.sources[0].value
    if value is None or "://" in value or any(it in value for it in "*?[@") or value.startswith(".."):
        return None
    path = posixpath.normpath(value).lstrip("/")
    return f"{path}/" if path and value.endswith("/") else path


class _Place(NamedTuple):
    """A directory of the image: absolute, or below the working directory that `base` sets where that is not known."""

    base: object
    path: str

    def below(self, other: _Place) -> str | None:
        """What leads from `other` here; `None` where this does not lie in it."""
        if self.base is not other.base:
            return None
        if self.path == other.path:
            return ""
        start = "" if other.path == "." else other.path.rstrip("/") + "/"
        # The root holds everything, and a COPY to it is no copy of a project.
        return self.path[len(start) :] if self.path.startswith(start) and start != "/" else None


def _working_directory(instruction: ast.Instruction, document: Document) -> _Place:
    state = document.state_before(instruction)
    return _Place(None, state.workdir) if state.workdir is not None else _Place(state.workdir_unit or state.base, ".")


def _destination(copy: ast.Transfer, document: Document) -> _Place | None:
    value = copy.destination.value if copy.destination is not None else None
    if not value:
        return None
    if value.startswith("/"):
        return _Place(None, posixpath.normpath(value))
    place = _working_directory(copy, document)
    return _Place(place.base, posixpath.normpath(posixpath.join(place.path, value)))


# --- what is below it ---


class _Installation(NamedTuple):
    """An installation from manifests: `entered` is where `cd` leads to before it.

    `prepares`: a command before it in its RUN makes its wrapper executable; `alone`: no COPY stands between.
    """

    run: ast.Run
    operation: PackageOperation
    entered: str
    prepares: bool
    alone: bool


class _Below(NamedTuple):
    """What stands below a COPY up to where the sources are needed: packages that are named, then an installation."""

    named: tuple[tuple[ast.Run, PackageOperation], ...]
    alone: bool
    installation: _Installation | None


def _below_of(copy: ast.Transfer, folder: str, below: Sequence[ast.Instruction], document: Document) -> _Below:
    named: list[tuple[ast.Run, PackageOperation]] = []
    alone = True
    for instruction in below:
        if isinstance(instruction, _PASSIVE):
            continue
        if isinstance(instruction, ast.Transfer):
            # It brings files of its own, which the installation may need too.
            if folder or _takes_everything(instruction):
                break
            alone = False
            continue
        if not isinstance(instruction, ast.Run) or any(_mounts_files(it) for it in instruction.mounts):
            break
        if not (commands := document.commands(instruction)):
            break
        entered, prepares = "", False
        environment = document.state_before(instruction).environment
        for command in commands:
            operation = command.operation
            if operation is not None and operation.reads_manifests and not command.nestings:
                if operation.has_flag(_GLOBALLY):
                    return _Below(tuple(named), alone, None)
                installation = _Installation(instruction, operation, entered, prepares, alone)
                return _Below(tuple(named), alone, installation)
            into = _entered(command)
            if into is not None:
                entered = posixpath.join(entered, into)
            elif _prepares(command):
                prepares = True
            elif not _is_blind(command) or (operation is not None and named_file(operation, environment) is not None):
                return _Below(tuple(named), alone, None)
        if prepares:
            break
        if alone:
            # What installs and takes away again belongs together; only whole RUNs of that kind are passed.
            installing = [it for it in map(_operation, commands) if it is not None and _installs_named(it)]
            named += [(instruction, it) for it in installing[:1]]
    return _Below(tuple(named), alone, None)


def _operation(command: Command) -> PackageOperation | None:
    return command.operation


def _installs_named(operation: PackageOperation) -> bool:
    return operation.manager.name in _NAMED and operation.action is Action.INSTALL and bool(operation.packages)


def _entered(command: Command) -> str | None:
    """The folder that `cd folder &&` goes to."""
    if command.name != "cd" or len(command.words) != 2 or command.nestings or command.separator_after != "&&":
        return None
    value = posixpath.normpath(command.words[1].value or "/")
    return None if value.startswith((".", "/", "~", "-")) else value


def _prepares(command: Command) -> bool:
    """Whether it makes the wrapper of a build tool executable, which is one of its manifests."""
    names = [posixpath.normpath(it or "/") for it in command.values[2:]]
    return command.name == "chmod" and bool(names) and all(it in ("mvnw", "gradlew") for it in names)


def _mounts_files(mount: ast.Flag) -> bool:
    """Whether a mount may bring files that the COPY does not; caches, secrets and agents bring none."""
    kind = mount.option("type")
    return kind is None or kind.plain not in ("cache", "secret", "ssh", "tmpfs")


def _is_blind(command: Command) -> bool:
    """Whether a command looks at none of the copied files, and changes none."""
    if any((it.target is None or not _is_elsewhere(it.target.value)) and not it.operator.endswith("&")
           for it in command.redirections):  # fmt: skip
        return False
    if any("$(<" in it.text for it in command.words):
        return False
    if command.wraps or (command.values[1:2] and command.values[1] in _ASKING):
        return True
    operation = command.operation
    if operation is not None:
        # `apt-get install ./x.deb` looks at a file.
        if operation.reads_manifests or any(it.is_file for it in operation.packages) or command.nestings:
            return False
        return not _changes_project(operation)
    values = command.values[1:]
    name = command.name
    if name == "npm" and values[:1] == ["audit"]:
        # An audit looks at the manifests, which are copied before it.
        return not command.has("fix")
    if name in _CONFIGURED:
        return values[:1] == ["config"] and not command.has("--local", "--site", "--location=project")
    if name == "git":
        return values[:1] == ["config"] and command.has("--global", "--system")
    if name in ("go", "composer"):
        return values[:2] in (["env", "-w"], ["config", "-g"], ["config", "--global"])
    if name == "rm":
        return all((it or "").startswith(("/var/", "/tmp/", "/root/.", "~/.", "-")) for it in values)
    if name in ("useradd", "adduser"):
        # The home directory may be where the sources go.
        return any(it in _NO_HOME for it in values)
    if name == "corepack":
        # Without a name it looks into package.json.
        return values[:1] == ["enable"] or (values[:1] == ["prepare"] and any("@" in (it or "") for it in values))
    return name in _BLIND


def _changes_project(operation: PackageOperation) -> bool:
    """Whether it writes to the manifests, or anywhere else below the working directory."""
    if operation.action is Action.CLEAN or operation.action is Action.UPDATE:
        return False
    if operation.action is Action.DOWNLOAD or any(
        it.name in _INTO and not (it.value or "").startswith("/") for it in operation.flags
    ):
        return True
    if not operation.manager.manifests or operation.has_flag(_GLOBALLY):
        return False
    return operation.subcommand.name not in _BESIDE_PROJECT or operation.manager.ecosystem == "node"


def _is_elsewhere(path: str | None) -> bool:
    return path is not None and path.startswith(("/dev/", "/etc/", "/root/", "/tmp/", "~/"))


# --- whether it is too early ---


def _misplaced(copy: ast.Transfer, index: int, folder: str, stage: Stage, document: Document) -> Misplaced | None:
    below = _below_of(copy, folder, stage.instructions[index + 1 :], document)
    found = None
    if below.installation is not None:
        found = _before_installation(copy, index, folder, stage, document, below.installation, below.named)
    if found is None and below.named:
        run, operation = below.named[-1]
        found = Misplaced(copy, operation, _past_named(copy, run, operation, stage, document, below))
    return found


def _before_installation(
    copy: ast.Transfer,
    index: int,
    folder: str,
    stage: Stage,
    document: Document,
    installation: _Installation,
    named: Sequence[tuple[ast.Run, PackageOperation]],
) -> Misplaced | None:
    run, operation, entered, prepares, alone = installation
    destination = _destination(copy, document)
    if destination is None:
        return None
    directory = operation.manager.directory_flags and operation.flag(*operation.manager.directory_flags)
    if directory:
        if directory.value is None or operation.manager.name == "cargo":
            directory = None
        else:
            entered = posixpath.normpath(posixpath.join(entered, directory.value))
            if entered.startswith(("..", "/")):
                return None
    work = _working_directory(run, document)
    work = _Place(work.base, posixpath.normpath(posixpath.join(work.path, entered)))
    place = _folder_below(folder, destination, work)
    if place is None:
        return None
    if directory and document.project.exists(place) is not True:
        return None
    manifests = manifests_of(operation, document.project, place, document.state_before(run).environment)
    if manifests is None or _installed_before(stage, copy, operation, document):
        return None
    if prepares and manifests.step is None:
        # The COPY would bring back a wrapper that is not executable.
        return None
    if place != folder and not place.startswith(f"{folder}/" if folder else "") and manifests.doubt == NOT_KNOWN:
        return None
    if manifests.step is not None and (not alone or any(_is_cache(it) for it in run.mounts)):
        # A build that keeps its downloads in a cache mount fetches nothing twice, nor one that is given its packages.
        return None
    wanted = _missing(stage.instructions[:index], destination, folder, manifests, document)
    if wanted is None:
        return None
    move = None
    is_made = not (wanted.files or wanted.folders) and _is_made_first(copy, destination, run, stage, document)
    if alone and _may_move(copy, run, document):
        if directory and manifests.step is not None and operation.manager.name in ("go", "gradle"):
            # The others say the flag again.
            manifests = replace(manifests, step=f"cd {directory.value} && {manifests.step}")
        move = _move(document, copy, installation, manifests, wanted, folder)
        if move is not None and named and not move.doubt:
            move = move._replace(doubt=_doubt_past(destination, [it for _, it in named]))
        if move is not None and is_made and not move.doubt:
            move = move._replace(doubt=_made_first(destination))
    return Misplaced(copy, operation, move)


def _folder_below(folder: str, destination: _Place, work: _Place) -> str | None:
    """The folder of the build context that the working directory of an installation shows."""
    within = work.below(destination)
    if within is not None:
        return posixpath.join(folder, within) if within else folder
    up = destination.below(work)
    if up is None or not folder:
        return None
    # `COPY src ./src`: the same way leads from the context to the folder.
    if folder == up:
        return ""
    return folder.removesuffix(f"/{up}") if folder.endswith(f"/{up}") else None


def _is_cache(mount: ast.Flag) -> bool:
    kind = mount.option("type")
    return kind is not None and kind.plain == "cache"


def _may_move(copy: ast.Transfer, run: ast.Run, document: Document) -> bool:
    """Whether the files come to the same place, for the same owner, if the COPY stands below `run`."""
    if copy.exec_form is not None or len(copy.sources) != 1 or copy.heredocs:
        return False
    if any(copy.flag(it) is not None for it in ("parents", "exclude")):
        return False
    before, after = document.state_before(copy), document.state_before(run)
    if "$" in copy.unit.text and before.environment != after.environment:
        return False
    value = copy.destination.value if copy.destination is not None else None
    if value is not None and value.startswith("/"):
        return True
    # Below another WORKDIR it has to be said in full where the files go.
    return before.workdir_unit is after.workdir_unit or (before.workdir is not None and value in (".", "./"))


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


class _Wanted(NamedTuple):
    """What has to be copied first, by paths of the build context."""

    files: tuple[str, ...]
    folders: tuple[str, ...]


def _missing(
    above: Sequence[ast.Instruction], destination: _Place, folder: str, manifests: Manifests, document: Document
) -> _Wanted | None:
    """What no earlier COPY brings; `None` where something of it is not in the folder that is copied either."""
    start = f"{folder}/" if folder else ""
    earlier = [it for it in above if isinstance(it, ast.Transfer) and it.flag("from") is None]
    files = [it for it in manifests.files if not _is_copied(it, earlier, destination, folder, document)]
    folders = [it for it in manifests.folders if not _is_copied(it, earlier, destination, folder, document)]
    if not all(it.startswith(start) for it in (*files, *folders)):
        return None
    return _Wanted(tuple(files), tuple(folders))


def _is_copied(
    path: str, earlier: Sequence[ast.Transfer], destination: _Place, folder: str, document: Document
) -> bool:
    """Whether an earlier COPY brings a file or folder to the place to which the later one brings it."""
    landing = posixpath.normpath(posixpath.join(destination.path, relative(path, folder)))
    for copy in earlier:
        into = _destination(copy, document)
        if into is None or into.base is not destination.base:
            continue
        for source in copy.sources:
            value = posixpath.normpath(source.value).lstrip("/") if source.value else ""
            if value == "." or path.startswith(f"{value}/"):
                place = posixpath.join(into.path, relative(path, value))
            elif value == path or fnmatchcase(path, value):
                place = posixpath.join(into.path, posixpath.basename(path))
                if document.project.files(path):
                    place = into.path
            else:
                continue
            if landing in (posixpath.normpath(place), into.path):
                return True
    return False


# --- packages that are named ---


def _past_named(
    copy: ast.Transfer, run: ast.Run, operation: PackageOperation, stage: Stage, document: Document, below: _Below
) -> Move | None:
    """The COPY below the last RUN that installs packages by name."""
    destination = _destination(copy, document)
    if destination is None or not _may_move(copy, run, document):
        return None
    edits = _moved(document, copy, [], _whole_below(document, copy, run))
    doubt = _doubt_past(destination, [it for _, it in below.named])
    if not doubt and _is_made_first(copy, destination, run, stage, document):
        doubt = _made_first(destination)
    return Move(f"Copy the sources after {spelled(operation)}", edits, doubt)


def _is_made_first(copy: ast.Transfer, destination: _Place, run: ast.Run, stage: Stage, document: Document) -> bool:
    """Whether something that is passed makes the directory, to which nothing but the COPY brought anything before.

    Who makes a directory settles its owner and its mode; a COPY leaves those of one that is there.
    """
    if destination == _working_directory(copy, document) or any(
        _brings_to(it, destination, document) for ancestor in stage.lineage for it in _before(ancestor, copy)
    ):
        return False
    passed = [it for it in stage.instructions if copy.start < it.start <= run.start]
    is_plain = copy.flag("chown") is None and copy.flag("chmod") is None
    for it in passed:
        commands = document.commands(it) if isinstance(it, ast.Run) else ()
        makes = [command for command in commands if command.name == "mkdir"]
        if not isinstance(it, ast.Workdir) and not makes:
            continue
        if not (is_plain and _is_root(it, run, document)) or any(command.has("-m") for command in makes):
            return True
    return False


def _before(stage: Stage, copy: ast.Transfer) -> Iterator[ast.Instruction]:
    return (it for it in stage.instructions if it.start < copy.start)


def _brings_to(instruction: ast.Instruction, destination: _Place, document: Document) -> bool:
    """Whether an instruction makes a directory, or one below it."""
    place = None
    if isinstance(instruction, ast.Workdir):
        state = document.state_after(instruction)
        place = _Place(None, state.workdir) if state.workdir is not None else None
    elif isinstance(instruction, ast.Transfer):
        place = _destination(instruction, document)
    return place is not None and place.below(destination) is not None


def _is_root(instruction: ast.Instruction, run: ast.Run, document: Document) -> bool:
    """Whether root makes a directory there, as whoever installs packages of the system is root."""
    state = document.state_before(instruction)
    user = state.user if state.user_unit is not None else state.base.user
    if user is not None:
        return user.partition(":")[0] in ("root", "0")
    operations = [it.operation for it in document.commands(run)]
    is_system = any(it is not None and it.manager.name in SYSTEM_MANAGERS for it in operations)
    return is_system and document.state_before(run).user_unit is state.user_unit


def _made_first(destination: _Place) -> str:
    return f"{destination.path} may then have another owner or mode"


def _doubt_past(destination: _Place, operations: Sequence[PackageOperation]) -> str:
    path = destination.path
    if destination.base is not None:
        return "the working directory is not known, and it may be one of the system's"
    # Kernel headers are all that packages put there.
    is_own = path.startswith("/usr/src/") and not path.startswith("/usr/src/linux")
    if path == "/" or (not is_own and any(path == it or path.startswith(f"{it}/") for it in _SYSTEM_DIRECTORIES)):
        return f"packages may put files into {path} as well"
    for operation in operations:
        for package in operation.packages:
            if package.word.value is None:
                return f"{package.word.text} may be a file"
    return ""


# --- the edits ---


def _move(
    document: Document,
    copy: ast.Transfer,
    installation: _Installation,
    manifests: Manifests,
    wanted: _Wanted,
    folder: str,
) -> Move | None:
    run, operation = installation.run, installation.operation
    lines = _copies(document, copy, wanted, folder)
    if lines is None:
        return None
    listing = _listing(manifests)
    if manifests.step is not None:
        edits = _with_step(document, copy, installation, lines, manifests.step)
        name = next(it for it in manifests.step.split(" && ") if not it.startswith(("mkdir ", "touch ", "cd ")))
        title = f"Copy {listing} and run {name} first" if lines else f"Run {name} before the sources are copied"
    else:
        edits = _moved(document, copy, lines, _below(document, copy, run, operation))
        title = (
            f"Copy {listing} before {spelled(operation)}" if lines else f"Copy the sources after {spelled(operation)}"
        )
    return Move(title, edits, manifests.doubt) if edits else None


def _listing(manifests: Manifests) -> str:
    first, *others = (*manifests.files, *manifests.folders)
    return f"{first} and {others[0]}" if len(others) == 1 else f"{first} and {len(others)} more" if others else first


def _copies(document: Document, copy: ast.Transfer, wanted: _Wanted, folder: str) -> list[str] | None:
    """The lines that copy the manifests, one for each folder that some lie in, with the flags of the COPY."""
    keyword = copy.keyword.text if copy.name == "COPY" else ("copy" if copy.keyword.text.islower() else "COPY")
    flags = [flag.text for flag in copy.flags]
    if copy.name == "ADD" and any(not it.startswith(("--chown", "--chmod", "--link")) for it in flags):
        return None
    head = " ".join([keyword, *flags])
    assert isinstance(copy.destination, ast.Word), "an exec form was turned down"
    destination = copy.destination.text
    if destination.endswith(("'", '"')):
        return None
    destination = "./" if destination in (".", "./") else destination.rstrip("/") + "/"
    by_folder: dict[str, list[str]] = {}
    for file in wanted.files:
        by_folder.setdefault(posixpath.dirname(file), []).append(file)

    def landing(path: str) -> str:
        below = relative(path, folder) if path else ""
        return f"{destination}{below}/" if below else destination

    lines = [f"{head} {' '.join(files)} {landing(place)}" for place, files in by_folder.items()]
    return lines + [f"{head} {it}/ {landing(it)}" for it in wanted.folders]


def _with_step(
    document: Document, copy: ast.Transfer, installation: _Installation, lines: list[str], step: str
) -> tuple[Edit, ...]:
    """The manifests where the COPY stood, and right above the build a step of its own and the COPY."""
    run, operation = installation.run, installation.operation
    line_end, indent = line_end_of(document.text), indentation(copy)
    commands = [it for it in document.commands(run) if not it.wraps]
    first = next(index for index, it in enumerate(commands) if it.range == operation.command.range)
    if run.heredocs:
        return ()
    # What is in force for the RUN, its network and secrets, is in force for its first step.
    keyword = " ".join([run.keyword.text, *(flag.text for flag in run.flags)])
    into = [it for it in commands[:first] if _entered(it) is not None or _prepares(it)]
    step = " && ".join([*(" ".join(word.text for word in it.words) for it in into), step])
    step_line = f"{keyword} {step}"
    block = _block(document, copy)
    if len(into) == first:
        if _follows(document, copy, run):
            # Next to each other: the new lines go above both.
            above = "".join(f"{indent}{it}{line_end}" for it in (*lines, step_line))
            return (insert(block.start, above),)
        place = _block(document, run).start
        below = insert(place, f"{indent}{step_line}{line_end}{_moved_text(document, copy, run)}{line_end}")
        return _moved(document, copy, lines, below)
    cut = _cut(document, run, commands, first) if not into else None
    if cut is None:
        return ()
    whole = _moved_text(document, copy, run)
    between = f"{line_end}{indent}{step_line}{line_end}{whole}{line_end}{indent}{keyword} "
    return _moved(document, copy, lines, Edit(cut, between))


def _follows(document: Document, copy: ast.Instruction, run: ast.Instruction) -> bool:
    instructions = document.instructions
    return any(one is copy and other is run for one, other in pairwise(instructions))


def _moved(document: Document, copy: ast.Transfer, lines: list[str], below: Edit | None) -> tuple[Edit, ...]:
    """What puts `lines` in the place of the COPY, together with the edit that puts that elsewhere."""
    if below is None:
        return ()
    block = _block(document, copy)
    if lines:
        indent = indentation(copy)
        text = indent + (line_end_of(document.text) + indent).join(lines)
        return Edit(TextRange(block.start, copy.range.end), text), below
    return Edit(block, ""), below


def _moved_text(document: Document, copy: ast.Transfer, run: ast.Run) -> str:
    """The COPY and its comments as they stand below `run`."""
    start = _block(document, copy).start
    text = TextRange(start, copy.range.end).slice(document.text)
    before, destination = document.state_before(copy), copy.destination
    if (
        isinstance(destination, ast.Word)
        and destination.value in (".", "./")
        and before.workdir is not None
        and before.workdir_unit is not document.state_before(run).workdir_unit
    ):
        first, last = destination.range.start - start, destination.range.end - start
        text = f"{text[:first]}{before.workdir}{text[last:]}"
    return text.lstrip("\ufeff")


def _block(document: Document, instruction: ast.Instruction) -> TextRange:
    """The lines of an instruction, with the comments directly above it: they speak of it, and go where it goes."""
    comments = document.tree.comments_above(instruction)
    start = instruction.start
    if comments:
        start = document.lines.start(document.lines.line_of(comments[0].range.start))
    return TextRange(start, instruction.full_range.end)


def _whole_below(document: Document, copy: ast.Transfer, run: ast.Run) -> Edit | None:
    """Put the COPY below a RUN."""
    if any(not it.terminated for it in run.heredocs):
        return None
    whole = _moved_text(document, copy, run)
    line_end, end = line_end_of(document.text), run.full_range.end
    return insert(end, f"{whole}{line_end}" if run.unit.text.endswith("\n") else f"{line_end}{whole}")


def _below(document: Document, copy: ast.Transfer, run: ast.Run, operation: PackageOperation) -> Edit | None:
    """Put the COPY behind the installation: below its RUN, or where the RUN is cut in two."""
    commands = [it for it in document.commands(run) if not it.wraps]
    last = next(index for index, it in enumerate(commands) if it.range == operation.command.range)
    while last + 1 < len(commands) and _goes_with(commands[last + 1], commands[: last + 1]):
        last += 1
    if last == len(commands) - 1:
        return _whole_below(document, copy, run)
    cut = _cut(document, run, commands, last + 1)
    if cut is None:
        return None
    line_end, indent = line_end_of(document.text), indentation(copy)
    again = " ".join([run.keyword.text, *(flag.text for flag in run.flags)])
    # What holds for the rest of the shell's script has to be said again.
    holding = [it for it in commands[: last + 1] if _holds(it)]
    said = "".join(" ".join(word.text for word in it.words) + " && " for it in holding)
    return Edit(cut, f"{line_end}{_moved_text(document, copy, run)}{line_end}{indent}{again} {said}")


def _cut(document: Document, run: ast.Run, commands: Sequence[Command], index: int) -> TextRange | None:
    """What stands before a command, where a RUN can be cut in two there; else `None`."""
    if run.heredocs or run.comments or any(it.is_quoted for it in commands):
        return None
    head, tail = commands[:index], commands[index:]
    simple = all(not it.nestings and not it.wrapper and it.separator_before in (None, "&&") for it in commands)
    leaks = any(not _holds(it) and (it.name in _LEAKING or not it.words) for it in head)
    if head[-1].separator_after_range is None or not simple or leaks:
        return None
    # What is taken away again in the same layer would stay in the first of two.
    if any(_takes_away(it, head) for it in tail):
        return None
    start, stop = head[-1].range.end, tail[0].range.start
    if document.text[start:stop].replace("&&", "", 1).strip(f" \t\r\n{run.escape}"):
        return None
    return TextRange(start, stop)


_LEAKING = frozenset(("set", "cd", "export", ".", "source", "umask", "alias"))


def _holds(command: Command) -> bool:
    """Whether it sets what holds for the commands behind it, and may be said again before them."""
    if command.name == "set":
        return all((it or "").startswith("-") for it in command.values[1:])
    return _entered(command) is not None


def _takes_away(command: Command, before: Sequence[Command]) -> bool:
    operation = command.operation
    if operation is not None and operation.action in (Action.REMOVE, Action.CLEAN):
        return any(it.operation is not None and it.operation.manager is operation.manager for it in before)
    return any(it.operation is not None and _empties(command, it.operation) for it in before)


def _empties(command: Command, operation: PackageOperation) -> bool:
    return emptied(command, operation.manager.cache_directories) is not None


def _goes_with(command: Command, before: Sequence[Command]) -> bool:
    """Whether it cleans up what commands before it have left, which has to happen in the same layer."""
    operation = command.operation
    if operation is None:
        return any(it.operation is not None and _empties(command, it.operation) for it in before)
    if operation.action not in (Action.REMOVE, Action.CLEAN):
        return False
    return any(
        it.operation is not None and it.operation.manager.ecosystem == operation.manager.ecosystem for it in before
    )
