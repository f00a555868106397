"""The tags of Docker's official images that are worth typing.

Source: docker-library/official-images, snapshot of 2026-08-22 (`official-tags.json` beside this file, read when first
asked for): all but pre-releases, dated ones and those for Windows. There `3.14.7,3.14|-slim,` stands for four tags,
each version with each ending.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from dockwright.catalog.images import normal_repository

_NUMBER = re.compile(r"[0-9]+")
_LATEST = ("latest",)


class Tag(NamedTuple):
    """A tag: the version in front, "" where it begins with a name, and the variant behind it without its `-`.

    `is_exact`: no tag of the image says the version more precisely.
    """

    text: str
    version: str
    variant: str
    is_exact: bool

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, to compare by; empty where there is none."""
        return tuple(int(it) for it in _NUMBER.findall(self.version))


def official_tags(repository: str) -> tuple[str, ...]:
    """The tags of an official image: plain versions before variants, newer ones before older; none for any other."""
    return tuple(it.text for it in tags_of(repository))


def tags_of(repository: str) -> tuple[Tag, ...]:
    """The same tags, taken to pieces."""
    return _tags_of(normal_repository(repository))


@lru_cache(maxsize=32)
def _tags_of(name: str) -> tuple[Tag, ...]:
    found: list[tuple[str, str]] = []
    for group in _tags().get(name, "").split():
        versions, _, endings = group.partition("|")
        found += [(version, ending) for ending in endings.split(",") for version in versions.split(",")]
    every = {version for version, _ in found}
    short = {version[:place] for version in every for place in _ends_of_parts(version)}
    tags = [
        Tag(version + ending, version, ending.removeprefix("-"), bool(version) and version not in short)
        for version, ending in found
    ]
    tags.sort(key=_order)
    return tuple(tags)


def _ends_of_parts(version: str) -> list[int]:
    """Where a version could be cut off and still be one: `26.7.0` at `26.7` and `26`."""
    return [it.end() for it in _NUMBER.finditer(version)][:-1]


def _order(tag: Tag) -> tuple[object, ...]:
    newest_first = tuple(-it for it in tag.number)
    return (not tag.version, bool(tag.variant), newest_first, tag.text in _LATEST, tag.variant.count("-"), tag.text)


@lru_cache(maxsize=1)
def _tags() -> Mapping[str, str]:
    text = resources.files("dockwright.catalog").joinpath("official-tags.json").read_text(encoding="utf-8")
    tags: Mapping[str, str] = json.loads(text)["tags"]
    return tags
