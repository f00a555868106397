"""npm or yarn told not to verify certificates.

With `strict-ssl` off every certificate is taken for good. Whoever stands between can then answer for the registry, and
what he sends is run in the build and in the container.

```dockerfile bad
FROM node:22-slim
RUN npm ci --strict-ssl=false
```
```dockerfile good
FROM node:22-slim
RUN npm ci
```

Where a registry has a certificate of one's own authority, name that authority by `--cafile` or `NODE_EXTRA_CA_CERTS`.

The setting is found as a flag, as a variable, in `npm config set` and its like, and where `echo` writes it to an
`.npmrc`. The fix has to be asked for: where the verification fails for a reason, the build fails from then on.

## References

- [npm: config strict-ssl](https://github.com/npm/cli/blob/latest/workspaces/config/README.md)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.arguments import without_word
from dockwright.semantic.assigning import assignments_in
from dockwright.semantic.chains import removed
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_PROGRAMS = frozenset({"bower", "npm", "npx", "pnpm", "yarn", "yarnpkg"})
_SETTINGS = frozenset({"strict-ssl", "enablestrictssl"})
_VARIABLES = frozenset({"npm_config_strict_ssl", "yarn_enable_strict_ssl"})
_NO = frozenset({"false", "0", "no", "null"})
_MESSAGE = "Without `strict-ssl` every certificate is taken for good"


@rule(
    on=(ast.Env, ast.Arg, ast.Run),
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("CKV2_DOCKER_12", "CKV2_DOCKER_13"),
    mentions=("strict-ssl", "strict_ssl", "strictssl"),
)
def npm_strict_ssl_off(instruction: ast.Env | ast.Arg | ast.Run, state: State) -> Iterator[Diagnostic]:
    for it in assignments_in(instruction, state):
        if it.name.lower() in _VARIABLES and it.value is not None and it.value.lower() in _NO:
            fixes = (Fix("Verify certificates", it.removal, Safety.UNSAFE),) if it.removal is not None else ()
            yield Diagnostic(it.range, _MESSAGE, fixes)
    if isinstance(instruction, ast.Run):
        for command in commands_of(instruction, state.shell_language):
            if command.name in _PROGRAMS:
                yield from _by_program(command, instruction, state)
            elif command.name in ("echo", "printf"):
                yield from _written(command, instruction, state)


def _by_program(command: Command, run: ast.Run, state: State) -> Iterator[Diagnostic]:
    for index, word in enumerate(command.arguments, 1):
        before = command.words[index - 1]
        name, _, value = (word.value or "").partition("=")
        if name == "--no-strict-ssl" or (name == "--strict-ssl" and value in _NO):
            yield Diagnostic(word.range, _MESSAGE, _fixes(f"Delete {name}", without_word(command, index)))
        elif name.lower() in _SETTINGS and value in _NO:
            yield Diagnostic(word.range, _MESSAGE, _without_command(command, run, state))
        elif _is_setting(before) and word.value in _NO:
            where = TextRange(before.range.start, word.range.end)
            if before.value == "--strict-ssl":
                edits = without_word(command, index - 1), without_word(command, index)
                yield Diagnostic(where, _MESSAGE, _fixes("Delete --strict-ssl", *edits))
            else:
                yield Diagnostic(where, _MESSAGE, _without_command(command, run, state))


def _fixes(title: str, *edits: Edit | None) -> tuple[Fix, ...]:
    known = tuple(it for it in edits if it is not None)
    return (Fix(title, known, Safety.UNSAFE),) if known and len(known) == len(edits) else ()


def _without_command(command: Command, run: ast.Run, state: State) -> tuple[Fix, ...]:
    """The fix for `npm config set strict-ssl false`, which sets nothing else."""
    values = command.values
    if "set" not in values or command.redirections:
        return ()
    given = [it for it in values[values.index("set") + 1 :] if it is None or not it.startswith("-")]
    if len(given) > (1 if "=" in (given[0] or "=") else 2):
        return ()
    return _fixes("Delete the command", *(removed(run, state, command) or ()))


def _is_setting(word: CommandWord) -> bool:
    return (word.value or "").removeprefix("--").lower() in _SETTINGS


def _written(command: Command, run: ast.Run, state: State) -> Iterator[Diagnostic]:
    """`echo strict-ssl=false >> .npmrc`."""
    files = [it.target.text for it in command.redirections if it.target is not None and it.operator.startswith(">")]
    if not any("npmrc" in it or "yarnrc" in it for it in files):
        return
    for word in command.arguments:
        settings = (word.value or "").replace("\\n", "\n").splitlines()
        if any(map(_is_off, settings)):
            alone = len(command.arguments) == 1 and all(map(_is_off, settings))
            edits = removed(run, state, command) if alone else None
            yield Diagnostic(word.range, _MESSAGE, _fixes("Delete the command", *(edits or ())))


def _is_off(setting: str) -> bool:
    name, _, value = setting.replace(":", "=").partition("=")
    return name.strip().lower() in _SETTINGS and value.strip() in _NO
