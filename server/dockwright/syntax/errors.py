"""What a parser could not make sense of."""

from __future__ import annotations

from typing import NamedTuple

from dockwright.text.ranges import TextRange


class SyntaxProblem(NamedTuple):
    """A place where a text breaks its language's grammar; `kind` is a stable name, `message` a sentence for people."""

    kind: str
    range: TextRange
    message: str

    def shifted(self, by: int) -> SyntaxProblem:
        """The same problem in a text that has `by` more code points in front."""
        return SyntaxProblem(self.kind, self.range.shifted(by), self.message)
