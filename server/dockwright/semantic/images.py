"""What is known about the image that a stage builds on, without asking a registry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dockwright.catalog import images
from dockwright.catalog.environments import image_environment
from dockwright.syntax.dockerfile.image_ref import ImageReference


@dataclass(frozen=True)
class BaseImage:
    """The image that a stage builds on in the end; compared by value.

    `text` is what FROM names, with variables replaced; `None` where that is unknown. `reference` is that text taken
    to pieces, `None` where it is unknown or no valid reference.
    """

    text: str | None
    reference: ImageReference | None
    platform: str | None = None
    """What `--platform` says, with variables replaced, where that is known."""
    backtick: bool = False
    """Whether the file's escape character is the backtick, which only Windows paths ask for."""

    @cached_property
    def known(self) -> images.KnownImage | None:
        """What the catalog knows about it; `None` where the image itself is unknown."""
        return images.known_image(self.reference.name, self.reference.tag) if self.reference is not None else None

    @property
    def family(self) -> images.Family | None:
        """Which system it contains."""
        return self.known.family if self.known is not None else None

    @property
    def is_scratch(self) -> bool:
        """Whether the base is empty."""
        return self.text == "scratch"

    @cached_property
    def is_windows(self) -> bool:
        """Whether it is known, or all but known, to be a Windows image."""
        if self.platform is not None and "$" not in self.platform:
            return self.platform.partition("/")[0].lower() == "windows"
        return self.family is images.Family.WINDOWS or (self.backtick and self.family is None)

    @property
    def is_surely_windows(self) -> bool:
        """The same, where more than the escape character says so."""
        return self.is_windows and (self.family is images.Family.WINDOWS or self.platform is not None)

    @property
    def user(self) -> str | None:
        """The user that its containers run as; `None` where nobody knows."""
        return self.known.user if self.known is not None else None

    def may_set(self, name: str) -> bool | None:
        """Whether the image may have `name` in its environment; `None` where nobody knows what it sets."""
        if name == "PATH":
            return True
        if self.is_windows:
            return None
        names = image_environment(self.reference.name) if self.reference is not None else None
        return None if names is None else name in names
