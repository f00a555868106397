"""Images that a FROM or a --from may name, and the tags that are known of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from dockwright.catalog import images as catalog
from dockwright.catalog import popular
from dockwright.catalog.tags import Tag, tags_of
from dockwright.ide import descriptions
from dockwright.ide.dockerfile.completion.place import MOST, Arguments, item, may_become
from dockwright.ide.results import Item, ItemKind
from dockwright.syntax.dockerfile.image_ref import parse_image_reference


class Nearby(NamedTuple):
    """What other files say; asked only where an image is typed."""

    images: Callable[[], Sequence[str]]
    """The images that they use, the most used first."""
    contexts: Callable[[], Sequence[str]]
    """The names of build contexts that are given to a build of this file."""


# What is older was made before there were official images of it.
_FIRST_RELEASE = "2015"
_USUAL_VARIANTS = ("", "slim", "alpine", "jre", "jdk", "jre-alpine")


def images(arguments: Arguments, nearby: Nearby) -> Iterator[Item]:
    """The images of a FROM: those in use, those that people use, Docker's official ones; behind a colon their tags."""
    if arguments.name == "FROM" and not arguments.is_trigger and not arguments.index:
        yield from references(arguments, *arguments.word, nearby, to_copy=False)


def references(arguments: Arguments, start: int, end: int, nearby: Nearby, *, to_copy: bool) -> Iterator[Item]:
    """What may stand for an image between `start` and `end`; `to_copy`: its files are taken, nothing builds on it."""
    line = arguments.line
    typed = line.text[start : line.at]
    default = _BEGUN_DEFAULT.match(typed)
    if default is not None:
        closing = line.text.find("}", line.at, end)
        rest = line.text[closing + 1 : end] if closing >= 0 else ""
        place = start + default.start("default")
        yield from _tags(arguments, default["repository"], place, closing if closing >= 0 else end, rest)
        return
    if "@" in typed or "$" in typed:
        return
    colon = line.text.find(":", line.text.rfind("/", start, end) + 1 or start, end)
    at = line.text.find("@", start, end)
    name_end = end if at < 0 else at
    if 0 <= colon < line.at:
        repository = line.text[start:colon]
        if catalog.official_image(catalog.normal_repository(repository)) is not None:
            yield from _tags(arguments, repository, colon + 1, name_end)
        else:
            yield from _other_tags(arguments, repository, colon + 1, name_end, nearby)
        return
    whole = line.range(start, end)
    range = line.range(start, name_end if colon < 0 else colon)
    if range is None or whole is None:
        return
    for number, name in enumerate(nearby.contexts()):
        yield item(name, ItemKind.IMAGE, whole, detail="build context", sort=f"11{number:03}")
    for stage in arguments.document.stages:
        if stage.image is not None and stage.instruction.start != arguments.instruction.start:
            yield item(stage.image.text, ItemKind.IMAGE, whole, detail="used in this file", sort="2")
    for number, name in enumerate(nearby.images()):
        yield item(name, ItemKind.IMAGE, whole, detail="used in the workspace", sort=f"3{number:03}")
    for number, (name, path) in enumerate(popular.TO_COPY_FROM.items() if to_copy else ()):
        key = f"image:{name}" if catalog.is_official(name) else ""
        yield item(name, ItemKind.IMAGE, range, detail=f"has {path}", sort=f"4{number:03}", key=key)
    if "/" in typed and not any(it.startswith(typed) for it in popular.ELSEWHERE):
        return
    for number, name in enumerate(popular.OFFICIAL):
        yield item(name, ItemKind.IMAGE, range, detail="official image", sort=f"5{number:03}", key=f"image:{name}")
    if not to_copy:
        yield item("scratch", ItemKind.IMAGE, range, detail="nothing", sort="6")
    for number, (name, detail) in enumerate(popular.ELSEWHERE.items()):
        yield item(name, ItemKind.IMAGE, range, detail=detail, sort=f"7{number:03}")
    for name in catalog.official_names():
        yield item(name, ItemKind.IMAGE, range, detail="official image", sort="8", key=f"image:{name}")


# --- tags ---


class _Offered(NamedTuple):
    """A tag with what does not depend on where it is offered; `number` counts from the newest."""

    number: int
    tag: Tag
    detail: str
    is_over: bool


# One way to match: a name, a variable, the beginning of its default; or a name, a variable, what follows that.
_BEGUN_DEFAULT = re.compile(r"(?P<repository>[^:$@\s]+):\$\{\w+:?-(?P<default>[\w.-]*)\Z")
_BY_ARGUMENT = re.compile(
    r"(?P<repository>[^:$@\s]+):\$(?:\{(?P<braced>\w+)[^{}]*\}|(?P<plain>\w+))(?P<rest>-[\w.-]+)?\Z"
)


def versions(arguments: Arguments, name: str, start: int, end: int) -> Iterator[Item]:
    """What an ARG above the first FROM may hold that is part of an image's tag there."""
    document = arguments.document
    for stage in document.stages if document.stage_of(arguments.instruction) is None else ():
        image = stage.instruction.image
        found = _BY_ARGUMENT.match(image.text) if image is not None and name in image.text else None
        if found is not None and name in (found["braced"], found["plain"]):
            yield from _tags(arguments, found["repository"], start, end, found["rest"] or "")


def _tags(arguments: Arguments, repository: str, start: int, end: int, rest: str = "") -> Iterator[Item]:
    """The tags of an image; where `rest` follows what is typed, what stands before it in those that end so."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    name = catalog.normal_repository(repository)
    in_use = _variants_in_use(arguments, name, arguments.line.text[start:end] + rest)
    typed = arguments.line.text[start : arguments.line.at].casefold()
    found = [
        ((not it.tag.text.casefold().startswith(typed), *_likelihood(it, in_use)), it)
        for it in _offered(name)
        if may_become(typed, it.tag.text.casefold()) and (not rest or it.tag.variant == rest[1:])
    ]
    found.sort()
    # One more than is shown, so that it is told that there are more.
    for (is_other, over, rank, precision), it in found[: MOST + 1]:
        yield item(
            it.tag.text.removesuffix(rest),
            ItemKind.IMAGE,
            range,
            detail=it.detail,
            sort=f"{int(is_other)}{over}{rank}{precision}{it.number:04}",
            key=f"image:{name}:{it.tag.text}",
            deprecated=it.is_over,
        )


def _other_tags(arguments: Arguments, repository: str, start: int, end: int, nearby: Nearby) -> Iterator[Item]:
    """The tags of an image that is not Docker's own: those in use, and those that hardly change."""
    range = arguments.line.range(start, end)
    if range is None:
        return
    for stage in arguments.document.stages:
        image = stage.image
        is_own = stage.instruction.start == arguments.instruction.start
        if image is not None and image.tag and image.name == repository and not is_own:
            yield item(image.tag, ItemKind.IMAGE, range, detail="used in this file", sort="0")
    for number, text in enumerate(nearby.images()):
        reference = parse_image_reference(text)
        if reference is not None and reference.tag and reference.name == repository:
            yield item(reference.tag, ItemKind.IMAGE, range, detail="used in the workspace", sort=f"1{number:03}")
    for number, tag in enumerate(popular.tags_elsewhere(repository)):
        yield item(tag, ItemKind.IMAGE, range, sort=f"2{number:03}")


def _likelihood(it: _Offered, in_use: list[str]) -> tuple[int, int, int]:
    """How early a tag comes: what is supported, in the variant in use, and exact comes first."""
    variant = it.tag.variant
    if variant in in_use:
        rank = in_use.index(variant)
    else:
        rank = 3 + (_USUAL_VARIANTS.index(variant) if variant in _USUAL_VARIANTS else len(_USUAL_VARIANTS))
    return int(it.is_over), rank, 0 if it.tag.is_exact else 1 if it.tag.version else 2


def _variants_in_use(arguments: Arguments, name: str, here: str) -> list[str]:
    """The variants that the file has of the image, that of the tag which is being typed first; at most three."""
    variants = {it.text: it.variant for it in tags_of(name)}
    written = [here] if here else []
    for stage in arguments.document.stages:
        image = stage.image
        if image is not None and image.tag and catalog.normal_repository(image.name) == name:
            written.append(image.tag)
    found: dict[str, None] = {}
    for tag in written:
        behind = tag.partition("-")[2] if tag[:1].isdigit() else tag
        variant = variants.get(tag, behind if behind in variants.values() else None)
        if variant is not None:
            found[variant] = None
    return list(found)[:3]


@lru_cache(maxsize=32)
def _offered(name: str) -> tuple[_Offered, ...]:
    """The tags of an official image, and the release lines that have ended, of which none is built any more."""
    official = catalog.official_image(name)
    releases = official.releases if official is not None else ()
    tags = list(tags_of(name))
    lines = {it.version for it in tags}
    built = {it.cycle for it in releases if it.cycle in lines}
    for it in releases:
        if built and it.cycle not in built and (it.released or "") > _FIRST_RELEASE and descriptions.has_ended(it):
            tags.append(Tag(it.cycle, it.cycle, "", is_exact=False))
    found = []
    for number, tag in enumerate(tags):
        release = descriptions.release_of(official, tag.text) if official is not None else None
        detail = descriptions.life(release) if release is not None else ""
        found.append(_Offered(number, tag, detail, release is not None and descriptions.has_ended(release)))
    return tuple(found)


def documentation(name: str, tag: str) -> str:
    """What is told beside an image or one of its tags."""
    reference = parse_image_reference(f"{name}:{tag}" if tag else name)
    return descriptions.image(reference) if reference is not None and catalog.official_image(name) is not None else ""
