"""apt told to install packages whose origin it cannot check.

apt takes a package list only with a signature of a key that it knows. `--allow-unauthenticated` and settings like it
switch that off, so whoever controls the mirror or the network decides what is installed. Give the repository its key
with `signed-by` instead.

```dockerfile bad
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends --allow-unauthenticated tool
```
```dockerfile good
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends tool
```

The rule also knows `--allow-insecure-repositories` and the options `APT::Get::AllowUnauthenticated` and
`Acquire::AllowInsecureRepositories`, behind `-o` or written to a file by `echo`. `apt-get update` passes over
`--allow-unauthenticated`, so there it is no finding.

The fix takes the flag away, or the command that writes nothing but this. It has to be asked for: without the key, apt
then refuses the package.

## References

- [apt-secure(8)](https://manpages.debian.org/stable/apt/apt-secure.8.en.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import removed
from dockwright.semantic.commands import commands_of
from dockwright.semantic.installing import without_flag
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_FLAGS = frozenset({"--allow-unauthenticated", "--allow-insecure-repositories"})
_OPTIONS = ("apt::get::allowunauthenticated", "acquire::allowinsecurerepositories")
_YES = frozenset({"true", "yes", "1", "on", "enable", "with"})


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_8",),
    mentions=("--allow-", "allowunauthenticated", "allowinsecurerepositories"),
)
def apt_allow_unauthenticated(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each flag or option that switches the check off."""
    for command in commands_of(run, state.shell_language):
        operation = command.operation
        if operation is not None and operation.manager.name == "apt":
            flags = _FLAGS - {"--allow-unauthenticated"} if operation.kind == "update" else _FLAGS
            for flag in operation.flags:
                if flag.name in flags or (flag.name in ("-o", "--option") and _says_yes(flag.value)):
                    word = flag.value_word or flag.word
                    edit = without_flag(operation, flag)
                    fixes = (Fix("Remove the flag", (edit,), Safety.UNSAFE),) if edit is not None else ()
                    name = (flag.value or flag.name).partition("=")[0]
                    yield Diagnostic(word.range, f"`{name}` lets apt install what nobody signed", fixes)
        elif command.name in ("echo", "printf"):
            for word in command.arguments:
                if _says_yes(word.value):
                    alone = len(command.arguments) == 1 and (word.value or "").strip().rstrip(";").count(";") == 0
                    edits = removed(run, state, command) if alone else None
                    fixes = (Fix("Delete the command", edits, Safety.UNSAFE),) if edits is not None else ()
                    yield Diagnostic(word.range, "This lets apt install what nobody signed", fixes)


def _says_yes(setting: str | None) -> bool:
    """Whether a setting, as on the command line or in a file, is one of those that switch the check off."""
    text = (setting or "").strip().lower()
    for name in _OPTIONS:
        if text.startswith(name):
            value = text[len(name) :].lstrip("= \t")
            return value.split(";", 1)[0].strip(" \t\"'") in _YES
    return False
