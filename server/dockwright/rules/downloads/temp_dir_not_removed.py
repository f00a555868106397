r"""A folder of `mktemp -d` that stays in the image.

What is made with `mktemp -d` is meant to be gone in the end, but nobody removes it: its files stay in the RUN's layer.

```dockerfile bad
FROM debian:12
RUN dir="$(mktemp -d)" && curl -fsSL https://example.com/tool.tgz | tar -xz -C "$dir" && make -C "$dir" install
```
```dockerfile good
FROM debian:12
RUN dir="$(mktemp -d)" && curl -fsSL https://example.com/tool.tgz | tar -xz -C "$dir" && make -C "$dir" install \
    && rm -rf "$dir"
```

The rule is off by default. It is silent where the RUN removes the folder, or may, where a mount may hold it, and in
stages whose files do not come into the final image. The fix has to be asked for, as a later line may look for files
there.

## References

- [mktemp(1)](https://www.gnu.org/software/coreutils/manual/html_node/mktemp-invocation.html)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.chains import appended
from dockwright.semantic.commands import Command, commands_of
from dockwright.semantic.installing import may_ship
from dockwright.semantic.leftovers import is_kept_out, may_be_gone
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast


@rule(
    on=ast.Run,
    severity=Severity.HINT,
    fix=Safety.UNSAFE,
    aliases=("rmRecursiveAfterMktempD",),
    default=False,
    mentions=("mktemp",),
)
def temp_dir_not_removed(run: ast.Run, state: State) -> Iterator[Diagnostic]:
    commands = commands_of(run, state.shell_language)
    if not may_ship(run, state) or is_kept_out(run):
        return
    for index, command in enumerate(commands):
        if command.name != "mktemp" or command.nestings != ("substitution",) or not _makes_a_folder(command):
            continue
        name = _variable(commands, index)
        if name is None or may_be_gone(f"${name}", commands, command.range.end):
            continue
        edit = appended(run, state, f'rm -rf "${name}"')
        fixes = (Fix("Remove it in the end", (edit,), Safety.UNSAFE),) if edit is not None else ()
        yield Diagnostic(command.range, f"The folder in `${name}` stays in the image", fixes)


def _makes_a_folder(command: Command) -> bool:
    return any(it == "--directory" or ((it or "").startswith("-") and "d" in (it or "")) for it in command.values[1:])


def _variable(commands: tuple[Command, ...], index: int) -> str | None:
    """The variable that keeps what the command at `index` prints."""
    start = commands[index].range.start
    around = next((it for it in reversed(commands[:index]) if it.range.end > start), None)
    if around is None or around.nestings:
        return None
    for assignment in around.assignments:
        if assignment.value is not None and assignment.value.range.start <= start < assignment.value.range.end:
            return assignment.name
    for word in around.arguments if around.name in ("export", "local", "readonly") else ():
        name, equals, _ = word.text.partition("=")
        if equals and name.isidentifier() and word.range.start <= start < word.range.end:
            return name
    return None
