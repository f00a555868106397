"""What a build does to packages: every operation of its RUNs, and what bears on one from outside its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar, cast

from dockwright.catalog.packages import MANAGERS, RPM_PROGRAMS, Action
from dockwright.semantic.commands import Command, CommandWord, OperationFlag, Package, PackageOperation, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.removal import REMOVING, emptied
from dockwright.semantic.state import Reads, State, watched
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.ranges import TextRange

_FLAG_NAMES = ("arg", "flag", "opt", "param", "quiet", "yes")
"""What the name of a variable has in it that holds flags rather than packages."""


_BRINGING = frozenset((Action.INSTALL, Action.INSTALL_LOCKED, Action.UPDATE, Action.UPGRADE, Action.DOWNLOAD))

_Answer = TypeVar("_Answer")


class Site:
    """A RUN that installs, removes or cleans up something; also one that an ONBUILD defers.

    All but `run` is as if its instruction began at 0, so that answers about it can be kept on the instruction.
    """

    __slots__ = ("_answers", "_notable", "run", "state")

    def __init__(self, run: ast.Run, state: State, notable: _Notable, answers: _Answers) -> None:
        self.run = run
        """Where it stands in the file."""
        self.state = state
        """What holds before it."""
        self._notable = notable
        self._answers = answers

    @property
    def operations(self) -> tuple[PackageOperation, ...]:
        """What it does to packages."""
        return self._notable.operations

    @property
    def removals(self) -> tuple[Command, ...]:
        """Its commands that remove files."""
        return self._notable.removals

    @property
    def takes_away(self) -> bool:
        """Whether it removes files or packages, or cleans up."""
        return self._notable.takes_away

    @property
    def commands(self) -> tuple[Command, ...]:
        """All its commands."""
        return commands_of(self.run.bare, self.state.shell_language)

    def by(self, *managers: str) -> list[PackageOperation]:
        """Its operations by one of `managers`."""
        return [it for it in self._notable.operations if it.manager.name in managers]

    def uses(self, manager: str) -> bool:
        """Whether it has an operation by that manager."""
        return manager in self._notable.managers

    def kept(self, question: Callable[[Site], _Answer]) -> _Answer:
        """The answer to a question about it that reads nothing else; asked again only where the state has changed."""
        answers = self._answers
        if question not in answers.found:
            # Most files are read once, so only what is asked again is watched.
            state = self.state if answers.reads is None else watched(self.state, answers.reads)
            answers.found[question] = question(Site(self.run, state, self._notable, answers))
        return cast("_Answer", answers.found[question])

    def answers_in(self, state: State, notable: _Notable) -> _Answers:
        """What is known of the same RUN where `state` holds before it."""
        if self.state is state and self._notable is notable:
            return self._answers
        reads = self._answers.reads
        if reads is not None and self._notable is notable and reads.hold_in(state):
            return self._answers
        return _Answers({}, Reads())


class _Answers(NamedTuple):
    """What was found out about a RUN, and what that read of the state; `None` where nobody watched."""

    found: dict[object, object]
    reads: Reads | None


class _Notable(NamedTuple):
    operations: tuple[PackageOperation, ...]
    removals: tuple[Command, ...]
    managers: frozenset[str]
    takes_away: bool


def site_of(run: ast.Run, state: State) -> Site | None:
    """What a RUN does to packages or files, where `state` holds before it; `None` where it does nothing."""
    memo = run.unit.memo
    key = (site_of, True) if run.is_trigger else site_of
    old = cast("Site | None", memo.get(key))
    if old is not None and old.run is run and old.state is state:
        return old
    notable = _notable(run, state.shell_language)
    if notable is None:
        return None
    answers = _Answers({}, None) if old is None else old.answers_in(state, notable)
    site = memo[key] = Site(run, state, notable, answers)
    return site


def any_site_of(run: ast.Run, state: State) -> Site:
    """The same, of a RUN that may do nothing of the kind."""
    return site_of(run, state) or Site(run, state, _Notable((), (), frozenset(), False), _Answers({}, None))


def sites(document: Document) -> tuple[Site, ...]:
    """The RUNs of a document that do something to packages or remove files, in order."""
    found = document.answers.get(sites)
    if found is None:
        found = document.answers[sites] = tuple(_read_sites(document))
    return cast("tuple[Site, ...]", found)


def _read_sites(document: Document) -> Iterator[Site]:
    for instruction in document.instructions:
        kind = type(instruction)
        if kind is not ast.Run and kind is not ast.Onbuild:
            continue
        run = instruction.trigger if isinstance(instruction, ast.Onbuild) else instruction
        if isinstance(run, ast.Run):
            site = site_of(run, document.state_before(run))
            if site is not None:
                yield site


def _notable(run: ast.Run, language: str | None) -> _Notable | None:
    """What a RUN does to packages and files. Kept on it, as most RUNs do nothing."""
    memo = run.unit.memo
    key = (_notable, language, True) if run.is_trigger else (_notable, language)
    if key not in memo:
        commands = commands_of(run.bare, language)
        operations = tuple(operation for it in commands if (operation := it.operation) is not None)
        removals = tuple(it for it in commands if it.name in REMOVING)
        managers = frozenset(it.manager.name for it in operations)
        takes_away = bool(removals) or any(it.action not in _BRINGING for it in operations)
        memo[key] = _Notable(operations, removals, managers, takes_away) if operations or removals else None
    return cast("_Notable | None", memo[key])


class Earlier:
    """Whether a stage, or one that it is built on, has an instruction of some kind before a place."""

    def __init__(self, document: Document, is_one: Callable[[ast.Instruction], bool]) -> None:
        self._document = document
        self._first = {
            stage.index: next((it.start for it in stage.instructions if is_one(it)), None) for stage in document.stages
        }

    def holds_at(self, run: ast.Run) -> bool:
        """Whether there is one above a RUN, or the RUN itself is one."""
        own = self._document.stage_of(run)
        for stage in own.lineage if own is not None else ():
            first = self._first[stage.index]
            if first is not None and first <= run.start:
                return True
        return False


def ships(document: Document, run: ast.Run) -> bool:
    """Whether what a RUN writes may come into an image: its stage does, or it waits for a build from the stage."""
    stage = document.stage_of(run)
    return stage is None or stage.ships or run.is_trigger


def may_ship(run: ast.Run, state: State) -> bool:
    """The same, asked of what holds before the RUN."""
    return state.ships or run.is_trigger


def may_get_flags(operation: PackageOperation, state: State) -> bool:
    """Whether a variable among its words may hold a flag, as far as its value or else its name tells."""
    return may_hold_flags(operation.command, state)


def may_hold_flags(command: Command, state: State) -> bool:
    """The same of any command."""
    for word in command.arguments:
        if word.value is not None or not word.may_split or word.text[:1] != "$" or word.text[:2] == "$(":
            continue
        if not word.variables or any(_may_hold_flags(it, state) for it in word.variables):
            return True
    return False


def _may_hold_flags(name: str, state: State) -> bool:
    if not name.isidentifier():
        # `$@` and `$1` are whatever a function is called with.
        return True
    value = state.environment.get(name)
    if value is not None and value.text is not None:
        return any(it.startswith("-") for it in value.text.split())
    return any(it in name.lower() for it in _FLAG_NAMES)


def flag_behind(operation: PackageOperation, flag: str) -> Edit:
    """The edit that gives an operation a flag, right behind its sub-command."""
    return argument_behind(operation.command, operation.subcommand_words[-1], flag)


def argument_behind(command: Command, word: CommandWord, text: str) -> Edit:
    """The edit that puts `text`, one plain word, behind `word` of a command."""
    return insert(word.range.end, f', "{text}"' if is_exec_form(command) else f" {text}")


def replaced(command: Command, word: CommandWord, text: str) -> Edit:
    """The edit that makes `text`, one plain word, of `word` of a command."""
    return Edit(word.range, f'"{text}"' if is_exec_form(command) else text)


def without_words(command: Command, first: CommandWord, last: CommandWord | None = None) -> Edit | None:
    """The edit that takes words of a command away, with the blanks or the comma before the first.

    `None` where a comment stands in between.
    """
    words = command.words
    index = next((index for index, it in enumerate(words) if it.range == first.range), 0)
    if index == 0:
        return None
    where = TextRange(words[index - 1].range.end, (last or first).range.end)
    comments = [it.range for it in command.instruction.comments]
    return None if any(where.start < it.end and it.start < where.end for it in comments) else delete(where)


def without_package(operation: PackageOperation, package: Package) -> Edit | None:
    """The edit that takes a package out of an operation; `None` where it is the only operand, or not a word of its own.

    What a variable stands for counts as no operand, as it may be empty.
    """
    word = package.word
    known = [it for it in operation.packages if it.name is not None and it.word.value is not None]
    if word.value is None or len({it.word.range for it in known}) < 2:
        return None
    if sum(it.word.range == word.range for it in operation.packages) > 1:
        return None
    return without_words(operation.command, word)


def without_flag(operation: PackageOperation, flag: OperationFlag) -> Edit | None:
    """The edit that takes a flag away, with its value; `None` where it is not a word, or two, of its own."""
    text = flag.word.value
    attached = flag.value is not None and (flag.value_word is None or flag.value_word.range == flag.word.range)
    if text is not None and attached and text.startswith(flag.name) and flag.name[:2] != "--":
        # `-oName=value`
        return without_words(operation.command, flag.word)
    if text is None or text.partition("=")[0] != flag.name:
        # One letter of several, as in `-yU`; only there may it be cut out.
        letter = flag.name[1:]
        if text is None or flag.word.text != text or len(letter) != 1 or flag.value_word is not None:
            return None
        if text.startswith("--") or text.count(letter) != 1:
            return None
        return replaced(operation.command, flag.word, text.replace(letter, ""))
    return without_words(operation.command, flag.word, flag.value_word)


def is_exec_form(command: Command) -> bool:
    """Whether the words of a command are the strings of an exec form."""
    instruction = command.instruction
    form = getattr(instruction, "command", None)
    return isinstance(form, ast.ExecForm) and "script" not in command.nestings


def unanswered(site: Site, *managers: str) -> Iterator[PackageOperation]:
    """The operations by some managers that change packages, and that nothing answers when they ask whether to."""
    if any(it.name == "yes" for it in site.commands):
        # Without a pipe to it, but perhaps into the braces around it.
        return
    for operation in site.by(*managers):
        asks = operation.action in _ASKING or (operation.action is Action.REMOVE and operation.operands)
        if not asks or operation.answers_yes or operation.has_flag(_ONLY_SAYING):
            continue
        if not may_get_flags(operation, site.state) and not _is_answered(operation.command):
            yield operation


_ASKING = (Action.INSTALL, Action.UPGRADE)
_ONLY_SAYING = frozenset(
    "--assume-no --assumeno --dry-run --just-print --no-act --print-uris --recon --simulate --trivial-only"
    " -D -s".split()
)
"""Flags with which a package manager says what it would do, or takes a no for granted."""


def _is_answered(command: Command) -> bool:
    """Whether its input comes from a pipe or a file, in which an answer may be."""
    it: Command | None = command
    while it is not None:
        if it.name == "xargs":
            # What comes through the pipe are arguments; the command itself reads /dev/null.
            return False
        it = it.wrapper
    it = command
    while it is not None:
        if it.separator_before in ("|", "|&") or any(to.operator.startswith("<") for to in it.redirections):
            return True
        it = it.wrapper
    return False


def unpinned(operation: PackageOperation) -> list[Package]:
    """The packages that an operation installs in whatever version is newest, as far as their words tell.

    Files, addresses, groups and what variables stand for are left out.
    """
    words = operation.subcommand.words
    if operation.kind != "install" or words[0].startswith("group"):
        return []
    found = [it for it in operation.packages if _is_unpinned(it)]
    # A module's version stands behind a colon: `dnf module install nodejs:20`.
    return [it for it in found if ":" not in (it.name or "")] if words[0] == "module" else found


def _is_unpinned(package: Package) -> bool:
    if package.name is None or package.version is not None or package.is_file or package.word.value is None:
        return False
    # Conflicts of apk (`!x`), its groups (`.x`), those of the others (`@x`), files, and what a package has to provide.
    name = package.name
    return name[:1].isalnum() and "(" not in name and not name.endswith((".apk", ".deb", ".rpm"))


def unpinned_message(packages: list[Package]) -> str:
    """What to say of packages without a version."""
    others = len(packages) - 1
    also = f" and {others} more package{'s' if others > 1 else ''}" if others else ""
    return f"`{packages[0].name}`{also} in whatever version is newest"


def upgrades(site: Site, names: Iterable[str], *managers: str) -> Iterator[PackageOperation]:
    """The operations by which a RUN brings all that is installed up to date; `names` are the sub-commands meant."""
    wanted = frozenset(names)
    for operation in site.by(*managers):
        if operation.subcommand.words[0] in wanted and not operation.operands:
            yield operation


def last_emptied(site: Site, manager: str, directories: Iterable[str]) -> int:
    """Where a RUN last empties a package manager's directories, by its own command or as files; -1 for nowhere."""
    wanted = tuple(directories)
    cleaned = [it.command.range.start for it in site.operations if it.manager.name == manager and it.kind == "clean"]
    removed = [it.range.start for it in site.removals if emptied(it, wanted) is not None]
    return max([-1, *cleaned, *removed])


_OFF = frozenset({"0", "false", "no", "off"})


def switched_off_in_rpm(command: Command, key: str, *flags: str) -> Iterator[tuple[CommandWord, CommandWord | None]]:
    """Where a command switches a setting of yum or dnf off: its first and last word.

    By `--setopt`, or one of `flags`; or in a file of theirs, by a word of another command, which has no last one.
    """
    arguments = command.arguments
    if command.name in RPM_PROGRAMS:
        for index, word in enumerate(arguments):
            text = word.value or ""
            following = arguments[index + 1] if index + 1 < len(arguments) else None
            if text in flags or (text.startswith("--setopt=") and _is_off(text.removeprefix("--setopt="), key)):
                yield word, word
            elif text == "--setopt" and following is not None and _is_off(following.value or "", key):
                yield word, following
    elif command.name in ("echo", "printf", "sed") and _writes_for_rpm(command):
        for word in arguments:
            # `sed -i s/gpgcheck=1/gpgcheck=0/` has two of them in one word.
            parts = (word.value or word.text).replace("/", "\n").replace("\\n", "\n").split("\n")
            if any(_is_off(it, key) for it in parts):
                yield word, None


def _is_off(setting: str, key: str) -> bool:
    name, _, value = setting.partition("=")
    return name.strip().rpartition(".")[2] == key and value.strip().lower() in _OFF


def _writes_for_rpm(command: Command) -> bool:
    targets = [it.target.text for it in command.redirections if it.target is not None]
    if command.name == "sed":
        targets += [it.text for it in command.arguments]
    return any(name in it for it in targets for name in ("/yum", "/dnf", ".repo"))


_RPM = ("dnf", "microdnf", "yum")
"""Package managers that, in newer systems, are names of one program or share their caches."""


def last_filled(site: Site, manager: str) -> PackageOperation | None:
    """The last operation of a RUN by a package manager that leaves its cache filled; `None` where none does."""
    operations = [it for it in site.by(manager) if it.action in _FILLING and not it.has_flag(_ONLY_SAYING)]
    if not operations:
        return None
    family = _RPM if manager in _RPM else (manager,)
    directories = [path for name in family for path in MANAGERS[name].cache_directories]
    if is_mounted(site.run, site.state, directories):
        return None
    # What microdnf cleans is its own cache alone.
    cleaners = [it for it in family if "microdnf" not in (it, manager) or it == manager]
    emptied_at = max(last_emptied(site, it, directories) for it in cleaners)
    last = operations[-1]
    return last if last.command.range.start > emptied_at else None


_FILLING = (Action.INSTALL, Action.UPDATE, Action.UPGRADE, Action.DOWNLOAD)


def is_mounted(run: ast.Run, state: State, directories: Iterable[str]) -> bool:
    """Whether one of `directories` is, or may be, on a mount whose files stay out of the layer."""
    wanted = tuple(directories)
    return any(
        it.path is None or any(is_below(wanted_one, it.path) for wanted_one in wanted)
        for it in mounts_of(run, state, "cache", "tmpfs")
    )


class Mount(NamedTuple):
    """A mount of a RUN."""

    flag: ast.Flag
    path: str | None
    """Where it is mounted, without a slash at the end; `None` where that is not known."""


def mounts_of(run: ast.Run, state: State, *kinds: str) -> Iterator[Mount]:
    """The mounts of some types that have a target."""
    for flag in run.mounts:
        kind = flag.option("type")
        if kind is None or kind.plain not in kinds:
            continue
        target = flag.option("target", "dst", "destination")
        if target is not None and target.value is not None:
            path = state.value_of(target.value)
            yield Mount(flag, path.rstrip("/") if path is not None else None)


def is_below(path: str, directory: str) -> bool:
    """Whether `path` is `directory` or lies in it."""
    return path == directory or path.startswith(f"{directory}/")


def installs(operation: PackageOperation) -> bool:
    """Whether it brings packages in, so that it needs an index of them."""
    return operation.action in (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPGRADE)
