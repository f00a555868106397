"""Bundler: the Gemfile, which is Ruby, and what it names."""

from __future__ import annotations

import posixpath
import re

from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, Needed, NeedsSources, spelled

_RUBY_VERSION = re.compile(
    r"""(?:file:\s*|File\.read\(\s*)["']\.(?:ruby-version|tool-versions)["']\s*\)?(?:\.strip)?"""
)
_EVALUATED = re.compile(r"""^\s*eval_gemfile\b\s*\(?\s*["']([^"'#$]+)["']\s*\)?\s*$""", re.MULTILINE)
_PATH = re.compile(r"""\bpath:\s*["']([^"'#$]+)["']|:path\s*=>\s*["']([^"'#$]+)["']""")
_GEMSPEC = re.compile(r"^\s*gemspec\b([^\n]*)", re.MULTILINE)
_REQUIRED = re.compile(
    r"""^\s*require_relative\s*\(?\s*["']([^"']+)["']|^\s*(?:load|require)\s*\(?\s*["'](\.[^"']+)["']""", re.MULTILINE
)
_LIBRARY = re.compile(r"""^\s*require\s*\(?\s*["']([\w/-]+/version)["']""", re.MULTILINE)
_READING = re.compile(
    r"\bpath:|:path\b|\bfile:|\b(?:eval_gemfile|require_relative|load|instance_eval|__dir__|__FILE__)\b"
    r"|\b(?:File|IO|Dir|Pathname)\b|`|\bsystem\b"
)


def bundler(operation: PackageOperation, folder: Folder) -> Manifests:
    """What `bundle install` reads."""
    if operation.has_flag(operation.manager.manifest_flags):
        raise NeedsSources
    name = "gems.rb" if "gems.rb" in folder else "Gemfile"
    if folder.is_unknown(name):
        return Manifests(("Gemfile", "Gemfile.lock*"), doubt=NOT_KNOWN)
    needed = Needed()
    _gemfile(name, folder, needed)
    needed.add(
        folder.present("gems.locked" if name == "gems.rb" else "Gemfile.lock", ".ruby-version", ".tool-versions")
    )
    if folder.is_folder("vendor/cache"):
        needed.add_whole("vendor/cache")
    if ".bundle" in folder:
        needed.add(folder.present(".bundle/config"))
        needed.doubted("the copied .bundle would lie over what is written there")
    if folder.is_folder("vendor/bundle"):
        needed.doubted("the copied vendor/bundle would lie over the installed one")
    return needed.manifests()


def _gemfile(name: str, folder: Folder, needed: Needed) -> None:
    if name in needed.files:
        return
    if name not in folder:
        raise NeedsSources
    needed.add((name,))
    base = posixpath.dirname(name)
    text = "\n".join(it for it in folder.read(name).splitlines() if not it.lstrip().startswith("#"))
    text = _RUBY_VERSION.sub("", text)
    for path in _EVALUATED.findall(text):
        _gemfile(folder.inside(path, base), folder, needed)
    for one, other in _PATH.findall(text):
        path = folder.inside(one or other, base)
        if not any(it.endswith(".gemspec") for it in folder.listing(path)):
            raise NeedsSources
        needed.add_whole(path)
        needed.doubted(f"the gem in {path} may read other files")
    for options in _GEMSPEC.findall(text):
        if options.strip() or base:
            raise NeedsSources
        _gemspecs(folder, needed)
    if _READING.search(_PATH.sub("", _EVALUATED.sub("", text))):
        raise NeedsSources


def _gemspecs(folder: Folder, needed: Needed) -> None:
    """The project itself as a gem: its gemspec is Ruby too, and mostly reads where the version stands."""
    specifications = folder.matching(".gemspec")
    if len(specifications) != 1:
        raise NeedsSources
    text = folder.read(specifications[0])
    needed.add(specifications)
    required = [one or other for one, other in _REQUIRED.findall(text)]
    required += [f"lib/{it}" for it in _LIBRARY.findall(text)]
    for path in required:
        path = folder.inside(path if path.endswith(".rb") else f"{path}.rb")
        if path not in folder or _REQUIRED.search(folder.read(path)):
            raise NeedsSources
        needed.add((path,))
    if "File.read" in text:
        raise NeedsSources
    needed.doubted("the gemspec lists files that are not there yet")


def rewritten(operation: PackageOperation, folder: Folder) -> str:
    """The doubt about a lock file that the installation may write; empty where it does not."""
    lock = "gems.locked" if "gems.rb" in folder else "Gemfile.lock"
    if lock not in folder or operation.has_flag(operation.manager.frozen_flags):
        return ""
    if folder.is_on("BUNDLE_DEPLOYMENT", "BUNDLE_FROZEN"):
        return ""
    return f"{spelled(operation)} may rewrite {lock}, and the copied one comes back"
