"""The texts that are open in an editor, by version."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.semantic.document import Document
from dockwright.semantic.project import Project
from dockwright.text.edits import Edit
from dockwright.text.lines import LineIndex

# Beyond this a text is kept, but not analysed: an editor that opens a log file by mistake shall stay quick.
LONGEST_TEXT = 5_000_000
MOST_LINES = 200_000

# From this many edits between two questions on, reading the text anew is quicker than following each.
_MANY_EDITS = 200


class Snapshot:
    """One version of one open text; a value, so an answer computed from it is an answer about this version."""

    __slots__ = ("_base", "_document", "_edits", "lines", "path", "project", "understood", "uri", "version")

    def __init__(
        self,
        uri: str,
        version: int,
        lines: LineIndex,
        *,
        path: str | None = None,
        project: Project | None = None,
        understood: bool = True,
    ) -> None:
        self.uri = uri
        self.version = version
        self.lines = lines
        self.path = path
        self.project = project
        self.understood = understood
        """Whether the text is in a language that we read at all."""

        self._document: Document | None = None
        self._base: Document | None = None
        self._edits: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lines.text

    @property
    def is_analysed(self) -> bool:
        """Whether questions about the text are answered: it is in a language that we read, and not too long."""
        return self.understood and len(self.text) <= LONGEST_TEXT and self.lines.count <= MOST_LINES

    @property
    def document(self) -> Document:
        """What the text means; worked out on first use from the last version that was asked for."""
        if self._document is None:
            self._document = self._follow() if self._base else Document.parse(self.text, self.path, self.project)
            # The same text has the same lines; ours have followed each edit already.
            self._document.take_lines(self.lines)
            self._base, self._edits = None, ()
        return self._document

    def _follow(self) -> Document:
        document = self._base
        assert document is not None
        if len(self._edits) == 1:
            return document.replaced(self._edits[0].range, self.text)
        for edit in self._edits:
            document = document.edited((edit,))
        return document

    def edited(self, edit: Edit, version: int) -> Snapshot:
        """The version after `edit`; raise `ValueError` where the edit lies outside the text."""
        after = self._next(self.lines.edited(edit), version)
        base = self._document or self._base
        edits = (edit,) if self._document else _joined(self._edits, edit)
        if base is not None and len(edits) <= _MANY_EDITS:
            after._base, after._edits = base, edits
        return after

    def replaced(self, text: str, version: int) -> Snapshot:
        """The version in which all of the text is `text`."""
        return self._next(LineIndex(text), version)

    def at(self, version: int) -> Snapshot:
        """The same text under another version number."""
        after = self._next(self.lines, version)
        after._document, after._base, after._edits = self._document, self._base, self._edits
        return after

    def under(self, project: Project | None) -> Snapshot:
        """The same text and version, to be understood anew beside other files."""
        after = self._next(self.lines, self.version)
        after.project = project
        return after

    def _next(self, lines: LineIndex, version: int) -> Snapshot:
        return Snapshot(self.uri, version, lines, path=self.path, project=self.project, understood=self.understood)


def _joined(edits: tuple[Edit, ...], edit: Edit) -> tuple[Edit, ...]:
    """`edits`, made one after the other, and then `edit`; one that only continues the last becomes part of it."""
    if not edits:
        return (edit,)
    last = edits[-1]
    begin = last.range.start
    start, end = edit.range.start - begin, edit.range.end - begin
    if start < 0 or end > len(last.text):
        return (*edits, edit)
    return (*edits[:-1], Edit(last.range, last.text[:start] + edit.text + last.text[end:]))


class Workspace:
    """Every open text, at its newest version."""

    def __init__(self) -> None:
        self._open: dict[str, Snapshot] = {}

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(tuple(self._open.values()))

    def get(self, uri: str) -> Snapshot | None:
        """The newest version of an open text; `None` for one that is not open."""
        return self._open.get(uri)

    def put(self, snapshot: Snapshot) -> None:
        """Open a text, or take its next version."""
        self._open[snapshot.uri] = snapshot

    def close(self, uri: str) -> None:
        """Forget a text; one that is not open is none the worse."""
        self._open.pop(uri, None)
