"""Which of the packages that an operation names it leaves to the newest version there is."""

from __future__ import annotations

from collections.abc import Iterator

from dockwright.semantic.commands import Package, PackageOperation

_ARCHIVES = (".gem", ".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tgz", ".whl", ".zip")
_REPOSITORY = ("git+", "git:", "hg+", "svn+", "bzr+")


def unversioned(operation: PackageOperation) -> Iterator[Package]:
    """The packages, files and addresses aside, that are named without a version, as far as their names are known."""
    if operation.has_flag(operation.manager.version_flags):
        return
    for package in operation.packages:
        if package.name and package.version is None and not is_from_elsewhere(package):
            yield package


def is_from_elsewhere(package: Package) -> bool:
    """Whether it comes from a file, a folder or an address rather than from a registry."""
    text = package.word.value if package.word.value is not None else package.word.text.strip("\"'")
    # An npm scope is no folder; `owner/repository`, to npm an address, may be one as well.
    path = text.partition("/")[2] if text.startswith("@") else text
    return package.is_file or "/" in path or is_archive(text)


def is_archive(text: str) -> bool:
    """Whether a word names an archive of a package."""
    return text.lower().endswith(_ARCHIVES)


def is_repository(text: str) -> bool:
    """Whether a word is the address of a repository, of which a version may be asked for."""
    return text.startswith(_REPOSITORY) or ("://" in text and text.partition("#")[0].endswith(".git"))
