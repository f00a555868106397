"""A password that a RUN sets.

The password, or its hash, is in the image and in its history, and every container of the image has the same one. A
container needs no password: whoever may start it may be any user in it.

```dockerfile bad
FROM debian:12
RUN useradd app && echo 'app:Gx4kQz81' | chpasswd
```
```dockerfile good
FROM debian:12
RUN useradd app
```

The rule knows `chpasswd`, `passwd` that reads its input, and `useradd` and `usermod` with `-p`; a hash is a credential
too. It is silent where the password may come from a secret mount or from a variable that the build does not set, and
for values that lock an account, such as `*` and `!`. `useradd` and `usermod` take a hash: what is none locks the
account too.
The fix takes the password out of the RUN. It has to be asked for, since something may log in with it.

## References

- [chpasswd(8)](https://manpages.debian.org/stable/passwd/chpasswd.8.en.html)
- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.catalog.programs import USERADD
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import arguments_of
from dockwright.semantic.chains import without_all
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.document import Document
from dockwright.semantic.installing import without_words
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_PRINTING = frozenset(("echo", "printf", "yes"))
_MESSAGE = "This password is in the image, the same for every container"


_SETTING = frozenset(("chpasswd", "passwd", "useradd", "usermod"))


@rule(
    on=ast.Run,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_17",),
    mentions=("passwd", "useradd", "usermod"),
)
def chpasswd(run: ast.Run, state: State, document: Document) -> Iterator[Diagnostic]:
    if not any(it.name in _SETTING for it in commands_of(run.bare, state.shell_language)):
        return
    commands = commands_of(run, state.shell_language)
    for index, command in enumerate(commands):
        if command.name == "chpasswd" or (command.name == "passwd" and not _only_locks(command)):
            word = _input_of(command, commands, index)
            edits = _without(run, document, commands, index)
        elif command.name in ("useradd", "usermod"):
            arguments = arguments_of(command, USERADD)
            given = arguments.flag("-p", "--password")
            word = arguments.value_word(given) if given is not None else None
            text = given.value if given is not None and word is not None and word.value is not None else None
            if text is not None and not _is_hash(text):
                continue
            edits = None
            if given is not None and word is not None and arguments.word(given).text in ("-p", "--password"):
                edit = without_words(command, arguments.word(given), word)
                # What is left of a `usermod -p` would change nothing, and fail.
                edits = (edit,) if edit is not None and command.name == "useradd" else None
        else:
            continue
        if word is not None and _is_known(word, state):
            fixes = (Fix("Set no password", edits, Safety.UNSAFE),) if edits is not None else ()
            yield Diagnostic(word.range, _MESSAGE, fixes)


def _without(run: ast.Run, document: Document, commands: tuple[Command, ...], index: int) -> tuple[Edit, ...] | None:
    """The edits that take a command out of its RUN, with the one that prints into it."""
    command = commands[index]
    if command.wrapper is not None or command.separator_after in ("|", "|&"):
        return None
    if command.separator_before not in ("|", "|&"):
        return without_all(run, document, (command,)) if command.redirections else None
    printing = commands[index - 1] if index else None
    if printing is None or printing.nestings != command.nestings or printing.separator_before in ("|", "|&"):
        return None
    return without_all(run, document, (printing, command))


def _is_hash(text: str) -> bool:
    """Whether crypt(5) knows the form: `$id$…`, or the 13 characters of DES."""
    return text.startswith(("$", "_")) or (len(text) == 13 and re.fullmatch(r"[./0-9A-Za-z]*", text) is not None)


def _only_locks(command: Command) -> bool:
    return command.has("-d", "--delete", "-l", "--lock", "-e", "--expire", "-S", "--status", "-u", "--unlock")


def _input_of(command: Command, commands: tuple[Command, ...], index: int) -> CommandWord | None:
    """The word that is printed into a command, directly before it or by `<<<`."""
    for redirection in command.redirections:
        if redirection.operator == "<<<":
            return redirection.target
    source = command
    while source.wrapper is not None:
        index -= 1
        source = source.wrapper
    previous = commands[index - 1] if index > 0 else None
    while previous is not None and previous.nestings != command.nestings and index > 1:
        # `echo "app:$(…)" | chpasswd`: what stands in an argument.
        index -= 1
        previous = commands[index - 1]
    if previous is None or previous.name not in _PRINTING or previous.separator_after not in ("|", "|&"):
        return None
    words = [it for it in previous.arguments if not it.text.startswith("-")]
    return words[-1] if words else None


def _is_known(word: CommandWord, state: State) -> bool:
    """Whether the build itself knows the password: it stands there, or in a variable of the file."""
    if word.value is not None:
        password = word.value.rpartition(":")[2]
        return bool(password) and password not in ("*", "!", "x") and "%" not in password
    if "$(" in word.text or "`" in word.text:
        return False
    password = word.text.rpartition(":")[2]
    values = [state.environment.get(it) for it in word.variables if it in password]
    return bool(values) and all(it is not None and not it.unset for it in values)
