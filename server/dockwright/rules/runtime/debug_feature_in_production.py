"""A switch for debugging in the final image.

What helps developers helps intruders: pages with source code and variables in them, a port where a debugger may run any
code, and all of it slower.

```dockerfile bad
FROM python:3.13-slim
ENV FLASK_DEBUG=1
CMD ["flask", "run"]
```
```dockerfile good
FROM python:3.13-slim
ENV FLASK_DEBUG=0
CMD ["flask", "run"]
```

The rule knows variables such as `NODE_ENV=development`, `APP_DEBUG=true` and `JAVA_TOOL_OPTIONS=-agentlib:jdwp=…`,
flags such as `node --inspect` where a container starts, and Xdebug where PHP enables it. It looks at the final stage
and those that it builds on, and is off by default, as a file may be meant for development only.

The fix switches such a variable off, takes the flag away, or leaves Xdebug out where other extensions are installed
with it. It has to be asked for, as the program then behaves in another way.

## References

- [Node.js: security of the inspector](https://nodejs.org/en/learn/getting-started/debugging)
- [Flask: debug mode](https://flask.palletsprojects.com/en/stable/config/#DEBUG)
- [Xdebug](https://xdebug.org/docs/all_settings#mode)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.exposure import DEBUG_FLAGS, DEBUG_OPTIONS, DEBUG_VARIABLES
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, CommandWord, commands_of
from dockwright.semantic.installing import without_words
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit

_OFF = {"1": "0", "true": "false", "dev": "prod", "development": "production", "local": "production"}
_LONE_FLAGS = ("--debug", "--debugger", "--inspect", "--inspect-brk", "-agentlib:jdwp", "-Xrunjdwp", "-Xdebug")
"""Flags that are one word, with their value."""
_ENABLING = frozenset(("docker-php-ext-enable", "docker-php-ext-install", "install-php-extensions", "phpenmod"))


@rule(
    on=(ast.Env, ast.Run, ast.Cmd, ast.Entrypoint),
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("tally/php/no-xdebug-in-final-image", "S4507"),
    default=False,
)
def debug_feature_in_production(
    instruction: ast.Env | ast.Run | ast.Cmd | ast.Entrypoint, state: State
) -> Iterator[Diagnostic]:
    if not state.ships:
        return
    if isinstance(instruction, ast.Env):
        for pair in instruction.pairs:
            if _is_switched_on(pair):
                message = f"`{pair.name.text}` switches on what only developers need"
                yield Diagnostic(pair.range, message, _switched_off(pair))
        return
    for command in commands_of(instruction, state.shell_language):
        if isinstance(instruction, ast.Run):
            yield from _xdebug(command)
            continue
        for word in command.arguments:
            if word.text.startswith(DEBUG_FLAGS.get(command.name or "", ())) and command.name in DEBUG_FLAGS:
                fixes = _without(command, word) if word.text.startswith(_LONE_FLAGS) else ()
                yield Diagnostic(word.range, f"`{command.name} {word.text}` waits for a debugger", fixes)


def _is_switched_on(pair: ast.Pair) -> bool:
    value = pair.value.value if pair.value is not None else None
    if value is None:
        return False
    name = pair.name.text
    if value.lower() in DEBUG_VARIABLES.get(name, ()):
        return True
    return any(it in value for it in DEBUG_OPTIONS.get(name, ()))


def _xdebug(command: Command) -> Iterator[Diagnostic]:
    if command.name in _ENABLING:
        for word in command.arguments:
            if (word.value or "").partition("-")[0] == "xdebug":
                others = [it for it in command.arguments if it is not word and not it.text.startswith("-")]
                yield Diagnostic(word.range, "Xdebug in the final image", _without(command, word) if others else ())


def _switched_off(pair: ast.Pair) -> tuple[Fix, ...]:
    word = pair.value
    if word is None or word.range.length != len(word.text):
        return ()
    off = _OFF.get(word.text.lower())
    if off is None or pair.name.text not in DEBUG_VARIABLES:
        return ()
    text = off.capitalize() if word.text[:1].isupper() else off
    return (Fix(f"Set it to {text}", (Edit(word.range, text),), Safety.UNSAFE),)


def _without(command: Command, word: CommandWord) -> tuple[Fix, ...]:
    edit = without_words(command, word)
    return (Fix("Leave it out", (edit,), Safety.UNSAFE),) if edit is not None else ()
