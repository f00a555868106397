"""Names of labels that somebody gave a meaning.

Source: docs.docker.com (object labels, extension metadata, MCP catalog, buildx's BUILDX_GIT_LABELS), read in 2026-09.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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


KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "org.opencontainers.image.title": "A name for people.",
        "org.opencontainers.image.description": "What is in the image, for people.",
        "org.opencontainers.image.source": "Where its source code is; registries link it.",
        "org.opencontainers.image.version": "The version of the packaged software.",
        "org.opencontainers.image.revision": "The commit that it was built from.",
        "org.opencontainers.image.created": "When it was built (RFC 3339).",
        "org.opencontainers.image.licenses": "The licences, as an SPDX expression.",
        "org.opencontainers.image.authors": "Who is responsible for it.",
        "org.opencontainers.image.vendor": "Who distributes it.",
        "org.opencontainers.image.url": "Where more is to be found about it.",
        "org.opencontainers.image.documentation": "Where its documentation is.",
        "org.opencontainers.image.ref.name": "The name of the reference, as a registry has it.",
        "org.opencontainers.image.base.name": "The image that it is built on.",
        "org.opencontainers.image.base.digest": "The digest of the image that it is built on.",
        "maintainer": "Who looks after it; `org.opencontainers.image.authors` is the newer name.",
        "version": "The version of the image.",
        "description": "What is in the image.",
        "name": "The name of the image; Red Hat asks for it.",
        "vendor": "Who distributes it; Red Hat asks for it.",
        "summary": "One line about it; Red Hat asks for it.",
        "io.k8s.display-name": "A name that OpenShift shows.",
        "io.k8s.description": "What OpenShift shows about it.",
        "io.openshift.expose-services": "The ports that OpenShift makes services for.",
        "io.openshift.tags": "Words by which OpenShift finds it.",
        "com.docker.extension.publisher-url": "The publisher of an extension of Docker Desktop.",
    }
)
"""Keys worth offering and what each means.

Source: OCI image specification (annotations.md), the guides of Red Hat and OpenShift.
"""
