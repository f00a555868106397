"""Shell commands that rules and hovers know.

Source: the manual pages of the programs and the project's survey of what linters look for (2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

POINTLESS: Mapping[str, str] = MappingProxyType(
    {
        "free": "shows the memory of the build machine",
        "ifconfig": "shows or changes the network of a build container that is gone afterwards",
        "kill": "ends processes, but each RUN starts its own and leaves none behind",
        "mount": "needs privileges that a build does not have, and mounts do not end up in the image",
        "ps": "shows the processes of a build container that is gone afterwards",
        "service": "starts a service that ends with its RUN",
        "shutdown": "has no machine to shut down",
        "reboot": "has no machine to restart",
        "ssh": "asks for keys and hosts; use RUN --mount=type=ssh for what a build has to fetch",
        "systemctl": "needs a running systemd, which a build does not have",
        "top": "waits for a terminal",
        "vim": "waits for a terminal",
        "vi": "waits for a terminal",
        "nano": "waits for a terminal",
        "emacs": "waits for a terminal",
        "less": "waits for a terminal",
        "more": "waits for a terminal",
        "htop": "waits for a terminal",
    }
)
"""Commands that make no sense while an image is built, and why."""

INTERACTIVE: frozenset[str] = frozenset(
    {"top", "htop", "vim", "vi", "nano", "emacs", "less", "more", "passwd", "visudo"}
)
"""Commands that wait for a terminal, which a build does not have."""

ELEVATING: frozenset[str] = frozenset({"sudo", "doas"})
"""Commands that run another as root; a build is root until a USER says otherwise."""

STEPPING_DOWN: frozenset[str] = frozenset({"gosu", "su-exec", "setpriv", "runuser", "su", "chroot"})
"""Commands that run another as a different user; entrypoints use them."""

SHELLS: frozenset[str] = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox", "fish"})
"""Unix shells by name."""

POSIX_SHELLS: frozenset[str] = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"})
"""Shells whose language our shell parser reads."""

WINDOWS_SHELLS: frozenset[str] = frozenset({"cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh", "pwsh.exe"})
"""Shells of Windows by name; `pwsh` runs on Linux too."""

PIPEFAIL_SHELLS: frozenset[str] = frozenset({"bash", "zsh", "ksh", "mksh", "ash"})
"""Shells that know `set -o pipefail`; dash does since 0.5.13 only, so plain `sh` cannot be relied on."""

DOWNLOADERS: frozenset[str] = frozenset({"curl", "wget", "aria2c", "fetch", "http", "https"})
"""Commands that download from an address on their command line."""

INTERPRETERS: frozenset[str] = frozenset(
    {"sh", "bash", "dash", "ash", "zsh", "ksh", "python", "python2", "python3", "perl", "ruby", "node", "php", "pwsh"}
)
"""Commands that run what they read from a pipe."""

ARCHIVERS: frozenset[str] = frozenset({"tar", "bsdtar", "unzip", "gunzip", "gzip", "bzip2", "xz", "unxz", "zstd", "7z"})
"""Commands that pack or unpack."""

BUILT_INS: frozenset[str] = frozenset(
    ". : [ alias bg break cd command continue echo eval exec exit export false fc fg getopts hash jobs kill local"
    " printf"
    " pwd read readonly return set shift source test times trap true type ulimit umask unalias unset wait".split()
)
"""Commands that the shell runs itself."""

PREFIXES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "command": frozenset(),
        "doas": frozenset({"-u", "-C"}),
        "env": frozenset({"-u", "--unset", "-C", "--chdir", "-S", "--split-string"}),
        "exec": frozenset({"-a"}),
        "ionice": frozenset({"-c", "-n", "-p"}),
        "nice": frozenset({"-n", "--adjustment"}),
        "nohup": frozenset(),
        "setarch": frozenset(),
        "stdbuf": frozenset({"-i", "-o", "-e"}),
        "sudo": frozenset({"-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "-R", "-T"}),
        "time": frozenset({"-f", "-o", "--format", "--output"}),
        "timeout": frozenset({"-k", "--kill-after", "-s", "--signal"}),
        "xargs": frozenset({"-a", "-d", "-E", "-I", "-L", "-n", "-P", "-s"}),
    }
)
"""Commands that run the command behind them, with those of their flags that take the next word as a value.

`timeout` and `setarch` have one word of their own before that command; `env` and `sudo` may have assignments.
"""

SIGNALS: tuple[str, ...] = (
    "SIGTERM",
    "SIGINT",
    "SIGQUIT",
    "SIGHUP",
    "SIGKILL",
    "SIGUSR1",
    "SIGUSR2",
    "SIGWINCH",
    "SIGRTMIN+3",
)
"""Signals worth offering for STOPSIGNAL, the usual one first."""
