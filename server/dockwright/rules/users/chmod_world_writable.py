"""Files that everyone may change.

With a mode such as 777 any user of the container can write to a file, replace a program or leave one for others to run.
What a service has to write to can belong to its user or group instead: `COPY --chown`, `chown`, `chgrp` with `g+w`.

```dockerfile bad
FROM debian:12
RUN chmod -R 777 /srv
COPY --chmod=666 app.conf /etc/app.conf
```
```dockerfile good
FROM debian:12
RUN chmod -R 755 /srv
COPY --chmod=644 app.conf /etc/app.conf
```

The rule looks at `chmod`, `mkdir -m`, `install -m` and the flag of COPY and ADD, in stages whose files come into the
final image. It is silent for modes with the sticky bit, as `/tmp` has it, and for devices and temporary files.

The fix lets only the owner write. It has to be asked for: the service may run as another user.

## References

- [chmod(1)](https://www.gnu.org/software/coreutils/manual/html_node/chmod-invocation.html)
- [Dockerfile reference: COPY --chmod](https://docs.docker.com/reference/dockerfile/#copy---chmod)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.modes import lets_others_write, without_others_write
from dockwright.catalog.programs import INSTALL, MKDIR
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.installing import replaced
from dockwright.semantic.leftovers import text_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_OTHER_PLACES = ("/dev/", "/proc/", "/sys/", "/tmp/", "/var/tmp/", "/run/secrets/")


@rule(
    on=(ast.Run, ast.Copy, ast.Add),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/world-writable-state-path-workaround", "S2612", "DD051", "DF034"),
    mentions=("chmod", "-m", "-pm", "-dm"),
)
def chmod_world_writable(instruction: ast.Run | ast.Copy | ast.Add, state: State) -> Iterator[Diagnostic]:
    if not state.ships and not instruction.is_trigger:
        return
    if not isinstance(instruction, ast.Run):
        flag = instruction.flag("chmod")
        if flag is not None and flag.value is not None and flag.plain and lets_others_write(flag.plain):
            new = without_others_write(flag.plain)
            edits = (Edit(flag.value.range, new),) if new is not None else ()
            yield _diagnostic(flag.value.range, flag.plain, edits)
        return
    for command in commands_of(instruction, state.shell_language):
        word = _mode_of(command)
        if word is not None and word.value is not None and lets_others_write(word.value):
            new = without_others_write(word.value)
            yield _diagnostic(word.range, word.value, (replaced(command, word, new),) if new is not None else ())


def _diagnostic(where: TextRange, mode: str, edits: tuple[Edit, ...]) -> Diagnostic:
    fixes = (Fix("Let only the owner write", edits, Safety.UNSAFE),) if edits else ()
    return Diagnostic(where, f"Mode `{mode}` lets everyone write", fixes)


def _mode_of(command: Command) -> CommandWord | None:
    """The word by which a command sets the mode of files that come into the image."""
    if command.name in ("mkdir", "install"):
        if not any(it is None or ("m" in it and it.startswith("-")) for it in command.values):
            return None
        arguments = arguments_of(command, MKDIR if command.name == "mkdir" else INSTALL)
        given = arguments.flag("-m", "--mode")
        # `-m777` and `--mode=777` are one word with the flag.
        separate = given is not None and given.value_position != given.position
        word = arguments.value_word(given) if given is not None and separate else None
        paths = arguments.operands
    elif command.name == "chmod":
        operands = [it for it in command.arguments if not _is_flag(it)]
        word, paths = (operands[0], tuple(operands[1:])) if operands else (None, ())
    else:
        return None
    if paths and all(f"{text_of(it)}/".startswith(_OTHER_PLACES) for it in paths):
        return None
    return word


def _is_flag(word: CommandWord) -> bool:
    """Whether a word is a flag of chmod; `-w` and `-rwx` are modes."""
    text = word.value or ""
    return text.startswith("--") or (text.startswith("-") and text[1:2] in ("R", "v", "f", "c", "h"))
