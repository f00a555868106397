"""`apt-get install` where nothing has fetched a package list.

Docker's official images come without apt's lists. Until `apt-get update` has fetched them, apt knows of no package, and
the build fails with `Unable to locate package`.

```dockerfile bad
FROM debian:12
RUN apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
```

The rule speaks where the stage builds on an official image of Debian or Ubuntu, or on a slim one of a language, and
everything above is known to fetch no list. A script, a `curl … | bash`, a mount or a COPY that may bring one keeps it
silent, and so do local packages.

The fix puts the update in front. It has to be asked for, as the rule cannot see all that an image holds.

## References

- [Best practices: apt-get](https://docs.docker.com/build/building/best-practices/#apt-get)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import PackageOperation, commands_of, is_opaque
from dockwright.semantic.images import BaseImage
from dockwright.semantic.installing import is_exec_form, may_get_flags
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.ranges import TextRange

_FRESH = ("-U", "--update", "--no-download", "-s", "--simulate", "--print-uris")
_HARMLESS = frozenset(
    (
        ": [ adduser addgroup cat cd chmod chown cp curl date dpkg echo export find gpg groupadd id install ldconfig "
        "ln locale-gen ls mkdir mv node printf ps pwd rm rmdir sed set sleep tar tee test touch true umask unzip "
        "useradd usermod wget which xz"
    ).split()
)
"""Commands that fetch no list, whatever they are told."""
_AS_ROOT = frozenset({"doas", "sudo"})


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("aptGetUpdatePrecedesInstall",),
    mentions=("apt",),
)
def install_without_update(stage: Stage) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first installation of a stage that cannot find its packages."""
    if not _comes_without_lists(stage.initial_state.base):
        return
    for it in reversed(list(stage.lineage)):
        for instruction in it.instructions:
            state = stage.state_before(instruction)
            if isinstance(instruction, ast.Run):
                operation, goes_on = _first(instruction, state)
                if operation is not None and it is stage:
                    yield _finding(operation)
                if not goes_on:
                    return
            elif isinstance(instruction, ast.Transfer) and _may_bring_lists(instruction, state):
                return


def _comes_without_lists(base: BaseImage) -> bool:
    known, reference = base.known, base.reference
    if known is None or reference is None or not known.official or known.family not in (Family.DEBIAN, Family.UBUNTU):
        return False
    # The large images of languages have so much installed that apt may have nothing to fetch.
    return known.repository in ("debian", "ubuntu") or "slim" in (reference.tag or "")


def _may_bring_lists(transfer: ast.Transfer, state: State) -> bool:
    destination = transfer.destination
    path = state.path_of(destination, transfer.escape) if destination is not None else None
    return path is None or path == "/" or path.startswith(("/var", "/etc"))


def _first(run: ast.Run, state: State) -> tuple[PackageOperation | None, bool]:
    """The installation that lacks its lists, and whether what follows the RUN would lack them too."""
    commands = commands_of(run, state.shell_language)
    if run.mounts or is_opaque(run, state.shell_language) or not commands:
        return None, False
    for command in commands:
        operation = command.operation
        if operation is not None and operation.manager.name == "apt":
            if operation.kind == "install" and _needs_lists(operation, state):
                return operation, False
            if operation.kind not in ("remove", "clean"):
                return None, False
        elif operation is not None:
            if operation.manager.ecosystem == "os":
                return None, False
        elif command.words and not command.wraps and command.name not in _HARMLESS:
            return None, False
    return None, True


def _needs_lists(operation: PackageOperation, state: State) -> bool:
    if operation.has_flag(_FRESH) or may_get_flags(operation, state):
        return False
    return bool(operation.packages) and not any(it.is_file or it.name is None for it in operation.packages)


def _finding(operation: PackageOperation) -> Diagnostic:
    message = f"`{operation.program} install` finds no package: no `{operation.program} update` has fetched a list"
    return Diagnostic(operation.subcommand_words[0].range, message, _fixes(operation))


def _fixes(operation: PackageOperation) -> tuple[Fix, ...]:
    command = operation.command
    if command.nestings or command.is_piped or is_exec_form(command):
        return ()
    outermost = command
    while outermost.wrapper is not None:
        outermost = outermost.wrapper
        if outermost.name not in _AS_ROOT:
            return ()
    run = command.instruction
    prefix = TextRange(outermost.range.start, command.range.start).shifted(-run.start).slice(run.unit.text)
    if "\n" in prefix:
        return ()
    edit = insert(outermost.range.start, f"{prefix}{operation.program} update && ")
    return (Fix(f"Run {operation.program} update first", (edit,), Safety.UNSAFE),)
