"""Which files an installation of dependencies reads, so that they can be copied before the rest of the sources.

Facts about the tools: `catalog.packages`. What lies in the files decides whether they are enough: a workspace, a local
dependency or a script that runs at installation may read anything, and then there is no answer.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.project import Project


@dataclass(frozen=True)
class Manifests:
    """The files of the build context that an installation reads, relative to the folder that it runs in.

    `files` may hold wildcards where nobody knows which files there are. `folders` are needed whole.
    `step` is a command that installs the dependencies alone; `None` where the installation itself does no more.
    `certain` says that the files were looked at, and that nothing else can matter.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...] = ()
    step: str | None = None
    certain: bool = False

    def below(self, folder: str) -> Manifests:
        """The same, seen from the folder in which `folder` lies."""
        files = tuple(f"{folder}/{it}" for it in self.files)
        return replace(self, files=files, folders=tuple(f"{folder}/{it}" for it in self.folders))


def manifests_of(operation: PackageOperation, project: Project) -> Manifests | None:
    """What `operation` reads; `None` where it installs nothing from manifests or needs more, or where nobody knows."""
    manager = operation.manager
    read = _READERS.get(manager.name)
    if read is None or not operation.reads_manifests or operation.has_flag(manager.directory_flags):
        return None
    fetches = operation.action is Action.BUILD and manager.name in _FETCHING
    if not fetches and not operation.subcommand.installs_dependencies:
        return None
    found = read(operation, _Folder(project))
    if found is None or any(not _is_plain(it) for it in (*found.files, *found.folders)):
        return None
    if found.certain and _is_overwritten(operation, _Folder(project)):
        return replace(found, certain=False)
    return found


def _is_overwritten(operation: PackageOperation, folder: _Folder) -> bool:
    """Whether sources that are copied afterwards may overwrite what the installation writes."""
    name = operation.manager.name
    if folder.present(*_WRITTEN.get(name, ())):
        return True
    # A lock file that is out of date is written again, except where the installation then fails.
    is_frozen = operation.kind == "install-locked" or operation.has_flag(operation.manager.frozen_flags)
    locks = _NODE_LOCKS.get(name, ()) + _OTHER_LOCKS.get(name, ())
    if not is_frozen and folder.present(*locks) and operation.subcommand.words[:1] != ("pip",):
        return True
    return operation.has_flag(_ELSEWHERE)


# What installations write to, if it is not ignored.
_WRITTEN = {
    "bundler": (".bundle",),
    "composer": ("vendor",),
    "pipenv": (".venv",),
    "poetry": (".venv",),
    "uv": (".venv",),
}
_OTHER_LOCKS = {"bundler": ("Gemfile.lock",), "pipenv": ("Pipfile.lock",), "uv": ("uv.lock",)}
# Flags that lead an installation to a folder of one's own.
_ELSEWHERE = ("-t", "--target", "--prefix", "--root", "--path")


# Their builds fetch the dependencies that are missing.
_FETCHING = frozenset(("go", "maven", "gradle", "dotnet"))


class _Folder:
    """The build context, as far as a project knows it."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.names = frozenset(it.rstrip("/") for it in project.files("") or ())

    def __contains__(self, name: str) -> bool:
        return bool(self.project.exists(name)) if "/" in name else name in self.names

    def is_unknown(self, *required: str) -> bool:
        """Whether it says nothing about an installation that needs these files.

        Without one of them it is not the context that the file is built from: nobody knows which one is.
        """
        return any(name not in self for name in required)

    def present(self, *names: str) -> tuple[str, ...]:
        return tuple(name for name in names if name in self)

    def matching(self, *endings: str) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.names if name.endswith(endings)))

    def read(self, name: str) -> str:
        return self.project.read(name) or ""


def _is_plain(path: str) -> bool:
    return path != "" and not any(it in path for it in "$\"'\\`\n\t #") and ".." not in path.split("/")


def _node(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    locks = _NODE_LOCKS[operation.manager.name]
    if folder.is_unknown("package.json"):
        if operation.manager.name == "npm":
            # One pattern for package.json and package-lock.json, the first of which is there for sure.
            return Manifests(("package*.json",))
        return Manifests(("package.json", *(f"{lock}*" for lock in locks[:1])))
    if _node_needs_sources(operation, folder):
        return None
    files = folder.present("package.json", *locks, *_NODE_SETTINGS[operation.manager.name])
    # A `node_modules` that is not ignored would be copied over the one that was installed.
    return Manifests(files, certain="node_modules" not in folder)


_NODE_LOCKS = {
    "npm": ("package-lock.json", "npm-shrinkwrap.json"),
    "yarn": ("yarn.lock",),
    "yarn-berry": ("yarn.lock", ".yarnrc.yml"),
    "pnpm": ("pnpm-lock.yaml",),
    "bun": ("bun.lock", "bun.lockb"),
}
_NODE_SETTINGS = {
    "npm": (".npmrc",),
    "yarn": (".npmrc", ".yarnrc"),
    "yarn-berry": (".npmrc",),
    "pnpm": (".npmrc",),
    "bun": (".npmrc", "bunfig.toml"),
}
_DOTNET_PROJECTS = (".csproj", ".fsproj", ".vbproj")
# What can make an installation read more than its manifests.
_NODE_FILES = (".yarn", ".pnp.cjs", ".pnpmfile.cjs", "pnpm-workspace.yaml", "patches", "binding.gyp", "lerna.json")
_NODE_SCRIPTS = frozenset(
    ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare")
)
_NODE_TABLES = (
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "peerDependencies",
    "overrides",
    "resolutions",
    "pnpm",
)
_LOCAL_VERSION = re.compile(
    r"(?:file|link|portal|workspace|patch):|(?:\.{0,2}|~)/|(?!\w+:)[^:]*\.(?:tgz|tar|tar\.gz)\Z", re.IGNORECASE
)
# Settings that name a file, which may be one of the sources.
_NODE_PATHS = re.compile(
    r"^\s*(?:--install\.)?(?:\S+:)?(?:ca|cert|key)file\b|^\s*(?:--install\.)?"
    r"(?:global-?)?(?:pnpmfile|node-options|script-shell|yarn-path|yarn-offline-mirror|modules-folder)\b",
    re.MULTILINE,
)


def _node_needs_sources(operation: PackageOperation, folder: _Folder) -> bool:
    if folder.present(*_NODE_FILES) or "prisma/schema.prisma" in folder:
        return True
    try:
        package: Any = json.loads(folder.read("package.json"))
    except (ValueError, RecursionError):
        return True
    if not isinstance(package, dict) or "workspaces" in package or "patchedDependencies" in json.dumps(package):
        return True
    scripts = package.get("scripts", {})
    if not isinstance(scripts, dict):
        return True
    if not operation.has_flag(("--ignore-scripts",)) and not _NODE_SCRIPTS.isdisjoint(scripts):
        return True
    settings = folder.present(*_NODE_SETTINGS[operation.manager.name])
    if any(_NODE_PATHS.search(folder.read(it)) for it in settings):
        return True
    return any(_names_local(package.get(name) or {}) for name in _NODE_TABLES)


def _names_local(table: Any) -> bool:
    """Whether a version of a table, or of one in it, is a path."""
    if not isinstance(table, dict):
        return True
    return any(
        _names_local(it) if isinstance(it, dict) else isinstance(it, str) and _LOCAL_VERSION.match(it)
        for it in table.values()
    )


def _pip(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if operation.has_flag(("-e", "--editable", "-f", "--find-links", "--src")):
        return None
    if any(package.is_file for package in operation.packages):
        return None
    named = [it.value for it in operation.flags if it.name in operation.manager.manifest_flags]
    if operation.kind == "install-locked":
        named += [word.value for word in operation.operands]
    waiting = [posixpath.normpath(it) for it in named if it is not None]
    if len(waiting) < len(named) or not waiting or any("://" in str(it) or str(it).startswith("/") for it in named):
        return None
    if folder.is_unknown(*waiting):
        return Manifests(tuple(dict.fromkeys(waiting)))
    files: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name in files:
            continue
        if name not in folder:
            return None
        files.append(name)
        for line in folder.read(name).splitlines():
            line = line.strip()
            include = _PIP_INCLUDE.match(line)
            if include:
                waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(name), include.group(1))))
            elif _pip_needs_sources(line):
                return None
    return Manifests(tuple(files), certain=True)


_PIP_INCLUDE = re.compile(r"(?:-r|-c|--requirement|--constraint)(?:[ =]|(?<=-[rc]))\s*([^\s#]+)")
_PIP_SOURCES = ("-e", "--editable", "-f", "--find-links", "/", "./", "../")


def _pip_needs_sources(line: str) -> bool:
    requirement = _PIP_TAIL.split(line, maxsplit=1)[0].strip()
    if requirement.startswith(_PIP_SOURCES) or requirement in (".", "..") or requirement.startswith(".["):
        return True
    if requirement.startswith(("-", "#")):
        return False
    # What has a separator and is no address is a path, and what looks like an archive is one too.
    is_path = "/" in requirement and "://" not in requirement
    return is_path or "file:" in requirement or requirement.endswith(_PIP_ARCHIVES)


# A marker, options for the requirement, a comment.
_PIP_TAIL = re.compile(r"\s*;|\s#|\s--")
_PIP_ARCHIVES = (".whl", ".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")


def _pipenv(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    return _listed(folder, ("Pipfile",), ("Pipfile.lock",), lambda text: bool(_TOML_LOCAL.search(text)))


_TOML_LOCAL = re.compile(r"\b(?:path|editable|develop)\s*=")


def _poetry(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    found = _listed(
        folder, ("pyproject.toml",), ("poetry.lock", "poetry.toml"), lambda text: bool(_TOML_LOCAL.search(text))
    )
    if found is None or operation.has_flag(("--no-root", "--only-root")):
        return None if operation.has_flag(("--only-root",)) else found
    return _in_two_steps(found, operation, "--no-root")


def _uv(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if operation.subcommand.words[:1] == ("pip",):
        return _pip(operation, folder)
    if operation.has_flag(("--package", "--all-packages", "--script")):
        return None
    found = _listed(
        folder,
        ("pyproject.toml",),
        ("uv.lock", ".python-version", "uv.toml"),
        lambda text: bool(_TOML_LOCAL.search(text)) or "tool.uv.workspace" in text,
    )
    if found is None:
        return None
    dynamic = _UV_DYNAMIC.search(folder.read("pyproject.toml"))
    if dynamic is not None and not operation.has_flag(("--frozen",)):
        # The lock file is compared with what the project's own build says.
        if "dependencies" in dynamic.group(1):
            return None
        found = replace(found, certain=False)
    if operation.has_flag(("--no-install-project",)):
        return found
    return _in_two_steps(found, operation, "--no-install-project")


_UV_DYNAMIC = re.compile(r"^\s*dynamic\s*=\s*\[\s*([^]\s][^]]*)\]", re.MULTILINE)


def _composer(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    found = _listed(
        folder, ("composer.json",), ("composer.lock", "auth.json"), lambda text: bool(_COMPOSER_LOCAL.search(text))
    )
    missing = [it for it in ("--no-scripts", "--no-autoloader") if not operation.has_flag((it,))]
    return found if found is None or not missing else _in_two_steps(found, operation, *missing)


_COMPOSER_LOCAL = re.compile(r'"(?:path|artifact)"|"url"\s*:\s*"[./]')


def _bundler(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if folder.present("vendor", "gems"):
        return None
    return _listed(
        folder,
        ("Gemfile",),
        ("Gemfile.lock", ".ruby-version", ".tool-versions"),
        lambda text: bool(_GEM_LOCAL.search(_RUBY_VERSION.sub("", text))),
    )


_RUBY_VERSION = re.compile(r"""(?:file:\s*|File\.read\(\s*)["']\.(?:ruby-version|tool-versions)["']""")
_GEM_LOCAL = re.compile(
    r"^\s*gemspec\b|\bpath:|:path\b|\bfile:|\b(?:eval_gemfile|require_relative|load|instance_eval|__dir__|__FILE__)\b"
    r"|\b(?:File|IO|Dir|Pathname)\b",
    re.MULTILINE,
)


def _go(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if folder.present("vendor", "go.work"):
        return None
    found = _listed(folder, ("go.mod",), ("go.sum",), lambda text: bool(re.search(r"=>\s*\.{1,2}/", text)))
    if found is None or operation.action is Action.DOWNLOAD:
        # `go mod tidy` and `go mod vendor` look at the sources for what they import.
        return found if operation.subcommand.words == ("mod", "download") else None
    if operation.subcommand.words not in (("build",), ("install",)) or operation.has_flag(("-mod",)):
        return None
    return Manifests(found.files, step="go mod download")


def _maven(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if operation.has_flag(("-f", "--file", "-pl", "--projects", "-s", "--settings", "-o", "--offline")):
        return None
    found = _listed(folder, ("pom.xml",), (), lambda text: "<modules>" in text or "<relativePath>" in text)
    return _with_wrapper(found, operation, folder, "mvnw", (".mvn",), "-B dependency:go-offline")


def _gradle(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    if folder.present("buildSrc"):
        return None
    files = folder.present(
        "settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts", "gradle.properties"
    )
    if not files:
        found: Manifests | None = Manifests(("*.gradle*", "gradle.properties*"))
    else:
        text = "".join(folder.read(it) for it in files)
        several = re.search(r"^\s*(?:include|includeBuild|apply\s+from)\b", text, re.MULTILINE)
        found = None if several else Manifests(files)
    folders = ("gradle",) if "gradle" in folder or operation.program == "gradlew" else ()
    return _with_wrapper(found, operation, folder, "gradlew", folders, "--no-daemon dependencies")


def _with_wrapper(
    found: Manifests | None,
    operation: PackageOperation,
    folder: _Folder,
    wrapper: str,
    folders: tuple[str, ...],
    download: str,
) -> Manifests | None:
    if found is None:
        return None
    program = operation.program_words[0].value
    files = found.files
    if operation.program == wrapper:
        if program != f"./{wrapper}":
            return None
        files = (wrapper, *files)
    elif program != operation.program:
        return None
    else:
        folders = ()
    step = None if operation.action is Action.DOWNLOAD else f"{program} {download}"
    return Manifests(files, folders, step)


def _dotnet(operation: PackageOperation, folder: _Folder) -> Manifests | None:
    restore = "dotnet restore"
    if operation.operands:
        named = operation.operands[0]
        if len(operation.operands) > 1 or named.value is None or not named.value.endswith(_DOTNET_PROJECTS):
            return None
        project = posixpath.normpath(named.value)
        if not _is_plain(project) or project.startswith("/"):
            return None
        restore += f" {named.text}"
    else:
        projects = folder.matching(*_DOTNET_PROJECTS)
        if len(projects) != 1:
            return None
        project = projects[0]
    if "<ProjectReference" in folder.read(project):
        return None
    settings = folder.present(
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"
    )
    configuration = tuple(it for it in sorted(folder.names) if it.lower() == "nuget.config")
    lock = folder.present(posixpath.join(posixpath.dirname(project), "packages.lock.json"))
    files = (project, *settings, *configuration, *lock)
    return Manifests(files, step=None if operation.subcommand.words == ("restore",) else restore)


def _listed(
    folder: _Folder, required: Sequence[str], optional: Sequence[str], needs_more: Callable[[str], bool]
) -> Manifests | None:
    """Manifests of which the first have to be there and say whether more is needed."""
    if folder.is_unknown(*required):
        # A pattern that matches nothing is no error (BuildKit's AllowEmptyWildcard).
        return Manifests((*required, *(f"{it}*" for it in optional[:1])))
    if any(needs_more(folder.read(it)) for it in required):
        return None
    return Manifests((*required, *folder.present(*optional)), certain=True)


def _in_two_steps(found: Manifests, operation: PackageOperation, *flags: str) -> Manifests | None:
    """The dependencies first, by the same command with `flags`; the whole afterwards, as it was."""
    command = operation.command
    if command.is_quoted or command.redirections or command.wrapper is not None or command.assignments:
        return None
    return Manifests(found.files, found.folders, " ".join([*(word.text for word in command.words), *flags]))


_READERS: dict[str, Callable[[PackageOperation, _Folder], Manifests | None]] = {
    "npm": _node,
    "yarn": _node,
    "yarn-berry": _node,
    "pnpm": _node,
    "bun": _node,
    "pip": _pip,
    "pipenv": _pipenv,
    "poetry": _poetry,
    "uv": _uv,
    "composer": _composer,
    "bundler": _bundler,
    "go": _go,
    "maven": _maven,
    "gradle": _gradle,
    "dotnet": _dotnet,
}
# Cargo is left out: it reads no manifest whose `src/main.rs` or `src/lib.rs` is missing.
