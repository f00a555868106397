"""The tags of official images."""

from __future__ import annotations

from dockwright.catalog.images import official_names
from dockwright.catalog.tags import official_tags


def test_tags_that_exist_the_newest_plain_ones_first():
    tags = official_tags("node")
    assert tags[0].isdigit()
    assert {"24", "24-alpine", "24-slim"} <= set(tags)
    assert tags.index("26") < tags.index("24") < tags.index("26-alpine")


def test_each_way_to_write_an_official_image():
    assert official_tags("docker.io/library/node") == official_tags("node")
    assert official_tags("example.com/node") == ()


def test_all_are_tags_and_few_enough_to_offer():
    for name in official_names():
        tags = official_tags(name)
        assert len(tags) == len(set(tags)) <= 200
        assert all(tag.replace("-", "").replace(".", "").replace("_", "").isalnum() for tag in tags), name
