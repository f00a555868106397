"""Hovers of what a script runs: package managers, what they are told, packages, and well-known commands."""

from __future__ import annotations

from dockwright.catalog.packages import SYSTEM_MANAGERS, Action, CacheKind, PackageManager
from dockwright.catalog.shell_commands import COMMANDS, reference
from dockwright.ide.markdown import code
from dockwright.ide.results import Markup
from dockwright.semantic.cache_mounts import cache_mounts_of
from dockwright.semantic.commands import Command, CommandWord, Package, PackageOperation
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

_ACTIONS = {
    Action.INSTALL: "adds packages",
    Action.INSTALL_LOCKED: "installs exactly what the lock file says",
    Action.UPDATE: "fetches the list of what can be installed",
    Action.UPGRADE: "installs newer versions of what is there",
    Action.REMOVE: "takes packages away",
    Action.CLEAN: "empties the cache",
    Action.DOWNLOAD: "fetches without installing",
    Action.BUILD: "builds the project, and fetches what is missing",
}


_ASKING = frozenset((Action.INSTALL, Action.UPGRADE, Action.REMOVE))


def of_command(document: Document, instruction: ast.Instruction, offset: int) -> Markup | None:
    """What is known of the word of a command at `offset`."""
    if not isinstance(instruction, ast.Run | ast.Cmd | ast.Entrypoint | ast.Healthcheck):
        return None
    for command in document.commands(instruction):
        if not command.range.start <= offset < command.range.end:
            continue
        index = next((i for i, it in enumerate(command.words) if it.range.start <= offset < it.range.end), None)
        if index is None:
            continue
        if command.wraps and index:
            # What it runs comes as a command of its own.
            continue
        operation = command.operation
        if operation is not None:
            found = _of_operation(document, instruction, operation, command.words[index])
            if found is not None:
                return found
        if index == 0:
            return _of_program(command)
    return None


def _of_operation(
    document: Document, instruction: ast.Instruction, operation: PackageOperation, word: CommandWord
) -> Markup | None:
    call = (*operation.program_words, *operation.subcommand_words)
    place = word.range
    if any(it.range == place for it in call):
        return Markup(TextRange(place.start, place.end), _told(document, instruction, operation))
    package = next((it for it in operation.packages if it.word.range == place), None)
    return Markup(place, _package(operation, package)) if package is not None else None


def _told(document: Document, instruction: ast.Instruction, operation: PackageOperation) -> str:
    manager = operation.manager
    name = f"{operation.program} {operation.subcommand.name}".strip()
    parts = [f"**{name}**: {_ACTIONS[operation.action]}. {_kind(manager)}"]
    facts = _facts(document, instruction, manager, operation.action)
    if facts:
        parts.append("\n".join(f"- {it}" for it in facts))
    return "\n\n".join(parts)


def _kind(manager: PackageManager) -> str:
    return f"Package manager {code(manager.name)}, {_ecosystem(manager)}."


def _ecosystem(manager: PackageManager) -> str:
    if manager.name in SYSTEM_MANAGERS:
        return "of the system"
    return f"for {_ECOSYSTEMS.get(manager.ecosystem, manager.ecosystem.capitalize())}"


_ECOSYSTEMS = {"dotnet": ".NET", "node": "Node.js", "php": "PHP"}
"""Those whose name is more than their key with a capital."""


def _facts(document: Document, instruction: ast.Instruction, manager: PackageManager, action: Action) -> list[str]:
    facts = []
    if manager.asks and action in _ASKING:
        flags = sorted(manager.yes_flags | manager.yes_flags_before, key=len)
        facts.append(f"Asks before it installs, and a build cannot answer: {code(flags[0])} does")
    if manager.manifests:
        named = ", ".join(" or ".join(code(it) for it in group) for group in manager.manifests[:4])
        facts.append(f"Reads {named}")
    facts += _caches(document, instruction, manager)
    if manager.clean_up:
        facts.append(f"Cleans up after itself by {code(manager.clean_up)}, in the same `RUN`")
    if manager.recommended and action in (Action.INSTALL, Action.INSTALL_LOCKED):
        facts.append(f"Usual in a build: {code(manager.recommended)}")
    return facts


def _caches(document: Document, instruction: ast.Instruction, manager: PackageManager) -> list[str]:
    """Where it keeps what it fetches: for the user in force if that is known, else for root."""
    stage, state = document.stage_of(instruction), document.state_before(instruction)
    mounts = cache_mounts_of(document, stage, state, manager) if stage is not None else None
    facts = [f"A mount that keeps what it fetches here: {code(it)}" for it in mounts or ()]
    for cache in manager.caches[:3]:
        if mounts is not None and cache.kind is not CacheKind.BUILD_OUTPUT:
            continue
        # What only the working directory tells stays open where that is not known.
        target = cache.target.replace("<WORKDIR>", (state.workdir or "<WORKDIR>").rstrip("/"))
        sharing = f",sharing={cache.sharing}" if cache.sharing else ""
        what = "builds" if cache.kind is CacheKind.BUILD_OUTPUT else "fetches"
        facts.append(f"Keeps what it {what} in {code(target)}: {code(_mount(target, sharing))}")
    return facts


def _mount(target: str, sharing: str) -> str:
    return f"--mount=type=cache,target={target}{sharing}"


def _package(operation: PackageOperation, package: Package) -> str:
    if package.is_file or package.name is None:
        return f"{code(package.word.text)}: what {code(operation.program)} is told to {operation.kind}."
    version = f", version {code(package.version)}" if package.version else ""
    which = "" if package.version or operation.kind != "install" else "; whatever version there is on the day"
    return f"Package **{package.name}**{version}, {_ecosystem(operation.manager)}{which}."


def _of_program(command: Command) -> Markup | None:
    name = command.name
    words = COMMANDS.get(name) if name is not None else None
    if words is None or name is None:
        return None
    url = reference(name)
    return Markup(command.words[0].range, f"**{name}**: {words}" + (f"\n\n[Reference]({url})" if url else ""))
