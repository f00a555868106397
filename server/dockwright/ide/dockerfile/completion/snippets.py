"""Snippets, for clients that do not have them anyway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog import snippets as catalog
from dockwright.catalog.images import Family
from dockwright.catalog.shell_words import OF_FAMILIES
from dockwright.ide.dockerfile.completion.place import item
from dockwright.ide.results import Item, ItemKind
from dockwright.semantic.document import Document
from dockwright.text.lines import line_end_of
from dockwright.text.ranges import TextRange

_FIRST = frozenset(("FROM", "ARG"))


def snippets(document: Document, range: TextRange, *, is_empty: bool, in_stage: bool) -> Iterator[Item]:
    """The snippets that fit: whole files into an empty one, instructions into a stage."""
    end = line_end_of(document.text)
    above = [it for it in document.stages if it.instruction.start < range.start]
    family = above[-1].initial_state.base.family if above else None
    there = frozenset(document.project.files("") or ()) if is_empty else frozenset()
    for it in catalog.snippets("dockerfile"):
        keyword = it.body.split(None, 1)[0].upper() if it.body.split() else ""
        begins_file = keyword in _FIRST or keyword.startswith("#")
        if (it.is_file and not is_empty) or not (in_stage or it.is_file or begins_file):
            continue
        if keyword.startswith("#") and not it.is_file and not _is_at_head(document, range.start):
            continue
        text, plain = it.body, catalog.expand_defaults(it.body)
        if document.tree.escape != "\\":
            # In the body of a snippet a backslash is written twice.
            text = text.replace("\\\\\n", f"{document.tree.escape}\n")
            plain = plain.replace("\\\n", f"{document.tree.escape}\n")
        text, plain = text.replace("\n", end), plain.replace("\n", end)
        for prefix in it.prefixes:
            yield item(
                prefix,
                ItemKind.SNIPPET,
                range,
                text,
                detail=it.name,
                sort="0" if it.is_file and _fits(it.prefixes, there) else "7" if _may_run(it.body, family) else "9",
                key=f"snippet:{it.name}",
                snippet=True,
                plain=plain,
            )


def _may_run(body: str, family: Family | None) -> bool:
    """Whether an image of the family can have the programs that a snippet calls."""
    if family is None or not body.startswith("RUN"):
        return True
    words = set(body.split())
    return all(family in families for program, families in OF_FAMILIES.items() if program in words)


# What lies in a project for which a whole file is made, by one of the file's prefixes.
_MADE_FOR = {
    "nextjs": ("next.config.js", "next.config.mjs", "next.config.ts"),
    "node": ("package.json",),
    "uv": ("uv.lock",),
    "poetry": ("poetry.lock",),
    "python": ("requirements.txt",),
    "go": ("go.mod",),
    "go-distroless": ("go.mod",),
    "maven": ("pom.xml",),
    "gradle": ("build.gradle", "build.gradle.kts"),
    "rust": ("Cargo.toml",),
    "php": ("composer.json",),
    "php-apache": ("composer.json",),
    "ruby": ("Gemfile",),
}


def _fits(prefixes: Sequence[str], there: frozenset[str]) -> bool:
    """Whether the files beside the Dockerfile are those of the project that a whole file is made for."""
    if "dotnet" in prefixes:
        return any(it.endswith((".csproj", ".fsproj", ".sln")) for it in there)
    return any(not there.isdisjoint(_MADE_FOR.get(prefix, ())) for prefix in prefixes)


def _is_at_head(document: Document, offset: int) -> bool:
    """Whether a parser directive could stand there: nothing but directives above."""
    tree = document.tree
    index = tree.unit_index(offset)
    before = tree.units[index].before if index < len(tree.units) else tree.units[-1].after if tree.units else None
    return before is None or before.directives is not None
