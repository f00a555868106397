"""Variables that BuildKit defines or reads without being told by the file.

Source: moby/buildkit, frontend/dockerfile/dockerfile2llb (platform.go, convert.go), frontend/dockerui/config.go,
util/system/path.go and docs/reference.md ("Predefined ARGs", "Automatic platform ARGs", "BuildKit built-in build
args"), read in 2026-08. Facts are BuildKit's, the sentences are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

_REFERENCE = "https://docs.docker.com/reference/dockerfile/"


class VariableKind(Enum):
    """Where a predefined variable comes from, which settles where it can be used."""

    PROXY = "proxy"
    """A build argument that every RUN has in its environment without an ARG, and that the cache does not look at."""

    PLATFORM = "platform"
    """Set by BuildKit in the global scope: usable in FROM; a stage has to declare it with a bare `ARG NAME`."""

    BUILDKIT = "buildkit"
    """A build argument that changes how BuildKit builds."""

    REPRODUCIBLE = "reproducible"
    """A build argument that makes builds repeatable; a stage that wants to read it has to declare it."""


@dataclass(frozen=True, slots=True)
class PredefinedVariable:
    """A variable that exists undeclared; `example` is a value it may have, `default` the one that holds when unset."""

    name: str
    kind: VariableKind
    doc: str
    example: str
    url: str
    default: str | None = None

    @property
    def needs_arg_in_stage(self) -> bool:
        """Whether a stage sees it only after `ARG NAME`."""
        return self.kind is not VariableKind.PROXY


def _proxy(name: str, doc: str, example: str) -> tuple[PredefinedVariable, ...]:
    url = _REFERENCE + "#predefined-args"
    return tuple(PredefinedVariable(it, VariableKind.PROXY, doc, example, url) for it in (name, name.lower()))


def _platform(name: str, doc: str, example: str) -> PredefinedVariable:
    return PredefinedVariable(
        name, VariableKind.PLATFORM, doc, example, _REFERENCE + "#automatic-platform-args-in-the-global-scope"
    )


def _buildkit(name: str, doc: str, example: str, default: str | None = None) -> PredefinedVariable:
    url = _REFERENCE + "#buildkit-built-in-build-args"
    return PredefinedVariable(name, VariableKind.BUILDKIT, doc, example, url, default)


_ALL = (
    *_proxy("HTTP_PROXY", "The proxy for HTTP.", "http://proxy.example:3128"),
    *_proxy("HTTPS_PROXY", "The proxy for HTTPS.", "http://proxy.example:3128"),
    *_proxy("FTP_PROXY", "The proxy for FTP.", "http://proxy.example:3128"),
    *_proxy("NO_PROXY", "Hosts that are reached without a proxy, with commas between.", "localhost,.example"),
    *_proxy("ALL_PROXY", "The proxy for everything that has none of its own.", "socks5://proxy.example:1080"),
    _platform("TARGETPLATFORM", "The platform that the image is built for (`--platform`).", "linux/arm64"),
    _platform("TARGETOS", "The operating system part of `TARGETPLATFORM`.", "linux"),
    _platform("TARGETOSVERSION", "The version of the target's operating system; set for Windows.", "10.0.20348.1234"),
    _platform("TARGETARCH", "The architecture part of `TARGETPLATFORM`.", "arm64"),
    _platform("TARGETVARIANT", "The variant part of `TARGETPLATFORM`; often empty.", "v7"),
    _platform("BUILDPLATFORM", "The platform of the machine that builds.", "linux/amd64"),
    _platform("BUILDOS", "The operating system part of `BUILDPLATFORM`.", "linux"),
    _platform(
        "BUILDOSVERSION", "The version of the build machine's operating system; set for Windows.", "10.0.20348.1234"
    ),
    _platform("BUILDARCH", "The architecture part of `BUILDPLATFORM`.", "amd64"),
    _platform("BUILDVARIANT", "The variant part of `BUILDPLATFORM`; often empty.", "v7"),
    _platform(
        "TARGETSTAGE",
        "The name of the stage that is built: `--target`, else the last stage's name, else `default`.",
        "runtime",
    ),
    _buildkit(
        "BUILDKIT_SYNTAX", "The frontend image, instead of the one that `# syntax=` names.", "docker/dockerfile:1"
    ),
    _buildkit("BUILDKIT_BUILD_NAME", "The name of the build in the history and in Docker Desktop.", "my-build"),
    _buildkit("BUILDKIT_CACHE_MOUNT_NS", "A prefix for the ids of cache mounts, to keep builds apart.", "team-a"),
    _buildkit(
        "BUILDKIT_CONTEXT_KEEP_GIT_DIR",
        "Keep the `.git` directory when the build context is a Git repository.",
        "1",
        "0",
    ),
    _buildkit("BUILDKIT_INLINE_CACHE", "Write what a later `--cache-from` needs into the image itself.", "1", "0"),
    _buildkit("BUILDKIT_MULTI_PLATFORM", "Write a multi-platform result even for a single platform.", "1", "0"),
    _buildkit("BUILDKIT_SANDBOX_HOSTNAME", "The host name that a RUN sees.", "build", "buildkitsandbox"),
    _buildkit(
        "BUILDKIT_DOCKERFILE_CHECK", "Build checks to skip, as in the `check` directive.", "skip=all;error=false"
    ),
    _buildkit("BUILDKIT_SBOM_SCAN_CONTEXT", "Whether the bill of materials covers the build context.", "true", "false"),
    _buildkit(
        "BUILDKIT_SBOM_SCAN_STAGE",
        "Whether the bill of materials covers a stage (`ARG` in that stage), or which stages it covers (global `ARG`).",
        "true",
        "false",
    ),
    PredefinedVariable(
        "SOURCE_DATE_EPOCH",
        VariableKind.REPRODUCIBLE,
        "The time in seconds since 1970 that the image and its files get, so that the same input gives the same image.",
        "1700000000",
        _REFERENCE + "#buildkit-built-in-build-args",
    ),
)

PREDEFINED: Mapping[str, PredefinedVariable] = MappingProxyType({it.name: it for it in _ALL})
"""Every predefined variable by its name; names are case-sensitive, the proxies exist in both cases."""

PROXY_ARGUMENTS: frozenset[str] = frozenset(it.name for it in _ALL if it.kind is VariableKind.PROXY)
"""What every RUN may use without an ARG; BuildKit takes any mix of case, these are the two in use."""

PLATFORM_ARGUMENTS: frozenset[str] = frozenset(it.name for it in _ALL if it.kind is VariableKind.PLATFORM)
"""What FROM may use without an ARG, and a stage after a bare one."""

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""The PATH of a Linux stage whose base image sets none, `scratch` included; BuildKit writes it into the image too."""

_READ_BY_PROGRAMS = frozenset(
    "CC CFLAGS CGO_ENABLED CI COMPOSE_PROJECT_NAME CXX CXXFLAGS DEBIAN_FRONTEND DEBUG GOARCH GOARM GOFLAGS GONOSUMDB"
    " GOOS GOPRIVATE GOPROXY HOME LANG LC_ALL LDFLAGS MAKEFLAGS NODE_ENV NODE_OPTIONS PATH RAILS_ENV RACK_ENV"
    " RUSTFLAGS SHELL TERM TZ".split()
)
_READ_PREFIXES = (
    "BUILDKIT_ BUNDLE_ CARGO_ COMPOSER_ DOTNET_ GIT_ MAVEN_ NEXT_PUBLIC_ NPM_CONFIG_ npm_config_ NUGET_ PIP_ POETRY_"
    " PYTHON REACT_APP_ UV_ VITE_ VUE_APP_ YARN_"
).split()


def read_by_programs(name: str) -> bool:
    """Whether compilers, package managers or bundlers read a variable of that name from their environment."""
    return name in _READ_BY_PROGRAMS or name.startswith(tuple(_READ_PREFIXES))


def predefined(name: str) -> PredefinedVariable | None:
    """The predefined variable of exactly that name, `None` where there is none."""
    return PREDEFINED.get(name)


def is_proxy_argument(name: str) -> bool:
    """Whether BuildKit treats a build argument of that name as a proxy setting; case does not matter."""
    return name.upper() in PROXY_ARGUMENTS
