"""Instructions, their flags, mount types, parser directives and build checks, as BuildKit knows them.

Source: moby/buildkit, frontend/dockerfile (instructions/parse.go, bflag.go, commands_runmount.go and its
siblings for network, security and device, linter/ruleset.go, docs/reference.md), read in 2026-08 for the frontend
`docker/dockerfile:1.26`. Facts are BuildKit's, the sentences are ours.

Versions are those of the `docker/dockerfile` frontend; a flag without one is older than the frontend's own numbering.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

_REFERENCE = "https://docs.docker.com/reference/dockerfile/"
_CHECKS = "https://docs.docker.com/reference/build-checks/"
HEREDOCS_URL = _REFERENCE + "#here-documents"
"""Where the reference tells of heredocs."""


class FlagKind(Enum):
    """What may stand after a flag's name (bflag.go)."""

    BOOLEAN = "boolean"
    """`--link`, `--link=true` or `--link=false`, in any case; once."""

    VALUE = "value"
    """`--from=…`; the `=` must be there, the value may be empty; once."""

    VALUES = "values"
    """Like `VALUE`, and may be repeated."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of an instruction.

    `values` are the values worth offering; they are all that is allowed only where `closed` is true.
    `default` is what holds without the flag, `None` where nothing does.
    `since` is the frontend that first had the flag in its stable channel, `labs` the first of the labs channel.
    """

    name: str
    kind: FlagKind
    doc: str
    url: str
    placeholder: str = "value"
    values: tuple[str, ...] = ()
    closed: bool = False
    default: str | None = None
    since: str | None = None
    labs: str | None = None

    @property
    def takes_value(self) -> bool:
        """Whether `=value` has to follow the name."""
        return self.kind is not FlagKind.BOOLEAN

    @property
    def repeatable(self) -> bool:
        """Whether the flag may be given more than once."""
        return self.kind is FlagKind.VALUES

    @property
    def usage(self) -> str:
        """The flag as it is written, with a placeholder for its value: `--from=<stage|image>`."""
        return f"--{self.name}=<{self.placeholder}>" if self.takes_value else f"--{self.name}"


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction of the Dockerfile language.

    `syntax` are its forms; `doc` is markdown. `exec_form`: a JSON array is understood; `exec_form_only`: nothing
    else is. `heredocs`: whether `<<EOF` opens a heredoc. `onbuild`: whether ONBUILD may trigger it.
    `expands`: whether BuildKit itself expands `$VAR` in its arguments (in RUN, CMD … the shell does).
    `refuses_unknown_flags`: BuildKit never looks at the flags of ARG and STOPSIGNAL, nor at those of HEALTHCHECK NONE.
    """

    name: str
    doc: str
    syntax: tuple[str, ...]
    url: str
    flags: tuple[Flag, ...] = ()
    deprecated: bool = False
    exec_form: bool = False
    exec_form_only: bool = False
    heredocs: bool = False
    onbuild: bool = True
    expands: bool = False
    before_from: bool = False
    refuses_unknown_flags: bool = True

    def flag(self, name: str) -> Flag | None:
        """The flag called `name` (without dashes, in its exact case), `None` where there is none."""
        return next((it for it in self.flags if it.name == name), None)


@dataclass(frozen=True, slots=True)
class MountOption:
    """An option of `RUN --mount` for one mount type.

    `aliases` are further spellings of `key`. `boolean`: may stand without a value; `negates` are spellings of the
    opposite (`rw` of `readonly`). `values` as for `Flag`.
    """

    key: str
    doc: str
    aliases: tuple[str, ...] = ()
    boolean: bool = False
    negates: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    closed: bool = False
    default: str | None = None
    required: bool = False
    since: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling, the usual one first."""
        return (self.key, *self.aliases, *self.negates)


@dataclass(frozen=True, slots=True)
class MountType:
    """A type of `RUN --mount`.

    `options` are those with a meaning for this type. `tolerated` are keys that BuildKit takes without an error although
    they do nothing here; every key outside both is refused. `one_of` lists keys of which at least one must be given.
    """

    name: str
    doc: str
    url: str
    options: tuple[MountOption, ...]
    tolerated: frozenset[str] = frozenset()
    one_of: tuple[str, ...] = ()

    def option(self, key: str) -> MountOption | None:
        """The option with that key or alias (case does not matter, as in BuildKit), `None` where it means nothing."""
        key = key.lower()
        return next((it for it in self.options if key in it.names), None)

    def accepts(self, key: str) -> bool:
        """Whether BuildKit takes `key` for this type."""
        return self.option(key) is not None or key.lower() in self.tolerated


@dataclass(frozen=True, slots=True)
class Directive:
    """A parser directive: a comment at the head of the file that changes how the rest is read."""

    name: str
    doc: str
    syntax: str
    url: str
    values: tuple[str, ...] = ()
    closed: bool = False
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A build check of BuildKit (`docker build --check`), as `# check=skip=<name>` names it."""

    name: str
    doc: str
    url: str
    experimental: bool = False


PLATFORMS = (
    "$BUILDPLATFORM",
    "linux/amd64",
    "linux/arm64",
    "linux/arm/v7",
    "linux/arm/v6",
    "linux/386",
    "linux/ppc64le",
    "linux/s390x",
    "linux/riscv64",
    "windows/amd64",
    "$TARGETPLATFORM",
)
"""Values of `FROM --platform` worth offering, the most useful first."""

_CHOWN = Flag(
    "chown",
    FlagKind.VALUE,
    "Who owns the copied files: a user, optionally with `:group`, by name or number. Names are looked up in the image's"
    " `/etc/passwd` and `/etc/group`, so an image without them (`scratch`) takes numbers only. Linux images only.",
    _REFERENCE + "#copy---chown",
    placeholder="user[:group]",
    default="0:0 for the build context; the owner in the source stage with --from",
)
_CHMOD = Flag(
    "chmod",
    FlagKind.VALUE,
    "The permissions of the copied files and directories, as an octal number (`755`) or, since 1.14, in symbols"
    " (`u=rwX,go=rX`). It saves a `RUN chmod`, which would store every file a second time.",
    _REFERENCE + "#copy---chmod",
    placeholder="mode",
    values=("755", "644", "600", "u=rwX,go=rX"),
    since="1.2",
)
_LINK = Flag(
    "link",
    FlagKind.BOOLEAN,
    "Put the files into a layer of their own that does not depend on what lies below, so that it stays cached when the"
    " base image changes. The destination must not lead through a symbolic link of an earlier layer.",
    _REFERENCE + "#copy---link",
    default="false",
    since="1.4",
)
_EXCLUDE = Flag(
    "exclude",
    FlagKind.VALUES,
    "Leave out the files that match this pattern, written as in `.dockerignore`. May be repeated; variables are not"
    " expanded.",
    _REFERENCE + "#copy---exclude",
    placeholder="pattern",
    since="1.19",
    labs="1.7",
)


def _of_add(flag: Flag, anchor: str) -> Flag:
    # The same flag is explained in two places of the reference.
    return Flag(
        flag.name,
        flag.kind,
        flag.doc,
        _REFERENCE + anchor,
        placeholder=flag.placeholder,
        values=flag.values,
        closed=flag.closed,
        default="0:0" if flag.name == "chown" else flag.default,
        since=flag.since,
        labs=flag.labs,
    )


_FROM = Instruction(
    "FROM",
    "Start a new build stage from a base image, from an earlier stage, or from nothing (`scratch`). The last stage, or"
    " the one chosen with `--target`, becomes the image. Only `ARG` may stand before the first `FROM`, and only such a"
    " global `ARG` can be used in it.",
    (
        "FROM [--platform=<platform>] <image>[:<tag>] [AS <name>]",
        "FROM [--platform=<platform>] <image>[@<digest>] [AS <name>]",
        "FROM <stage> [AS <name>]",
    ),
    _REFERENCE + "#from",
    flags=(
        Flag(
            "platform",
            FlagKind.VALUE,
            "Which platform of the base image to take. Use `$BUILDPLATFORM` for a stage that only builds and"
            " cross-compiles; a constant makes every build that platform.",
            _REFERENCE + "#from",
            placeholder="os/arch[/variant]",
            values=PLATFORMS,
            default="$TARGETPLATFORM",
        ),
    ),
    onbuild=False,
    expands=True,
)
_RUN = Instruction(
    "RUN",
    "Run a command while the image is built and keep what it changes in the file system as a layer. The shell form goes"
    " through the shell (`/bin/sh -c` unless `SHELL` says otherwise), the exec form starts the program directly. The"
    " layer comes from the cache as long as the text, its mounts and all that stands above stay the same.",
    ("RUN [OPTIONS] <command> ...", 'RUN [OPTIONS] ["<command>", ...]', "RUN [OPTIONS] <<EOF"),
    _REFERENCE + "#run",
    flags=(
        Flag(
            "mount",
            FlagKind.VALUES,
            "Mount something for this command only; nothing of it ends up in the image. The types are `bind` (files of"
            " the build context or another stage), `cache`, `tmpfs`, `secret` and `ssh`. May be repeated.",
            _REFERENCE + "#run---mount",
            placeholder="type=TYPE,…",
            values=("type=bind", "type=cache", "type=tmpfs", "type=secret", "type=ssh"),
            since="1.2",
        ),
        Flag(
            "network",
            FlagKind.VALUE,
            "Which network the command sees: `default` is the build's own, `none` has only the loopback interface,"
            " `host` is the builder's and needs the entitlement `network.host`.",
            _REFERENCE + "#run---network",
            placeholder="mode",
            values=("default", "none", "host"),
            closed=True,
            default="default",
            since="1.3",
        ),
        Flag(
            "security",
            FlagKind.VALUE,
            "`insecure` runs the command with all privileges, which needs the entitlement `security.insecure`;"
            " `sandbox` is the normal way.",
            _REFERENCE + "#run---security",
            placeholder="mode",
            values=("sandbox", "insecure"),
            closed=True,
            default="sandbox",
            since="1.20",
        ),
        Flag(
            "device",
            FlagKind.VALUES,
            "Give the command a device by its CDI name (`nvidia.com/gpu=all`); add `,required` to fail where the"
            " builder has none. May be repeated.",
            _REFERENCE + "#run---device",
            placeholder="name[,required]",
            values=("nvidia.com/gpu=all",),
            labs="1.14",
        ),
    ),
    exec_form=True,
    heredocs=True,
)
_CMD = Instruction(
    "CMD",
    "Set what a container runs by default: a whole command, or the arguments of `ENTRYPOINT`. Only the last `CMD` of a"
    " stage counts, and arguments of `docker run` replace it. Prefer the exec form: in shell form the program is a"
    " child of the shell and does not get the stop signal.",
    ('CMD ["<executable>", "<argument>", ...]', 'CMD ["<argument>", ...]', "CMD <command> ..."),
    _REFERENCE + "#cmd",
    exec_form=True,
)
_LABEL = Instruction(
    "LABEL",
    "Add metadata to the image as key and value pairs; a later value of the same key wins. The keys of the OCI"
    " specification begin with `org.opencontainers.image.`.",
    ("LABEL <key>=<value> [<key>=<value> ...]",),
    _REFERENCE + "#label",
    expands=True,
)
_MAINTAINER = Instruction(
    "MAINTAINER",
    "Name the author of the image. Deprecated: a label can do the same and be read with `docker inspect`, such as"
    ' `LABEL org.opencontainers.image.authors="…"`.',
    ("MAINTAINER <name>",),
    _REFERENCE + "#maintainer-deprecated",
    deprecated=True,
    onbuild=False,
)
_EXPOSE = Instruction(
    "EXPOSE",
    "Say on which ports the program listens. It documents and helps `docker run -P`; it opens nothing by itself. The"
    " protocol is `tcp` unless `/udp` or `/sctp` follows.",
    ("EXPOSE <port>[-<port>][/<protocol>] ...",),
    _REFERENCE + "#expose",
    expands=True,
)
_ENV = Instruction(
    "ENV",
    "Set environment variables for the following instructions of the stage and for containers of the image. They show"
    " in `docker inspect`, so no secret belongs here; use `ARG` for what only the build needs.",
    ("ENV <name>=<value> [<name>=<value> ...]",),
    _REFERENCE + "#env",
    expands=True,
)
_ADD = Instruction(
    "ADD",
    "Copy files into the image, and more than that: a local tar archive is unpacked, a URL is downloaded, a Git"
    " repository is cloned. For plain files use `COPY`, which does only that.",
    ("ADD [OPTIONS] <source> ... <destination>", 'ADD [OPTIONS] ["<source>", ... "<destination>"]'),
    _REFERENCE + "#add",
    flags=(
        Flag(
            "keep-git-dir",
            FlagKind.BOOLEAN,
            "Keep the `.git` directory when the source is a Git repository.",
            _REFERENCE + "#add---keep-git-dir",
            default="false",
            since="1.1",
        ),
        Flag(
            "checksum",
            FlagKind.VALUE,
            "What the download must hash to: `sha256:…` for a URL or, since 1.16, a commit for a Git repository; the"
            " build fails otherwise. Allowed with a single remote source.",
            _REFERENCE + "#add---checksum",
            placeholder="sha256:hash",
            values=("sha256:",),
            since="1.6",
        ),
        _of_add(_CHOWN, "#add---chown"),
        _of_add(_CHMOD, "#add---chmod"),
        _of_add(_LINK, "#add---link"),
        Flag(
            "unpack",
            FlagKind.BOOLEAN,
            "Whether to unpack a tar archive. Without the flag a local archive is unpacked, a downloaded one is not.",
            _REFERENCE + "#add---unpack",
            default="true for a local archive, false for a URL",
            since="1.17",
        ),
        _of_add(_EXCLUDE, "#add---exclude"),
    ),
    exec_form=True,
    heredocs=True,
    expands=True,
)
_COPY = Instruction(
    "COPY",
    "Copy files and directories into the image: from the build context or, with `--from`, from another stage or image."
    " Of a directory its contents are copied, not the directory itself. What `.dockerignore` excludes is not there.",
    ("COPY [OPTIONS] <source> ... <destination>", 'COPY [OPTIONS] ["<source>", ... "<destination>"]'),
    _REFERENCE + "#copy",
    flags=(
        Flag(
            "from",
            FlagKind.VALUE,
            "Copy out of another stage (by name or number, counted from 0), a named build context or an image instead"
            " of the build context. Variables are not expanded here.",
            _REFERENCE + "#copy---from",
            placeholder="stage|context|image",
        ),
        _CHOWN,
        _CHMOD,
        _LINK,
        Flag(
            "parents",
            FlagKind.BOOLEAN,
            "Keep the directories of each source below the destination, as `cp --parents` does; `/./` in a source marks"
            " where they begin.",
            _REFERENCE + "#copy---parents",
            default="false",
            since="1.20",
            labs="1.7",
        ),
        _EXCLUDE,
    ),
    exec_form=True,
    heredocs=True,
    expands=True,
)
_ENTRYPOINT = Instruction(
    "ENTRYPOINT",
    "Set the program that a container always runs; `CMD` or the arguments of `docker run` are appended to it. The shell"
    " form ignores both and does not hand on signals. Setting it drops a `CMD` inherited from the base image.",
    ('ENTRYPOINT ["<executable>", "<argument>", ...]', "ENTRYPOINT <command> ..."),
    _REFERENCE + "#entrypoint",
    exec_form=True,
)
_VOLUME = Instruction(
    "VOLUME",
    "Declare paths that hold data from outside: each container gets a volume there, an anonymous one unless it is given"
    " another. With the old builder, later changes below such a path are lost.",
    ("VOLUME <path> ...", 'VOLUME ["<path>", ...]'),
    _REFERENCE + "#volume",
    exec_form=True,
    expands=True,
)
_USER = Instruction(
    "USER",
    "Set the user, and optionally the group, for the following `RUN`, `CMD` and `ENTRYPOINT` and for containers of the"
    " image. With a group given, the user has no other groups. Without any `USER` it is the base image's, mostly root.",
    ("USER <user>[:<group>]", "USER <uid>[:<gid>]"),
    _REFERENCE + "#user",
    expands=True,
)
_WORKDIR = Instruction(
    "WORKDIR",
    "Set the working directory for the following instructions and for containers, and make it where it is missing. A"
    " relative path continues the previous one.",
    ("WORKDIR <path>",),
    _REFERENCE + "#workdir",
    expands=True,
)
_ARG = Instruction(
    "ARG",
    "Declare a variable that `docker build --build-arg` can set, with an optional default. It holds from here to the"
    " end of the stage and is not part of the image's environment, but its value is visible in the history: no secrets."
    " Before the first `FROM` it is global and has to be declared again, without a value, in the stage that uses it.",
    ("ARG <name>[=<default>] [<name>[=<default>] ...]",),
    _REFERENCE + "#arg",
    expands=True,
    before_from=True,
    refuses_unknown_flags=False,
)
_ONBUILD = Instruction(
    "ONBUILD",
    "Keep an instruction for later: it runs right after the `FROM` of a build that uses this image as its base. `FROM`,"
    " `MAINTAINER` and `ONBUILD` itself cannot be triggers.",
    ("ONBUILD <INSTRUCTION> ...",),
    _REFERENCE + "#onbuild",
    onbuild=False,
)
_STOPSIGNAL = Instruction(
    "STOPSIGNAL",
    "Set the signal that asks a container to stop, by name (`SIGTERM`) or number. Without it, it is `SIGTERM`.",
    ("STOPSIGNAL <signal>",),
    _REFERENCE + "#stopsignal",
    expands=True,
    refuses_unknown_flags=False,
)
_DURATIONS = ("5s", "10s", "30s", "1m", "5m")
_HEALTHCHECK = Instruction(
    "HEALTHCHECK",
    "Tell Docker how to see whether a container still works: the command runs again and again, exit code 0 is healthy"
    " and 1 is unhealthy. Only the last one of a stage counts; `NONE` drops one inherited from the base image.",
    ("HEALTHCHECK [OPTIONS] CMD <command> ...", 'HEALTHCHECK [OPTIONS] CMD ["<command>", ...]', "HEALTHCHECK NONE"),
    _REFERENCE + "#healthcheck",
    flags=(
        Flag(
            "interval",
            FlagKind.VALUE,
            "The time between two checks, and before the first.",
            _REFERENCE + "#healthcheck",
            placeholder="duration",
            values=_DURATIONS,
            default="30s",
        ),
        Flag(
            "timeout",
            FlagKind.VALUE,
            "A check that takes longer has failed.",
            _REFERENCE + "#healthcheck",
            placeholder="duration",
            values=_DURATIONS,
            default="30s",
        ),
        Flag(
            "start-period",
            FlagKind.VALUE,
            "The time a container has to start: until then failures do not count, and the first success ends it.",
            _REFERENCE + "#healthcheck",
            placeholder="duration",
            values=_DURATIONS,
            default="0s",
        ),
        Flag(
            "start-interval",
            FlagKind.VALUE,
            "The time between two checks during the start period. Needs Docker Engine 25.0 or later.",
            _REFERENCE + "#healthcheck",
            placeholder="duration",
            values=_DURATIONS,
            default="5s",
            since="1.6",
        ),
        Flag(
            "retries",
            FlagKind.VALUE,
            "After so many failures in a row the container is unhealthy.",
            _REFERENCE + "#healthcheck",
            placeholder="count",
            values=("1", "3", "5"),
            default="3",
        ),
    ),
    exec_form=True,
)
_SHELL = Instruction(
    "SHELL",
    "Set the shell for the shell form of the following `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`. It has to be a"
    ' JSON array, for example `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`.',
    ('SHELL ["<executable>", "<argument>", ...]',),
    _REFERENCE + "#shell",
    exec_form=True,
    exec_form_only=True,
)

INSTRUCTIONS: Mapping[str, Instruction] = MappingProxyType(
    {
        it.name: it
        for it in (
            _FROM,
            _ARG,
            _RUN,
            _COPY,
            _ADD,
            _WORKDIR,
            _ENV,
            _USER,
            _EXPOSE,
            _ENTRYPOINT,
            _CMD,
            _HEALTHCHECK,
            _VOLUME,
            _LABEL,
            _SHELL,
            _STOPSIGNAL,
            _ONBUILD,
            _MAINTAINER,
        )
    }
)
"""Every instruction by its name in upper case, the common ones first."""


def instruction(name: str) -> Instruction | None:
    """The instruction called `name`, in any case; `None` where BuildKit knows none."""
    return INSTRUCTIONS.get(name.upper())


_TARGET = MountOption(
    "target",
    "Where to mount it. A relative path continues the working directory, and without a target it is the working"
    " directory itself; it cannot be `/`.",
    aliases=("dst", "destination"),
)
_MODE = "The permissions, as an octal number."
_UID = "The number of the user who owns it."
_GID = "The number of the group that owns it."
_REQUIRED = "Fail where the build was given none; otherwise the command runs without it."

MOUNT_TYPES: Mapping[str, MountType] = MappingProxyType(
    {
        it.name: it
        for it in (
            MountType(
                "bind",
                "Files of the build context, or with `from` of another stage or image, without copying them into the"
                " image. This is the type where none is given.",
                _REFERENCE + "#run---mounttypebind",
                (
                    _TARGET,
                    MountOption(
                        "source",
                        "The path to mount, counted from the root of `from`.",
                        aliases=("src",),
                        default="the root",
                    ),
                    MountOption(
                        "from",
                        "The stage, named build context or image to take it from. Variables are not expanded here.",
                        default="the build context",
                    ),
                    MountOption(
                        "readonly",
                        "Whether writing is refused. With `rw` the command may write, but what it writes is lost.",
                        aliases=("ro",),
                        boolean=True,
                        negates=("readwrite", "rw"),
                        values=("true", "false"),
                        default="true",
                    ),
                ),
                # validateMount looks at neither for a bind mount.
                tolerated=frozenset({"id", "env"}),
            ),
            MountType(
                "cache",
                "A directory that lives on in the builder and is there again in the next build: for downloads of"
                " package managers and for compilers. Nothing of it ends up in the image, and it may be empty again.",
                _REFERENCE + "#run---mounttypecache",
                (
                    _TARGET,
                    MountOption("id", "What tells this cache from others.", default="the target"),
                    MountOption(
                        "sharing",
                        "What happens when two builds use the cache at once: both write (`shared`), each gets its own"
                        " (`private`), or the second waits (`locked`). `apt` needs `locked`.",
                        values=("shared", "private", "locked"),
                        closed=True,
                        default="shared",
                    ),
                    MountOption(
                        "from",
                        "The stage, named build context or image whose files a new cache begins with.",
                        default="an empty directory",
                    ),
                    MountOption(
                        "source",
                        "The path in `from` that a new cache begins with.",
                        aliases=("src",),
                        default="the root",
                    ),
                    MountOption(
                        "readonly",
                        "Whether writing is refused.",
                        aliases=("ro",),
                        boolean=True,
                        negates=("readwrite", "rw"),
                        values=("true", "false"),
                        default="false",
                    ),
                    MountOption("mode", _MODE, values=("0755", "0700", "0775", "0777"), default="0755"),
                    MountOption("uid", _UID, default="0"),
                    MountOption("gid", _GID, default="0"),
                ),
                tolerated=frozenset({"env"}),
            ),
            MountType(
                "tmpfs",
                "An empty file system in memory, gone when the command ends.",
                _REFERENCE + "#run---mounttypetmpfs",
                (
                    _TARGET,
                    MountOption(
                        "size",
                        "The most it may hold, such as `64m`.",
                        values=("64m", "256m", "1g"),
                        default="unlimited",
                    ),
                ),
                tolerated=frozenset(
                    {"id", "env", "from", "source", "src", "readonly", "ro", "readwrite", "rw"},
                ),
            ),
            MountType(
                "secret",
                "A file or a variable with a secret that `docker build --secret` hands over; it is in no layer and not"
                " in the history.",
                _REFERENCE + "#run---mounttypesecret",
                (
                    MountOption(
                        "id", "The name of the secret.", aliases=("source", "src"), default="the target's name"
                    ),
                    MountOption(
                        "target",
                        "The file that holds the secret.",
                        aliases=("dst", "destination"),
                        default="/run/secrets/<id>, unless `env` is given",
                    ),
                    MountOption(
                        "env",
                        "The environment variable that holds the secret, instead of a file, or beside it if `target` is"
                        " given too.",
                        since="1.10",
                    ),
                    MountOption(
                        "required", _REQUIRED, boolean=True, values=("true", "false"), closed=True, default="false"
                    ),
                    MountOption("mode", _MODE, values=("0400", "0440", "0444"), default="0400"),
                    MountOption("uid", _UID, default="0"),
                    MountOption("gid", _GID, default="0"),
                ),
                tolerated=frozenset({"readonly", "ro", "readwrite", "rw"}),
                one_of=("id", "source", "src", "target", "dst", "destination"),
            ),
            MountType(
                "ssh",
                "The SSH agent or keys that `docker build --ssh` hands over, through a socket in `SSH_AUTH_SOCK`; no"
                " key gets into the image.",
                _REFERENCE + "#run---mounttypessh",
                (
                    MountOption("id", "The name of the agent or key.", default="default"),
                    MountOption(
                        "target",
                        "The path of the socket.",
                        aliases=("dst", "destination"),
                        default="/run/buildkit/ssh_agent.<number>",
                    ),
                    MountOption(
                        "required", _REQUIRED, boolean=True, values=("true", "false"), closed=True, default="false"
                    ),
                    MountOption("mode", _MODE, values=("0600", "0660", "0666"), default="0600"),
                    MountOption("uid", _UID, default="0"),
                    MountOption("gid", _GID, default="0"),
                ),
                tolerated=frozenset({"env", "from", "readonly", "ro", "readwrite", "rw"}),
            ),
        )
    }
)
"""Every type of `RUN --mount` by its name."""

DEFAULT_MOUNT_TYPE = "bind"
"""The type of a mount that names none."""

MOUNT_KEYS: frozenset[str] = frozenset(
    {
        "type",
        "from",
        "source",
        "src",
        "target",
        "dst",
        "destination",
        "readonly",
        "ro",
        "readwrite",
        "rw",
        "id",
        "sharing",
        "required",
        "size",
        "mode",
        "uid",
        "gid",
        "env",
    }
)
"""Every key that `RUN --mount` knows, whatever the type; in BuildKit their case does not matter."""

MOUNT_KEYS_AFTER_TYPE: frozenset[str] = frozenset({"required", "size"})
"""Keys that BuildKit judges by the type read so far: before `type=` they count as options of a bind mount and fail."""

MOUNT_BARE_KEYS: frozenset[str] = frozenset({"readonly", "ro", "readwrite", "rw", "required"})
"""Keys that may stand without `=value`."""

BOOLEANS: frozenset[str] = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})
"""What a boolean mount option may hold (Go's strconv.ParseBool); a boolean *flag* knows only true and false."""

MEANT_BOOLEANS: dict[str, str] = {
    **dict.fromkeys(("1", "yes", "y", "on", "t", "enable", "enabled"), "true"),
    **dict.fromkeys(("0", "no", "n", "off", "f", "disable", "disabled"), "false"),
}
"""What somebody means who writes another word, in lower case, for true or false."""

DEVICE_KEYS: tuple[str, ...] = ("name", "required")
"""The keys of `RUN --device`; the name may also stand alone."""


def mount_type(name: str) -> MountType | None:
    """The mount type called `name`, in any case; `None` where BuildKit knows none."""
    return MOUNT_TYPES.get(name.lower())


DIRECTIVES: Mapping[str, Directive] = MappingProxyType(
    {
        it.name: it
        for it in (
            Directive(
                "syntax",
                "Which frontend image reads this file. `docker/dockerfile:1` always fetches the newest of version 1, so"
                " new flags work with an older Docker.",
                "# syntax=<image>",
                _REFERENCE + "#syntax",
                values=("docker/dockerfile:1", "docker/dockerfile:1-labs", "docker/dockerfile:1.26"),
            ),
            Directive(
                "escape",
                "Which character continues a line and takes away the meaning of the next one. A backtick suits Windows,"
                " where the backslash separates paths.",
                "# escape=<character>",
                _REFERENCE + "#escape",
                values=("\\", "`"),
                closed=True,
            ),
            Directive(
                "check",
                "Which build checks are skipped, and whether a finding fails the build:"
                " `skip=<name>,…` or `skip=all`, `error=true`, joined by a semicolon.",
                "# check=skip=<checks>;error=<boolean>",
                _REFERENCE + "#check",
                values=("skip=", "skip=all", "error=true", "experimental="),
                since="1.8",
            ),
        )
    }
)
"""Every parser directive by its name in lower case."""

CHECK_OPTIONS: tuple[str, ...] = ("skip", "error", "experimental")
"""The keys inside a `check` directive."""


def directive(name: str) -> Directive | None:
    """The parser directive called `name`, in any case; `None` where BuildKit knows none."""
    return DIRECTIVES.get(name.lower())


def _check(name: str, page: str | None, doc: str, experimental: bool = False) -> Check:
    return Check(name, doc, _CHECKS + (f"{page}/" if page else ""), experimental)


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        it.name: it
        for it in (
            _check("StageNameCasing", "stage-name-casing", "A stage name has upper-case letters."),
            _check("FromAsCasing", "from-as-casing", "`FROM` and `AS` are written in different case."),
            _check("NoEmptyContinuation", "no-empty-continuation", "A continued instruction has an empty line inside."),
            _check(
                "ConsistentInstructionCasing",
                "consistent-instruction-casing",
                "Some instructions of the file are in upper case, others in lower case.",
            ),
            _check("DuplicateStageName", "duplicate-stage-name", "Two stages have the same name."),
            _check("ReservedStageName", "reserved-stage-name", "A stage is called `scratch` or `context`."),
            _check(
                "JSONArgsRecommended",
                "json-args-recommended",
                "`CMD` or `ENTRYPOINT` is in shell form, so the program does not get signals.",
            ),
            _check("MaintainerDeprecated", "maintainer-deprecated", "`MAINTAINER` is used instead of a label."),
            _check(
                "UndefinedArgInFrom", "undefined-arg-in-from", "`FROM` uses a variable that no global `ARG` declares."
            ),
            _check(
                "WorkdirRelativePath",
                "workdir-relative-path",
                "A relative `WORKDIR` comes before any absolute one, so it depends on the base image.",
            ),
            _check("UndefinedVar", "undefined-var", "A variable is used that nothing declares."),
            _check(
                "MultipleInstructionsDisallowed",
                "multiple-instructions-disallowed",
                "A stage has several `CMD`, `ENTRYPOINT` or `HEALTHCHECK`; only the last one counts.",
            ),
            _check(
                "LegacyKeyValueFormat",
                "legacy-key-value-format",
                "`ENV` or `LABEL` has a blank where `=` belongs.",
            ),
            # The one check without a page of its own.
            _check("InvalidBaseImagePlatform", None, "The base image is for another platform than the one asked for."),
            _check(
                "RedundantTargetPlatform",
                "redundant-target-platform",
                "`FROM --platform=$TARGETPLATFORM` says what holds anyway.",
            ),
            _check(
                "SecretsUsedInArgOrEnv",
                "secrets-used-in-arg-or-env",
                "`ARG` or `ENV` has a name that sounds like a secret.",
            ),
            _check(
                "InvalidDefaultArgInFrom",
                "invalid-default-arg-in-from",
                "With the defaults of its `ARG` the image name of a `FROM` is empty or invalid.",
            ),
            _check(
                "FromPlatformFlagConstDisallowed",
                "from-platform-flag-const-disallowed",
                "`FROM --platform` has a constant value.",
            ),
            _check("CopyIgnoredFile", "copy-ignored-file", "`.dockerignore` excludes a file that is to be copied."),
            _check(
                "InvalidDefinitionDescription",
                "invalid-definition-description",
                "The comment above a stage or `ARG` does not begin with its name.",
                experimental=True,
            ),
            _check("ExposeProtoCasing", "expose-proto-casing", "The protocol in `EXPOSE` has upper-case letters."),
            _check(
                "ExposeInvalidFormat",
                "expose-invalid-format",
                "`EXPOSE` has an IP address or a host port, which mean nothing there.",
            ),
        )
    }
)
"""BuildKit's build checks by name."""
