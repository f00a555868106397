"""Names of labels that somebody gave a meaning.

Source: docs.docker.com (object labels, extension metadata, MCP catalog, buildx's BUILDX_GIT_LABELS), read in 2026-09.
"""

from __future__ import annotations

_RESERVED = ("com.docker.", "io.docker.", "org.dockerproject.")
_FOR_OTHERS = (
    "com.docker.desktop.",
    "com.docker.extension.",
    "com.docker.image.source.entrypoint",
    "io.docker.server.metadata",
)

BUILDX_GIT_LABELS: tuple[str, ...] = ("com.docker.image.source.entrypoint", "org.opencontainers.image.revision")
"""What buildx writes by itself where `BUILDX_GIT_LABELS` is set."""

BUILDX_GIT_SOURCE = "org.opencontainers.image.source"
"""What it writes as well where that is set to `full`."""


def is_reserved(name: str) -> bool:
    """Whether a label's name belongs to Docker, and is none of those that Docker asks others to set."""
    return name.startswith(_RESERVED) and not name.startswith(_FOR_OTHERS)
