"""Secrets by mounts: what takes an ARG, an ENV or a copied file away and gives its secret to the RUNs that use it.

A secret that anything but a RUN uses, or that a container may want, stays where it is: no mount could replace it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, cast

from dockwright.catalog.credentials import SSH_PROGRAMS, CredentialFile, credential_file, is_ssh_key, readers_of
from dockwright.catalog.images import is_root
from dockwright.semantic.chains import preceded, removed
from dockwright.semantic.commands import Command, CommandWord, commands_of, is_opaque
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import knows_mounts, knows_secret_variables
from dockwright.semantic.homes import home_of
from dockwright.semantic.installing import without_words
from dockwright.semantic.layout import line_above, without_part
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, delete, insert
from dockwright.text.ranges import TextRange


class Mounted(NamedTuple):
    """What a secret mount in place of something takes: its edits, and what the build has to be given."""

    edits: tuple[Edit, ...]
    option: str
    """`--secret id=token`, or `--ssh default`."""


# --- variables ---


Fate = Literal["bound", "goes", "moves"]
"""What becomes of a comment above an ARG or ENV that goes: it keeps that there, goes with it, or moves to the RUN."""


def mounted_variable(document: Document, name: str, fate: Callable[[str], Fate]) -> Mounted | None:
    """What makes a secret mount of the ARGs, or of the ENVs, that set a variable; `None` where that cannot be.

    `fate` says what becomes of a comment directly above one of those. Kept on the document, as each instruction that
    sets it asks.
    """
    key = (mounted_variable, name)
    if key not in document.answers:
        document.answers[key] = _Variable(document, name, fate).mounted()
    return cast("Mounted | None", document.answers[key])


_Pair = tuple[ast.Arg | ast.Env, int]
_FEW = 8
"""As many names as most files' secrets have; to look for these costs less than to note where each name stands."""
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class _Variable:
    """A variable that holds a secret, and everything in a document that is about it."""

    def __init__(self, document: Document, name: str, fate: Callable[[str], Fate]) -> None:
        self.document = document
        self.name = name
        self.fate = fate
        self.pairs: list[_Pair] = []
        """What sets it, or hands it on under this or another name."""
        self.handed: set[str] = {name}
        """The names under which it goes."""

    def mounted(self) -> Mounted | None:
        tree = self.document.tree
        if not knows_mounts(tree) or not self._find() or self._may_be_wanted():
            return None
        scopes = self._scopes()
        uses = self._uses(scopes)
        used = {name for _, names in uses for name in names}
        if not uses or any(isinstance(it, ast.Env) and it.pairs[i].name.text not in used for it, i in self.pairs):
            # Of what is in the environment and nothing names, any program may make use.
            return None
        edits: list[Edit] = []
        for run, names in uses:
            found = self._into(run, names, by_variable=knows_secret_variables(tree))
            if found is None:
                return None
            edits += found
        taken = self._taken(min((run for run, _ in uses), key=lambda it: it.start))
        return Mounted((*edits, *taken), f"--secret id={self.name}") if taken is not None else None

    def _find(self) -> bool:
        """Find all that sets it; false where something does so in a way that a mount could not replace."""
        given = False
        literal = False
        for instruction in _mentioning(self.document, self.name):
            if not isinstance(instruction, ast.Arg | ast.Env) or instruction.is_trigger:
                continue
            for index, pair in enumerate(instruction.pairs):
                value = pair.value.text.strip("\"'") if pair.value is not None else ""
                if isinstance(instruction, ast.Arg):
                    if pair.name.text != self.name:
                        if self.name in _IDENTIFIER.findall(pair.value.text if pair.value is not None else ""):
                            return False
                        continue
                    if value:
                        return False
                    given = True
                elif value in (f"${self.name}", f"${{{self.name}}}"):
                    self.handed.add(pair.name.text)
                elif pair.name.text == self.name:
                    if not value or "$" in value:
                        return False
                    literal = True
                elif pair.value is not None and self.name in _IDENTIFIER.findall(pair.value.text):
                    return False
                else:
                    continue
                self.pairs.append((instruction, index))
        # Under another name nothing else may set it.
        own = {it.start for it, _ in self.pairs}
        for name in self.handed - {self.name}:
            for instruction in _mentioning(self.document, name):
                if isinstance(instruction, ast.Arg | ast.Env) and instruction.start not in own:
                    return False
        return given != literal

    def _scopes(self) -> dict[int, list[tuple[int, str]]]:
        """By stage: from where on which of its names holds."""
        scopes: dict[int, list[tuple[int, str]]] = {}
        for instruction, index in self.pairs:
            stage = self.document.stage_of(instruction)
            if stage is not None:
                scopes.setdefault(stage.index, []).append((instruction.start, instruction.pairs[index].name.text))
        return scopes

    def _uses(self, scopes: dict[int, list[tuple[int, str]]]) -> list[tuple[ast.Run, list[str]]]:
        """The RUNs that use it, each with the names that it uses; none where anything else does."""
        own = {it.start for it, _ in self.pairs}
        using: dict[int, tuple[ast.Instruction, set[str]]] = {}
        for name in self.handed:
            for instruction in _mentioning(self.document, name):
                using.setdefault(instruction.start, (instruction, set()))[1].add(name)
        found: dict[int, tuple[ast.Run, set[str]]] = {}
        for start, (instruction, names) in using.items():
            if start in own:
                continue
            if not isinstance(instruction, ast.Run) or _in_flags(instruction, names):
                return []
            if not self._held(instruction, scopes).issuperset(names):
                return []
            found[start] = instruction, names
        for name in self.handed:
            for run in _running(self.document, readers_of(name)):
                if name in self._held(run, scopes) and run.start not in found:
                    found[run.start] = run, {name}
        return [(run, sorted(names)) for run, names in found.values()]

    def _held(self, run: ast.Run, scopes: dict[int, list[tuple[int, str]]]) -> set[str]:
        """Which of its names have a value in a RUN."""
        stage = self.document.stage_of(run)
        lineage = stage.lineage if stage is not None else ()
        return {name for it in lineage for start, name in scopes.get(it.index, ()) if start < run.start}

    def _may_be_wanted(self) -> bool:
        """Whether a container may want it: it is in the environment of an image that is released."""
        for instruction, index in self.pairs:
            if isinstance(instruction, ast.Env) and not readers_of(instruction.pairs[index].name.text):
                stage = self.document.stage_of(instruction)
                if stage is None or stage.ships:
                    return True
        return False

    def _into(self, run: ast.Run, names: list[str], *, by_variable: bool) -> list[Edit] | None:
        state = self.document.state_before(run)
        if state.is_windows:
            return None
        place = run.keyword.range.end
        if by_variable:
            return [insert(place, "".join(f" --mount=type=secret,id={self.name},env={it}" for it in names))]
        owner = owner_of_mount(self.document.stage_of(run), state)
        exports = " ".join(f'{it}="$(cat /run/secrets/{self.name})"' for it in names)
        first = preceded(run, state, f"export {exports}")
        if owner is None or first is None:
            return None
        return [insert(place, f" --mount=type=secret,id={self.name}{owner}"), first]

    def _taken(self, user: ast.Run) -> list[Edit] | None:
        """The edits that take away what sets it; `None` where that cannot be. `user` is the first RUN that uses it."""
        edits: list[Edit] = []
        if len({it.start for it, _ in self.pairs}) < len(self.pairs):
            return None
        for instruction, index in self.pairs:
            comments = self._comments_of(instruction, user) if len(instruction.pairs) == 1 else []
            edit = without_part(instruction, [it.range for it in instruction.pairs], index)
            if edit is None or comments is None:
                return None
            edits += (*comments, edit)
        return edits

    def _comments_of(self, instruction: ast.Arg | ast.Env, user: ast.Run) -> list[Edit] | None:
        """The edits for the comments directly above an instruction that goes; `None` where one keeps it there."""
        document = self.document
        edits: list[Edit] = []
        stays = self._heads_others(instruction) or instruction.full_range.end == document.tree.start_with_comments(user)
        for comment in document.tree.comments_above(instruction):
            fate = self.fate(comment.text)
            start = document.text.rfind("\n", 0, comment.range.start) + 1
            line = TextRange(start, document.text.find("\n", comment.range.end) + 1)
            if fate == "bound" or document.text.startswith("\ufeff", start):
                return None
            if fate == "goes" or not stays:
                edits.append(delete(line))
            if fate == "moves" and not stays:
                edits.append(line_above(document, user, line.slice(document.text).rstrip("\r\n")))
        return edits

    def _heads_others(self, instruction: ast.Arg | ast.Env) -> bool:
        """Whether the comments above an instruction may be about those right below it as well."""
        document = self.document
        text = " ".join(it.text for it in document.tree.comments_above(instruction)).casefold()
        below = next((it for it in document.instructions if it.start > instruction.start), None)
        if not isinstance(below, ast.Arg | ast.Env) or any(it.start == below.start for it, _ in self.pairs):
            return False
        if document.text[instruction.full_range.end : below.start].strip(" \t"):
            return False
        return not any(len(it) > 2 and it in text for it in self.name.casefold().split("_"))


def _in_flags(run: ast.Run, names: set[str]) -> bool:
    return any(not names.isdisjoint(_IDENTIFIER.findall(it.text)) for it in run.flags)


class _Mentions:
    """Which instructions hold which names: looked through for each of a few names, of all at once for more."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._asked = 0

    def of(self, name: str) -> Sequence[ast.Instruction]:
        self._asked += 1
        if self._asked <= _FEW:
            return [it for it in self._document.instructions if name in it.kept(_names_in)]
        return self._all.get(name, ())

    @cached_property
    def _all(self) -> dict[str, list[ast.Instruction]]:
        found: dict[str, list[ast.Instruction]] = {}
        for instruction in self._document.instructions:
            for it in instruction.kept(_names_in):
                found.setdefault(it, []).append(instruction)
        return found


def _mentioning(document: Document, name: str) -> Sequence[ast.Instruction]:
    """The instructions in whose text a name stands."""
    found = document.answers.get(_Mentions)
    if found is None:
        found = document.answers[_Mentions] = _Mentions(document)
    return cast(_Mentions, found).of(name)


def _running(document: Document, programs: frozenset[str]) -> list[ast.Run]:
    """The RUNs that run one of some programs. Of all programs at once, kept on the document."""
    if not programs:
        return []
    found = cast("dict[str, list[ast.Run]] | None", document.answers.get(_running))
    if found is None:
        found = {}
        document.answers[_running] = found
        for run in document.by_kind.get(ast.Run, ()):
            if isinstance(run, ast.Run):
                for name in {it.name for it in document.commands(run) if not it.wraps and it.name is not None}:
                    found.setdefault(name, []).append(run)
    return [run for name in sorted(programs) for run in found.get(name, ())]


def _names_in(instruction: ast.Instruction) -> frozenset[str]:
    """The names of variables, and what looks like one, in the text of an instruction."""
    return frozenset(_IDENTIFIER.findall(instruction.unit.text))


def owner_of_mount(stage: Stage | None, state: State) -> str | None:
    """What a mount has to say so that the user in force may read it; `None` where its number is not known."""
    if state.user_unit is None and (state.user is None or is_root(state.user)):
        return ""
    if is_root(state.user):
        return ""
    home = home_of(stage, state) if stage is not None else None
    return f",uid={home.uid}" if home is not None and home.uid is not None else None


# --- files ---


def mounted_file(stage: Stage, copy: ast.Copy | ast.Add, index: int, removal: ast.Run) -> Mounted | None:
    """What makes a mount of a file that a COPY or ADD of a stage brings and a RUN below removes.

    `index` says which of its sources the file is. `None` where something else uses it, or nobody knows who does.
    """
    source = copy.sources[index]
    text = source.value
    path = _path_of(stage, copy, text) if text else None
    if text is None or path is None or copy.is_trigger or stage.state_before(copy).is_windows:
        return None
    if copy.flag("from") is not None or len(copy.heredocs) > 0 or "://" in text:
        return None
    is_key = is_ssh_key(path)
    known = credential_file(path)
    if not is_key and known is None:
        return None
    edits: list[Edit] = []
    name = path.rpartition("/")[2]
    uses = 0
    between = [it for it in stage.instructions if copy.start < it.start <= removal.start]
    for instruction in between:
        if not isinstance(instruction, ast.Run):
            if name in instruction.unit.text or _may_bring(instruction):
                return None
            continue
        found = _of_run(stage, instruction, path, known, is_last=instruction is removal)
        if found is None:
            return None
        uses += any(not it.range.length for it in found)
        edits += found
    taken = without_part(copy, [it.range for it in copy.paths], index) if len(copy.sources) > 1 else None
    if not uses or (taken is None and len(copy.sources) > 1):
        return None
    taken = taken if taken is not None else delete(copy.full_range)
    if is_key:
        return Mounted((taken, *edits), "--ssh default")
    secret = cast("CredentialFile", known).secret
    return Mounted((taken, *edits), f"--secret id={secret},src={text}")


def _may_bring(instruction: ast.Instruction) -> bool:
    """Whether it copies the whole build context, in which the file lies, so that it would still have to be removed."""
    if not isinstance(instruction, ast.Transfer) or instruction.flag("from") is not None:
        return False
    return any((it.value or "").strip("./") in ("", "*") for it in instruction.sources)


def _path_of(stage: Stage, copy: ast.Copy | ast.Add, source: str) -> str | None:
    """Where a file comes to lie; `None` where that is not known for sure."""
    state = stage.state_before(copy)
    destination = state.path_of(copy.destination, copy.escape) if copy.destination is not None else None
    name = source.rstrip("/").rpartition("/")[2]
    if destination is None or not name or any(it in name for it in "*?["):
        return None
    is_folder = destination.endswith("/") or destination in (".", "./") or len(copy.sources) > 1
    if not destination.startswith("/"):
        if state.workdir is None:
            return None
        destination = f"{state.workdir.rstrip('/')}/{destination.removeprefix('./').removeprefix('.')}"
        is_folder = is_folder or destination.endswith("/")
    if is_folder or destination == state.workdir:
        return f"{destination.rstrip('/')}/{name}"
    last = destination.rpartition("/")[2]
    # Without a dot it may be a folder that is there already.
    return destination if last == name or credential_file(destination) is not None or is_ssh_key(destination) else None


_DRESSING = frozenset({"chmod", "chown"})
_REMOVING = frozenset({"rm", "shred", "unlink"})


def _of_run(stage: Stage, run: ast.Run, path: str, known: CredentialFile | None, *, is_last: bool) -> list[Edit] | None:
    """The edits of a RUN between the file's coming and its going; `None` where it does more than read the file."""
    state = stage.state_before(run)
    if is_opaque(run, state.shell_language):
        return None
    name = path.rpartition("/")[2]
    commands = commands_of(run, state.shell_language)
    edits: list[Edit] = []
    programs = known.programs if known is not None else SSH_PROGRAMS
    is_used = False
    for command in commands:
        words = [it for it in command.arguments if text_of(it).rpartition("/")[2] == name]
        if command.name in _REMOVING and words:
            if not is_last:
                return None
            taken = _without_file(run, state, command, words)
        elif command.name in _DRESSING and words:
            taken = _without_file(run, state, command, words)
        elif name in _text(command):
            if command.wraps or command.name not in programs or command.name in ("ssh-add", "ssh-agent"):
                return None
            taken = []
            is_used = True
        else:
            taken = _with_folder(stage, run, command, path.rpartition("/")[0])
        if taken is None:
            return None
        edits += taken
        is_used |= command.name in programs and not command.wraps
    if not is_used or (is_last and not _is_left(run, edits)):
        return edits
    mount = _file_mount(stage, state, path, known)
    return None if mount is None else [insert(run.keyword.range.end, mount), *edits]


def _with_folder(stage: Stage, run: ast.Run, command: Command, folder: str) -> list[Edit] | None:
    """The edit that makes the folder which came with the file, where a command writes into it, and nothing makes it."""
    targets = [text_of(it.target) for it in command.redirections if it.target is not None and it.operator != "<"]
    if not folder.startswith("/root/.") or not any(it.startswith((f"{folder}/", f"~/{folder[6:]}/")) for it in targets):
        return []
    name = folder.rpartition("/")[2]
    for other in stage.all_of(ast.Run):
        if other.start <= run.start and "mkdir" in other.unit.text and name in other.unit.text:
            return []
    if command.is_piped or command.nestings or command.wrapper is not None:
        return None
    return [insert(command.range.start, f"mkdir -p {folder} && ")]


def _is_left(run: ast.Run, edits: list[Edit]) -> bool:
    return not any(it.range == run.full_range for it in edits)


def _text(command: Command) -> str:
    texts = [it.text for it in command.words]
    texts += [it.target.text for it in command.redirections if it.target is not None]
    return " ".join(texts)


def _without_file(run: ast.Run, state: State, command: Command, words: list[CommandWord]) -> list[Edit] | None:
    """The edits that take a file out of a command that removes it or sets its rights, or the command if it is all."""
    operands = [it for it in command.arguments if not it.text.startswith("-")]
    if command.name in _DRESSING:
        operands = operands[1:]
    if len(operands) > len(words):
        edits = [without_words(command, it) for it in words]
        return None if None in edits else [it for it in edits if it is not None]
    found = removed(run, state, command)
    return list(found) if found is not None else None


def _file_mount(stage: Stage, state: State, path: str, known: CredentialFile | None) -> str | None:
    owner = owner_of_mount(stage, state)
    if owner is None:
        return None
    return (
        f" --mount=type=ssh{owner}" if known is None else f" --mount=type=secret,id={known.secret},target={path}{owner}"
    )


def ssh_mount(stage: Stage, run: ast.Run) -> str | None:
    """The mount by which the user in force may use the SSH agent of whoever builds; `None` where it has no number."""
    owner = owner_of_mount(stage, stage.state_before(run))
    return None if owner is None else f" --mount=type=ssh{owner}"
