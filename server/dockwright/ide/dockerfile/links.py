"""What in a file leads elsewhere: images and rules to their pages, sources to files and addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from dockwright.catalog.registries import page_of
from dockwright.ide.results import Link
from dockwright.lint.dialects import EVERYTHING, answers
from dockwright.lint.manual import address
from dockwright.lint.rule import Rule
from dockwright.lint.suppress import suppressions
from dockwright.semantic.document import Document
from dockwright.semantic.remote import Kind, kind_of
from dockwright.semantic.stages import StageUse, UseKind
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.image_ref import ImageReference, parse_image_reference
from dockwright.text.ranges import TextRange

_WILDCARDS = frozenset("*?[")


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
        if isinstance(instruction, ast.Copy):
            if instruction.flag("from") is None:
                yield from _paths(document, instruction)
        elif isinstance(instruction, ast.Add):
            yield from _paths(document, instruction)
        elif isinstance(instruction, ast.Run) and "--mount" in instruction.unit.text:
            yield from _mounted(document, instruction)


def _paths(document: Document, instruction: ast.Transfer) -> Iterator[Link]:
    state = document.state_before(instruction)
    for path in instruction.sources if instruction.destination is not None else ():
        if isinstance(path, ast.Word) and instruction.heredoc_of(path) is not None:
            continue
        text = state.path_of(path, instruction.escape)
        if text is None:
            continue
        kind = kind_of(text) if isinstance(instruction, ast.Add) else Kind.LOCAL
        range = _inside(document, path)
        if kind is Kind.LOCAL:
            yield from _file(document, range, text)
        elif text.lower().startswith(("http://", "https://")):
            yield Link(range, text, url=text.partition("#")[0])


def _mounted(document: Document, instruction: ast.Run) -> Iterator[Link]:
    for flag in instruction.mounts:
        kind, source = flag.option("type"), flag.option("source", "src")
        if flag.option("from") is not None or (kind is not None and kind.plain != "bind"):
            continue
        if source is not None and source.value is not None and source.value.value:
            yield from _file(document, source.value.range, source.value.value)


def _inside(document: Document, path: ast.Word | ast.Element) -> TextRange:
    """Where a path stands, without the quotes of an exec form."""
    whole = path.range
    quoted = isinstance(path, ast.Element) and whole.length > 1
    return TextRange(whole.start + 1, whole.end - 1) if quoted else whole


def _file(document: Document, range: TextRange, path: str) -> Iterator[Link]:
    """A link to a file of the build context, if there is one; an editor has no view of folders."""
    if not _WILDCARDS.isdisjoint(path) or "\\" in path or "\0" in path or not path.strip("/."):
        return
    place = posixpath.normpath(path.lstrip("/"))
    if place.startswith("../") or place in (".", ".."):
        return
    if document.project.exists(place) is True and not document.project.files(place):
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
