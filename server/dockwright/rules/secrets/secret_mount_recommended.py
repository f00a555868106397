"""A command that needs credentials, in a RUN without the mount that a project wants for it.

Where packages come from a private registry, the credentials for it belong into a secret mount. Which commands need one
is for a project to say: `mounts` names each command by its first words, and the mount that its RUN has to have.

```dockerfile bad settings={"mounts": {"npm ci": "type=secret,id=npmrc,target=/root/.npmrc"}}
FROM node:22
RUN npm ci
```
```dockerfile good settings={"mounts": {"npm ci": "type=secret,id=npmrc,target=/root/.npmrc"}}
FROM node:22
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
```

A RUN that has a mount of the same type and `id` is left alone, whatever else that says. Without `mounts` the rule has
nothing to say.

The fix adds the mount. It has to be asked for, since whoever builds has to pass the secret.

## References

- [Docker: build secrets](https://docs.docker.com/build/building/secrets/)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.commands import commands_of
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import insert
from dockwright.text.ranges import TextRange


@dataclass(frozen=True)
class Options:
    """What a user may choose."""

    mounts: tuple[tuple[str, str], ...] = field(
        default=(),
        metadata={
            "description": "The mount that a RUN has to have, by the first words of the command that needs it.",
            "schema": {"type": "object", "additionalProperties": {"type": "string"}, "default": {}},
        },
    )


@rule(
    on=ast.Run,
    severity=Severity.INFORMATION,
    fix=Safety.UNSAFE,
    aliases=("tally/require-secret-mounts",),
    default=False,
)
def secret_mount_recommended(run: ast.Run, state: State, options: Options) -> Iterator[Diagnostic]:
    if not options.mounts:
        return
    commands = commands_of(run, state.shell_language)
    for start, mount in options.mounts:
        wanted = start.split()
        needing = next((it for it in commands if wanted and it.values[: len(wanted)] == wanted), None)
        if needing is None or _has(run, mount):
            continue
        where = TextRange(needing.words[0].range.start, needing.words[len(wanted) - 1].range.end)
        fix = Fix(
            f"Add the mount{_given_by(mount)}", (insert(run.keyword.range.end, f" --mount={mount}"),), Safety.UNSAFE
        )
        yield Diagnostic(where, f"`{start}` without `--mount={mount}`", (fix,))


def _given_by(mount: str) -> str:
    """What the build has to be given for a mount, for a title."""
    options = dict(it.partition("=")[::2] for it in mount.split(","))
    if options.get("type") == "ssh":
        return f" (build with --ssh {options.get('id', 'default')})"
    return f" (build with --secret id={options['id']})" if options.get("type") == "secret" and "id" in options else ""


def _has(run: ast.Run, mount: str) -> bool:
    wanted = dict(it.partition("=")[::2] for it in mount.split(","))
    for flag in run.mounts:
        kind, name = flag.option("type"), flag.option("id")
        if kind is None or kind.plain != wanted.get("type"):
            continue
        if "id" not in wanted or (name is not None and name.plain == wanted["id"]):
            return True
    return False
