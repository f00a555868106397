"""Snippets, for clients that do not have them anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dockwright.catalog import snippets as catalog
from dockwright.catalog.accounts import HAVING_ADDUSER
from dockwright.catalog.images import Family
from dockwright.catalog.shell_words import OF_FAMILIES
from dockwright.ide.dockerfile.completion.instructions import is_lower
from dockwright.ide.dockerfile.completion.place import item, may_become
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange


def snippets(
    document: Document, range: TextRange, others: Sequence[ast.Instruction], *, typed: str, in_stage: bool
) -> Iterator[Item]:
    """The snippets that fit: whole files into an empty one, instructions into a stage; each by one of its prefixes.

    `others` are the instructions that there are besides what is being typed.
    """
    end = line_end_of(document.text)
    is_empty = not others
    above = [it for it in document.stages if it.instruction.start < range.start]
    family = above[-1].initial_state.base.family if above else None
    there = frozenset(document.project.files("") or ()) if is_empty else frozenset()
    lower = is_lower(others)
    for it in catalog.snippets("dockerfile"):
        if (it.is_file and not is_empty) or not (it.is_file or _fits_into(it.body, in_stage=in_stage)):
            continue
        if it.body.startswith("#") and not it.is_file and not _is_at_head(document, range.start):
            continue
        if not _may_run(it.body, family):
            continue
        body = _in_lower_case(it.body) if lower else it.body
        text, plain = body, catalog.expand_defaults(body)
        if document.tree.escape != "\\":
            # In the body of a snippet a backslash is written twice.
            text = text.replace("\\\\\n", f"{document.tree.escape}\n")
            plain = plain.replace("\\\n", f"{document.tree.escape}\n")
        text, plain = text.replace("\n", end), plain.replace("\n", end)
        yield item(
            next((prefix for prefix in it.prefixes if may_become(typed.casefold(), prefix)), it.prefixes[0]),
            ItemKind.SNIPPET,
            range,
            text,
            detail=it.name,
            sort="0" if it.is_file and _fits(it.prefixes, there) else "7",
            key=f"snippet:{it.name}",
            snippet=True,
            plain=plain,
            filter=" ".join(it.prefixes) if len(it.prefixes) > 1 else "",
        )


def _fits_into(body: str, *, in_stage: bool) -> bool:
    """Whether a snippet that is no whole file may stand in a stage, or else above the first one."""
    keyword = body.split(None, 1)[0] if body.strip() else ""
    has_from = keyword == "FROM" or "\nFROM " in body
    # An ARG that a FROM below is to use has to stand above the first one.
    return not (keyword == "ARG" and has_from) if in_stage else has_from or keyword.startswith("#")


_KEYWORD = re.compile(r"(?:HEALTHCHECK|[A-Z]+)(?= )")
_WORDS = re.compile(r" (?:AS|CMD|NONE)(?= |$)")
_HEREDOC = re.compile(r"<<-?'?(\w+)")


@lru_cache(maxsize=128)
def _in_lower_case(body: str) -> str:
    """The body with its keywords in lower case."""
    lines = []
    until: str | None = None
    goes_on = is_check = False
    for line in body.split("\n"):
        if until is not None:
            until = None if line.startswith(until) else until
            lines.append(line)
            continue
        if not goes_on:
            is_check = line.startswith(("FROM ", "HEALTHCHECK "))
            line = _KEYWORD.sub(lambda it: it[0].lower(), line, count=1) if line[:1].isupper() else line
        if is_check:
            line = _WORDS.sub(lambda it: it[0].lower(), line)
        goes_on = line.endswith("\\\\")
        opened = _HEREDOC.search(line)
        until = opened[1] if opened is not None else None
        lines.append(line)
    return "\n".join(lines)


def _may_run(body: str, family: Family | None) -> bool:
    """Whether an image of the family can have the programs that a snippet calls."""
    if family is None or not body.startswith("RUN"):
        return True
    words = set(body.split())
    if "adduser" in words and family not in HAVING_ADDUSER:
        # Elsewhere it is another program of that name.
        return False
    return all(family in families for program, families in OF_FAMILIES.items() if program in words)


# What lies in a project for which a whole file is made, by one of the file's prefixes, and what must not: then another
# file fits better.
_LOCKS = ("pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb")
_MADE_FOR: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nextjs": (("next.config.js", "next.config.mjs", "next.config.ts"), _LOCKS),
    "node": (("package.json",), _LOCKS),
    "pnpm": (("pnpm-lock.yaml",), ()),
    "yarn": (("yarn.lock",), (".yarnrc.yml",)),
    "bun": (("bun.lock", "bun.lockb"), ()),
    "uv": (("uv.lock",), ()),
    "poetry": (("poetry.lock",), ()),
    "python": (("requirements.txt",), ("uv.lock", "poetry.lock")),
    "pyproject": (("pyproject.toml",), ("uv.lock", "poetry.lock", "requirements.txt")),
    "go": (("go.mod",), ()),
    "go-distroless": (("go.mod",), ()),
    "maven": (("pom.xml",), ()),
    "gradle": (("build.gradle", "build.gradle.kts"), ()),
    "rust": (("Cargo.toml",), ()),
    "php": (("composer.json",), ()),
    "php-apache": (("composer.json",), ()),
    "ruby": (("Gemfile",), ()),
    "cmake": (("CMakeLists.txt",), ()),
    "static": (("index.html",), ("package.json",)),
}


def _fits(prefixes: Sequence[str], there: frozenset[str]) -> bool:
    """Whether the files beside the Dockerfile are those of the project that a whole file is made for."""
    if "dotnet" in prefixes:
        return any(it.endswith((".csproj", ".fsproj", ".sln")) for it in there)
    made = next((_MADE_FOR[it] for it in prefixes if it in _MADE_FOR), None)
    return made is not None and not there.isdisjoint(made[0]) and there.isdisjoint(made[1])


def _is_at_head(document: Document, offset: int) -> bool:
    """Whether a parser directive could stand there: nothing but directives above."""
    tree = document.tree
    index = tree.unit_index(offset)
    before = tree.units[index].before if index < len(tree.units) else tree.units[-1].after if tree.units else None
    return before is None or before.directives is not None
