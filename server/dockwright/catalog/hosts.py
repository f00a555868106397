"""Hosts that files are fetched from.

Source: the reference pages of Amazon S3, Google Cloud Storage and Azure Blob Storage on their endpoints (2026-08).
"""

from __future__ import annotations

_STORES = (
    ".amazonaws.com",
    ".blob.core.windows.net",
    ".storage.googleapis.com",
)


def serves_objects(host: str) -> bool:
    """Whether a host, in lower case, is one of a store that answers with its objects themselves, without redirects."""
    return f".{host}".endswith(_STORES)
