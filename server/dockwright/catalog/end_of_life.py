"""Which releases of common base images no longer get security updates.

Source: the dates that docker-library's projects publish, as endoflife.date lists them (`official-images.json` beside
this file), and Debian's schedule of long-term support (wiki.debian.org/LTS). A rule cannot ask what day it is, since
its answers have to be the same tomorrow: what counts is whether a release had ended on `AS_OF`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from dockwright.catalog.images import Release, normal_repository, official_image

AS_OF = "2026-11-01"
"""The day that the answers are about."""

_SOON = "2027-02-01"
"""What ends before is no release to go to."""

# Of others a release ends with the next one, or the dates are not the project's own.
_WATCHED = frozenset(
    "almalinux alpine centos debian fedora mysql node oraclelinux php postgres python rockylinux ruby ubuntu".split()
)
_DEBIAN_LONG_TERM_SUPPORT: Mapping[str, str] = {
    "13": "2030-06-30",
    "12": "2028-06-30",
    "11": "2026-08-31",
    "10": "2024-06-30",
    "9": "2022-06-30",
    "8": "2020-06-30",
}
_DISTRIBUTIONS = ("debian", "ubuntu")


class Ended(NamedTuple):
    """A release that has ended: of what, which, when (`None` where the day is not known), and its part of the tag."""

    product: str
    cycle: str
    date: str | None
    start: int
    end: int


@lru_cache(maxsize=256)
def ended(repository: str, tag: str) -> Ended | None:
    """The ended release that a tag names, of the image itself or of the system in it: `3.13-slim-buster`."""
    name = normal_repository(repository)
    if name in _WATCHED:
        found = _own(name, tag)
        if found is not None:
            return found
    return _of_the_system(tag)


def next_supported(product: str, cycle: str) -> Release | None:
    """The oldest release above `cycle` that does not end soon; of Node.js and Ubuntu one with long-term support."""
    image = official_image(product)
    releases = image.releases if image is not None else ()
    place = next((index for index, it in enumerate(releases) if it.cycle == cycle), 0)
    above = [it for it in reversed(releases[:place]) if end_of(product, it) is None and it.end_of_life is not None]
    lasting = [it for it in above if _date_of(product, it) >= _SOON]
    above = lasting or above
    if product in ("node", "ubuntu"):
        above = [it for it in above if it.long_term_support]
    return above[0] if above else None


def end_of(product: str, release: Release) -> str | None:
    """The day on which a release ended, "" where that is not known; `None` where it has not ended by `AS_OF`."""
    date = _date_of(product, release)
    if not date:
        return "" if release.ended else None
    return date if date < AS_OF else None


def _date_of(product: str, release: Release) -> str:
    """The day on which a release ends or ended, "" where that is not known."""
    date = release.end_of_life or ""
    return _DEBIAN_LONG_TERM_SUPPORT.get(release.cycle, date) if product == "debian" else date


def _own(name: str, tag: str) -> Ended | None:
    head = tag.partition("-")[0]
    image = official_image(name)
    releases = image.releases if image is not None else ()
    called = _called(name).get(head.lower(), ())
    named = [it for it in releases if head == it.cycle or head.startswith(f"{it.cycle}.") or it in called]
    if named:
        release = max(named, key=lambda it: len(it.cycle))
        date = end_of(name, release)
        return Ended(name, release.cycle, date or None, 0, len(head)) if date is not None else None
    # `python:2` is over when all of 2.x is.
    dates = [end_of(name, it) for it in releases if it.cycle.startswith(f"{head}.")]
    over = [it for it in dates if it is not None]
    if head.isdecimal() and over and len(over) == len(dates):
        return Ended(name, head, max(over) or None, 0, len(head))
    return None


def _of_the_system(tag: str) -> Ended | None:
    for word, start in _words_behind(tag):
        end = start + len(word)
        if word.startswith("alpine") and len(word) > len("alpine"):
            found = _own("alpine", word[len("alpine") :])
            return found._replace(start=start, end=end) if found is not None else None
        for name in _DISTRIBUTIONS:
            for release in _called(name).get(word.lower(), ()):
                date = end_of(name, release)
                if date is not None:
                    return Ended(name, release.cycle, date or None, start, end)
    return None


def _words_behind(tag: str) -> Iterator[tuple[str, int]]:
    """The words of a tag but the first, and where they start."""
    start = tag.find("-") + 1
    while start > 0:
        end = tag.find("-", start)
        yield tag[start : end if end >= 0 else len(tag)], start
        start = end + 1


@lru_cache(maxsize=len(_WATCHED))
def _called(product: str) -> Mapping[str, tuple[Release, ...]]:
    """The releases of a product by the first word of their codenames, in lower case."""
    image = official_image(product)
    found: dict[str, tuple[Release, ...]] = {}
    for release in image.releases if image is not None else ():
        if release.codename is not None:
            name = release.codename.partition(" ")[0].lower()
            found[name] = (*found.get(name, ()), release)
    return found
