"""Development dependencies installed into the image that ships.

Test frameworks, compilers and linters make an image larger, and bring code into it that no one looks after there.

```dockerfile bad
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean --force
COPY . .
CMD ["node", "server.js"]
```
```dockerfile good
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
CMD ["node", "server.js"]
```

It reads npm, yarn, pnpm, bun, Composer, Bundler, Poetry, uv and Pipenv. The rule is silent where a variable such as
`NODE_ENV` or `BUNDLE_WITHOUT` leaves them out, where something is built or run by the same tool below, where they are
removed later, and in stages for development or tests by their names.

It is off by default, as only the project knows what its dependencies are for. The fix gives the flag, and for Bundler,
which no longer likes its own, the variable. It has to be asked for.

## References

- [npm: config omit](https://github.com/npm/cli/blob/latest/workspaces/config/README.md)
- [Composer: install](https://getcomposer.org/doc/03-cli.md#install-i)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import Command, PackageOperation
from dockwright.semantic.document import Document
from dockwright.semantic.installing import flag_behind, is_exec_form, may_get_flags
from dockwright.semantic.layout import indentation, line_above
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast

_VARIABLES: Mapping[str, tuple[str, ...]] = {
    "npm": ("NODE_ENV", "NPM_CONFIG_OMIT", "npm_config_omit", "NPM_CONFIG_PRODUCTION", "npm_config_production"),
    "yarn": ("NODE_ENV", "YARN_PRODUCTION", "NPM_CONFIG_PRODUCTION"),
    "pnpm": ("NODE_ENV", "NPM_CONFIG_PRODUCTION"),
    "bun": ("NODE_ENV",),
    "composer": ("COMPOSER_NO_DEV",),
    "bundler": ("BUNDLE_WITHOUT", "BUNDLE_ONLY"),
    "poetry": ("POETRY_WITHOUT", "POETRY_ONLY"),
    "uv": ("UV_NO_DEV", "UV_NO_DEFAULT_GROUPS"),
    "pipenv": ("PIPENV_DEV",),
}
_WITHOUT = (
    "--no-dev",
    "--no-default-groups",
    "--omit",
    "--only",
    "--only-group",
    "--prod",
    "--production",
    "--without",
)
_ELSEWHERE = ("-g", "--global", "--dry-run", "--package-lock-only", "--lockfile-only")
_FOR_DEVELOPMENT = ("build", "ci", "debug", "dev", "lint", "test")


@rule(
    on=Stage,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=(
        "tally/php/composer-no-dev-in-production",
        "tally/ruby/missing-bundle-without-development",
        "tally/ruby/deprecated-bundler-install-flags",
        "DF031",
    ),
    default=False,
)
def dev_dependencies_in_final(stage: Stage, document: Document) -> Iterator[Diagnostic]:
    if not stage.is_last or any(it in (stage.name or "").lower() for it in _FOR_DEVELOPMENT):
        return
    open_ones: dict[str, PackageOperation] = {}
    is_configured = False
    for instruction in stage.instructions:
        if isinstance(instruction, ast.Cmd | ast.Entrypoint) and "dev" in instruction.arguments_text:
            # A server for development.
            return
        if not isinstance(instruction, ast.Run):
            continue
        is_configured |= "without" in instruction.unit.text
        state = document.state_before(instruction)
        for command in document.commands(instruction):
            operation = command.operation
            if operation is None:
                _forget_what_is_used(command, open_ones)
            elif operation.kind in ("build", "remove"):
                for it in [it for it in open_ones.values() if it.manager.ecosystem == operation.manager.ecosystem]:
                    del open_ones[it.manager.name]
            elif _brings_all(operation, state) and not (is_configured and operation.manager.name == "bundler"):
                open_ones[operation.manager.name] = operation
    for operation in open_ones.values():
        words = operation.subcommand_words
        where = words[-1] if words else operation.program_words[-1]
        shown = " ".join([operation.program, *[it.text for it in words]])
        message = f"`{shown}` brings development dependencies into the image"
        yield Diagnostic(where.range, message, _fixes(operation, document))


def _brings_all(operation: PackageOperation, state: State) -> bool:
    manager = operation.manager
    variables = _VARIABLES.get(manager.name)
    if variables is None or operation.kind not in ("install", "install-locked") or not operation.reads_manifests:
        return False
    if operation.has_flag((*manager.production_flags, *_ELSEWHERE)) or may_get_flags(operation, state):
        return False
    if any(it.name in _WITHOUT for it in operation.flags):
        return False
    if any(it in state.environment for it in variables):
        return False
    if any(it.name in variables for it in operation.command.assignments):
        return False
    # Pipenv leaves them out unless asked.
    return manager.name != "pipenv" or operation.has_flag(("--dev", "-d"))


def _forget_what_is_used(command: Command, open_ones: dict[str, PackageOperation]) -> None:
    """Whoever runs scripts of the project may need its development dependencies for that."""
    for name, operation in list(open_ones.items()):
        if command.name in operation.manager.programs or command.name in ("npx", "make", "rake", "rails", "php"):
            del open_ones[name]


def _fixes(operation: PackageOperation, document: Document) -> tuple[Fix, ...]:
    manager = operation.manager
    run = operation.command.instruction
    if manager.name == "bundler" and not run.is_trigger:
        # Its flag is deprecated, and what runs the application has to know as well.
        keyword = "env" if run.keyword.text.islower() else "ENV"
        edit = line_above(document, run, f"{indentation(run)}{keyword} BUNDLE_WITHOUT=development:test")
        return (Fix("Leave the development dependencies out", (edit,), Safety.UNSAFE),)
    if not manager.production_flags or manager.name in ("bundler", "pipenv") or not operation.subcommand_words:
        return ()
    if is_exec_form(operation.command):
        return ()
    flag = manager.production_flags[0]
    return (Fix("Leave the development dependencies out", (flag_behind(operation, flag),), Safety.UNSAFE),)
