"""What in a file leads elsewhere: images and rules to their pages, sources to files and addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dockwright.catalog.registries import page_of
from dockwright.ide.results import Link
from dockwright.ide.sources import address_of, file_of_context, named_sources
from dockwright.lint.dialects import EVERYTHING, answers
from dockwright.lint.manual import address
from dockwright.lint.rule import Rule
from dockwright.lint.suppress import suppressions
from dockwright.semantic.document import Document
from dockwright.semantic.stages import StageUse, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference
from dockwright.text.ranges import TextRange


def links(document: Document, rules: Sequence[Rule] = ()) -> list[Link]:
    """The links of a file in order; `rules` are those that a comment may name."""
    found = [*_frontend(document), *_images(document), *_sources(document), *_rules(document, rules)]
    return sorted(found, key=lambda it: it.range)


# --- images ---


def _frontend(document: Document) -> Iterator[Link]:
    for directive in document.tree.directives:
        reference = parse_image_reference(directive.value) if directive.name == "syntax" else None
        if reference is not None:
            yield from _to(reference, TextRange(0, reference.repository_range.end).shifted(directive.value_range.start))


def _images(document: Document) -> Iterator[Link]:
    for stage in document.stages:
        for use in stage.uses:
            if use.stage is None and use.index is None and use.text != "scratch":
                yield from _image(document, use)


def _image(document: Document, use: StageUse) -> Iterator[Link]:
    whole, written = use.range, use.word.text
    # Of `node:${TAG}` all that matters is known; else the variables may say it by their defaults.
    literal = written.partition("$")[0]
    known = literal[:-1] if literal != written and literal[-1:] in (":", "@") else use.text
    reference = parse_image_reference(known) if "$" not in known else None
    if reference is None and use.kind is not UseKind.BASE:
        return
    if reference is None:
        base = use.user.base.text
        reference = parse_image_reference(base) if base is not None else None
    if reference is None:
        return
    name = reference.text[: reference.repository_range.end]
    place = whole.slice(document.text).find(name)
    range = TextRange(whole.start + place, whole.start + place + len(name)) if place >= 0 else whole
    yield from _to(reference, range)


def _to(reference: ImageReference, range: TextRange) -> Iterator[Link]:
    page = page_of(reference.domain, reference.path)
    if page is not None:
        yield Link(range, f"{reference.name} on {page.site}", url=page.url)


# --- sources ---


def _sources(document: Document) -> Iterator[Link]:
    for instruction in document.instructions:
        for range, source in named_sources(document, instruction):
            if isinstance(instruction, ast.Add) and (url := address_of(source)) is not None:
                yield Link(range, source, url=url)
            elif (place := file_of_context(document, source)) is not None:
                yield Link(range, f"{place} in the build context", path=place)


# --- rules ---


def _rules(document: Document, rules: Sequence[Rule]) -> Iterator[Link]:
    silencing = suppressions(document)
    if not silencing:
        return
    known: dict[str, Rule] = {}
    for rule in rules:
        for answer in answers(rule):
            known.setdefault(answer, rule)
    topics = {it.category.casefold() for it in rules}
    for suppression in silencing:
        for name in suppression.names:
            if not name.text or EVERYTHING in name.meant or not name.meant.isdisjoint(topics):
                continue
            meant = next((known[it] for it in sorted(name.meant) if it in known), None)
            if meant is not None:
                yield Link(name.range, f"The page of {meant.id}", url=address(meant))
