"""Make an ARG of an ENV that only the build needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog.variables import is_proxy_argument, predefined
from dockwright.ide.assist import REWRITE, Assist
from dockwright.lint.diagnostic import Safety
from dockwright.semantic.document import Document
from dockwright.semantic.layout import indentation, line_above, without_part
from dockwright.semantic.variable_uses import mentions
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange

_MOST_NAMES = 3
"""How many a title names one by one."""

_AT_RUN_TIME = (ast.Cmd, ast.Entrypoint, ast.Healthcheck, ast.Onbuild)


def assist(document: Document, range: TextRange) -> Iterator[Assist]:
    """Offer it on an ENV whose names nothing sets already, and nothing that a container starts mentions.

    In one of several pairs it is about that one, elsewhere about all of them.
    """
    environment = document.tree.instruction_at(range.start)
    if not isinstance(environment, ast.Env) or not environment.range.encloses(range) or not environment.pairs:
        return
    here = [number for number, it in enumerate(environment.pairs) if it.range.encloses(range)]
    pairs = [environment.pairs[it] for it in here] or list(environment.pairs)
    if document.stage_of(environment) is None or not _can_be_argument(document, environment, pairs):
        return
    names = f"{len(pairs)} variables" if len(pairs) > _MOST_NAMES else ", ".join(it.name.text for it in pairs)
    is_one_of_several = len(pairs) < len(environment.pairs)

    def edits() -> tuple[Edit, ...] | None:
        return _taken_out(document, environment, here[0]) if is_one_of_several else _turned(environment)

    # Of what the image's programs read at run time a Dockerfile does not tell.
    title = f"Turn the ENV {names} into an ARG, which containers do not have"
    yield Assist(title, REWRITE, edits, Safety.UNSAFE)


def _can_be_argument(document: Document, environment: ast.Env, pairs: Sequence[ast.Pair]) -> bool:
    state = document.state_before(environment)
    names = {it.name.text for it in pairs}
    for name in names:
        # An ENV that is in force wins over an ARG; a name with more than letters is none that an ARG may have.
        if name in state.environment or state.base.may_set(name) or not name.isidentifier() or not name.isascii():
            return False
        if predefined(name) is not None or is_proxy_argument(name):
            return False
    if any(it.name in names for pair in environment.pairs if pair.value for it in pair.value.variables):
        # An ARG's names hold from the next one on, those of an ENV from the next line.
        return False
    started = (it for it in document.instructions if isinstance(it, _AT_RUN_TIME))
    return not any(mentions(it, name) for it in started for name in names)


def _taken_out(document: Document, environment: ast.Env, number: int) -> tuple[Edit, ...] | None:
    """The edits that move one pair into an ARG above."""
    gone = without_part(environment, [it.range for it in environment.pairs], number)
    if gone is None:
        return None
    pair = environment.pairs[number].range.slice(document.text)
    return line_above(document, environment, f"{indentation(environment)}{_keyword(environment)} {pair}"), gone


def _turned(environment: ast.Env) -> tuple[Edit, ...] | None:
    keyword = Edit(environment.keyword.range, _keyword(environment))
    if not environment.legacy:
        return (keyword,)
    pair = environment.pairs[0]
    if pair.value is None or any(it in " \t'\"\\`" for it in pair.value.text):
        return None
    return keyword, Edit(TextRange(pair.name.range.end, pair.value.range.start), "=")


def _keyword(environment: ast.Env) -> str:
    return "arg" if environment.written.islower() else "ARG"
