"""The images that the other Dockerfiles of a workspace start from.

Nothing waits long for them: they are read in the background, for a few seconds and from a few hundred files at most,
and who asks before all are read is told what is known by then.
"""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Thread

from dockwright.semantic.document import Document
from dockwright.workspace.closed import ClosedDockerfiles, Enough
from dockwright.workspace.files import Stamp, read
from dockwright.workspace.workspace import Snapshot

MOST_FILES = 300
_SECONDS = 5.0
_SECONDS_WITHOUT_THREADS = 0.5
_FRESH_SECONDS = 30.0
_PATIENCE_SECONDS = 0.05
_LONGEST_TEXT = 100_000
_LONGEST_LINE = 2_000
"""Beyond it the library that reads these files takes longer than it is worth."""


class Neighbours:
    """What the Dockerfiles below some folders start from; open ones are asked, closed ones read."""

    def __init__(
        self,
        folders: Iterable[str],
        dockerfiles: ClosedDockerfiles | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = list(folders)
        self._dockerfiles = dockerfiles if dockerfiles is not None else ClosedDockerfiles()
        self._clock = clock
        self._closed: dict[str, tuple[str, ...]] = {}
        self._kept: dict[str, tuple[Stamp, tuple[str, ...]]] = {}
        self._thread: Thread | None = None
        self._reading: object = None
        self._read_at: float | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all files have been read once; after that they are read again while the last answer holds."""
        return self._read_at is not None or self._thread is None

    def look_in(self, folders: Iterable[str]) -> None:
        """Look in these folders from now on, and forget what lies in others."""
        self._folders = list(folders)
        self._closed, self._read_at = {}, None
        # Who still reads the old ones ends by itself, and tells nobody.
        self._thread = self._reading = None

    def wait(self) -> None:
        """Wait until nothing is being read."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def images(self, path: str | None, texts: Iterable[Snapshot]) -> Sequence[str]:
        """The images that files other than that at `path` start from, the most used first."""
        self._look(path)
        counts: Counter[str] = Counter()
        opened = set()
        for text in texts:
            if text.path is not None:
                opened.add(os.path.realpath(text.path))
            if text.path != path and text.is_analysed:
                counts.update(set(_of_document(text.document)))
        if path is not None:
            opened.add(os.path.realpath(path))
        for place, found in tuple(self._closed.items()):
            if os.path.realpath(place) not in opened:
                counts.update(set(found))
        return [image for image, _ in sorted(counts.items(), key=lambda it: (-it[1], it[0]))]

    def _look(self, path: str | None) -> None:
        """Read the files anew where that is some time ago; the first time wait a moment: most workspaces are small."""
        if self._thread is None and (self._read_at is None or self._clock() - self._read_at >= _FRESH_SECONDS):
            folders = self._folders or ([os.path.dirname(path)] if path is not None else [])
            own = self._reading = object()
            work = (own, folders, _SECONDS)
            reader = self._thread = Thread(target=self._read, args=work, name="dockwright-neighbours", daemon=True)
            try:
                reader.start()
            except RuntimeError:
                # There are none here, as in WebAssembly: all must wait for what is read.
                self._read(own, folders, _SECONDS_WITHOUT_THREADS)
        thread = self._thread
        if thread is not None and self._read_at is None:
            thread.join(_PATIENCE_SECONDS)

    def _read(self, own: object, folders: Sequence[str], seconds: float) -> None:
        try:
            found: dict[str, tuple[str, ...]] = {}
            for place in self._places(folders, seconds):
                images = self._images_of(place)
                if self._reading is not own:
                    return
                found[place] = self._closed[place] = images
            self._closed = found
        finally:
            if self._reading is own:
                self._read_at = self._clock()
                self._thread = None

    def _places(self, folders: Sequence[str], seconds: float) -> Iterator[str]:
        """Where the files lie; as they are found, or as they were found just now for somebody else."""
        end = time.monotonic() + seconds

        def step() -> None:
            if time.monotonic() > end:
                raise Enough

        number = 0
        for folder in folders:
            for place in self._dockerfiles.look(folder, step, MOST_FILES, seconds):
                number += 1
                if number > MOST_FILES:
                    return
                yield place

    def _images_of(self, place: str) -> tuple[str, ...]:
        stamp = Stamp.of(place)
        if stamp is None:
            return ()
        kept = self._kept.get(place)
        if kept is None or kept[0] != stamp:
            text = read(place) if stamp.size <= _LONGEST_TEXT else ""
            kept = self._kept[place] = (stamp, _of_text(text) if isinstance(text, str) else ())
        return kept[1]


def _of_document(document: Document) -> Iterator[str]:
    for stage in document.stages:
        if stage.image is not None:
            yield stage.image.text


def _of_text(text: str) -> tuple[str, ...]:
    """The images that a file starts from."""
    if "<<" in text:
        # What stands in a heredoc looks like instructions to the library.
        return tuple(_of_document(Document.parse(text)))
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        return ()
    from dockerfile_parse import DockerfileParser
    from dockerfile_parse.parser import image_from

    try:
        parser = DockerfileParser(fileobj=io.BytesIO(text.encode()), cache_content=True)
        images = parser.parent_images
        names = [image_from(it["value"] or "")[1] for it in parser.structure if it["instruction"] == "FROM"]
    except Exception:
        # Somebody else's file, half written perhaps; what it starts from is not worth a failure.
        return ()
    stages = {it.casefold() for it in names if it}
    return tuple(it for it in images if it.casefold() not in stages and it != "scratch" and _is_whole(it))


def _is_whole(image: str) -> bool:
    """Whether an image's name is known to its end: no variable, template or blank in it."""
    return bool(image) and not any(it in image for it in "${}<>%\"' ") and not image.endswith((":", "@", "/"))
