"""The build context on disk, as documents may ask about it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, cast

from dockwright.semantic import ignore
from dockwright.semantic.project import Amount, Project
from dockwright.workspace.files import Stamp, read_small

# Manifests are small; what is larger is not worth an editor's time.
_LONGEST_FILE = 1 << 20

MANIFEST_PATTERNS = (
    "{package,composer,deno}.json",
    "{package-lock,npm-shrinkwrap}.json",
    "{pnpm-lock,pnpm-workspace}.yaml",
    "{yarn,bun,Cargo,Gemfile,composer,mix,poetry,uv,pdm,Pipfile,gradle}.lock",
    "{.npmrc,.yarnrc,.yarnrc.yml,.pnpmfile.cjs,bunfig.toml,bun.lockb}",
    "{requirements,constraints}*.txt",
    "{setup.py,setup.cfg,Pipfile}",
    "{Cargo,rust-toolchain}*",
    "{go.mod,go.sum,go.work,go.work.sum}",
    "{pom.xml,gradle.properties,gradle.lockfile}",
    "{build,settings}.gradle*",
    "{Gemfile,mix.exs}",
    "*.{csproj,fsproj,vbproj,sln,slnx}",
    "{Directory.Build.props,Directory.Packages.props,global.json}",
    "{nuget,NuGet}.{config,Config}",
)
"""The files that say what is installed, as globs of an editor: what rules read most of all."""

_RECENT_SECONDS = 1.0

# A walk over a large folder takes long: how much lies in it is looked at now and then, and no longer than nobody minds.
_MEASURED_SECONDS = 10.0
_LONGEST_WALK = 0.05

# A text that has asked for more, over all that was typed in it, is read anew rather than asking all of it again.
_MOST_ASKED = 2000

_Question = tuple[str, str]

T = TypeVar("T")


class FolderContext:
    """The folder that a Dockerfile lies in, taken for its build context; a `Project`.

    What `.dockerignore` leaves out is not there; `<Dockerfile>.dockerignore` beside the Dockerfile takes its place.
    What was read is kept for as long as the disk says that it has not changed.
    """

    def __init__(self, dockerfile: str) -> None:
        self._dockerfile = os.path.abspath(dockerfile)
        self._folder = os.path.dirname(self._dockerfile)
        self._kept: dict[tuple[str, str], tuple[Stamp, object]] = {}
        self._amounts: dict[str, tuple[float, Amount]] = {}
        self._listed: dict[str, tuple[list[str], ignore.IgnoreFile, list[str]]] = {}

    def exists(self, path: str) -> bool | None:
        """Whether the context holds a file or folder of that name."""
        place = self._place(path)
        return place is not None and os.path.exists(place)

    def read(self, path: str) -> str | None:
        """The text of a file; `None` where there is none, or one that is large or no UTF-8."""
        place = self._place(path)
        return None if place is None else self._text(place)

    def files(self, folder: str) -> Sequence[str] | None:
        """What lies in a folder; `None` where it cannot be read."""
        place = os.path.join(self._folder, folder)
        names = self._remembered("files", place, _listing)
        if names is None:
            return None
        ignored = self.ignore_file()
        kept = self._listed.get(folder)
        if kept is None or kept[0] is not names or kept[1] != ignored:
            prefix = f"{folder.rstrip('/')}/" if folder else ""
            found = [name for name in names if not ignored.ignores(prefix + name.rstrip("/"))]
            kept = self._listed[folder] = (names, ignored, found)
        return kept[2]

    def amount(self, path: str) -> Amount | None:
        """How much a file or folder holds; a folder is walked again after a while only, and never for long."""
        place, now = self._place(path) if path else self._folder, time.monotonic()
        if place is None or not os.path.lexists(place):
            return None
        kept = self._amounts.get(path)
        if kept is None or kept[0] < now:
            kept = self._amounts[path] = (now + _MEASURED_SECONDS, self._measured(path, place, now + _LONGEST_WALK))
        return kept[1]

    def _measured(self, path: str, place: str, deadline: float) -> Amount:
        """What lies at a place; links count as files, as BuildKit copies them as they are."""
        if not os.path.isdir(place):
            return Amount(1, _size(place))
        ignored = self.ignore_file()
        files = size = 0
        for folder, folders, names in os.walk(place):
            inside = os.path.relpath(folder, place).replace(os.sep, "/")
            prefix = "".join(f"{it.strip('/')}/" for it in (path, inside) if it.strip("/") not in ("", "."))
            if not any(it.takes_back for it in ignored.patterns):
                folders[:] = [it for it in folders if not ignored.ignores(prefix + it)]
            names += [it for it in folders if os.path.islink(os.path.join(folder, it))]
            for name in names:
                if not ignored.ignores(prefix + name):
                    files += 1
                    size += _size(os.path.join(folder, name))
                if time.monotonic() > deadline:
                    return Amount(files, size, counted=False)
        return Amount(files, size)

    def ignore_file(self) -> ignore.IgnoreFile:
        """What leaves files out of the context; without patterns where there is no such file."""
        for path in (f"{self._dockerfile}.dockerignore", os.path.join(self._folder, ".dockerignore")):
            patterns = self._remembered("patterns", path, _patterns)
            if patterns is not None:
                return patterns
        return ignore.IgnoreFile(())

    def _place(self, path: str) -> str | None:
        """Where a path of the context lies; `None` outside of it, through a link too, and where it is ignored."""
        try:
            place = os.path.realpath(os.path.join(self._folder, path))
        except ValueError:
            # Nothing on a disk can have that name: a zero byte is in it, or half a character.
            return None
        if os.path.commonpath((place, self._real_folder)) != self._real_folder:
            return None
        return None if self.ignore_file().ignores(path.strip("/")) else place

    @cached_property
    def _real_folder(self) -> str:
        return os.path.realpath(self._folder)

    def _text(self, path: str) -> str | None:
        return self._remembered("text", path, _text)

    def _remembered(self, kind: str, path: str, compute: Callable[[str], T | None]) -> T | None:
        stamp = Stamp.of(path)
        if stamp is None:
            return None
        kept = self._kept.get((kind, path))
        if kept is None or kept[0] != stamp:
            kept = self._kept[kind, path] = (stamp, compute(path))
        return kept[1]  # type: ignore[return-value]  # each kind is always computed by the same function


class RecentContext:
    """Another project, asked the same question no more than once a second: every keystroke asks, and disks are slow.

    So a change on disk is seen by the first keystroke a second later, or at once by `look_again`.
    """

    def __init__(self, project: Project, clock: Callable[[], float] = time.monotonic) -> None:
        self._project = project
        self._clock = clock
        self._began = clock()
        self._answers: dict[_Question, object] = {}
        self._recent: set[_Question] = set()
        """Those that were asked in this second."""

    def exists(self, path: str) -> bool | None:
        """Whether there is such a file or folder."""
        return cast("bool | None", self._answer(("exists", path)))

    def read(self, path: str) -> str | None:
        """The text of a file."""
        return cast("str | None", self._answer(("read", path)))

    def files(self, folder: str) -> Sequence[str] | None:
        """What lies in a folder."""
        return cast("Sequence[str] | None", self._answer(("files", folder)))

    def amount(self, path: str) -> Amount | None:
        """How much a file or folder holds."""
        return cast("Amount | None", self._answer(("amount", path)))

    def ignore_file(self) -> ignore.IgnoreFile | None:
        """What leaves files out of the context."""
        return cast("ignore.IgnoreFile | None", self._answer(("ignore_file", "")))

    def look_again(self) -> bool:
        """Ask again all that was ever asked; whether one of the answers is another by now."""
        # How much lies in a folder takes long to say, and is only shown: it is asked when it is shown again.
        asked = {question: answer for question, answer in self._answers.items() if question[0] != "amount"}
        self._answers, self._recent, self._began = {}, set(), self._clock()
        if len(asked) > _MOST_ASKED:
            return True
        # All are asked, so that what is known is of one moment.
        changed = [question for question, answer in asked.items() if self._answer(question) != answer]
        return bool(changed)

    def _answer(self, question: _Question) -> object:
        now = self._clock()
        if now - self._began >= _RECENT_SECONDS:
            self._began = now
            self._recent.clear()
        if question not in self._recent:
            self._recent.add(question)
            self._answers[question] = self._ask(question)
        return self._answers[question]

    def _ask(self, question: _Question) -> object:
        name, path = question
        if name == "ignore_file":
            return self._project.ignore_file()
        ask: Callable[[str], object] = getattr(self._project, name)
        return ask(path)


def _size(path: str) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def _listing(folder: str) -> list[str] | None:
    try:
        with os.scandir(folder) as entries:
            return sorted(f"{it.name}/" if it.is_dir() else it.name for it in entries)
    except OSError:
        return None


def _patterns(path: str) -> ignore.IgnoreFile | None:
    text = _text(path)
    return None if text is None else ignore.parse(text)


def _text(path: str) -> str | None:
    return read_small(path, _LONGEST_FILE)
