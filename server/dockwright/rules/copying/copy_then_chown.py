"""`chown` in a RUN right below the COPY of those files.

A layer holds whole files: to change the owner of some in another layer means to store all of them again, which doubles
what they cost. `COPY --chown` sets the owner at once.

```dockerfile bad
FROM node:22
COPY . /app
RUN chown -R node:node /app
```
```dockerfile good
FROM node:22
COPY --chown=node:node . /app
```

The rule speaks where the path of `chown` is the destination of a COPY directly above. It is silent where the same RUN
changes the files themselves, so that they are stored anyway, and where the directory has got other files before, which
only `chown` reaches.

The fix moves the owner into the COPY and takes the command out of the RUN. It has to be asked for: a directory that was
there before, with what is in it, keeps its owner then, and where the owner is a user alone, COPY takes the user's group
and `chown` leaves root's.

## References

- [Dockerfile reference: COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.landing import Changing, Landing, absolute, changing_runs, moved_to_flag
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast

_RECURSIVE = frozenset({"-R", "--recursive", "-Rv", "-vR", "-Rf", "-fR", "-hR", "-Rh"})
_OWNER = re.compile(r"[\w.-]+(?::[\w.-]+)?")


@rule(on=Stage, severity=Severity.INFORMATION, fix=Safety.UNSAFE, mentions=("chown",))
def copy_then_chown(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not stage.ships:
        return
    for changing in changing_runs(stage):
        if "chown" not in changing.run.unit.text:
            continue
        for command in changing.called("chown"):
            found = _copied(changing, command)
            if found is None or _had_files(stage, found[0]):
                continue
            landing, owner = found
            fixes: tuple[Fix, ...] = ()
            if _OWNER.fullmatch(owner) and landing is changing.landings[0] and not _makes(changing, owner):
                edits = moved_to_flag(changing, landing, f"--chown={owner}", command, document)
                fixes = (Fix("Set the owner in COPY", edits, Safety.UNSAFE),) if edits is not None else ()
            related = (Related(landing.copy.keyword.range, "Copied here"),)
            message = f"This stores the copied files again; `COPY --chown={owner}` does not"
            yield Diagnostic(command.range, message, fixes, related)


def _makes(changing: Changing, owner: str) -> bool:
    """Whether the RUN may make the user or group, so that the COPY above does not know it yet."""
    names = [it for it in owner.split(":") if not it.isdigit()]
    return any(it.name not in ("chown", "chmod") and it.has(*names) for it in changing.commands) if names else False


def _had_files(stage: Stage, landing: Landing) -> bool:
    """Whether an instruction above a COPY puts something into its destination too, as far as the words tell."""
    folder = landing.destination.rstrip("/") + "/"
    for ancestor in stage.lineage:
        for instruction in ancestor.instructions:
            if instruction.start >= landing.copy.start:
                break
            if isinstance(instruction, ast.Run):
                if folder in instruction.unit.text:
                    return True
            elif isinstance(instruction, ast.Transfer) and instruction.destination is not None:
                state = ancestor.state_before(instruction)
                path = state.path_of(instruction.destination, instruction.escape)
                path = absolute(path, state) if path else None
                if path is not None and f"{path}/".startswith(folder):
                    return True
    return False


def _copied(changing: Changing, command: Command) -> tuple[Landing, str] | None:
    """The COPY whose files, all of them, a command gives to an owner."""
    if command.nestings or command.wrapper is not None:
        return None
    values = command.values[1:]
    is_recursive = any(it in _RECURSIVE for it in values)
    words = [it for it in command.arguments if it.value not in _RECURSIVE]
    if len(words) != 2 or words[0].text.startswith("-"):
        return None
    path = changing.path_of(words[1].value)
    if path is None or path == "/" or changing.changes_content(path):
        return None
    for landing in changing.landings:
        if path == landing.destination if is_recursive else path in landing.files:
            return None if landing.copy.flag("chown") is not None else (landing, words[0].text)
    return None
