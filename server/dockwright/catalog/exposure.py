"""What opens a container or its host to others: ports, sockets, modes and switches for debugging.

Source: the port registry of IANA, the documentation of Docker, Node.js, Flask, Django, Laravel, ASP.NET Core, Rails,
the JDK and Xdebug (2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ADMINISTRATION_PORTS: Mapping[int, str] = MappingProxyType(
    {21: "FTP", 22: "SSH", 23: "Telnet", 512: "rexec", 513: "rlogin", 3389: "RDP"}
)
"""Ports by which people log in to a machine, and what speaks there. 514, that of rsh, is syslog's nowadays."""

LOGIN_SERVERS: tuple[str, ...] = (
    "bastion", "forgejo", "ftpd", "gerrit", "git-server", "git-shell", "gitea", "gitlab", "gitolite", "gogs",
    "jumphost", "onedev", "scm", "sftp", "soft-serve", "teleport", "xrdp",
)  # fmt: skip
"""Words in the names of services whose very purpose such a port is, in lower case."""

ENGINE_SOCKETS: frozenset[str] = frozenset(
    "docker.sock containerd.sock crio.sock podman.sock dockershim.sock buildkitd.sock".split()
)
"""The names of sockets by which a container engine is told what to do."""

ENGINES: frozenset[str] = frozenset(("docker", "podman", "nerdctl"))
"""Programs that start containers."""

DEBUG_VARIABLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "APP_DEBUG": frozenset(("1", "true")),
        "APP_ENV": frozenset(("dev", "development", "local")),
        "ASPNETCORE_ENVIRONMENT": frozenset(("development",)),
        "DEBUG": frozenset(("1", "true", "*")),
        "DJANGO_DEBUG": frozenset(("1", "true")),
        "DOTNET_ENVIRONMENT": frozenset(("development",)),
        "FLASK_DEBUG": frozenset(("1", "true")),
        "FLASK_ENV": frozenset(("development",)),
        "NODE_ENV": frozenset(("development",)),
        "RACK_ENV": frozenset(("development",)),
        "RAILS_ENV": frozenset(("development",)),
        "WP_DEBUG": frozenset(("1", "true")),
    }
)
"""Variables that switch on what only developers need, and the values, in lower case, that do."""

DEBUG_FLAGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "flask": ("--debug", "--debugger"),
        "java": ("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug"),
        "node": ("--inspect", "--inspect-brk"),
        "nodemon": ("--inspect", "--inspect-brk"),
        "php": ("-dxdebug.mode",),
        "python": ("debugpy", "pdb", "ptvsd"),
        "python3": ("debugpy", "pdb", "ptvsd"),
    }
)
"""Programs and the beginnings of the arguments by which they wait for a debugger."""

DEBUG_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "JAVA_OPTS": ("-agentlib:jdwp", "-Xrunjdwp"),
        "JAVA_TOOL_OPTIONS": ("-agentlib:jdwp", "-Xrunjdwp"),
        "JDK_JAVA_OPTIONS": ("-agentlib:jdwp", "-Xrunjdwp"),
        "NODE_OPTIONS": ("--inspect",),
    }
)
"""Variables that hold flags for such programs, and what among them makes one wait for a debugger."""

COVERED_DIRECTORIES: tuple[str, ...] = ("/dev", "/proc", "/sys")
"""Directories over which every container gets a file system of the kernel's, which hides what an image has there."""
