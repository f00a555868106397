"""What well-known images start by themselves: their ENTRYPOINT and CMD, as their current tags have them.

Source: the Dockerfiles behind docker-library/official-images, docker-library/repo-info, and the Dockerfiles of
GoogleContainerTools/distroless, dotnet/dotnet-docker, grafana and AWS Lambda's images (2026-08).
Only what is the same in all variants, or told by the tag, stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dockwright.catalog.images import Family, family_of, normal_repository


class Started(NamedTuple):
    """What an image's containers are started with; either may be empty."""

    entrypoint: tuple[str, ...]
    command: tuple[str, ...]


_SCRIPT = ("docker-entrypoint.sh",)

HANDING_OVER: frozenset[str] = frozenset(
    (
        "docker-entrypoint.sh /docker-entrypoint.sh docker-php-entrypoint /entrypoint.sh /__cacert_entrypoint.sh"
        " /usr/local/bin/mvn-entrypoint.sh"
    ).split()
)
"""The entry points of images that end in `exec "$@"`, so that the command takes their place (the same Dockerfiles)."""

_STARTED: Mapping[str, Started] = MappingProxyType(
    {
        "almalinux": Started((), ("/bin/bash",)),
        "alpine": Started((), ("/bin/sh",)),
        "amazonlinux": Started((), ("/bin/bash",)),
        "archlinux": Started((), ("/usr/bin/bash",)),
        "busybox": Started((), ("sh",)),
        "caddy": Started((), ("caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile")),
        "centos": Started((), ("/bin/bash",)),
        "composer": Started(("/docker-entrypoint.sh",), ("composer",)),
        "debian": Started((), ("bash",)),
        "elixir": Started((), ("iex",)),
        "erlang": Started((), ("erl",)),
        "fedora": Started((), ("/bin/bash",)),
        "grafana/grafana": Started(("/run.sh",), ()),
        "haproxy": Started(_SCRIPT, ("haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg")),
        "httpd": Started((), ("httpd-foreground",)),
        "mariadb": Started(_SCRIPT, ("mariadbd",)),
        "maven": Started(("/usr/local/bin/mvn-entrypoint.sh",), ("mvn",)),
        "memcached": Started(_SCRIPT, ("memcached",)),
        "mongo": Started(_SCRIPT, ("mongod",)),
        "mysql": Started(_SCRIPT, ("mysqld",)),
        "nginx": Started(("/docker-entrypoint.sh",), ("nginx", "-g", "daemon off;")),
        "nginxinc/nginx-unprivileged": Started(("/docker-entrypoint.sh",), ("nginx", "-g", "daemon off;")),
        "node": Started(_SCRIPT, ("node",)),
        "opensuse/leap": Started((), ("/bin/bash",)),
        "opensuse/tumbleweed": Started((), ("/bin/bash",)),
        "oraclelinux": Started((), ("/bin/bash",)),
        "postgres": Started(_SCRIPT, ("postgres",)),
        "python": Started((), ("python3",)),
        "quay.io/centos/centos": Started((), ("/bin/bash",)),
        "r-base": Started((), ("R",)),
        "rabbitmq": Started(_SCRIPT, ("rabbitmq-server",)),
        "redis": Started(_SCRIPT, ("redis-server",)),
        "rockylinux": Started((), ("/bin/bash",)),
        "ruby": Started((), ("irb",)),
        "traefik": Started(("/entrypoint.sh",), ("traefik",)),
        "tomcat": Started((), ("catalina.sh", "run")),
        "ubuntu": Started((), ("/bin/bash",)),
        "valkey": Started(_SCRIPT, ("valkey-server",)),
    }
)

_OF_DISTROLESS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nodejs", ("/nodejs/bin/node",)),
    ("java-base", ()),
    ("java", ("/usr/bin/java", "-jar")),
    ("static", ()),
    ("base", ()),
    ("cc", ()),
)
"""How the names of distroless images begin, the longer first, and their entry points; none has a CMD."""

_BUILT_ON_THE_SYSTEM = frozenset(
    (
        "buildpack-deps gcc golang rust"
        " mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime mcr.microsoft.com/dotnet/runtime-deps"
        " mcr.microsoft.com/dotnet/sdk mcr.microsoft.com/dotnet/core/aspnet mcr.microsoft.com/dotnet/core/runtime"
        " mcr.microsoft.com/dotnet/core/runtime-deps mcr.microsoft.com/dotnet/core/sdk"
    ).split()
)
"""Images that start nothing of their own, but the shell of the system that the tag names."""

_OF_SYSTEMS = {
    Family.ALPINE: Started((), ("/bin/sh",)),
    Family.DEBIAN: Started((), ("bash",)),
    Family.UBUNTU: Started((), ("/bin/bash",)),
}

_OF_WINDOWS = Started((), ("c:\\windows\\system32\\cmd.exe",))
_WINDOWS = (
    "mcr.microsoft.com/windows/nanoserver",
    "mcr.microsoft.com/windows/servercore",
    "microsoft/nanoserver",
    "microsoft/windowsservercore",
)

_OF_TEMURIN = ("/__cacert_entrypoint.sh",)
"""What the images of the last years start with; it hands over to whatever follows."""

_OF_PHP = {"apache": "apache2-foreground", "fpm": "php-fpm"}


def started(repository: str, tag: str | None = None) -> Started | None:
    """What containers of an image are started with; `None` where that is not known."""
    name = normal_repository(repository)
    if name == "php":
        words = (tag or "").split("-")
        server = next((program for word, program in _OF_PHP.items() if word in words), None)
        return Started(("docker-php-entrypoint",), (server,) if server else ("php", "-a"))
    if name.startswith("gcr.io/distroless/"):
        image = name.rpartition("/")[2]
        if "debug" in (tag or "").split("-"):
            return None
        entrypoint = next((words for start, words in _OF_DISTROLESS if image.startswith(start)), None)
        return Started(entrypoint, ()) if entrypoint is not None else None
    if name == "python" and (tag or "").partition(".")[0].partition("-")[0] == "2":
        return Started((), ("python2",))
    if name in _WINDOWS:
        return _OF_WINDOWS
    if "windows" in (tag or "") or "nanoserver" in (tag or ""):
        return None
    if name in ("eclipse-temurin", "openjdk"):
        return _of_java(name, tag)
    if name.startswith("public.ecr.aws/lambda/"):
        return Started(("/lambda-entrypoint.sh",), ())
    if name in _BUILT_ON_THE_SYSTEM:
        family = family_of(name, tag)
        if {"chiseled", "distroless"} & set((tag or "").split("-")):
            return Started((), ())
        return _OF_SYSTEMS.get(family) if family is not None else None
    return _STARTED.get(name)


def _of_java(name: str, tag: str | None) -> Started | None:
    """A JDK starts its shell, which there is since Java 9; a JRE has none."""
    words = (tag or "").split("-")
    version = words[0].partition("u")[0].partition(".")[0]
    if not version.isdecimal():
        return None
    has_shell = int(version) > 8 and "jre" not in words
    if name == "eclipse-temurin":
        return Started(_OF_TEMURIN, ("jshell",) if has_shell else ())
    if has_shell:
        return Started((), ("jshell",))
    family = family_of(name, tag)
    return _OF_SYSTEMS.get(family) if family is not None else None
