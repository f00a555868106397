"""A user's name in an image that has no `/etc/passwd`.

A stage that starts from `scratch` has no list of users, so a name means nothing there: a container with such a USER
does not start. A number needs no list.

```dockerfile bad
FROM scratch
COPY app /app
USER nobody
ENTRYPOINT ["/app"]
```
```dockerfile good
FROM scratch
COPY app /app
USER 65534
ENTRYPOINT ["/app"]
```

The fix writes the number of a name that has the same one nearly everywhere: `root`, `nobody`, `nogroup`, and the
`nonroot` of distroless images. It has to be asked for, as another account may be meant.

The same holds for `--chown`. The rule is silent as soon as anything is copied that may be, or may contain, an
`/etc/passwd`, and where something is run.

## References

- [Dockerfile reference: USER](https://docs.docker.com/reference/dockerfile/#user)
- [Dockerfile reference: COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown)
"""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.accounts import NUMBERS
from dockwright.lint.diagnostic import Diagnostic, Fix, Safety, Severity
from dockwright.lint.rule import rule
from dockwright.semantic.accounts import is_number
from dockwright.semantic.stages import Stage
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit


@rule(
    on=Stage,
    severity=Severity.WARNING,
    fix=Safety.UNSAFE,
    aliases=("tally/named-identity-in-passwdless-stage",),
    mentions=("scratch",),
)
def named_user_without_passwd(stage: Stage) -> Iterator[Diagnostic]:
    if not stage.root.is_scratch or stage.final_state.is_windows:
        return
    above = list(stage.lineage)[1:]
    if any(_may_bring_users(it, ancestor) for ancestor in above for it in ancestor.instructions):
        return
    for instruction in stage.instructions:
        word = instruction.user if isinstance(instruction, ast.User) else _owner(instruction)
        if word is not None:
            value = stage.state_before(instruction).value_of(word)
            name = next((it for it in (value or "").split(":") if it and not is_number(it)), None)
            if name is not None and "$" not in word.text and _is_effective(instruction, stage):
                message = f"`{name}` means nothing here, as the stage has no `/etc/passwd`"
                yield Diagnostic(word.range, message, _fixes(word, value or ""))
        if _may_bring_users(instruction, stage):
            return


def _fixes(word: ast.Word, value: str) -> tuple[Fix, ...]:
    parts = [it if is_number(it) else NUMBERS.get(it) for it in value.split(":")]
    known = [it for it in parts if it is not None]
    if value != word.text or word.range.length != len(value) or len(known) != len(parts):
        return ()
    numbers = ":".join(known)
    return (Fix(f"Write {numbers}", (Edit(word.range, numbers),), Safety.UNSAFE),)


def _owner(instruction: ast.Instruction) -> ast.Word | None:
    flag = instruction.flag("chown") if isinstance(instruction, ast.Transfer) else None
    return flag.value if flag is not None else None


def _is_effective(instruction: ast.Instruction, stage: Stage) -> bool:
    """Whether it is a `--chown`, or a USER that holds in the end, in a stage that containers start from."""
    if not isinstance(instruction, ast.User):
        return True
    return stage.ships and stage.final_state.user_unit is instruction.unit


def _may_bring_users(instruction: ast.Instruction, stage: Stage) -> bool:
    if isinstance(instruction, ast.Run):
        return True
    if not isinstance(instruction, ast.Transfer) or instruction.destination is None:
        return False
    if "passwd" in instruction.unit.text or isinstance(instruction, ast.Add):
        return True
    path = stage.state_before(instruction).path_of(instruction.destination, instruction.escape)
    if path is None or "etc" in path:
        return True
    # Of what goes to the root, a file named like one brings itself; all else may be a tree with an `etc` in it.
    at_the_root = path.strip("./") == ""
    return at_the_root and not all(_is_a_file(it) for it in instruction.sources)


def _is_a_file(source: ast.Word | ast.Element) -> bool:
    name = (source.value or "/").rpartition("/")[2]
    return "." in name.strip(".") and "*" not in name
