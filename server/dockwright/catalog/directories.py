"""In which directory containers of an image start.

Source: the WORKDIR lines of the Dockerfiles behind Docker's official images (2026-08); Microsoft's images of Windows
set none and start at the root of drive C, which BuildKit takes for "/".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dockwright.catalog.images import normal_repository

_AT_THE_ROOT = """
almalinux alpine amazoncorretto amazonlinux archlinux bash buildpack-deps busybox centos debian erlang fedora
node openjdk oraclelinux photon python rockylinux ruby rust scratch ubuntu
mcr.microsoft.com/windows mcr.microsoft.com/windows/nanoserver mcr.microsoft.com/windows/server
mcr.microsoft.com/windows/servercore microsoft/nanoserver microsoft/windowsservercore
"""

_DIRECTORIES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_AT_THE_ROOT.split(), "/"),
        "caddy": "/srv",
        "composer": "/app",
        "golang": "/go",
        "httpd": "/usr/local/apache2",
        "php": "/var/www/html",
        "redis": "/data",
        "tomcat": "/usr/local/tomcat",
        "wordpress": "/var/www/html",
    }
)


def working_directory(repository: str) -> str | None:
    """The working directory that an image sets, "/" where it sets none; `None` where that is not known."""
    return _DIRECTORIES.get(normal_repository(repository))
