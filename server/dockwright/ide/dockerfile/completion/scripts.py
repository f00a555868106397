"""Words of a command that the project itself says: scripts, targets, lists of requirements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from dockwright.ide.dockerfile.completion.place import Arguments
from dockwright.semantic.project import Project

_RUNNING = {
    "npm": ("run", "run-script"),
    "pnpm": ("run", "run-script"),
    "yarn": ("run",),
    "bun": ("run",),
    "composer": ("run", "run-script"),
}
_WITHOUT_RUN = frozenset(("yarn", "pnpm"))
"""Programs that take the name of a script for a sub-command."""

_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_TARGET = re.compile(r"^([A-Za-z0-9][\w.-]*)[ \t]*:(?![:=])", re.MULTILINE)
_REQUIREMENTS = frozenset(("-r", "--requirement", "-c", "--constraint"))
_MOST = 300


def words_of_project(project: Project, program: str, plain: Sequence[str]) -> list[str] | None:
    """What the project knows to follow `program` and the words behind it; `None` where it says nothing about that."""
    if program == "make" and not plain:
        text = next(filter(None, (project.read(it) for it in _MAKEFILES)), None)
        return list(dict.fromkeys(_TARGET.findall(text)))[:_MOST] if text is not None else None
    if program in _WITHOUT_RUN and not plain:
        return _scripts(project, "package.json")
    if len(plain) == 1 and plain[0] in _RUNNING.get(program, ()):
        return _scripts(project, "composer.json" if program == "composer" else "package.json")
    return None


def requirements(project: Project, program: str, flag: str) -> list[str] | None:
    """The lists of requirements that a flag of pip may name; `None` where that is no such flag."""
    if flag not in _REQUIREMENTS or program not in ("pip", "pip3", "uv"):
        return None
    return [it for it in project.files("") or () if re.fullmatch(r"[\w.-]+\.txt", it)][:_MOST]


def starts(arguments: Arguments) -> Iterator[tuple[str, ...]]:
    """What the project's files say that its container starts, by the language of the image."""
    project = arguments.document.project
    if arguments.repository == "node":
        manifest = _manifest(project, "package.json")
        main = manifest.get("main")
        if isinstance(main, str) and re.fullmatch(r"[\w./-]+", main):
            yield "node", main
        scripts = manifest.get("scripts")
        if isinstance(scripts, dict) and "start" in scripts:
            yield "npm", "start"
    files = project.files("") or () if arguments.repository in _MAIN_FILES else ()
    program, names = _MAIN_FILES.get(arguments.repository, ("", ()))
    for name in names:
        if name in files:
            yield program, name


_MAIN_FILES = {
    "node": ("node", ("server.js", "index.js", "app.js", "server.mjs", "index.mjs")),
    "python": ("python", ("main.py", "app.py", "server.py", "run.py")),
    "ruby": ("ruby", ("app.rb", "main.rb", "server.rb")),
    "php": ("php", ("index.php",)),
    "oven/bun": ("bun", ("index.ts", "server.ts", "index.js")),
}


def _manifest(project: Project, name: str) -> dict[str, object]:
    try:
        manifest = json.loads(project.read(name) or "")
    except (ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _scripts(project: Project, name: str) -> list[str] | None:
    scripts = _manifest(project, name).get("scripts")
    return [it for it in scripts if re.fullmatch(r"[\w.:-]+", it)][:_MOST] if isinstance(scripts, dict) else None
