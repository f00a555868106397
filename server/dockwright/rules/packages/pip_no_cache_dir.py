"""`pip install` that leaves its cache in the image.

pip keeps every archive that it downloads and every wheel that it builds, to install them faster the next time. In an
image there is no next time.

```dockerfile bad
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
```
```dockerfile good
FROM python:3.13-slim
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
```

The rule is silent where the cache is switched off by `PIP_NO_CACHE_DIR` or a `pip.conf`, where a cache mount or a
tmpfs holds it, where the RUN empties it itself, and in stages whose files do not come into the final image.

The fix is safe: what is installed is the same.

## References

- [pip: caching](https://pip.pypa.io/en/stable/topics/caching/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.installing import flag_behind, is_mounted, may_get_flags, operations, ships
from dockwright.semantic.removal import emptied
from dockwright.semantic.state import State, after
from dockwright.syntax.dockerfile import ast

_SWITCH = "PIP_NO_CACHE_DIR"
# What Python's strtobool, which pip reads its variables with, takes for no.
_NO = frozenset({"", "0", "f", "false", "n", "no", "off"})
_CACHES = ("/root/.cache/pip",)
_DOWNLOADS_NOTHING = ("--no-cache-dir", "--cache-dir", "--no-index", "--dry-run")


@rule(
    on=Document,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=("DL3042", "DD009", "DF030"),
)
def pip_no_cache_dir(document: Document) -> Iterator[Diagnostic]:
    for run, operation in operations(document, "pip"):
        if operation.kind != "install" or operation.has_flag(_DOWNLOADS_NOTHING) or not ships(document, run):
            continue
        state = document.state_before(run)
        if may_get_flags(operation, state) or _is_off(document, run, state) or _is_mounted(run, state):
            continue
        commands = document.commands(run)
        if _is_off_for(operation.command, commands) or _is_emptied(commands, operation.command):
            continue
        if _is_configured(document, run):
            continue
        fix = Fix("Add --no-cache-dir", (flag_behind(operation, "--no-cache-dir"),))
        message = f"`{operation.program} install` without `--no-cache-dir` leaves what it downloads in the image"
        yield Diagnostic(operation.subcommand_words[-1].range, message, (fix,))


def _is_off(document: Document, run: ast.Run, state: State) -> bool:
    if document.stage_of(run) is None:
        # In a file without FROM, which is none to build but may be a piece of one, ENVs hold all the same.
        for instruction in document.instructions:
            if instruction.start < run.start and isinstance(instruction, ast.Env):
                state = after(state, instruction)
    value = state.environment.get(_SWITCH)
    return value is not None and not value.unset and _says_yes(value.text)


def _says_yes(text: str | None) -> bool:
    """Whether a value of the switch switches the cache off, or may."""
    return text is None or text.strip().lower() not in _NO


def _is_off_for(command: Command, commands: Iterable[Command]) -> bool:
    """Whether the RUN sets the switch for a command: in front of it, or above by `export`."""
    it: Command | None = command
    while it is not None:
        for assignment in it.assignments:
            if assignment.name == _SWITCH:
                return assignment.value is None or _says_yes(assignment.value.value)
        it = it.wrapper
    off = False
    for before in commands:
        if before.range.start >= command.range.start:
            break
        if before.name == "export":
            for word in before.arguments:
                name, equals, value = (word.value or word.text).partition("=")
                if name == _SWITCH and equals:
                    off = _says_yes(value)
    return off


def _is_mounted(run: ast.Run, state: State) -> bool:
    """Whether the cache is on a mount; whose home it is in does not matter."""
    if is_mounted(run, state, _CACHES):
        return True
    places = [state.environment.get(name) for name in ("PIP_CACHE_DIR", "XDG_CACHE_HOME")]
    named = [it.text.rstrip("/") for it in places if it is not None and it.text]
    if named and is_mounted(run, state, named):
        return True
    for mount in run.mounts:
        kind, target = mount.option("type"), mount.option("target", "dst", "destination")
        path = target.plain.rstrip("/") if target is not None and target.plain else ""
        if kind is not None and kind.plain in ("cache", "tmpfs") and path.endswith(("/.cache", "/pip")):
            return True
    return False


def _is_emptied(commands: Iterable[Command], install: Command) -> bool:
    for it in commands:
        if it.range.start > install.range.start:
            if emptied(it, _CACHES) is not None:
                return True
            if it.operation is not None and it.operation.manager.name == "pip" and it.operation.kind == "clean":
                return True
    return False


def _is_configured(document: Document, run: ast.Run) -> bool:
    """Whether pip's configuration may switch the cache off: a copied `pip.conf`, or one written by a RUN."""
    stage = document.stage_of(run)
    for it in stage.lineage if stage is not None else ():
        for instruction in it.instructions:
            if instruction.start > run.start:
                break
            text = instruction.unit.text
            if isinstance(instruction, ast.Transfer) and "pip.conf" in text:
                return True
            if (
                isinstance(instruction, ast.Run)
                and "no-cache-dir" in text
                and ("config set" in text or "pip.conf" in text)
            ):
                return True
    return False
