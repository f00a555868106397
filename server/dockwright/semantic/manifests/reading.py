"""What an installation reads: the door to what is known of each package manager.

Facts about the tools: `catalog.packages`. What lies in the files decides whether they are enough: a workspace needs the
manifest of every member, a local dependency its folder, and a script that runs at installation may read anything, so
that there is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import PackageOperation
from dockwright.semantic.manifests import dotnet, elixir, go, jvm, node, php, python, ruby, rust
from dockwright.semantic.manifests.found import NOT_KNOWN, Folder, Manifests, NeedsSources, is_plain
from dockwright.semantic.project import Project
from dockwright.semantic.scopes import Value


def manifests_of(
    operation: PackageOperation, project: Project, place: str = "", environment: Mapping[str, Value] | None = None
) -> Manifests | None:
    """What `operation` reads in the folder `place` of a build context with these variables set, by the context's paths.

    `None` where it installs nothing from manifests or needs more of the sources than can be named.
    """
    manager = operation.manager
    read = _READERS.get(manager.name)
    if read is None or not operation.reads_manifests:
        return None
    fetches = operation.action is Action.BUILD and manager.name in _FETCHING
    if not fetches and not operation.subcommand.installs_dependencies:
        return None
    folder = Folder(project, place, environment)
    if named_file(operation, environment or {}) is not None:
        return None
    try:
        found = read(operation, folder).below(place)
    except NeedsSources:
        return None
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        # A file that is not made as its tool expects: a list where a table belongs, a number for a path.
        return None
    if not found.files or not all(is_plain(it) for it in (*found.files, *found.folders)):
        return None
    has_patterns = any("*" in it or "?" in it for it in (*found.files, *found.folders))
    if has_patterns and not found.doubt.startswith(NOT_KNOWN):
        return None
    if operation.manager.name not in ("gradle", "maven") and not found.step:
        if ".venv" in folder and manager.name in ("pipenv", "poetry", "uv"):
            found = found.doubted("the copied .venv would lie over the installed one")
        rewritten = _REWRITTEN.get(manager.ecosystem)
        found = found.doubted(rewritten(operation, folder) if rewritten is not None else "")
        if operation.has_flag(_ELSEWHERE.get(manager.ecosystem, ())):
            found = found.doubted("it installs into a folder of its own, which may be one of the sources")
    return found


def named_file(operation: PackageOperation, environment: Mapping[str, Value]) -> str | None:
    """The variable by which an operation may read a file of the sources that its words do not name; else `None`."""
    names = _NAMING.get(operation.manager.ecosystem, ())
    assigned = next((it.name for it in operation.command.assignments if it.name in names), None)
    return assigned or next((it for it in names if _names_file(environment.get(it))), None)


def _names_file(value: Value | None) -> bool:
    """Whether a variable may name one of the sources; addresses and absolute paths do not."""
    if value is None or value.unset or value.text in ("", "off"):
        return False
    if value.text is None:
        return True
    if value.text.startswith("-"):
        # Flags, few of which name files.
        return any(it in value.text for it in ("/", "vendor", "modfile", "require"))
    return not value.text.startswith("/") and "://" not in value.text


# Flags that lead an installation to a folder of one's own.
_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "python": ("-t", "--target", "--prefix", "--root"),
    "ruby": ("--path",),
}

# Their builds fetch the dependencies that are missing.
_FETCHING = frozenset(("go", "maven", "gradle", "dotnet", "cargo"))

# Variables by which a file of the sources may be read, too; those that name an absolute path or an address do not.
_NAMING: Mapping[str, tuple[str, ...]] = {
    "node": (
        "NPM_CONFIG_USERCONFIG",
        "npm_config_userconfig",
        "NODE_OPTIONS",
        "NODE_EXTRA_CA_CERTS",
        "YARN_RC_FILENAME",
    ),
    "python": (
        "PIP_REQUIREMENT",
        "PIP_CONSTRAINT",
        "PIP_FIND_LINKS",
        "PIP_CONFIG_FILE",
        "PIP_CERT",
        "UV_CONSTRAINT",
        "UV_OVERRIDE",
        "UV_CONFIG_FILE",
        "UV_FIND_LINKS",
        "UV_PROJECT",
        "PIPENV_PIPFILE",
    ),
    "go": ("GOFLAGS", "GOWORK"),
    "java": ("MAVEN_ARGS",),
    "ruby": ("BUNDLE_GEMFILE", "RUBYOPT"),
    "php": ("COMPOSER",),
    "elixir": ("MIX_EXS", "MIX_DEPS_PATH"),
}

_REWRITTEN: Mapping[str, Callable[[PackageOperation, Folder], str]] = {
    "node": node.rewritten,
    "python": python.rewritten,
    "ruby": ruby.rewritten,
}

_READERS: Mapping[str, Callable[[PackageOperation, Folder], Manifests]] = {
    "npm": node.node,
    "yarn": node.node,
    "yarn-berry": node.node,
    "pnpm": node.node,
    "bun": node.node,
    "pip": python.pip,
    "pipenv": python.pipenv,
    "poetry": python.poetry,
    "uv": python.uv,
    "composer": php.composer,
    "bundler": ruby.bundler,
    "go": go.go,
    "cargo": rust.cargo,
    "maven": jvm.maven,
    "gradle": jvm.gradle,
    "dotnet": dotnet.dotnet,
    "mix": elixir.mix,
}
