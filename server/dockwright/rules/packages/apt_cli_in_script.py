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

The fix names the command that does the same. `apt upgrade` also installs new packages that an update needs, so it
becomes `apt-get upgrade --with-new-pkgs`, and `apt full-upgrade` is called `dist-upgrade` there. What only `apt` can
do, such as `apt list`, gets no fix, and neither does what prints something that is read or kept.

The fix is safe where the image stays the same. It has to be asked for where packages are installed and the base image
is none that is known to drop what was downloaded, as Docker's own do: `apt` does so itself, `apt-get` does not. The
same holds where the output goes to a file, and in images of other systems, whose `apt` is another one.

## References

- [apt(8): script usage](https://manpages.debian.org/stable/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.images import Family
from dockwright.catalog.packages import STABLE_APT
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.configured import APT_KEEPS_ARCHIVES, configured_by
from dockwright.semantic.installing import is_exec_form, last_emptied, replaced, site_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_DOWNLOADING = frozenset(("build-dep", "dist-upgrade", "full-upgrade", "install", "reinstall", "satisfy", "upgrade"))


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
            fixes: tuple[Fix, ...] = ()
            # Someone may read what apt-cache prints, and the two print differently.
            is_read = program == "apt-cache" and (command.is_piped or command.nestings or _is_kept(command))
            if word is not None and stable is not None and not is_read:
                fixes = (_fix(run, state, command, word, *stable),)
            message = f"`apt` is for people and changes between versions; use `{program}`"
            yield Diagnostic(command.words[0].range, message, fixes)


def _is_kept(command: Command) -> bool:
    """Whether what a command prints goes into a file or to another command."""
    targets = [it.target for it in command.redirections if it.operator in (">", ">>", ">|", "&>", "&>>")]
    return command.separator_after in ("|", "|&") or any(it is None or it.value != "/dev/null" for it in targets)


def _is_safe(run: ast.Run, state: State, command: Command, subcommand: str) -> bool:
    """Whether apt-get makes the same image."""
    family = state.base.family
    if family not in (Family.DEBIAN, Family.UBUNTU, None) or _is_kept(command):
        return False
    if subcommand not in _DOWNLOADING:
        return True
    # The images of both have their apt-get empty the archives; apt does it anyway.
    site = site_of(run, state)
    if site is not None and last_emptied(site, "apt", ("/var/cache/apt/archives",)) > command.range.start:
        return True
    return family is not None and APT_KEEPS_ARCHIVES not in state.configured | configured_by(run)


def _subcommand_word(command: Command) -> CommandWord | None:
    operation = command.operation
    if operation is not None:
        return operation.subcommand_words[0]
    first = command.arguments[0]
    return first if first.value is not None and not first.value.startswith("-") else None


def _fix(run: ast.Run, state: State, command: Command, word: CommandWord, program: str, subcommand: str) -> Fix:
    first = command.words[0]
    folder = (first.value or "").rpartition("/")
    edits: list[Edit] = [replaced(command, first, f"{folder[0]}{folder[1]}{program}")]
    if subcommand != word.value:
        edits.append(_words_for(command, word, subcommand.split()))
    is_safe = _is_safe(run, state, command, word.value or "")
    return Fix(f"Use {program}", tuple(edits), Safety.SAFE if is_safe else Safety.UNSAFE)


def _words_for(command: Command, word: CommandWord, parts: list[str]) -> Edit:
    return Edit(word.range, ", ".join(f'"{it}"' for it in parts) if is_exec_form(command) else " ".join(parts))
