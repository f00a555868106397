"""Package managers: how each installs, refreshes and cleans, which files it reads and where it keeps what it downloads.

Source: the project's own survey of the tools' documentation and of BuildKit's reference (2026-08), and the manual pages
of the tools for sub-commands and flags. What the survey marks as uncertain is marked here too.

Plain data and look-ups over words that were already split; what a RUN means is for `semantic` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Action(Enum):
    """What a sub-command does."""

    INSTALL = "install"
    """Adds packages: those it names, or those that manifests ask for."""

    INSTALL_LOCKED = "install-locked"
    """Installs what the lock file says, and fails or does nothing else (`npm ci`, `poetry install`)."""

    UPDATE = "update"
    """Refreshes the index of what can be installed (`apt-get update`)."""

    UPGRADE = "upgrade"
    """Installs newer versions of what is there."""

    REMOVE = "remove"
    """Takes packages away."""

    CLEAN = "clean"
    """Empties the cache."""

    DOWNLOAD = "download"
    """Fetches without installing (`go mod download`)."""

    BUILD = "build"
    """Compiles or packages the project, fetching what is missing."""


class Reads(Enum):
    """When a sub-command reads the manager's manifests."""

    NEVER = "never"
    ALWAYS = "always"

    ALONE = "alone"
    """Only without packages on its command line (`npm install`, not `npm install express`)."""

    NAMED = "named"
    """Those that a flag or a path on the command line names (`pip install -r requirements.txt`)."""


class CacheKind(Enum):
    """What a cache mount holds, which settles how it may be used."""

    DOWNLOAD = "download"
    """Archives only: safe to mount on the one RUN."""

    INSTALL_STORE = "install-store"
    """Dependencies are used from there later: every later RUN that needs them has to mount it too."""

    BUILD_CACHE = "build-cache"
    """Intermediate results; nothing is missed without them."""

    BUILD_OUTPUT = "build-output"
    """The results themselves: they have to be copied out in the same RUN."""


@dataclass(frozen=True, slots=True)
class SubCommand:
    """One way to call a package manager.

    `words` is how it is written after the program (`("mod", "download")`), `name` the usual spelling of the same.
    `names_packages`: whether its operands are packages.
    """

    words: tuple[str, ...]
    name: str
    action: Action
    reads: Reads = Reads.NEVER
    names_packages: bool = True

    @property
    def installs_dependencies(self) -> bool:
        """Whether it can bring in what the manifests list, without building the project."""
        installing = (Action.INSTALL, Action.INSTALL_LOCKED, Action.DOWNLOAD)
        return self.reads is not Reads.NEVER and self.action in installing


@dataclass(frozen=True, slots=True)
class CacheMount:
    """A directory worth a `RUN --mount=type=cache`; `target` is for the user root, `<WORKDIR>` stands open.

    `moved_by` are the variables that move it, the strongest first, each with what follows its value. `images` are the
    official images in which it lies elsewhere than below the home, by its place there. `home` is the place below the
    home of any user; `None` where it depends on more than that.
    """

    target: str
    kind: CacheKind
    sharing: str | None = None
    note: str = ""
    moved_by: tuple[tuple[str, str], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A flag as it was given: its name with dashes, its value if it has one, and the indexes of the words."""

    name: str
    value: str | None
    index: int
    value_index: int | None


@dataclass(frozen=True, slots=True)
class Invocation:
    """The words after the program, told apart; `operands` are the indexes of what is neither flag nor sub-command."""

    subcommand: SubCommand | None
    subcommand_indexes: tuple[int, ...]
    options: tuple[Option, ...]
    operands: tuple[int, ...]

    def option(self, names: Iterable[str]) -> Option | None:
        """The first flag with one of these names."""
        wanted = frozenset(names)
        return next((it for it in self.options if it.name in wanted), None)


@dataclass(frozen=True, slots=True, eq=False)
class PackageManager:
    """A package manager and its ways.

    Flags are written with their dashes. `value_flags` are followed by a value as the next word (or after `=`).
    `clusters`: whether `-yq` is `-y -q`. `tasks`: operands are tasks, each of which may be a sub-command (Gradle).
    `yes_flags` answer its questions, `yes_flags_before` only in front of the sub-command; it asks nothing where both
    are empty. `frozen_flags` make it fail rather than change the lock file. `production_flags` leave out what only
    development needs. `directory_flags` take the directory whose manifests are read, `manifest_flags` a manifest.
    `version_separators` stand between a package's name and its version, the longer ones first.
    `manifests` has to be there before it installs, one of each group; `optional_manifests` as far as they exist, `**`
    as in `.dockerignore`; `member_manifests` are the names of manifests in the folders of a workspace.
    `outputs` is what installing or building writes below the working directory, or absolute.
    `cache_directories` may be emptied after installing; `clean_up` is the command for that, in the same RUN.
    `environment` are the variables that move the cache, `no_cache_environment` those that switch it off.
    """

    name: str
    ecosystem: str
    programs: tuple[str, ...]
    subcommands: tuple[SubCommand, ...]
    value_flags: frozenset[str] = frozenset()
    clusters: bool = True
    tasks: bool = False
    yes_flags: frozenset[str] = frozenset()
    yes_flags_before: frozenset[str] = frozenset()
    no_recommends_flags: tuple[str, ...] = ()
    no_cache_flags: tuple[str, ...] = ()
    frozen_flags: tuple[str, ...] = ()
    production_flags: tuple[str, ...] = ()
    directory_flags: frozenset[str] = frozenset()
    manifest_flags: frozenset[str] = frozenset()
    version_separators: tuple[str, ...] = ()
    version_flags: frozenset[str] = frozenset()
    manifests: tuple[tuple[str, ...], ...] = ()
    optional_manifests: tuple[str, ...] = ()
    member_manifests: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    caches: tuple[CacheMount, ...] = ()
    cache_directories: tuple[str, ...] = ()
    index_directory: str | None = None
    clean_up: str | None = None
    clean_commands: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    no_cache_environment: tuple[str, ...] = ()
    recommended: str = ""
    hazards: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it asks before it installs, so that a build without an answer fails."""
        return bool(self.yes_flags or self.yes_flags_before)

    def read(self, words: Sequence[str | None]) -> Invocation:
        """Tell flags, sub-command and operands apart; `words` come after the program, `None` is a word not known."""
        options, operands = _split(self, words)
        if self.tasks:
            return _read_tasks(self, words, options, operands)
        subcommand = _longest(self.subcommands, [words[it] for it in operands])
        bare = subcommand is not None and not subcommand.words
        if subcommand is None or (bare and (operands or any(it.name in _INFORMING for it in options))):
            # `yarn` alone installs, `yarn lint` and `yarn --version` do not.
            return Invocation(None, (), options, operands)
        length = len(subcommand.words)
        return Invocation(subcommand, operands[:length], options, operands[length:])

    def answers_yes(self, invocation: Invocation) -> bool:
        """Whether the call answers the manager's questions; always true of one that asks nothing."""
        if not self.asks:
            return True
        start = invocation.subcommand_indexes[0] if invocation.subcommand_indexes else 0
        quiet = 0
        for option in invocation.options:
            # `--assume-yes=false` is allowed and means no.
            if option.name in self.yes_flags and option.value not in ("false", "no", "0"):
                return True
            if option.name in self.yes_flags_before and option.index < start:
                return True
            if self.name == "apt" and option.name in ("-q", "--quiet"):
                # apt-get(8): quiet level 2 implies -y; `-q=2` is the same as `-qq`.
                quiet = 2 if option.value is not None and option.value.strip() not in ("", "0", "1") else quiet + 1
            if self.name == "apt" and option.name in ("-o", "--option"):
                name, _, value = (option.value or "").lower().partition("=")
                if name == "apt::get::assume-yes" and value in ("true", "yes", "1", "on", "enable", "with"):
                    return True
            if option.name == "--setopt":
                # `defaultyes` makes a yes of no answer.
                name, _, value = (option.value or "").lower().partition("=")
                if name in ("assumeyes", "defaultyes") and value in ("true", "yes", "1", "on"):
                    return True
        return quiet >= 2

    def version_of(self, package: str) -> tuple[str, str | None]:
        """Split a package word into its name and its version; the version is `None` where the word has none."""
        if self.version_separators == ("-",):
            return _rpm_version(package)
        # An npm scope begins with the separator; so does no name of another manager.
        start = 1 if package.startswith("@") else 0
        places = [(package.find(it, start), it) for it in self.version_separators]
        found = [(place, -len(it), it) for place, it in places if place > 0]
        if not found:
            return package, None
        place, _, separator = min(found)
        if "://" in package[:place]:
            # An address, in which the same characters mean something else.
            return package, None
        return package[:place].rstrip(), package[place + len(separator) :].lstrip() or None


_INFORMING = frozenset({"-v", "-V", "--version", "-h", "--help"})
"""Flags that make a program tell something about itself and do nothing."""


def _split(manager: PackageManager, words: Sequence[str | None]) -> tuple[tuple[Option, ...], tuple[int, ...]]:
    options: list[Option] = []
    operands: list[int] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word == "--":
            operands += range(index + 1, len(words))
            break
        if word is None or not word.startswith("-") or word == "-":
            operands.append(index)
        else:
            index = _option(manager, words, word, index, options)
        index += 1
    return tuple(options), tuple(operands)


def _option(manager: PackageManager, words: Sequence[str | None], word: str, index: int, options: list[Option]) -> int:
    """Add what `word` says to `options` and return the index of the last word used."""
    whole = len(word) > 2 and word in manager.value_flags
    if manager.clusters and not word.startswith("--") and not whole:
        return _cluster(manager, words, word, index, options)
    name, equals, value = word.partition("=")
    if equals:
        options.append(Option(name, value, index, index))
    elif name in manager.value_flags and index + 1 < len(words):
        options.append(Option(name, words[index + 1], index, index + 1))
        return index + 1
    else:
        options.append(Option(name, None, index, None))
    return index


def _cluster(manager: PackageManager, words: Sequence[str | None], word: str, index: int, options: list[Option]) -> int:
    for place in range(1, len(word)):
        name, rest = "-" + word[place], word[place + 1 :]
        if rest.startswith("="):
            options.append(Option(name, rest[1:], index, index))
            return index
        if name not in manager.value_flags:
            options.append(Option(name, None, index, None))
        elif rest:
            options.append(Option(name, rest, index, index))
            return index
        elif index + 1 < len(words):
            options.append(Option(name, words[index + 1], index, index + 1))
            return index + 1
        else:
            options.append(Option(name, None, index, None))
    return index


def _longest(subcommands: Iterable[SubCommand], operands: Sequence[str | None]) -> SubCommand | None:
    fitting = (it for it in subcommands if tuple(operands[: len(it.words)]) == it.words)
    return max(fitting, key=lambda it: len(it.words), default=None)


def _read_tasks(
    manager: PackageManager, words: Sequence[str | None], options: tuple[Option, ...], operands: tuple[int, ...]
) -> Invocation:
    found: list[tuple[int, SubCommand]] = []
    fallback = next((it for it in manager.subcommands if not it.words), None)
    for index in operands:
        word = words[index]
        if word is None:
            continue
        # A task of a sub-project: `:app:assemble`. A goal of a Maven plugin has its colon in the table.
        subcommand = _longest(manager.subcommands, [word]) if word else None
        if subcommand is None or not subcommand.words:
            subcommand = _longest(manager.subcommands, [word.rpartition(":")[2]]) if manager.name == "gradle" else None
        if subcommand is None:
            subcommand = fallback
        if subcommand is not None:
            found.append((index, subcommand))
    if not found:
        # A call with flags alone (`mvn -v`) builds nothing.
        return Invocation(None, (), options, operands)
    # What builds outweighs what only cleans or fetches.
    index, subcommand = next((it for it in found if it[1].action is Action.BUILD), found[0])
    return Invocation(subcommand, (index,), options, tuple(it for it in operands if it != index))


def _rpm_version(package: str) -> tuple[str, str | None]:
    # name-version or name-version-release[.arch]. Names have hyphens and numbers too (java-17-openjdk, gcc-toolset-12):
    # every part of a version begins with a digit, and one without a release has a dot.
    parts = package.split("-")
    if len(parts) > 2 and parts[-2][:1].isdigit() and parts[-1][:1].isdigit():
        return "-".join(parts[:-2]), "-".join(parts[-2:])
    if len(parts) > 1 and parts[-1][:1].isdigit() and "." in parts[-1]:
        return "-".join(parts[:-1]), parts[-1]
    return package, None


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _subcommands(
    spellings: str, action: Action, reads: Reads = Reads.NEVER, names_packages: bool = True
) -> tuple[SubCommand, ...]:
    """One sub-command under several spellings, with bars between; the first is its name."""
    ways = [tuple(it.split()) for it in spellings.split("|")]
    return tuple(SubCommand(it, " ".join(ways[0]), action, reads, names_packages) for it in ways)


_APT = PackageManager(
    "apt",
    "os",
    ("apt-get", "apt", "aptitude"),
    (
        *_subcommands("install|reinstall", Action.INSTALL),
        *_subcommands("build-dep|satisfy", Action.INSTALL),
        *_subcommands("update", Action.UPDATE, names_packages=False),
        *_subcommands("upgrade|dist-upgrade|full-upgrade|safe-upgrade", Action.UPGRADE),
        *_subcommands("remove|purge|autoremove|auto-remove|autopurge", Action.REMOVE),
        *_subcommands("clean|autoclean|auto-clean|distclean|dist-clean", Action.CLEAN, names_packages=False),
        *_subcommands("download|source", Action.DOWNLOAD),
    ),
    value_flags=_set(
        "-c --config-file -o --option -t --target-release --default-release -a --host-architecture -P --build-profiles"
        " --with-source -S --snapshot --solver --planner"
    ),
    yes_flags=_set("-y --yes --assume-yes --force-yes"),
    no_recommends_flags=("--no-install-recommends", "--without-recommends"),
    version_separators=("=",),
    outputs=("/usr", "/etc", "/var/lib/dpkg"),
    caches=(
        CacheMount(
            "/var/cache/apt", CacheKind.DOWNLOAD, "locked", "useless until /etc/apt/apt.conf.d/docker-clean is gone"
        ),
        CacheMount("/var/lib/apt", CacheKind.DOWNLOAD, "locked"),
    ),
    cache_directories=("/var/lib/apt/lists", "/var/cache/apt"),
    index_directory="/var/lib/apt/lists",
    clean_up="rm -rf /var/lib/apt/lists/*",
    clean_commands=("rm -rf /var/lib/apt/lists/*", "apt-get clean", "apt-get dist-clean"),
    recommended="apt-get update && apt-get install -y --no-install-recommends",
    hazards=("Images delete downloaded archives by /etc/apt/apt.conf.d/docker-clean, so a cache mount stays empty",),
)
_APK = PackageManager(
    "apk",
    "os",
    ("apk",),
    (
        *_subcommands("add", Action.INSTALL),
        *_subcommands("fix", Action.INSTALL),
        *_subcommands("update", Action.UPDATE, names_packages=False),
        *_subcommands("upgrade", Action.UPGRADE),
        *_subcommands("del", Action.REMOVE),
        *_subcommands("cache clean|cache purge", Action.CLEAN, names_packages=False),
        *_subcommands("fetch|cache download", Action.DOWNLOAD),
    ),
    value_flags=_set(
        "-p --root -X --repository -t --virtual --arch --cache-dir --cache-max-age --keys-dir --progress-fd"
        " --repositories-file --repository-config --timeout --wait -o --output"
    ),
    no_cache_flags=("--no-cache",),
    version_separators=("=", "~=", "~", ">=", "<=", ">", "<"),
    outputs=("/",),
    caches=(
        CacheMount(
            "/var/cache/apk", CacheKind.DOWNLOAD, "locked", "only with /etc/apk/cache linked to it, or with --cache-dir"
        ),
    ),
    cache_directories=("/var/cache/apk",),
    index_directory="/var/cache/apk",
    clean_up="rm -rf /var/cache/apk/*",
    clean_commands=("rm -rf /var/cache/apk/*", "apk cache clean"),
    recommended="apk add --no-cache",
    hazards=("Without the link /etc/apk/cache only the index is cached",),
)
_RPM_SUBCOMMANDS = (
    *_subcommands("install|in|localinstall|reinstall|rei", Action.INSTALL),
    *_subcommands("groupinstall|group install|module install|builddep|swap", Action.INSTALL),
    *_subcommands("makecache|check-update|check-upgrade", Action.UPDATE, names_packages=False),
    # Not the index: for these tools "update" installs newer packages.
    *_subcommands("upgrade|update|up|upgrade-minimal|update-minimal|distro-sync|dsync", Action.UPGRADE),
    *_subcommands("remove|erase|rm|autoremove|groupremove|group remove", Action.REMOVE),
    *_subcommands("clean", Action.CLEAN, names_packages=False),
    *_subcommands("download|reposync", Action.DOWNLOAD),
)
_RPM_VALUE_FLAGS = _set(
    "-c --config --installroot --releasever --repo --repoid --enablerepo --disablerepo --enable-repo --disable-repo"
    " -x --exclude --excludepkgs --setopt -d --debuglevel -e --errorlevel --rpmverbosity -R --randomwait --comment"
    " --forcearch --arch --repofrompath --advisory --advisories --bz --bzs --cve --cves --sec-severity --secseverity"
    " --downloaddir --destdir --color --disableplugin --enableplugin --disable-plugin --enable-plugin --disableexcludes"
    " --disableexcludepkgs --disable-excludes --from-repo --from-vendor"
)
_DNF = PackageManager(
    "dnf",
    "os",
    ("dnf", "dnf5", "dnf-3", "dnf4"),
    _RPM_SUBCOMMANDS,
    value_flags=_RPM_VALUE_FLAGS,
    yes_flags=_set("-y --assumeyes"),
    no_recommends_flags=("--setopt=install_weak_deps=False", "--no-allow-weak-deps"),
    version_separators=("-",),
    outputs=("/",),
    caches=(
        CacheMount("/var/cache/dnf", CacheKind.DOWNLOAD, "locked", "dnf 4; add --setopt=keepcache=1"),
        CacheMount(
            "/var/cache/libdnf5", CacheKind.DOWNLOAD, "locked", "dnf 5 (Fedora 41 on); add --setopt=keepcache=1"
        ),
    ),
    cache_directories=("/var/cache/dnf", "/var/cache/libdnf5"),
    clean_up="dnf clean all",
    clean_commands=("dnf clean all", "rm -rf /var/cache/dnf", "rm -rf /var/cache/libdnf5"),
    recommended="dnf install -y --setopt=install_weak_deps=False",
    hazards=("dnf 4 and dnf 5 keep their caches in different places", "Archives are kept only with keepcache=1"),
)
_MICRODNF = PackageManager(
    "microdnf",
    "os",
    ("microdnf",),
    _RPM_SUBCOMMANDS,
    value_flags=_RPM_VALUE_FLAGS,
    yes_flags=_set("-y --assumeyes"),
    no_recommends_flags=("--setopt=install_weak_deps=0",),
    version_separators=("-",),
    outputs=("/",),
    caches=(CacheMount("/var/cache/yum", CacheKind.DOWNLOAD, "locked", "add --setopt=keepcache=1"),),
    cache_directories=("/var/cache/yum", "/var/cache/dnf"),
    clean_up="microdnf clean all",
    clean_commands=("microdnf clean all", "rm -rf /var/cache/yum"),
    recommended="microdnf install -y --setopt=install_weak_deps=0 --nodocs",
)
_YUM = PackageManager(
    "yum",
    "os",
    ("yum",),
    _RPM_SUBCOMMANDS,
    value_flags=_RPM_VALUE_FLAGS,
    yes_flags=_set("-y --assumeyes"),
    no_recommends_flags=("--setopt=install_weak_deps=False",),
    version_separators=("-",),
    outputs=("/",),
    caches=(CacheMount("/var/cache/yum", CacheKind.DOWNLOAD, "locked", "add --setopt=keepcache=1"),),
    cache_directories=("/var/cache/yum", "/var/cache/dnf"),
    clean_up="yum clean all",
    clean_commands=("yum clean all", "rm -rf /var/cache/yum"),
    recommended="yum install -y",
)
_ZYPPER = PackageManager(
    "zypper",
    "os",
    ("zypper",),
    (
        *_subcommands("install|in|source-install|si", Action.INSTALL),
        *_subcommands("install-new-recommends|inr", Action.INSTALL, names_packages=False),
        *_subcommands("refresh|ref|refresh-services|refs", Action.UPDATE, names_packages=False),
        *_subcommands("update|up|dist-upgrade|dup|patch", Action.UPGRADE),
        *_subcommands("remove|rm|removeptf|rmptf", Action.REMOVE),
        *_subcommands("clean|cc", Action.CLEAN, names_packages=False),
        *_subcommands("download", Action.DOWNLOAD),
    ),
    value_flags=_set(
        "-R --root --installroot -D --reposd-dir -C --cache-dir --raw-cache-dir --solv-cache-dir --pkg-cache-dir"
        " --releasever -c --config -p --plus-repo --plus-content --userdata -r --repo --from -t --type --solver-focus"
        " --download"
    ),
    yes_flags=_set("-y --no-confirm"),
    # After the sub-command `-n` means `--name`.
    yes_flags_before=_set("-n --non-interactive"),
    no_recommends_flags=("--no-recommends",),
    version_separators=("=", ">=", "<=", ">", "<"),
    outputs=("/",),
    # The survey has the place from other tools' documents alone.
    caches=(CacheMount("/var/cache/zypp", CacheKind.DOWNLOAD, "locked"),),
    cache_directories=("/var/cache/zypp",),
    clean_up="zypper clean --all",
    clean_commands=("zypper clean", "zypper clean --all", "zypper cc", "rm -rf /var/cache/zypp"),
    recommended="zypper --non-interactive install --no-recommends",
)

_NODE_OPTIONAL = (".npmrc", "patches/**", "prisma/schema.prisma", "binding.gyp")
_NODE_HAZARDS = (
    "Scripts of the root package (preinstall, install, postinstall, prepare) run and may need the sources",
    "Workspaces need the manifest of every member",
    "Dependencies with file:, link: or portal: need their folders",
)
_NPM = PackageManager(
    "npm",
    "node",
    ("npm",),
    (
        *_subcommands("install|i|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall|add", Action.INSTALL, Reads.ALONE),
        *_subcommands("ci|clean-install|ic|install-clean|isntall-clean", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("install-test|it", Action.INSTALL, Reads.ALONE),
        *_subcommands("install-ci-test|cit|clean-install-test|sit", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("update|up|upgrade|udpate", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("uninstall|unlink|remove|rm|r|un|prune", Action.REMOVE),
        *_subcommands("cache clean|cache clear|cache rm", Action.CLEAN, names_packages=False),
        *_subcommands("run build|run-script build|rum build|urn build", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "--prefix -C --registry --omit --include --only --also --loglevel --cache --userconfig --globalconfig --tag"
        " -w --workspace --install-strategy --script-shell --fetch-timeout --fetch-retries --fetch-retry-mintimeout"
        " --fetch-retry-maxtimeout --maxsockets --proxy --https-proxy --noproxy --otp --before --cpu --os --libc"
        " --cafile --ca --cert --key --node-options --save-prefix --scope --logs-dir --location --depth"
    ),
    production_flags=("--omit=dev", "--only=production", "--only=prod", "--production"),
    directory_flags=_set("--prefix -C"),
    version_separators=("@",),
    manifests=(("package.json",), ("package-lock.json", "npm-shrinkwrap.json")),
    optional_manifests=_NODE_OPTIONAL,
    member_manifests=("package.json",),
    outputs=("node_modules/",),
    caches=(
        CacheMount(
            "/root/.npm",
            CacheKind.DOWNLOAD,
            moved_by=(("npm_config_cache", ""), ("NPM_CONFIG_CACHE", "")),
            home=".npm",
        ),
    ),
    cache_directories=("/root/.npm",),
    clean_up="npm cache clean --force",
    clean_commands=("npm cache clean --force", "rm -rf ~/.npm", "rm -rf /root/.npm"),
    environment=("npm_config_cache", "NPM_CONFIG_CACHE"),
    recommended="npm ci",
    hazards=_NODE_HAZARDS,
)
_YARN_VALUE_FLAGS = _set(
    "--cwd --modules-folder --cache-folder --preferred-cache-folder --global-folder --prefix --registry --mutex"
    " --network-timeout --network-concurrency --child-concurrency --proxy --https-proxy --use-yarnrc --link-folder"
    " --otp --scripts-prepend-node-path --mode -R"
)
_YARN_BUILD = _subcommands("build|run build", Action.BUILD, Reads.ALWAYS, False)
_YARN = PackageManager(
    "yarn",
    "node",
    ("yarn", "yarnpkg"),
    (
        *_subcommands("install|", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("add|global add|workspace add", Action.INSTALL),
        *_subcommands("upgrade|up|global upgrade", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|global remove|autoclean", Action.REMOVE),
        *_subcommands("cache clean", Action.CLEAN, names_packages=False),
        *_YARN_BUILD,
    ),
    value_flags=_YARN_VALUE_FLAGS,
    frozen_flags=("--frozen-lockfile", "--immutable"),
    production_flags=("--production", "--prod"),
    directory_flags=_set("--cwd"),
    version_separators=("@",),
    manifests=(("package.json",), ("yarn.lock",)),
    optional_manifests=(".npmrc", ".yarnrc", *_NODE_OPTIONAL[1:]),
    member_manifests=("package.json",),
    outputs=("node_modules/",),
    caches=(
        CacheMount(
            "/usr/local/share/.cache/yarn",
            CacheKind.DOWNLOAD,
            note="other users: ~/.cache/yarn",
            moved_by=(("YARN_CACHE_FOLDER", ""), ("XDG_CACHE_HOME", "/yarn")),
            home=".cache/yarn",
        ),
    ),
    cache_directories=("/usr/local/share/.cache/yarn",),
    clean_up="yarn cache clean",
    clean_commands=("yarn cache clean",),
    environment=("YARN_CACHE_FOLDER",),
    recommended="yarn install --frozen-lockfile",
    hazards=_NODE_HAZARDS,
)
_YARN_BERRY = PackageManager(
    "yarn-berry",
    "node",
    ("yarn", "yarnpkg"),
    (
        *_subcommands("install|", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("workspaces focus", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("add|dlx", Action.INSTALL),
        *_subcommands("up", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove", Action.REMOVE),
        *_subcommands("cache clean|cache clear", Action.CLEAN, names_packages=False),
        *_YARN_BUILD,
    ),
    value_flags=_YARN_VALUE_FLAGS,
    frozen_flags=("--immutable",),
    production_flags=("--production",),
    directory_flags=_set("--cwd"),
    version_separators=("@",),
    manifests=(("package.json",), ("yarn.lock",), (".yarnrc.yml",)),
    optional_manifests=(".yarn/releases/**", ".yarn/plugins/**", ".yarn/patches/**"),
    member_manifests=("package.json",),
    outputs=("node_modules/", ".pnp.cjs", ".yarn/install-state.gz", ".yarn/unplugged/"),
    caches=(
        CacheMount(
            "/root/.yarn/berry/cache",
            CacheKind.INSTALL_STORE,
            note="archives only with nodeLinker node-modules or pnpm; Yarn 2 and 3 keep .yarn/cache in the project",
            moved_by=(("YARN_GLOBAL_FOLDER", "/cache"),),
            home=".yarn/berry/cache",
        ),
    ),
    cache_directories=("/root/.yarn/berry/cache",),
    clean_up="yarn cache clean",
    clean_commands=("yarn cache clean",),
    environment=("YARN_CACHE_FOLDER", "YARN_GLOBAL_FOLDER", "YARN_ENABLE_GLOBAL_CACHE"),
    recommended="yarn install --immutable",
    hazards=("Plug'n'Play needs the zip cache at run time", "With zero-installs .yarn/cache is part of the sources"),
)
_PNPM = PackageManager(
    "pnpm",
    "node",
    ("pnpm",),
    (
        *_subcommands("install|i", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("add", Action.INSTALL),
        *_subcommands("fetch", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("update|up|upgrade", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|rm|uninstall|un|prune", Action.REMOVE),
        *_subcommands("store prune", Action.CLEAN, names_packages=False),
        *_subcommands("build|run build", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-C --dir -F --filter --filter-prod --store-dir --virtual-store-dir --modules-dir --lockfile-dir --registry"
        " --reporter --loglevel --network-concurrency --child-concurrency --workspace-concurrency --fetch-timeout"
        " --fetch-retries --node-linker --cpu --os --libc --global-dir --prefix"
    ),
    frozen_flags=("--frozen-lockfile",),
    production_flags=("--prod", "-P", "--production"),
    directory_flags=_set("-C --dir --prefix"),
    version_separators=("@",),
    manifests=(("package.json",), ("pnpm-lock.yaml",)),
    optional_manifests=("pnpm-workspace.yaml", ".npmrc", ".pnpmfile.cjs", *_NODE_OPTIONAL[1:]),
    member_manifests=("package.json",),
    outputs=("node_modules/",),
    caches=(
        CacheMount(
            "/pnpm/store",
            CacheKind.DOWNLOAD,
            note="with PNPM_HOME=/pnpm; else $PNPM_HOME/store or ~/.local/share/pnpm/store",
            moved_by=(
                ("npm_config_store_dir", ""),
                ("NPM_CONFIG_STORE_DIR", ""),
                ("PNPM_HOME", "/store"),
                ("XDG_DATA_HOME", "/pnpm/store"),
            ),
            home=".local/share/pnpm/store",
        ),
    ),
    cache_directories=("/root/.local/share/pnpm/store",),
    clean_up="pnpm store prune",
    clean_commands=("pnpm store prune",),
    environment=("PNPM_HOME", "npm_config_store_dir", "NPM_CONFIG_STORE_DIR"),
    recommended="pnpm install --frozen-lockfile",
    hazards=_NODE_HAZARDS,
)
_BUN = PackageManager(
    "bun",
    "node",
    ("bun",),
    (
        *_subcommands("install|i", Action.INSTALL, Reads.ALONE),
        *_subcommands("ci", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("add|a", Action.INSTALL),
        *_subcommands("update", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|rm", Action.REMOVE),
        *_subcommands("pm cache rm", Action.CLEAN, names_packages=False),
        *_subcommands("build|run build", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-c --config --registry --cwd --cache-dir --backend --omit --filter -F --concurrent-scripts"
        " --network-concurrency --linker --cafile --ca --cpu --os"
    ),
    no_cache_flags=("--no-cache",),
    frozen_flags=("--frozen-lockfile",),
    production_flags=("--production", "-p"),
    directory_flags=_set("--cwd"),
    version_separators=("@",),
    manifests=(("package.json",), ("bun.lock", "bun.lockb")),
    optional_manifests=("bunfig.toml", ".npmrc", "patches/**"),
    member_manifests=("package.json",),
    outputs=("node_modules/",),
    caches=(
        CacheMount(
            "/root/.bun/install/cache",
            CacheKind.DOWNLOAD,
            moved_by=(
                ("BUN_INSTALL_CACHE_DIR", ""),
                ("BUN_INSTALL", "/install/cache"),
                ("XDG_CACHE_HOME", "/.bun/install/cache"),
            ),
            home=".bun/install/cache",
        ),
    ),
    cache_directories=("/root/.bun/install/cache",),
    clean_up="bun pm cache rm",
    clean_commands=("bun pm cache rm", "rm -rf ~/.bun/install/cache", "rm -rf /root/.bun/install/cache"),
    environment=("BUN_INSTALL_CACHE_DIR",),
    recommended="bun install --frozen-lockfile",
    hazards=("Scripts of trustedDependencies run and may need the sources", *_NODE_HAZARDS[1:]),
)

_PIP_CACHE = CacheMount(
    "/root/.cache/pip",
    CacheKind.DOWNLOAD,
    moved_by=(("PIP_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/pip")),
    home=".cache/pip",
)
_PIP = PackageManager(
    "pip",
    "python",
    ("pip", "pip3", "pip2"),
    (
        *_subcommands("install", Action.INSTALL, Reads.NAMED),
        *_subcommands("download|wheel", Action.DOWNLOAD, Reads.NAMED),
        *_subcommands("uninstall", Action.REMOVE),
        *_subcommands("cache purge|cache remove", Action.CLEAN, names_packages=False),
    ),
    value_flags=_set(
        "-r --requirement -c --constraint --build-constraint -e --editable -t --target -i --index-url --pypi-url"
        " --extra-index-url -f --find-links --root --prefix --src -d --dest -w --wheel-dir -b --build --platform"
        " --python-version --implementation --abi --only-binary --no-binary --upgrade-strategy --config-settings -C"
        " --global-option --install-option --build-option --progress-bar --root-user-action --report --cache-dir"
        " --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --log --python"
        " --keyring-provider --use-feature --use-deprecated --group --uploaded-prior-to"
    ),
    # pip takes the beginning of a flag for the flag where no other begins so.
    no_cache_flags=("--no-cache-dir", "--no-cache"),
    manifest_flags=_set("-r --requirement -c --constraint --build-constraint"),
    version_separators=("===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"),
    optional_manifests=("pip.conf",),
    outputs=("site-packages",),
    caches=(_PIP_CACHE,),
    cache_directories=("/root/.cache/pip",),
    clean_up="pip cache purge",
    clean_commands=("pip cache purge", "rm -rf ~/.cache/pip", "rm -rf /root/.cache/pip", "rm -rf ~/.cache"),
    environment=("PIP_CACHE_DIR", "XDG_CACHE_HOME"),
    no_cache_environment=("PIP_NO_CACHE_DIR",),
    recommended="pip install --no-cache-dir -r requirements.txt",
    hazards=(
        "Requirement files include others (-r, -c)",
        "`-e .`, `.`, file: and --find-links need the sources",
        "git+ addresses need git",
    ),
)
_PIPENV = PackageManager(
    "pipenv",
    "python",
    ("pipenv",),
    (
        *_subcommands("install", Action.INSTALL, Reads.ALONE),
        *_subcommands("sync", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("update|upgrade", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("uninstall|clean", Action.REMOVE),
    ),
    value_flags=_set(
        "-r --requirements -c --index -i --extra-index-url --python --pypi-mirror --categories --extra-pip-args -e"
        " --editable --pip-args"
    ),
    frozen_flags=("--deploy", "--ignore-pipfile"),
    manifest_flags=_set("-r --requirements"),
    version_separators=("===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"),
    manifests=(("Pipfile",), ("Pipfile.lock",)),
    outputs=("site-packages", ".venv/"),
    caches=(
        CacheMount(
            "/root/.cache/pipenv",
            CacheKind.DOWNLOAD,
            moved_by=(("PIPENV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/pipenv")),
            home=".cache/pipenv",
        ),
        _PIP_CACHE,
    ),
    cache_directories=("/root/.cache/pipenv", "/root/.cache/pip"),
    clean_up="pipenv --clear",
    clean_commands=("pipenv --clear",),
    environment=("PIPENV_CACHE_DIR",),
    recommended="pipenv install --deploy --system",
    hazards=("pipenv has no --no-cache-dir", "Dependencies with path or editable need their folders"),
)
_PIPX = PackageManager(
    "pipx",
    "python",
    ("pipx",),
    (
        *_subcommands("install", Action.INSTALL),
        *_subcommands("upgrade|upgrade-all", Action.UPGRADE),
        *_subcommands("uninstall|uninstall-all", Action.REMOVE),
    ),
    value_flags=_set("--python --suffix -i --index-url --pip-args --preinstall --backend"),
    version_separators=("===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"),
    caches=(_PIP_CACHE,),
    cache_directories=("/root/.cache/pip",),
    environment=("PIPX_HOME", "PIPX_BIN_DIR"),
    recommended="pipx install",
)
_POETRY = PackageManager(
    "poetry",
    "python",
    ("poetry",),
    (
        *_subcommands("install|sync", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("add|self add", Action.INSTALL),
        *_subcommands("update|self update", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|self remove", Action.REMOVE),
        *_subcommands("cache clear", Action.CLEAN, names_packages=False),
        *_subcommands("build", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-C --directory -P --project --only --without --with -E --extras -G --group --source --python --platform"
        " -o --output -f --format"
    ),
    # `--no-interaction` silences questions that no build sees.
    no_cache_flags=("--no-cache",),
    production_flags=("--only=main", "--only main", "--without=dev", "--without dev", "--no-dev"),
    directory_flags=_set("-C --directory -P --project"),
    version_separators=("===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"),
    manifests=(("pyproject.toml",), ("poetry.lock",)),
    optional_manifests=("poetry.toml",),
    outputs=(".venv/",),
    caches=(
        CacheMount(
            "/root/.cache/pypoetry/cache",
            CacheKind.DOWNLOAD,
            moved_by=(("POETRY_CACHE_DIR", "/cache"), ("XDG_CACHE_HOME", "/pypoetry/cache")),
            home=".cache/pypoetry/cache",
        ),
        CacheMount(
            "/root/.cache/pypoetry/artifacts",
            CacheKind.DOWNLOAD,
            note="never its parent: by default virtual environments live there",
            moved_by=(("POETRY_CACHE_DIR", "/artifacts"), ("XDG_CACHE_HOME", "/pypoetry/artifacts")),
            home=".cache/pypoetry/artifacts",
        ),
    ),
    cache_directories=("/root/.cache/pypoetry/cache", "/root/.cache/pypoetry/artifacts"),
    clean_up="poetry cache clear --all --no-interaction .",
    clean_commands=("poetry cache clear", "rm -rf ~/.cache/pypoetry"),
    environment=("POETRY_CACHE_DIR", "POETRY_VIRTUALENVS_CREATE", "POETRY_VIRTUALENVS_IN_PROJECT"),
    recommended="poetry install --only main --no-root",
    hazards=("Dependencies with path need their folders", "Installing the project itself needs its readme"),
)
_UV = PackageManager(
    "uv",
    "python",
    ("uv",),
    (
        *_subcommands("sync", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("pip install", Action.INSTALL, Reads.NAMED),
        *_subcommands("pip sync", Action.INSTALL_LOCKED, Reads.NAMED, False),
        *_subcommands("add|tool install", Action.INSTALL),
        *_subcommands("tool upgrade", Action.UPGRADE),
        *_subcommands("pip uninstall|remove|tool uninstall", Action.REMOVE),
        *_subcommands("cache clean|cache prune|clean", Action.CLEAN, names_packages=False),
        *_subcommands("build", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-r --requirement --requirements -c --constraint --constraints --override --overrides -b --build-constraint"
        " --build-constraints --excludes -e --editable -t --target --prefix -p --python -i --index-url"
        " --extra-index-url --index --default-index -f --find-links --index-strategy --keyring-provider"
        " --allow-insecure-host --extra --no-extra --group --no-group --only-group --package"
        " --no-install-package --only-binary --no-binary"
        " --no-build-package --no-binary-package --no-build-isolation-package -P --upgrade-package --reinstall-package"
        " --refresh-package --resolution --prerelease --fork-strategy -C --config-setting --config-settings"
        " --exclude-newer --link-mode --python-version --python-platform --torch-backend --directory --project"
        " --config-file --cache-dir --color --with --with-requirements --with-editable --rev --tag --branch --script"
        " -o --out-dir --marker -m --bounds"
    ),
    no_cache_flags=("--no-cache", "--no-cache-dir", "-n"),
    frozen_flags=("--locked", "--frozen"),
    production_flags=("--no-dev", "--no-default-groups"),
    directory_flags=_set("--directory --project"),
    manifest_flags=_set("-r --requirement --requirements -c --constraint --constraints --override --overrides"),
    version_separators=("===", "==", "~=", ">=", "<=", "!=", ">", "<", "@"),
    manifests=(("pyproject.toml",), ("uv.lock",)),
    optional_manifests=(".python-version", "uv.toml"),
    member_manifests=("pyproject.toml",),
    outputs=(".venv/",),
    caches=(
        CacheMount(
            "/root/.cache/uv",
            CacheKind.DOWNLOAD,
            note="with ENV UV_LINK_MODE=copy",
            moved_by=(("UV_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/uv")),
            home=".cache/uv",
        ),
    ),
    cache_directories=("/root/.cache/uv",),
    clean_up="uv cache clean",
    clean_commands=("uv cache clean", "uv cache prune", "rm -rf ~/.cache/uv", "rm -rf /root/.cache/uv"),
    environment=("UV_CACHE_DIR", "UV_PYTHON_CACHE_DIR"),
    no_cache_environment=("UV_NO_CACHE",),
    recommended="uv sync --locked --no-install-project",
    hazards=("Sources with path need their folders", "A workspace needs the manifest of every member"),
)

_GO = PackageManager(
    "go",
    "go",
    ("go",),
    (
        *_subcommands("mod download", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("mod tidy|mod vendor", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("get", Action.INSTALL, Reads.ALWAYS),
        *_subcommands("install", Action.INSTALL, Reads.NAMED),
        *_subcommands("build|run|test|vet|generate", Action.BUILD, Reads.ALWAYS, False),
        *_subcommands("clean", Action.CLEAN, names_packages=False),
    ),
    value_flags=_set(
        "-C -o -p -asmflags -buildmode -compiler -gccgoflags -gcflags -installsuffix -ldflags -mod -modfile -overlay"
        " -pgo -pkgdir -tags -toolexec -exec -run -count -timeout -coverprofile -reuse -buildvcs"
    ),
    clusters=False,
    directory_flags=_set("-C"),
    version_separators=("@",),
    # go.sum is there as soon as there is a dependency.
    manifests=(("go.mod",), ("go.sum",)),
    optional_manifests=("go.work", "go.work.sum"),
    member_manifests=("go.mod", "go.sum"),
    caches=(
        CacheMount(
            "/go/pkg/mod",
            CacheKind.INSTALL_STORE,
            note="GOPATH=/go in the golang image",
            moved_by=(("GOMODCACHE", ""), ("GOPATH", "/pkg/mod")),
            images=(("golang", "/go/pkg/mod"),),
            home="go/pkg/mod",
        ),
        CacheMount(
            "/root/.cache/go-build",
            CacheKind.BUILD_CACHE,
            moved_by=(("GOCACHE", ""), ("XDG_CACHE_HOME", "/go-build")),
            home=".cache/go-build",
        ),
    ),
    cache_directories=("/go/pkg/mod", "/root/.cache/go-build"),
    clean_up="go clean -modcache -cache",
    clean_commands=("go clean -modcache", "go clean -cache"),
    environment=("GOMODCACHE", "GOCACHE", "GOPATH"),
    recommended="go mod download",
    hazards=(
        "With a vendor folder there is nothing to download",
        "`replace => ../x` needs that folder",
        "Private modules (GOPRIVATE) need a secret",
    ),
)
_CARGO = PackageManager(
    "cargo",
    "rust",
    ("cargo",),
    (
        *_subcommands("fetch", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("build|b|check|c|test|t|run|r|rustc|bench|doc|clippy", Action.BUILD, Reads.ALWAYS, False),
        *_subcommands("chef cook", Action.INSTALL, Reads.NAMED, False),
        *_subcommands("install", Action.INSTALL, Reads.NAMED),
        *_subcommands("binstall", Action.INSTALL),
        *_subcommands("add", Action.INSTALL),
        *_subcommands("update", Action.UPDATE, Reads.ALWAYS),
        *_subcommands("uninstall|remove|rm", Action.REMOVE),
        *_subcommands("clean|cache", Action.CLEAN, names_packages=False),
    ),
    value_flags=_set(
        "-p --package --exclude --bin --example --test --bench -F --features --target --target-dir --profile -j --jobs"
        " --manifest-path --lockfile-path --config -Z --color --message-format -C --path --version --vers --git"
        " --branch --tag --rev --root --registry --index --recipe-path --out-dir --artifact-dir --rename"
    ),
    frozen_flags=("--locked", "--frozen"),
    directory_flags=_set("-C --path"),
    manifest_flags=_set("--manifest-path --recipe-path --path"),
    version_separators=("@",),
    version_flags=_set("--version --vers --rev --tag"),
    manifests=(("Cargo.toml",), ("Cargo.lock",)),
    optional_manifests=(".cargo/config.toml", "rust-toolchain", "rust-toolchain.toml", "build.rs"),
    member_manifests=("Cargo.toml",),
    outputs=("target/",),
    caches=(
        CacheMount(
            "/usr/local/cargo/registry",
            CacheKind.INSTALL_STORE,
            note="CARGO_HOME=/usr/local/cargo in the rust image",
            moved_by=(("CARGO_HOME", "/registry"),),
            images=(("rust", "/usr/local/cargo/registry"), ("lukemathwalker/cargo-chef", "/usr/local/cargo/registry")),
            home=".cargo/registry",
        ),
        CacheMount(
            "/usr/local/cargo/git/db",
            CacheKind.DOWNLOAD,
            moved_by=(("CARGO_HOME", "/git/db"),),
            images=(("rust", "/usr/local/cargo/git/db"), ("lukemathwalker/cargo-chef", "/usr/local/cargo/git/db")),
            home=".cargo/git/db",
        ),
        CacheMount("<WORKDIR>/target", CacheKind.BUILD_OUTPUT, note="copy the binary out in the same RUN"),
    ),
    cache_directories=("/usr/local/cargo/registry", "/usr/local/cargo/git"),
    clean_up="rm -rf /usr/local/cargo/registry",
    clean_commands=("rm -rf /usr/local/cargo/registry", "rm -rf ~/.cargo/registry"),
    environment=("CARGO_HOME", "CARGO_TARGET_DIR"),
    recommended="cargo build --release --locked",
    hazards=(
        "Workspaces need the manifest of every member",
        "Dependencies with path need their folders",
        "build.rs runs and may read anything",
        "Without src/main.rs or src/lib.rs nothing builds",
    ),
)
_MAVEN = PackageManager(
    "maven",
    "java",
    ("mvn", "mvnw", "mvnd"),
    (
        *_subcommands(
            "dependency:go-offline|dependency:resolve|dependency:resolve-plugins|dependency:copy-dependencies",
            Action.DOWNLOAD,
            Reads.ALWAYS,
            False,
        ),
        *_subcommands(
            "package|compile|verify|install|deploy|test|test-compile|validate|", Action.BUILD, Reads.ALWAYS, False
        ),
        *_subcommands("clean", Action.CLEAN, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-f --file -s --settings -gs --global-settings -is --install-settings -pl --projects -rf --resume-from -P"
        " --activate-profiles -T --threads -t --toolchains -gt --global-toolchains -l --log-file -b --builder --color"
        " -D --define -emp --encrypt-master-password -ep --encrypt-password"
    ),
    clusters=False,
    tasks=True,
    directory_flags=frozenset(),
    manifest_flags=_set("-f --file -s --settings"),
    manifests=(("pom.xml",),),
    optional_manifests=(".mvn/**", "mvnw", "settings.xml"),
    member_manifests=("pom.xml",),
    outputs=("target/",),
    caches=(
        CacheMount(
            "/root/.m2",
            CacheKind.INSTALL_STORE,
            note="use /root/.m2/repository where ~/.m2/settings.xml is in the image: the mount would hide it",
            home=".m2",
        ),
    ),
    cache_directories=("/root/.m2/repository",),
    clean_up="rm -rf /root/.m2/repository",
    clean_commands=("rm -rf ~/.m2", "rm -rf /root/.m2"),
    environment=("MAVEN_CONFIG", "MAVEN_OPTS", "MAVEN_ARGS"),
    recommended="mvn -B dependency:go-offline",
    hazards=(
        "dependency:go-offline fetches neither all plugins nor sibling modules",
        "Several modules need the pom.xml of each",
        "A parent found by relativePath is needed too",
    ),
)
_GRADLE = PackageManager(
    "gradle",
    "java",
    ("gradle", "gradlew"),
    (
        *_subcommands(
            "dependencies|resolveDependencies|downloadDependencies|help|tasks", Action.DOWNLOAD, Reads.ALWAYS, False
        ),
        *_subcommands(
            "build|assemble|bootJar|bootWar|jar|war|shadowJar|fatJar|installDist|distTar|distZip|classes|check|test|",
            Action.BUILD,
            Reads.ALWAYS,
            False,
        ),
        *_subcommands("clean", Action.CLEAN, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-b --build-file -c --settings-file -p --project-dir -g --gradle-user-home -I --init-script -x --exclude-task"
        " --include-build --console --max-workers --warning-mode --project-cache-dir -D --system-prop -P --project-prop"
        " --priority -F --dependency-verification -M --write-verification-metadata --configuration --tests"
    ),
    clusters=False,
    tasks=True,
    directory_flags=_set("-p --project-dir"),
    manifest_flags=_set("-b --build-file -c --settings-file"),
    manifests=(("settings.gradle", "settings.gradle.kts"), ("build.gradle", "build.gradle.kts")),
    optional_manifests=(
        "gradle.properties",
        "gradle/libs.versions.toml",
        "gradle/wrapper/**",
        "gradlew",
        "buildSrc/**",
        "gradle.lockfile",
    ),
    member_manifests=("build.gradle", "build.gradle.kts"),
    outputs=("build/", ".gradle/"),
    caches=(
        CacheMount(
            "/root/.gradle",
            CacheKind.INSTALL_STORE,
            note="in the gradle image: /home/gradle/.gradle",
            moved_by=(("GRADLE_USER_HOME", ""),),
            images=(("gradle", "/home/gradle/.gradle"),),
            home=".gradle",
        ),
    ),
    cache_directories=("/root/.gradle/caches",),
    clean_up="rm -rf /root/.gradle/caches",
    clean_commands=("rm -rf ~/.gradle", "rm -rf /root/.gradle"),
    environment=("GRADLE_USER_HOME",),
    recommended="./gradlew --no-daemon dependencies",
    hazards=("buildSrc, included builds and `apply from:` are sources that configure the build",),
)
_BUNDLER = PackageManager(
    "bundler",
    "ruby",
    ("bundle", "bundler"),
    (
        *_subcommands("install|i|", Action.INSTALL, Reads.ALWAYS, False),
        *_subcommands("add", Action.INSTALL),
        *_subcommands("update", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|clean", Action.REMOVE),
        *_subcommands("cache|package|pack", Action.DOWNLOAD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-j --jobs --gemfile --path --without --with --retry --binstubs --shebang --standalone --trust-policy -r"
        " --system-bindir --target-rbconfig --version -v --source --group -g --prefer-local-path"
    ),
    frozen_flags=("--frozen", "--deployment"),
    production_flags=("--without",),
    manifest_flags=_set("--gemfile"),
    version_flags=_set("--version -v"),
    manifests=(("Gemfile", "gems.rb"), ("Gemfile.lock", "gems.locked")),
    optional_manifests=(".ruby-version", "*.gemspec", "vendor/cache/**"),
    outputs=("/usr/local/bundle", "vendor/bundle/"),
    caches=(
        CacheMount(
            "/usr/local/bundle/cache",
            CacheKind.DOWNLOAD,
            note="not /root/.gem, which the ruby image does not use; not /usr/local/bundle, where gems live",
            moved_by=(("GEM_HOME", "/cache"),),
            images=(("ruby", "/usr/local/bundle/cache"),),
        ),
    ),
    cache_directories=("/usr/local/bundle/cache", "/root/.bundle/cache"),
    clean_up="rm -rf /usr/local/bundle/cache",
    clean_commands=("rm -rf /usr/local/bundle/cache", "rm -rf ~/.bundle/cache"),
    environment=("BUNDLE_PATH", "GEM_HOME", "BUNDLE_DEPLOYMENT", "BUNDLE_WITHOUT", "BUNDLE_GLOBAL_GEM_CACHE"),
    recommended="bundle install",
    hazards=("`gemspec` in the Gemfile needs *.gemspec and what it loads", "Gems with path need their folders"),
)
_GEM = PackageManager(
    "gem",
    "ruby",
    ("gem",),
    (
        *_subcommands("install|i", Action.INSTALL),
        *_subcommands("update", Action.UPGRADE),
        *_subcommands("uninstall|cleanup", Action.REMOVE),
        *_subcommands("fetch", Action.DOWNLOAD),
        *_subcommands("build", Action.BUILD, names_packages=False),
    ),
    value_flags=_set(
        "-v --version -i --install-dir -n --bindir -P --trust-policy -s --source -p --http-proxy -B --bulk-threshold -g"
        " --file --platform --without --build-root --config-file --target-rbconfig"
    ),
    version_separators=(":",),
    version_flags=_set("-v --version"),
    manifest_flags=_set("-g --file"),
    outputs=("/usr/local/bundle",),
    cache_directories=("/usr/local/bundle/cache",),
    recommended="gem install --no-document",
)
_COMPOSER = PackageManager(
    "composer",
    "php",
    ("composer", "composer.phar"),
    (
        *_subcommands("install|i", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("require|r|global require|create-project", Action.INSTALL),
        *_subcommands("update|u|upgrade|global update", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("remove|rm|uninstall|global remove", Action.REMOVE),
        *_subcommands("clear-cache|clearcache|cc", Action.CLEAN, names_packages=False),
        *_subcommands("dump-autoload|dumpautoload", Action.BUILD, Reads.ALWAYS, False),
    ),
    value_flags=_set(
        "-d --working-dir --prefer-install --apcu-autoloader-prefix --ignore-platform-req --repository --repository-url"
        " -s --stability"
    ),
    no_cache_flags=("--no-cache",),
    production_flags=("--no-dev",),
    directory_flags=_set("-d --working-dir"),
    version_separators=(":", "="),
    manifests=(("composer.json",), ("composer.lock",)),
    optional_manifests=("auth.json", "symfony.lock"),
    outputs=("vendor/",),
    caches=(
        CacheMount(
            "/tmp/cache",
            CacheKind.DOWNLOAD,
            note="in the composer image; else $COMPOSER_HOME/cache or $XDG_CACHE_HOME/composer",
            moved_by=(("COMPOSER_CACHE_DIR", ""), ("COMPOSER_HOME", "/cache")),
            images=(("composer", "/tmp/cache"),),
        ),
    ),
    cache_directories=("/tmp/cache", "/root/.composer/cache", "/root/.cache/composer"),
    clean_up="composer clear-cache",
    clean_commands=("composer clear-cache",),
    environment=("COMPOSER_CACHE_DIR", "COMPOSER_HOME"),
    recommended="composer install --no-dev --no-scripts --no-autoloader --prefer-dist",
    hazards=("Repositories with path need their folders", "Scripts and plugins run and may need the sources"),
)
_DOTNET = PackageManager(
    "dotnet",
    "dotnet",
    ("dotnet",),
    (
        *_subcommands("restore", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("build|publish|pack|test|run|msbuild", Action.BUILD, Reads.ALWAYS, False),
        *_subcommands("tool install|tool update|workload install", Action.INSTALL),
        *_subcommands("tool restore|workload restore", Action.INSTALL_LOCKED, Reads.ALWAYS, False),
        *_subcommands("add package|package add", Action.INSTALL),
        *_subcommands("remove package|package remove|tool uninstall", Action.REMOVE),
        *_subcommands("nuget locals all|clean", Action.CLEAN, names_packages=False),
    ),
    value_flags=_set(
        "-c --configuration -o --output -r --runtime -f --framework -v --verbosity -s --source -a --arch --os"
        " --packages --configfile --artifacts-path --version --version-suffix --add-source --tool-path --tool-manifest"
        " --lock-file-path --filter --logger -l --settings --project -p --property --manifest --ucr"
    ),
    clusters=False,
    frozen_flags=("--locked-mode",),
    manifest_flags=_set("--project --configfile"),
    version_flags=_set("--version -v"),
    version_separators=("@",),
    manifests=(("*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx"),),
    optional_manifests=(
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "nuget.config",
        "NuGet.config",
        "NuGet.Config",
        "global.json",
        "packages.lock.json",
    ),
    member_manifests=("*.csproj", "*.fsproj", "*.vbproj"),
    outputs=("obj/", "bin/"),
    caches=(
        CacheMount(
            "/root/.nuget/packages",
            CacheKind.INSTALL_STORE,
            note="projects use packages from this folder",
            moved_by=(("NUGET_PACKAGES", ""),),
            home=".nuget/packages",
        ),
        # The survey found documents that disagree on this place.
        CacheMount(
            "/root/.local/share/NuGet/v3-cache",
            CacheKind.DOWNLOAD,
            moved_by=(("NUGET_HTTP_CACHE_PATH", ""), ("XDG_DATA_HOME", "/NuGet/v3-cache")),
            home=".local/share/NuGet/v3-cache",
        ),
    ),
    cache_directories=("/root/.nuget/packages", "/root/.local/share/NuGet"),
    clean_up="dotnet nuget locals all --clear",
    clean_commands=("dotnet nuget locals all --clear",),
    environment=("NUGET_PACKAGES", "NUGET_HTTP_CACHE_PATH"),
    recommended="dotnet restore",
    hazards=("Every project that a ProjectReference reaches is needed",),
)
_MIX = PackageManager(
    "mix",
    "elixir",
    ("mix",),
    (
        *_subcommands("deps.get", Action.DOWNLOAD, Reads.ALWAYS, False),
        *_subcommands("deps.compile|compile|release", Action.BUILD, Reads.ALWAYS, False),
        *_subcommands("deps.update", Action.UPGRADE, Reads.ALWAYS),
        *_subcommands("local.hex|local.rebar|archive.install", Action.INSTALL),
        *_subcommands("deps.clean|clean", Action.CLEAN, names_packages=False),
    ),
    value_flags=_set("--only --target --path"),
    clusters=False,
    manifests=(("mix.exs",), ("mix.lock",)),
    optional_manifests=("config/config.exs",),
    member_manifests=("mix.exs",),
    outputs=("deps/", "_build/"),
    caches=(
        CacheMount("/root/.hex", CacheKind.DOWNLOAD, moved_by=(("HEX_HOME", ""),), home=".hex"),
        CacheMount(
            "/root/.cache/rebar3",
            CacheKind.DOWNLOAD,
            moved_by=(("REBAR_CACHE_DIR", ""), ("XDG_CACHE_HOME", "/rebar3")),
            home=".cache/rebar3",
        ),
    ),
    cache_directories=("/root/.hex", "/root/.cache/rebar3"),
    environment=("HEX_HOME", "MIX_XDG", "MIX_ENV"),
    recommended="mix deps.get --only prod",
    hazards=("Umbrella projects need every mix.exs", "~/.mix holds the tools themselves and is no cache"),
)

MANAGERS: Mapping[str, PackageManager] = MappingProxyType(
    {
        it.name: it
        for it in (
            _APT,
            _APK,
            _DNF,
            _MICRODNF,
            _YUM,
            _ZYPPER,
            _NPM,
            _YARN,
            _YARN_BERRY,
            _PNPM,
            _BUN,
            _PIP,
            _PIPENV,
            _PIPX,
            _POETRY,
            _UV,
            _GO,
            _CARGO,
            _MAVEN,
            _GRADLE,
            _BUNDLER,
            _GEM,
            _COMPOSER,
            _DOTNET,
            _MIX,
        )
    }
)
"""Every package manager by its name. Yarn has two: `yarn` is version 1, `yarn-berry` what came after."""

SYSTEM_MANAGERS: frozenset[str] = frozenset({"apk", "apt", "dnf", "microdnf", "yum", "zypper"})
"""The managers of a distribution's packages, which write to directories of root's."""


CACHE_DIRECTORIES: tuple[str, ...] = tuple(sorted({path for it in MANAGERS.values() for path in it.cache_directories}))
"""The directories that package managers fill and nobody needs afterwards, for root."""

RPM_PROGRAMS: frozenset[str] = frozenset(
    (*_DNF.programs, *_MICRODNF.programs, *_YUM.programs, "tdnf", "yum-config-manager", "dnf-config-manager")
)
"""Programs that read the settings of yum and dnf, and take `--setopt`."""

STABLE_APT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{
            it: ("apt-get", it)
            for it in (
                "autoclean autopurge autoremove build-dep changelog clean download install purge reinstall remove "
                "satisfy source update"
            ).split()
        },
        "upgrade": ("apt-get", "upgrade --with-new-pkgs"),
        "full-upgrade": ("apt-get", "dist-upgrade"),
        "dist-upgrade": ("apt-get", "dist-upgrade"),
        **{it: ("apt-cache", it) for it in "depends policy rdepends search show showsrc".split()},
    }
)
"""What does the same as a sub-command of `apt`: the program, and how it is called there.

Source: apt(8), and apt's cmdline/apt.cc, where `apt upgrade` asks for new packages too.
"""

_COMPILING: frozenset[str] = frozenset(
    (
        "alpine-sdk autoconf automake binutils bison build-base clang cmake flex g++ gcc gfortran libtool "
        "linux-headers make meson nasm ninja ninja-build patch pkgconf samurai swig"
    ).split()
)


def is_build_package(name: str) -> bool:
    """Whether a package of Alpine is there to compile others: a compiler, a tool around it, or headers."""
    return name in _COMPILING or name.endswith("-dev")


SSH_SERVERS: frozenset[str] = frozenset({"dropbear", "openssh-server", "openssh-server-pam", "tinysshd"})
"""Packages, of whatever distribution, that are an SSH server."""


def _by_program() -> Mapping[str, tuple[PackageManager, ...]]:
    table: dict[str, tuple[PackageManager, ...]] = {}
    for manager in MANAGERS.values():
        for program in manager.programs:
            table[program] = (*table.get(program, ()), manager)
    return MappingProxyType(table)


_BY_PROGRAM = _by_program()


def manager(name: str) -> PackageManager | None:
    """The package manager of that name (`maven`, not `mvn`)."""
    return MANAGERS.get(name)


def managers_of(program: str) -> tuple[PackageManager, ...]:
    """The package managers that a program may be (`mvn`, `pip3.12`); paths are looked at by their last part.

    Only `yarn` gives two: version 1 first.
    """
    program = program.replace("\\", "/").rpartition("/")[2]
    found = _BY_PROGRAM.get(program)
    if found is None and _is_versioned(program, "pip"):
        found = (_PIP,)
    return found or ()


def _is_versioned(program: str, name: str) -> bool:
    """Whether `program` is `name` with a version behind (`pip3.12`, `python3`)."""
    rest = program.removeprefix(name)
    return rest != program and all(it.isdigit() for it in rest.split("."))


_MODULES: frozenset[str] = frozenset({"pip", "pipenv", "poetry", "uv"})
_LAUNCHERS: frozenset[str] = frozenset({"corepack", "npx"})


def launched(words: Sequence[str | None]) -> tuple[str, int] | None:
    """The program that a command really starts and the number of words up to its own arguments.

    `python3 -m pip install x` gives `("pip", 3)`, `corepack pnpm i` gives `("pnpm", 2)`, all else its first word and
    1; `None` where that is not known.
    """
    if not words or words[0] is None:
        return None
    program = words[0].replace("\\", "/").rpartition("/")[2]
    if program == "python" or _is_versioned(program, "python") or program == "py":
        # Python's own flags without values may come first (`python -I -m pip`).
        for index, word in enumerate(words[1:], 1):
            if word == "-m":
                module = words[index + 1] if index + 1 < len(words) else None
                return (module, index + 2) if module in _MODULES and module is not None else (program, 1)
            if word is None or len(word) != 2 or word[0] != "-" or word[1] not in "bBdEhiIOPqsSuvVx":
                break
        return program, 1
    if program in _LAUNCHERS and len(words) > 1 and words[1] is not None:
        # A version may follow: `corepack pnpm@9`.
        target = words[1].partition("@")[0]
        if managers_of(target):
            return target, 2
    return program, 1
