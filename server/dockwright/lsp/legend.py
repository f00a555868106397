"""The kinds of semantic tokens, as agreed with a client: those of ours that it knows, in our order."""

from __future__ import annotations

from dockwright.lsp.client import Client

TYPES = (
    "keyword",
    "comment",
    "string",
    "number",
    "operator",
    "variable",
    "parameter",
    "property",
    "enumMember",
    "function",
    "class",
    "type",
    "namespace",
    "macro",
)
"""The values of `TokenKind`; the answer to `initialize` shall not wait for what it would take to import that."""

MODIFIERS = ("declaration", "deprecated", "defaultLibrary")
"""The bits of `TokenModifier`, the lowest first."""


def legend(client: Client) -> tuple[list[str], list[str]]:
    """The types and the modifiers that the numbers of an answer stand for."""
    types = [it for it in TYPES if it in (client.token_types or ())]
    return types, [it for it in MODIFIERS if it in client.token_modifiers]
