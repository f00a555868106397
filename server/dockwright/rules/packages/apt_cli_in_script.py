"""`apt` in a build, where `apt-get` belongs.

`apt` is made for people: its own manual says that its options and what it prints may change from one version to the
next, and it warns of that in every build. `apt-get` and `apt-cache` do the same and stay as they are.

```dockerfile bad
FROM debian:12
RUN apt update && apt install -y --no-install-recommends curl
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends curl
```

The fix is safe: it names the command that does the same. `apt upgrade` also installs new packages that an update needs,
so it becomes `apt-get upgrade --with-new-pkgs`, and `apt full-upgrade` is called `dist-upgrade` there. What only `apt`
can do, such as `apt list`, gets no fix.

## References

- [apt(8): script usage](https://manpages.debian.org/stable/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.packages import STABLE_APT
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.installing import is_exec_form, replaced
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.SAFE,
    aliases=(
        "DL3027",
        "CKV_DOCKER_9",
        "ER0006",
        "DD024",
        "DF059",
        "dockerfile.best-practice.prefer-apt-get",
        "b84a0b47",
        "AC_DOCKER_0002",
    ),
    mentions=("apt",),
)
def apt_cli_in_script(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each call of apt."""
    for command in commands_of(run, state.shell_language):
        if command.name == "apt" and not command.wraps and command.arguments:
            word = _subcommand_word(command)
            stable = STABLE_APT.get(word.value or "") if word is not None else None
            program = stable[0] if stable is not None else "apt-get"
            fixes = (_fix(command, word, *stable),) if word is not None and stable is not None else ()
            if program == "apt-cache" and (command.is_piped or command.nestings):
                # Someone reads what it prints, and the two print differently.
                fixes = ()
            message = f"`apt` is for people and changes between versions; use `{program}`"
            yield Diagnostic(command.words[0].range, message, fixes)


def _subcommand_word(command: Command) -> CommandWord | None:
    operation = command.operation
    if operation is not None:
        return operation.subcommand_words[0]
    first = command.arguments[0]
    return first if first.value is not None and not first.value.startswith("-") else None


def _fix(command: Command, word: CommandWord, program: str, subcommand: str) -> Fix:
    first = command.words[0]
    folder = (first.value or "").rpartition("/")
    edits: list[Edit] = [replaced(command, first, f"{folder[0]}{folder[1]}{program}")]
    if subcommand != word.value:
        edits.append(_words_for(command, word, subcommand.split()))
    return Fix(f"Use {program}", tuple(edits))


def _words_for(command: Command, word: CommandWord, parts: list[str]) -> Edit:
    return Edit(word.range, ", ".join(f'"{it}"' for it in parts) if is_exec_form(command) else " ".join(parts))
