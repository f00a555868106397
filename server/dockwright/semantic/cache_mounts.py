"""Cache mounts: where a package manager keeps what it downloads, and what a RUN has to say and to leave out for one.

Downloads may lie on a mount of the one RUN. A store is read by later commands, so all of them have to mount it. What a
build puts out would not be in the image: that takes more than a mount, see `build_outputs`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from dockwright.catalog.commands import POSIX_SHELLS
from dockwright.catalog.images import Family, normal_repository
from dockwright.catalog.packages import MANAGERS, Action, CacheKind, CacheMount, PackageManager
from dockwright.semantic.chains import preceded, without
from dockwright.semantic.commands import Command, PackageOperation, commands_of, is_opaque
from dockwright.semantic.configured import APK_CACHE, APT_KEEPS_ARCHIVES, configured_by
from dockwright.semantic.document import Document
from dockwright.semantic.frontend import knows_mounts
from dockwright.semantic.homes import Home, home_of
from dockwright.semantic.installing import (
    Site,
    any_site_of,
    flag_behind,
    installs,
    is_below,
    mounts_of,
    site_of,
    without_flag,
    without_words,
)
from dockwright.semantic.layout import without_part
from dockwright.semantic.removal import REMOVING, emptied, removed_paths
from dockwright.semantic.scopes import Value
from dockwright.semantic.stages import Stage
from dockwright.semantic.state import State
from dockwright.syntax.dockerfile import ast
from dockwright.text.edits import Edit, insert

_FETCHING = (Action.INSTALL, Action.INSTALL_LOCKED, Action.UPGRADE, Action.DOWNLOAD)
_WITH_STORE = frozenset(("cargo", "dotnet", "go", "gradle", "maven", "pnpm"))
"""Package managers whose later commands read what earlier ones fetched. pnpm's do so offline."""

_RUNNING_ANYTHING = frozenset("bazel cmake gmake just mage make meson ninja task tox".split())
_BESIDE = {
    "cargo": ("cross", "dx", "maturin", "trunk", "wasm-pack"),
    "go": ("air", "goreleaser", "gotestsum", "golangci-lint", "templ", "wire", "xcaddy"),
    "pnpm": ("nx", "turbo"),
}
"""Programs that run a package manager."""


def fetches(operation: PackageOperation) -> bool:
    """Whether an operation brings something into a cache of its package manager that a mount could keep."""
    caches = operation.manager.caches
    if operation.action is Action.BUILD:
        return any(it.kind is not CacheKind.DOWNLOAD for it in caches)
    return bool(caches) and operation.action in _FETCHING


def cache_mount_edits(document: Document, stage: Stage, site: Site, manager: PackageManager) -> tuple[Edit, ...] | None:
    """The edits that give a RUN of a stage cache mounts for a package manager, and whatever has to go with them.

    `None` where nobody knows the place or the user, where a mount would take something from the image, or where what
    contradicts it cannot be taken away. For a store, the other RUNs that read it get their mounts too; and where a
    variable keeps the package manager from its cache, all its RUNs do, and the variable goes.
    """
    if not knows_mounts(document.tree):
        return None
    if manager.name not in _WITH_STORE and not _switches(site.state, manager):
        return _edits_of_run(document, stage, site, manager)
    found = _edits_of_all(document, stage, manager)
    return found if found is None or any(it.range.start == site.run.keyword.range.end for it in found) else None


def mount_flags(document: Document, stage: Stage, state: State, manager: PackageManager) -> tuple[str, ...]:
    """The flags that mount the caches of a package manager in a RUN; none where these are not known."""
    return tuple(it.flag for it in _places(document, stage, state, manager) or ())


def without_switches(document: Document, run: ast.Run, manager: PackageManager) -> tuple[Edit, ...] | None:
    """The edits that take away the variables which keep a package manager from its cache, mounted in a RUN.

    The manager's other RUNs get the mount as well, since they would leave in the image what they now keep.
    """
    stage = document.stage_of(run)
    return _edits_of_all(document, stage, manager) if stage is not None and not run.is_trigger else None


def _switches(state: State, manager: PackageManager) -> list[Value]:
    """The variables in force that keep a package manager from its cache."""
    values = [state.environment.get(it) for it in manager.no_cache_environment]
    return [it for it in values if it is not None and not it.unset and it.text != ""]


def contradicts(operation: PackageOperation, path: str) -> bool:
    """Whether a command of a package manager empties what is mounted at `path`."""
    manager = operation.manager
    if manager.name == "apk" or operation.subcommand.words[-1] == "prune":
        # These take away what is old or seldom used, and keep the rest.
        return False
    if manager.name == "apt" and not is_below("/var/cache/apt/archives", path):
        # The lists go with `dist-clean` alone.
        return "dist" in operation.subcommand.words[0] and is_below("/var/lib/apt/lists", path)
    values = operation.command.values[len(operation.program_words) :]
    wanted = [it.split()[1:] for it in manager.clean_commands if not it.startswith("rm ")]
    return any(set(it) <= {value for value in values if value is not None} for it in wanted)


# --- one RUN ---


def _edits_of_run(document: Document, stage: Stage, site: Site, manager: PackageManager) -> tuple[Edit, ...] | None:
    run, state = site.run, site.state
    places = _places(document, stage, state, manager)
    if places is None or run.is_trigger or not _suits(document, stage, site, manager):
        return None
    mounted = [it.path for it in mounts_of(run, state, "cache", "tmpfs", "bind", "secret")]
    if None in mounted:
        return None
    missing = [it for it in places if not any(path and is_below(it.path, path) for path in mounted)]
    if any(path and is_below(path, it.path) for it in missing for path in mounted):
        return None
    edits = [insert(run.keyword.range.end, "".join(f" {it.flag}" for it in missing))] if missing else []
    further = [*_flags_taken(site, manager), *_clean_ups_taken(site, manager, [it.path for it in places])]
    further += _added(site, manager)
    if any(it is None for it in further):
        return None
    edits += [it.shifted(run.start) for it in further if it is not None]
    return tuple(edits)


class _Place(NamedTuple):
    path: str
    flag: str


def _places(document: Document, stage: Stage, state: State, manager: PackageManager) -> tuple[_Place, ...] | None:
    """Where the caches of a package manager lie in a RUN; none where that, or who may write there, is not known."""
    home = home_of(stage, state)
    if home is None and manager.ecosystem == "os" and state.user_unit is None and not state.is_windows:
        # Whoever is not root cannot install there.
        home = Home(None, "0", "0")
    caches = _caches(document, stage, state, manager)
    if home is None or caches is None:
        return None
    found: list[_Place] = []
    for cache in caches:
        path = _path_of(cache, state, home, manager)
        if path is None or not re.fullmatch(r"/[\w./+-]+", path) or ".." in path:
            return None
        flag = f"--mount=type=cache,target={path}"
        if home.uid != "0":
            if home.uid is None or manager.ecosystem == "os":
                return None
            flag += f",uid={home.uid}" + (f",gid={home.gid}" if home.gid is not None and home.gid != "0" else "")
        # Gradle waits for the lock of another container until it gives up (gradle/gradle#851).
        sharing = cache.sharing or ("locked" if manager.name == "gradle" else None)
        flag += f",sharing={sharing}" if sharing is not None else ""
        found.append(_Place(path, flag))
    return tuple(found) or None


def cache_mounts_of(document: Document, stage: Stage, state: State, manager: PackageManager) -> tuple[str, ...] | None:
    """The mounts, as flags, that keep a package manager's caches in a RUN; `None` where they cannot be told."""
    places = _places(document, stage, state, manager)
    return None if places is None else tuple(it.flag for it in places)


def _path_of(cache: CacheMount, state: State, home: Home, manager: PackageManager) -> str | None:
    for name, rest in cache.moved_by:
        value = state.environment.get(name)
        if value is None:
            continue
        # Where it is empty or unset, someone may mean to give it by `--build-arg`.
        text = value.text
        return f"{posixpath.normpath(text)}{rest}" if text is not None and text.startswith("/") else None
    reference = state.base.reference
    repository = normal_repository(reference.name) if reference is not None else ""
    for name, path in cache.images:
        if repository == name:
            return path
    moving = [state.base.may_set(name) for name, _ in cache.moved_by]
    if any(moving) or (cache.images and None in moving and not _is_plain(state)):
        return None
    if manager.ecosystem == "os":
        return cache.target
    if cache.home is None or home.path is None:
        return None
    return cache.target if home.path == "/root" else f"{home.path}/{cache.home}"


def _is_plain(state: State) -> bool:
    """Whether the base is one of Docker's images, of which those that move caches are listed."""
    return state.base.known is not None and state.base.known.official


def _caches(document: Document, stage: Stage, state: State, manager: PackageManager) -> tuple[CacheMount, ...] | None:
    """The caches of a package manager that a mount can hold here."""
    caches = tuple(it for it in manager.caches if it.kind is not CacheKind.BUILD_OUTPUT)
    match manager.name:
        case "dnf" | "yum" | "microdnf":
            place = _rpm_cache(state, manager)
            known = [it for name in ("dnf", "yum") for it in MANAGERS[name].caches if it.target == place]
            return tuple(known[:1]) or None
        case "apt":
            if state.base.family not in (Family.DEBIAN, Family.UBUNTU, None):
                return None
            archives, lists = caches
            # Beside the lists lies which packages may be removed: in a cache that would be what other builds think.
            return archives, cache_at(lists, "/lists") if _removes_automatically(document) else lists
        case "maven" if _mentions_beside(stage, ".m2"):
            # What else lies there would be hidden.
            if _mentions_beside(stage, ".m2/repository"):
                return None
            (cache,) = caches
            return (cache_at(cache, "/repository"),)
        case "yarn":
            return None if document.project.exists(".yarnrc.yml") else caches
        case "yarn-berry":
            return caches if _keeps_archives_only(document, state) else None
        case "dotnet":
            # With the packages there, nothing asks for the archives.
            return caches[:1]
    return caches


def _removes_automatically(document: Document) -> bool:
    """Whether a RUN has apt remove what nothing needs any more, or says what that is."""
    found = document.answers.get(_removes_automatically)
    if found is None:
        texts = (it.unit.text for it in document.by_kind.get(ast.Run, ()))
        found = any(word in text for text in texts for word in _REMOVING_AUTOMATICALLY)
        document.answers[_removes_automatically] = found
    return bool(found)


_REMOVING_AUTOMATICALLY = ("auto-remove", "autoremove", "autopurge", "apt-mark")


def cache_at(cache: CacheMount, below: str) -> CacheMount:
    """The part of a cache that lies `below` it."""
    home = f"{cache.home}{below}" if cache.home is not None else None
    return CacheMount(f"{cache.target}{below}", cache.kind, cache.sharing, "", cache.moved_by, cache.images, home)


def _mentions_beside(stage: Stage, text: str) -> bool:
    """Whether an instruction of a stage, or of one below it, speaks of a path beside the mounts."""
    for each in stage.lineage:
        for instruction in each.instructions:
            whole = instruction.unit.text
            if text in whole and any(text not in it.text for it in getattr(instruction, "mounts", ())):
                return True
            if text in whole and not getattr(instruction, "mounts", ()):
                return True
    return False


def _rpm_cache(state: State, manager: PackageManager) -> str | None:
    """Where dnf or yum keeps its packages, as far as the image's version tells."""
    reference, family = state.base.reference, state.base.family
    if reference is None or manager.name == "microdnf":
        return None
    repository = normal_repository(reference.name)
    digits = re.search(r"[0-9]+", reference.tag or "")
    version = int(digits.group()[:4]) if digits else None
    if family is Family.FEDORA:
        return "/var/cache/libdnf5" if version is None or version >= 41 else "/var/cache/dnf"
    if family is Family.AMAZON:
        return "/var/cache/dnf" if version is None or version >= 2023 else "/var/cache/yum"
    if family is Family.RED_HAT:
        if "ubi" in repository:
            found = re.search(r"ubi([0-9]+)", repository)
            version = int(found.group(1)) if found else version
        if version is None:
            return None
        return "/var/cache/dnf" if version >= 8 else "/var/cache/yum"
    return None


def _keeps_archives_only(document: Document, state: State) -> bool:
    """Whether Yarn unpacks what it downloads into node_modules, and keeps the archives in its global folder."""
    settings = document.project.read(".yarnrc.yml")
    if settings is None:
        return False
    said = dict(
        re.findall(r"^(nodeLinker|enableGlobalCache|yarnPath):[ \t]*[\"']?([^\s\"'#]+)", settings, re.MULTILINE)
    )
    for name, variable in (("nodeLinker", "YARN_NODE_LINKER"), ("enableGlobalCache", "YARN_ENABLE_GLOBAL_CACHE")):
        value = state.environment.get(variable)
        if value is not None and not value.unset:
            said[name] = value.text or ""
    if said.get("nodeLinker") not in ("node-modules", "pnpm"):
        return False
    if "enableGlobalCache" in said:
        return said["enableGlobalCache"] in ("true", "1")
    # The default since Yarn 4.
    version = re.search(r"yarn-([0-9]+)\.", said.get("yarnPath", ""))
    if version is None:
        try:
            package = json.loads(document.project.read("package.json") or "{}")
        except ValueError:
            return False
        manager = package.get("packageManager") if isinstance(package, dict) else None
        version = re.match(r"yarn@([0-9]+)\.", manager) if isinstance(manager, str) else None
    return version is not None and len(version.group(1)) < 4 and int(version.group(1)) >= 4


_MOVING_FLAGS = {
    "apk": ("--cache-dir", "--root", "-p"),
    "bun": ("--cache-dir",),
    "bundler": ("--path", "--deployment", "--standalone"),
    "dotnet": ("--packages",),
    "dnf": ("--installroot",),
    "gradle": ("-g", "--gradle-user-home", "--project-cache-dir"),
    "npm": ("--cache",),
    "pip": ("--cache-dir",),
    "pnpm": ("--store-dir",),
    "uv": ("--cache-dir",),
    "yarn": ("--cache-folder", "--global-folder", "--preferred-cache-folder"),
    "yum": ("--installroot",),
    "zypper": ("--root", "-R", "--installroot", "--cache-dir", "-C", "--pkg-cache-dir"),
}
"""Flags that lead a package manager to another place."""

_MOVING_TEXTS = {
    "bundler": ("bundle config", "bundler config"),
    "composer": ("cache-dir",),
    "maven": ("maven.repo.local", "localRepository"),
    "mix": ("mix hex.",),
    "npm": ("config set cache", "cache="),
    "pip": ("pip config", "pip.conf"),
    "pnpm": ("config set store", "store-dir"),
    "poetry": ("config cache-dir",),
    "yarn": ("config set cache", "config set yarn-offline"),
    "yarn-berry": ("config set ",),
}
"""What in a RUN may lead a package manager to another place, or keep something beside the cache there."""

_UNSUITABLE = {
    "bundler": ("BUNDLE_PATH", "BUNDLE_DEPLOYMENT", "BUNDLE_APP_CONFIG", "BUNDLE_GLOBAL_GEM_CACHE"),
    "maven": ("MAVEN_OPTS", "MAVEN_ARGS"),
    "mix": ("MIX_XDG",),
    "gradle": ("GRADLE_OPTS",),
}
"""Variables that lead a package manager to another place in a way that is not to be worked out."""


def _suits(document: Document, stage: Stage, site: Site, manager: PackageManager) -> bool:
    """Whether nothing that we see keeps a package manager from its usual cache."""
    state, name = site.state, manager.name
    environment = state.environment
    if any(it in environment and not environment[it].unset for it in _UNSUITABLE.get(name, ())):
        return False
    operations = [it for it in site.by(name) if it.action is not Action.CLEAN]
    if any(it.has_flag(_MOVING_FLAGS.get(name, ())) for it in operations):
        return False
    for it in operations:
        moving = (*manager.environment, *manager.no_cache_environment, "HOME")
        if any(that.name in moving for that in it.command.assignments):
            return False
    if _is_moved_by_text(document, stage, name):
        return False
    if name == "uv":
        link = environment.get("UV_LINK_MODE")
        # Links would lead to where nothing is afterwards.
        return (link is None or link.text != "symlink") and "symlink" not in site.run.unit.text
    if name == "apt":
        # Of lists alone whoever comes later makes use.
        return any(installs(it) for it in operations) and _needs_no_lists_in_the_image(document, stage, site)
    return True


def _is_moved_by_text(document: Document, stage: Stage, name: str) -> bool:
    """Whether a RUN of a stage, or of one below it, has a text in it that may move the cache of a package manager."""
    texts = _MOVING_TEXTS.get(name)
    if texts is None:
        return False
    key = (_is_moved_by_text, stage.index, name)
    found = document.answers.get(key)
    if found is None:
        runs = (it.unit.text for each in stage.lineage for it in each.all_of(ast.Run))
        found = document.answers[key] = any(text in it for it in runs for text in texts)
    return bool(found)


_LISTS = ("/var/lib/apt/lists",)


def _needs_no_lists_in_the_image(document: Document, stage: Stage, site: Site) -> bool:
    """Whether a RUN fetches the lists that it needs, and none below on the same base makes use of what it fetched."""
    if any(it.program == "aptitude" for it in site.by("apt")) or not _fetches_its_own_lists(site):
        return False
    if any(emptied(it, _LISTS) is not None for it in site.removals):
        return True
    key = (_needs_no_lists_in_the_image, stage.root.index)
    last = cast("int | None", document.answers.get(key))
    if last is None:
        needy = (
            run.start
            for own in document.stages
            if own.root is stage.root
            for run in own.all_of(ast.Run)
            if "apt" in run.unit.text
            and (other := site_of(run, own.state_before(run))) is not None
            and not _fetches_its_own_lists(other)
        )
        last = max(needy, default=-1)
        document.answers[key] = last
    return last <= site.run.start


def _fetches_its_own_lists(site: Site) -> bool:
    operations = site.by("apt")
    installing = next((it.command.range.start for it in operations if installs(it)), None)
    updating = next((it.command.range.start for it in operations if it.kind == "update"), None)
    return installing is None or (updating is not None and updating < installing)


def _flags_taken(site: Site, manager: PackageManager) -> Iterator[Edit | None]:
    for operation in site.by(manager.name):
        flag = operation.flag(*manager.no_cache_flags) if operation.kind != "clean" else None
        if flag is not None:
            yield without_flag(operation, flag)


def _clean_ups_taken(site: Site, manager: PackageManager, paths: list[str]) -> list[Edit | None]:
    """The edits that take away what would empty the mounts; a `None` among them where that cannot be done."""
    needless = [
        it.command
        for it in site.operations
        if it.kind == "clean" and any(contradicts(it, path) for path in _as_roots(paths))
        if it.manager is manager or not {c.target for c in it.manager.caches}.isdisjoint(paths)
    ]
    edits: list[Edit | None] = []
    for command in site.removals:
        found = _without_removal(command, paths, manager, site.state)
        if found is None:
            needless.append(command)
        else:
            edits += found
    if needless:
        edits += without(site.run.bare, site.state, needless) or (None,)
    return edits


def _as_roots(paths: Iterable[str]) -> tuple[str, ...]:
    """Paths in the home of anybody as if it were root's, as clean-ups are read."""
    return tuple(re.sub(r"^/home/[^/]+/", "/root/", it) for it in paths)


def _without_removal(
    command: Command, paths: Iterable[str], manager: PackageManager, state: State
) -> list[Edit | None] | None:
    """The edits that keep a removal of files away from `paths`; `None` where it does nothing else and should go.

    A `None` among them stands for a word that removes more than can be told apart.
    """
    if command.name not in REMOVING:
        return []
    wanted = _as_roots(paths)
    own = _own(manager, state)
    removed = [*removed_paths(command), *_named_by_variables(command, state)]
    inside: set[int] = set()
    above: set[int] = set()
    for index, path in removed:
        if any(is_below(path, it) or (path in own and is_below(it, path)) for it in wanted):
            inside.add(index)
        elif any(is_below(it, path) for it in wanted):
            above.add(index)
    if not inside and not above:
        return []
    operands = [index for index, it in enumerate(command.arguments) if not it.text.startswith("-")]
    if above or (command.name == "find" and not set(operands) <= inside):
        return [None]
    if set(operands) <= inside or command.name == "find":
        return None
    return [without_words(command, command.arguments[index]) for index in sorted(inside)]


def _own(manager: PackageManager, state: State) -> frozenset[str]:
    """The directories that hold nothing but caches, perhaps of others too, in which those of a manager lie."""
    found = {"/root/.cache", "/root/.nuget"}
    for it in manager.clean_commands:
        if it.startswith("rm -rf "):
            found.add(it.removeprefix("rm -rf ").removesuffix("/*").replace("~/", "/root/"))
    for name, _ in (moving for it in manager.caches for moving in it.moved_by):
        value = state.environment.get(name)
        if value is not None and value.text and name != "HOME":
            found.add(_as_roots((value.text.rstrip("/"),))[0])
    return frozenset(found)


_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))((?:/[^$\s]*)?)")


def _named_by_variables(command: Command, state: State) -> Iterator[tuple[int, str]]:
    for index, word in enumerate(command.arguments):
        match = _VARIABLE.fullmatch(word.text.replace('"', "")) if word.value is None else None
        value = state.environment.get(match.group(1) or match.group(2)) if match is not None else None
        if match is not None and value is not None and value.text is not None and value.text.startswith("/"):
            path = f"{value.text}{match.group(3)}".rstrip("/").removesuffix("/*")
            yield index, _as_roots((path,))[0]


_DOCKER_CLEAN = "rm -f /etc/apt/apt.conf.d/docker-clean"
_KEEP = "echo 'Binary::apt::APT::Keep-Downloaded-Packages \"true\";' > /etc/apt/apt.conf.d/keep-cache"
_LINK = "ln -sfn /var/cache/apk /etc/apk/cache"


def _added(site: Site, manager: PackageManager) -> list[Edit | None]:
    """The edits without which the package manager would put nothing on its mount."""
    name = manager.name
    configured = site.state.configured | configured_by(site.run)
    if name == "apt":
        return keeping_archives(site) if APT_KEEPS_ARCHIVES not in configured else []
    if name == "apk":
        return [preceded(site.run.bare, site.state, _LINK)] if APK_CACHE not in configured else []
    if name in ("dnf", "yum"):
        keeping = [it for it in site.by(name) if installs(it) and not it.has_flag(("--setopt=keepcache=1",))]
        return [flag_behind(it, "--setopt=keepcache=1") for it in keeping]
    return []


def keeping_archives(site: Site) -> list[Edit | None]:
    """The edit that makes apt keep the archives which it has installed; a `None` for where there is none."""
    keeps = any(it.program == "apt" and installs(it) for it in site.by("apt"))
    return [preceded(site.run.bare, site.state, f"{_DOCKER_CLEAN} && {_KEEP}" if keeps else _DOCKER_CLEAN)]


# --- all RUNs of a package manager ---


def _edits_of_all(document: Document, stage: Stage, manager: PackageManager) -> tuple[Edit, ...] | None:
    """The edits that give mounts to every RUN that reads what a package manager keeps. Kept on the document."""
    root = stage.root
    key = (_edits_of_all, root.index, manager.name)
    if key not in document.answers:
        document.answers[key] = _read_all(document, root, manager)
    return cast("tuple[Edit, ...] | None", document.answers[key])


def _read_all(document: Document, root: Stage, manager: PackageManager) -> tuple[Edit, ...] | None:
    family = [it for it in document.stages if it.root is root]
    is_store = manager.name in _WITH_STORE
    edits: list[Edit] = []
    paths: set[str] = set()
    switches: list[Value] = []
    for stage in family:
        for instruction in stage.all_of(ast.Run):
            state = stage.state_before(instruction)
            if is_opaque(instruction, state.shell_language):
                return None
            if not _reads(instruction, state, manager, is_store):
                continue
            found = _edits_of_run(document, stage, any_site_of(instruction, state), manager)
            places = _places(document, stage, state, manager)
            if found is None or places is None:
                return None
            edits += found
            paths.update(it.path for it in places)
            switches += _switches(state, manager)
    for stage in family if is_store else ():
        if (stage.ships and needs_store(stage, manager)) or _is_copied(stage, paths):
            return None
    for origin in {id(it.origin): it for it in switches}.values():
        edit = _without_variable(family, origin, manager)
        if edit is None:
            return None
        edits.append(edit)
    return tuple(edits)


def _without_variable(family: Iterable[Stage], value: Value, manager: PackageManager) -> Edit | None:
    """The edit that takes a variable out of the ENV which sets it."""
    for stage in family:
        for env in stage.all_of(ast.Env):
            if env.unit is value.origin:
                if sum(it.name.text in manager.no_cache_environment for it in env.pairs) > 1 or not env.pairs:
                    return None
                return without_part(env, [it.range for it in env.pairs], value.pair)
    return None


def _reads(run: ast.Run, state: State, manager: PackageManager, is_store: bool) -> bool:
    """Whether a RUN may read what a package manager keeps."""
    if not is_store:
        site = site_of(run, state)
        return site is not None and any(fetches(it) for it in site.by(manager.name))
    programs = frozenset((*manager.programs, *_BESIDE.get(manager.name, ())))
    if not any(it in run.unit.text for it in (*programs, *_RUNNING_ANYTHING, "/", "$", "sh")):
        return False
    for command in commands_of(run, state.shell_language):
        operation = command.operation
        if operation is not None and operation.manager is manager:
            if manager.name != "pnpm" or fetches(operation) or operation.action is Action.REMOVE:
                return True
        elif command.name in programs and not command.wraps:
            if manager.name != "pnpm" or command.has("deploy", "rebuild", "dlx"):
                return True
        elif may_run_anything(command):
            return True
    return False


def may_run_anything(command: Command) -> bool:
    """Whether a command is a script of the project, or runs what such a file says."""
    if command.wraps or not command.words:
        return False
    name, program = command.name, command.values[0]
    if name in _RUNNING_ANYTHING:
        return True
    if name in POSIX_SHELLS:
        return any(it is None or not it.startswith("-") for it in command.values[1:])
    return program is None or ("/" in program and not program.startswith(("/usr/", "/bin/", "/sbin/")))


def needs_store(stage: Stage, manager: PackageManager) -> bool:
    """Whether what a container starts may read the store."""
    state = stage.final_state
    if manager.name == "pnpm":
        return False
    starts = [it for it in (state.entrypoint, state.command) if it is not None]
    if not starts:
        return True
    for each in stage.lineage:
        for instruction in each.instructions:
            if isinstance(instruction, ast.Cmd | ast.Entrypoint) and instruction.unit in starts:
                for command in commands_of(instruction, state.shell_language):
                    if command.name is None or command.name in manager.programs or _is_script(command):
                        return True
    return False


def _is_script(command: Command) -> bool:
    return (command.name or "").endswith(".sh") or command.name in (*_RUNNING_ANYTHING, *POSIX_SHELLS)


def _is_copied(stage: Stage, paths: Iterable[str]) -> bool:
    """Whether another stage takes the store, or something around it, out of a stage."""
    for use in stage.used_by:
        if not isinstance(use.instruction, ast.Copy):
            continue
        for source in use.instruction.sources:
            path = f"/{(source.value or '/').strip('/')}"
            if any(path == "/" or is_below(it, path) or is_below(path, it) for it in paths):
                return True
    return False
