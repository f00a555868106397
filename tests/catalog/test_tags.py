"""The tags of official images."""

from __future__ import annotations

import re

import pytest

from dockwright.catalog.images import official_names
from dockwright.catalog.tags import official_tags, tags_of


def test_tags_that_exist_the_newest_plain_ones_first():
    tags = official_tags("node")
    assert tags[0].isdigit()
    assert {"24", "24-alpine", "24-slim", "24.19.0-alpine3.24"} <= set(tags)
    assert tags.index("26") < tags.index("24") < tags.index("26-alpine")


def test_each_way_to_write_an_official_image():
    assert official_tags("docker.io/library/node") == official_tags("node")
    assert official_tags("example.com/node") == ()


def test_which_version_is_said_to_its_end():
    exact = {it.text: it.is_exact for it in tags_of("python")}
    found = [exact[it] for it in ("3.14.7", "3.14.7-slim", "3.14", "3-slim", "slim")]
    assert found == [True, True, False, False, False]
    assert [it.version for it in tags_of("debian") if it.is_exact and not it.variant] == ["13.6", "12.15", "11.11"]


@pytest.mark.parametrize("name", ["alpine", "debian", "golang", "postgres", "python", "ubuntu"])
def test_no_tag_is_of_something_unfinished(name: str):
    unfinished = re.compile(r"rc|beta|alpha\d|tip|devel|edge|sid|testing|unstable|\d{8}|windows|nano")
    assert not [it for it in official_tags(name) if unfinished.search(it)]


def test_all_are_tags():
    for name in official_names():
        tags = official_tags(name)
        assert len(tags) == len(set(tags))
        assert all(tag.replace("-", "").replace(".", "").replace("_", "").isalnum() for tag in tags), name
