""".NET: project files and those that they refer to, solutions, and the files that MSBuild and NuGet look for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dockwright.semantic.commands import CommandWord, PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources

_PROJECTS = (".csproj", ".fsproj", ".vbproj")
_SOLUTIONS = (".sln", ".slnx", ".slnf")
_BESIDE = ("Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REFERENCE = re.compile(r"""<ProjectReference\s[^>]*?\bInclude\s*=\s*["']([^"']*)["']""")
_IMPORT = re.compile(r"""<Import\s[^>]*?\bProject\s*=\s*["']([^"']*)["']""")
_IN_SOLUTION = re.compile(r'^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"([^"]*)"', re.MULTILINE)
_IN_XML_SOLUTION = re.compile(r"""<Project\s[^>]*?\bPath\s*=\s*["']([^"']*)["']""")
_ABOVE = re.compile(r"""\$\(\[MSBuild\]::GetPathOfFileAbove|\$\(\[MSBuild\]::GetDirectoryNameOfFileAbove""")
_SOURCE = re.compile(r"""<add\s[^>]*?\bvalue\s*=\s*["']([^"']*)["']""")
# Flags of a build that say for what it is built, which settles what is restored.
_CARRIED = ("-r", "--runtime", "-a", "--arch", "-p", "--property", "-p:", "/p:", "--source", "-s", "--configfile")


def dotnet(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `dotnet restore` reads; it comes before builds, which restore by themselves."""
    if operation.has_flag(("--no-restore", "--project", "--tool-manifest")):
        raise NeedsSources
    if operation.subcommand.words[0] in ("tool", "workload"):
        raise NeedsSources
    operands = [it for it in operation.operands if not it.text.startswith(("/p:", "-p:"))]
    target = _target(operands, folder)
    needed = Needed()
    if target not in folder:
        if target.endswith(_SOLUTIONS):
            raise NeedsSources
        needed.add((target,))
        needed.doubted(NOT_KNOWN)
    elif target.endswith(_SOLUTIONS):
        _solution(target, folder, needed)
    else:
        _project(target, folder, needed)
    _settings(folder, needed)
    found = needed.manifests()
    if operation.subcommand.words == ("restore",):
        lock = next((it for it in found.files if it.endswith("packages.lock.json")), "")
        if lock and not operation.has_flag(operation.manager.frozen_flags):
            found = found.doubted(f"dotnet restore may rewrite {lock}, and the copied one comes back")
        return found
    words = ["dotnet restore", *(it.text for it in operands), *_carried(operation)]
    return Manifests(
        found.files, found.folders, " ".join(words), found.doubt or "it may fetch what the build does not need"
    )


def _target(operands: list[CommandWord], folder: Folder) -> str:
    """The project or solution that is built."""
    if operands:
        named = operands[0].value
        if len(operands) > 1 or named is None:
            raise NeedsSources
        path = folder.inside(named) if posixpath.normpath(named) != "." else ""
        if path.endswith((*_PROJECTS, *_SOLUTIONS)):
            return path
        inside = [it for it in folder.listing(path) if it.endswith((*_PROJECTS, *_SOLUTIONS))]
        if len(inside) != 1:
            raise NeedsSources
        return posixpath.join(path, inside[0])
    found = folder.matching(*_PROJECTS, *_SOLUTIONS)
    if len(found) != 1:
        raise NeedsSources
    return found[0]


def _solution(name: str, folder: Folder, needed: Needed) -> None:
    text = folder.read(name)
    if name.endswith(".slnf"):
        raise NeedsSources
    needed.add((name,))
    paths = _IN_SOLUTION.findall(text) if name.endswith(".sln") else _IN_XML_SOLUTION.findall(text)
    projects = [it for it in paths if it.endswith(_PROJECTS)]
    # A folder of the solution has the name of no file; other kinds of projects are not for `dotnet`.
    if not projects or any(it.endswith("proj") and not it.endswith(_PROJECTS) for it in paths):
        raise NeedsSources
    for path in projects:
        _project(folder.inside(path, posixpath.dirname(name)), folder, needed)


def _project(path: str, folder: Folder, needed: Needed) -> None:
    if path in needed.files:
        return
    if path not in folder:
        raise NeedsSources
    needed.add((path,))
    base = posixpath.dirname(path)
    _read(path, folder, needed)
    # It is imported where there is one.
    needed.add(folder.present(f"{path}.user"))
    needed.add(folder.present(posixpath.join(base, "packages.lock.json")))
    if posixpath.join(base, "obj") in folder:
        needed.doubted(f"the copied {posixpath.join(base, 'obj')} would lie over the restored one")
    # MSBuild takes the nearest of each on the way up.
    for name in _BESIDE:
        nearest = next((it for it in _upwards(base, name, folder) if it in folder), None)
        if nearest is not None and nearest not in needed.files:
            needed.add((nearest,))
            _read(nearest, folder, needed)


def _read(path: str, folder: Folder, needed: Needed) -> None:
    """Follow what a file of MSBuild refers to."""
    text = _COMMENT.sub("", folder.read(path))
    base = posixpath.dirname(path)
    references = _REFERENCE.findall(text)
    if len(references) < text.count("<ProjectReference") - text.count("<ProjectReference Update"):
        raise NeedsSources
    for reference in references:
        if "$(" in reference or "*" in reference:
            raise NeedsSources
        _project(folder.inside(reference, base), folder, needed)
    imports = _IMPORT.findall(text)
    for imported in imports:
        if _ABOVE.search(imported):
            # The same file, further up.
            above = [it for it in _upwards(base, posixpath.basename(path), folder) if it in folder and it != path]
            if above and above[0] not in needed.files:
                needed.add((above[0],))
                _read(above[0], folder, needed)
            continue
        imported = imported.replace("$(MSBuildThisFileDirectory)", "").replace("$(MSBuildProjectDirectory)\\", "")
        if "$(" in imported:
            raise NeedsSources
        imported = folder.inside(imported, base)
        if imported not in folder:
            raise NeedsSources
        if imported not in needed.files:
            needed.add((imported,))
            _read(imported, folder, needed)
    if "Exists(" in text or "::ReadAllText" in text:
        needed.doubted(f"{path} asks whether a file is there")


def _upwards(base: str, name: str, folder: Folder) -> Iterator[str]:
    return (posixpath.join(it, name) for it in folder.upwards(base))


def _settings(folder: Folder, needed: Needed) -> None:
    # NuGet reads all of them on the way up, the SDK the nearest.
    places = tuple(folder.upwards(""))
    chosen = next((it for it in _upwards("", "global.json", folder) if it in folder), None)
    needed.add((chosen,) if chosen is not None else ())
    names = [posixpath.join(place, it) for place in places for it in folder.listing(place)]
    configuration = sorted(it for it in names if posixpath.basename(it).lower() == "nuget.config")
    needed.add(configuration)
    for name in configuration:
        section = folder.read(name).partition("<packageSources>")[2].partition("</packageSources>")[0]
        for value in _SOURCE.findall(_COMMENT.sub("", section)):
            if "://" in value:
                continue
            place = folder.inside(value, posixpath.dirname(name))
            if not folder.is_folder(place):
                raise NeedsSources
            needed.add_whole(place)


def _carried(operation: PackageOperation) -> list[str]:
    found: list[str] = []
    for it in operation.flags:
        if it.name in _CARRIED or it.word.text.startswith(("-p:", "-p=", "--property:")):
            found += [word.text for word in (it.word, it.value_word if it.value_word is not it.word else None) if word]
    return found + [it.text for it in operation.operands if it.text.startswith(("/p:", "-p:"))]
