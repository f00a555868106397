"""What a client is told in several places, and before what it names is imported."""

from __future__ import annotations

from typing import Any

FIX_ALL = "dockwright.fixAll"
ORDER_FOR_THE_CACHE = "dockwright.orderForTheCache"
EXPLAIN_RULE = "dockwright.explainRule"
SYNTAX_TREE = "dockwright.syntaxTree"

CHANGING = (FIX_ALL, ORDER_FOR_THE_CACHE)
"""Commands for a client that lets a server change texts."""

TELLING = (EXPLAIN_RULE, SYNTAX_TREE)

DIAGNOSTICS = "dockwright-diagnostics"
"""The id under which the client knows that it may pull diagnostics."""


def diagnostic_options(of_workspace: bool) -> dict[str, Any]:
    """What a client may pull (LSP 3.17, DiagnosticRegistrationOptions)."""
    return {
        "id": DIAGNOSTICS,
        "identifier": "dockwright",
        "interFileDependencies": False,
        "workspaceDiagnostics": of_workspace,
        "workDoneProgress": of_workspace,
    }
