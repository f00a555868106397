"""Keywords, in the file's own case, and the forms of an instruction that are easily got wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dockwright.catalog import instructions as catalog
from dockwright.catalog.popular import FOLLOWING
from dockwright.catalog.snippets import expand_defaults
from dockwright.ide.dockerfile.completion.place import item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.ranges import TextRange

# What follows the keyword, in the grammar of VS Code's snippets; `{as}` and the like take the keyword's case.
_FORMS: tuple[tuple[str, str, str], ...] = (
    ("FROM", " … {AS} …", " ${1:image} {AS} ${2:build}"),
    ("ARG", " …=…", " ${1:NAME}=${2:default}"),
    ("ENV", " …=…", " ${1:NAME}=${2:value}"),
    ("LABEL", " …=…", ' ${1:key}="${2:value}"'),
    ("COPY", " --from=… … …", " --from=${1:stage} ${2:source} ${3:destination}"),
    ("CMD", ' ["…"]', ' ["${1:executable}"]'),
    ("ENTRYPOINT", ' ["…"]', ' ["${1:executable}"]'),
    ("SHELL", ' ["…"]', ' ["${1:/bin/bash}", "-o", "pipefail", "-c"]'),
    ("HEALTHCHECK", " {CMD} …", " {CMD} ${1:command}"),
    (
        "HEALTHCHECK",
        " --interval=… … {CMD} …",
        " --interval=${1:30s} --timeout=${2:3s} --start-period=${3:10s} --retries=${4:3} {CMD} ${5:command}",
    ),
    ("HEALTHCHECK", " {NONE}", " {NONE}"),
)

# Of these only the last of a stage counts.
_ONCE = frozenset(("CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL"))


def instructions(
    document: Document,
    range: TextRange,
    others: Sequence[ast.Instruction],
    *,
    in_stage: bool,
    is_alone: bool,
    is_glued: bool = False,
) -> Iterator[Item]:
    """The instructions that may begin here, by what mostly follows the one above; before FROM only that and ARG."""
    lower = is_lower(others)
    ranks = _ranks(others, range.start)
    stages = sum(isinstance(it, ast.From) and it.start < range.start for it in others)
    for it in catalog.INSTRUCTIONS.values():
        if in_stage or it.before_from or it.name == "FROM":
            # There has to be a stage above to copy from.
            forms = [form for form in _FORMS if form[0] == it.name and (it.name != "COPY" or stages > 1)]
            rank = ranks.get(it.name, 50)
            yield from _instruction(it, range, rank, forms, lower=lower, is_alone=is_alone, is_glued=is_glued)


def _ranks(others: Sequence[ast.Instruction], offset: int) -> dict[str, int]:
    """How likely each instruction is, 0 for the likeliest: what a stage has only once comes late the second time."""
    above = [it for it in others if it.start < offset]
    previous = above[-1].name if above else ""
    usual = FOLLOWING.get(previous, FOLLOWING["RUN"])
    order = [*usual, *(it for it in catalog.INSTRUCTIONS if it not in usual)]
    there = set()
    for it in reversed(above):
        if isinstance(it, ast.From):
            break
        there.add(it.name)
    order.sort(key=lambda name: name in _ONCE and name in there)
    if previous != "ARG" and not any(isinstance(it, ast.From) for it in above):
        order.sort(key=lambda name: name != "FROM")
    return {name: number for number, name in enumerate(order)}


def triggers(
    instruction: ast.Instruction, range: TextRange, *, is_alone: bool, is_glued: bool = False
) -> Iterator[Item]:
    """The instructions that ONBUILD may defer."""
    for number, it in enumerate(catalog.INSTRUCTIONS.values()):
        if it.onbuild:
            forms = [form for form in _FORMS if form[0] == it.name]
            lower = is_lower((instruction,))
            yield from _instruction(it, range, number, forms, lower=lower, is_alone=is_alone, is_glued=is_glued)


def is_lower(instructions: Iterable[ast.Instruction]) -> bool:
    """Whether most keywords are in lower case."""
    lower = [it.keyword.text.islower() for it in instructions]
    return sum(lower) * 2 > len(lower)


def _instruction(
    it: catalog.Instruction,
    range: TextRange,
    number: int,
    forms: Iterable[tuple[str, str, str]],
    *,
    lower: bool,
    is_alone: bool,
    is_glued: bool,
) -> Iterator[Item]:
    keyword = it.name.lower() if lower else it.name
    sort = f"{'8' if it.deprecated else '1'}{number:02}"
    key = f"instruction:{it.name}"
    # Where arguments follow already, only the keyword is put in their place.
    text = f"{keyword} " if is_alone or is_glued else keyword
    yield item(
        keyword,
        ItemKind.INSTRUCTION,
        range,
        text,
        sort=sort,
        key=key,
        deprecated=it.deprecated,
        goes_on=is_alone,
    )
    for _, label, body in forms if is_alone else ():
        whole = keyword + _in_case(body, lower)
        yield item(
            keyword + _in_case(label, lower),
            ItemKind.INSTRUCTION,
            range,
            whole,
            sort=f"{sort}x",
            key=key,
            filter=keyword,
            snippet="$" in whole,
            plain=expand_defaults(whole),
        )


def _in_case(text: str, lower: bool) -> str:
    for word in ("AS", "CMD", "NONE"):
        text = text.replace(f"{{{word}}}", word.lower() if lower else word)
    return text
