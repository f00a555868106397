"""What is known about the image that a stage builds on, without asking a registry."""

from __future__ import annotations

from typing import NamedTuple

from dockwright.catalog import images
from dockwright.syntax.dockerfile.image_ref import ImageReference


class BaseImage(NamedTuple):
    """The image that a stage builds on in the end; compared by value.

    `text` is what FROM names, with variables replaced; `None` where that is unknown. `reference` is that text taken
    to pieces, `None` where it is unknown, no valid reference, or `scratch`.
    """

    text: str | None
    reference: ImageReference | None
    platform: str | None = None
    """What `--platform` says, with variables replaced, where that is known."""
    backtick: bool = False
    """Whether the file's escape character is the backtick, which only Windows paths ask for."""

    @property
    def is_scratch(self) -> bool:
        """Whether the base is empty."""
        return self.text == "scratch"

    @property
    def is_windows(self) -> bool:
        """Whether it is known to be a Windows image."""
        if self.platform is not None and self.platform.partition("/")[0].lower() == "windows":
            return True
        if self.reference is None:
            return self.backtick
        return self.family is images.Family.WINDOWS or (self.backtick and self.family is None)

    @property
    def family(self) -> images.Family | None:
        """Which system it contains, where the catalog knows."""
        return images.family_of(self.reference) if self.reference is not None else None

    @property
    def user(self) -> str | None:
        """The user that it sets, `"root"` where it is known to set none; `None` where nobody knows."""
        if self.is_scratch:
            return "root"
        return images.default_user(self.reference) if self.reference is not None else None
