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
CMD ["flask", "run"]
```

The rule knows variables such as `NODE_ENV=development`, `APP_DEBUG=true` and `JAVA_TOOL_OPTIONS=-agentlib:jdwp=…`,
flags such as `node --inspect` where a container starts, and Xdebug where PHP enables it. It looks at the final stage
and those that it builds on, and is off by default, as a file may be meant for development only.

## References

- [Node.js: security of the inspector](https://nodejs.org/en/learn/getting-started/debugging)
- [Flask: debug mode](https://flask.palletsprojects.com/en/stable/config/#DEBUG)
- [Xdebug](https://xdebug.org/docs/all_settings#mode)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.exposure import DEBUG_FLAGS, DEBUG_OPTIONS, DEBUG_VARIABLES
from dockwright.lint.diagnostic import Diagnostic, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_ENABLING = frozenset(("docker-php-ext-enable", "docker-php-ext-install", "install-php-extensions", "phpenmod"))


@rule(
    on=(ast.Env, ast.Run, ast.Cmd, ast.Entrypoint),
    severity=Severity.HINT,
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
                yield Diagnostic(pair.range, f"`{pair.name.text}` switches on what only developers need")
        return
    for command in commands_of(instruction, state.shell_language):
        if isinstance(instruction, ast.Run):
            yield from _xdebug(command)
            continue
        for word in command.arguments:
            if word.text.startswith(DEBUG_FLAGS.get(command.name or "", ())) and command.name in DEBUG_FLAGS:
                yield Diagnostic(word.range, f"`{command.name} {word.text}` waits for a debugger")


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
                yield Diagnostic(word.range, "Xdebug in the final image")
