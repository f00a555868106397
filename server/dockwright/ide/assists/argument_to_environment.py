"""Let containers have what an ARG holds: an ENV in its place, or one below it."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.catalog.variables import is_proxy_argument, predefined
from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_below
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer both on an ARG of a stage, where no ENV of that name is in force."""
    argument = document.tree.instruction_at(range.start)
    if not isinstance(argument, ast.Arg) or not argument.range.encloses(range):
        return
    if document.stage_of(argument) is None or not argument.pairs or not _is_free(document, argument):
        return
    names = [it.name.text for it in argument.pairs]
    shown = ", ".join(names) if len(names) < 4 else f"{len(names)} variables"
    if all(it.value is not None for it in argument.pairs) and not _reads_itself(argument):
        # Containers find it in their environment, and `--build-arg` no longer sets it.
        title = f"Turn the ARG {shown} into an ENV, which --build-arg does not set"
        yield Assist(title, REWRITE, lambda: (_keyword(argument),), Safety.UNSAFE)
    env = "env" if argument.written.islower() else "ENV"
    line = f"{indentation(argument)}{env} {' '.join(f'{it}=${it}' for it in names)}"

    def below() -> tuple[Edit, ...] | None:
        edit = line_below(document, argument, line)
        return (edit,) if edit is not None else None

    yield Assist(f"Add an ENV, so that containers have {shown} too", REWRITE, below, Safety.UNSAFE)


def _keyword(argument: ast.Arg) -> Edit:
    return Edit(argument.keyword.range, "env" if argument.written.islower() else "ENV")


def _is_free(document: Document, argument: ast.Arg) -> bool:
    """Whether no ENV sets one of the names, here or in the image, and BuildKit gives none of them a meaning."""
    state, stage = document.state_before(argument), document.stage_of(argument)
    names = {it.name.text for it in argument.pairs}
    for name in names:
        value = state.environment.get(name)
        if (value is not None and not value.argument) or state.base.may_set(name):
            return False
        if predefined(name) is not None or is_proxy_argument(name):
            return False
    below = stage.all_of(ast.Env) if stage is not None else ()
    return not any(pair.name.text in names for env in below for pair in env.pairs)


def _reads_itself(argument: ast.Arg) -> bool:
    """Whether a value uses a name of the same line, which an ENV sets only for the lines below."""
    names = {it.name.text for it in argument.pairs}
    return any(it.name in names for pair in argument.pairs if pair.value is not None for it in pair.value.variables)
