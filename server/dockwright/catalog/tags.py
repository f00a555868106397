"""The tags of Docker's official images that are worth typing.

Source: docker-library/official-images, snapshot of 2026-08-22 (`official-tags.json` beside this file, read when first
asked for): tags of at most two words, without dated ones, pre-releases, and variants of single patch releases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from dockwright.catalog.images import normal_repository


def official_tags(repository: str) -> tuple[str, ...]:
    """The tags of an official image: plain versions before variants, newer ones before older; none for any other."""
    return tuple(_tags().get(normal_repository(repository), "").split())


@lru_cache(maxsize=1)
def _tags() -> Mapping[str, str]:
    text = resources.files("dockwright.catalog").joinpath("official-tags.json").read_text(encoding="utf-8")
    tags: Mapping[str, str] = json.loads(text)["tags"]
    return tags
