"""What is edited together with what stands at the cursor: a stage's name with its uses, a heredoc's two delimiters."""

from __future__ import annotations

from dockwright.ide.results import Linked
from dockwright.semantic.document import Document
from dockwright.semantic.symbols import Spelling, SymbolKind, symbols_of

_PATTERN = r"[A-Za-z_][A-Za-z0-9_.-]*"


def linked_editing(document: Document, offset: int) -> Linked | None:
    """The places that change as one; `None` where they do not read the same, or there is only one."""
    mention = symbols_of(document).at(offset)
    if mention is None or mention.symbol.kind not in (SymbolKind.STAGE, SymbolKind.HEREDOC):
        return None
    if mention.spelling is not Spelling.NAME or any(it.spelling is Spelling.HIDDEN for it in mention.symbol.mentions):
        return None
    ranges = tuple(it.range for it in mention.symbol.mentions if it.spelling is Spelling.NAME)
    texts = {it.slice(document.text) for it in ranges}
    return Linked(ranges, _PATTERN) if len(ranges) > 1 and len(texts) == 1 else None
