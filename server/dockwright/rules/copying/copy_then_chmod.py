"""`chmod` in a RUN right below the COPY of that file.

A layer holds whole files: to change the mode of one in another layer means to store it again. `COPY --chmod` sets the
mode at once and saves the RUN.

```dockerfile bad
FROM debian:12
COPY entrypoint.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/entrypoint.sh
```
```dockerfile good
FROM debian:12
COPY --chmod=755 entrypoint.sh /usr/local/bin/
```

The rule speaks of a single file and of modes that do not depend on the one it had: octal numbers, and `+x`, which
comes to `755` for a common file. It is silent where the same RUN changes the file itself, or the owner of all that lies
in its folder, so that it is stored anyway, and in stages whose layers do not ship.

The fix moves the mode into the COPY and takes the command out of the RUN. It has to be asked for: a file of another
mode than `644` gets more, or less, from `+x` than from `755`.

## References

- [Dockerfile reference: COPY --chmod](https://docs.docker.com/reference/dockerfile/#copy---chmod)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Related, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command
from dockwright.semantic.document import Document
from dockwright.semantic.landing import Changing, Landing, changing_runs, moved_to_flag
from dockwright.semantic.stages import Stage

_EXECUTABLE = frozenset({"+x", "a+x", "ugo+x", "+rx", "a+rx"})


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/prefer-copy-chmod",),
    mentions=("chmod",),
)
def copy_then_chmod(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not stage.ships:
        return
    for changing in changing_runs(stage):
        if "chmod" not in changing.run.unit.text:
            continue
        seen: list[Landing] = []
        for command in changing.called("chmod"):
            landing = _copied(changing, command)
            if landing is None or landing in seen:
                continue
            seen.append(landing)
            mode = command.values[1] or ""
            flag = f"--chmod={'755' if mode in _EXECUTABLE else mode}"
            edits = moved_to_flag(changing, landing, flag, command, document)
            fixes = (Fix("Set the mode in COPY", edits, Safety.UNSAFE),) if edits is not None else ()
            related = (Related(landing.copy.keyword.range, "Copied here"),)
            yield Diagnostic(command.range, f"This stores the file again; `COPY {flag}` does not", fixes, related)


def _copied(changing: Changing, command: Command) -> Landing | None:
    """The COPY of the one file whose mode a command changes."""
    if len(command.bare.words) != 3 or command.nestings or command.wrapper is not None:
        return None
    mode, path = command.values[1], changing.path_of(command.values[2])
    if mode is None or path is None:
        return None
    is_octal = len(mode) in (3, 4) and set(mode) <= set("01234567")
    # A number may be meant for a directory; only a file has a name with a dot, for most.
    if not (mode in _EXECUTABLE or (is_octal and "." in path.rpartition("/")[2])):
        return None
    landing = next((it for it in changing.landings if path in it.files), None)
    if landing is None or landing.copy.flag("chmod") is not None or changing.changes_content(path):
        return None
    return None if _stores_anyway(changing, command, path) else landing


def _stores_anyway(changing: Changing, chmod: Command, path: str) -> bool:
    """Whether another command changes the owner or mode of all that lies in a folder of the file."""
    for command in changing.commands:
        if command is chmod or command.name not in ("chgrp", "chmod", "chown"):
            continue
        if not command.has("-R", "--recursive"):
            continue
        for word in command.arguments:
            folder = changing.path_of(word.value)
            if folder is not None and path.startswith(f"{folder.rstrip('/')}/"):
                return True
    return False
