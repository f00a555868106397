"""Which version of an image a Dockerfile may name."""

from __future__ import annotations

from collections.abc import Mapping

from dockwright.catalog.images import WITH_RUBYGEMS_1, WITHOUT_APK_NO_CACHE, Family, family_of, official_image
from dockwright.syntax.dockerfile.image_ref import ImageReference


def current_version(reference: ImageReference) -> str | None:
    """The release line that `latest` meant on the day of the snapshot, as a tag; `None` where it is not known."""
    image = official_image(reference.name)
    if image is None or not image.has_latest or image.current is None:
        return None
    # The tag of a release line moves with its fixes: `3.14` rather than `3.14.7`.
    lines = [it.cycle for it in image.releases if image.current == it.cycle or image.current.startswith(f"{it.cycle}.")]
    return max(lines, key=len, default=image.current)


def publishes_versions(reference: ImageReference) -> bool:
    """Whether the image has tags of versions; distroless and Chainguard's free images have none worth naming."""
    return family_of(reference.name, reference.tag) not in (Family.DISTROLESS, Family.WOLFI)


def has_rubygems_1(reference: ImageReference | None) -> bool:
    """Whether it is a system whose own Ruby has RubyGems 1."""
    return _is_among(reference, WITH_RUBYGEMS_1)


def has_apk_without_no_cache(reference: ImageReference | None) -> bool:
    """Whether its apk is too old to know `--no-cache`."""
    return _is_among(reference, WITHOUT_APK_NO_CACHE)


def _is_among(reference: ImageReference | None, releases: Mapping[str, frozenset[str]]) -> bool:
    if reference is None or reference.tag is None:
        return False
    version = reference.tag.partition("-")[0]
    return any(version == it or version.startswith(f"{it}.") for it in releases.get(reference.name, ()))
