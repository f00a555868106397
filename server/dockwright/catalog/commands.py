"""Shell commands that rules and hovers know.

Source: the manual pages of the programs (2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

STEPPING_DOWN: frozenset[str] = frozenset(
    "chpst dropprivs fixuid gosu runuser s6-overlay s6-setuidgid setpriv setuidgid su-exec".split()
)
"""Programs that take root away from what they start; entrypoints use them."""

POSIX_SHELLS: frozenset[str] = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"})
"""Shells whose language our shell parser reads."""

INTERPRETERS: frozenset[str] = frozenset("node perl php python python2 python3 ruby".split())
"""Programs that run a script of another language from their input, where they are given no file."""

BUILT_INS: frozenset[str] = frozenset(
    (
        ". : [ alias bg break cd command continue echo eval exec exit export false fc fg getopts hash jobs kill local "
        "printf pwd read readonly return set shift source test times trap true type ulimit umask unalias unset wait"
    ).split()
)
"""Commands that the shell runs itself."""

WATCHING: frozenset[str] = frozenset({"free", "htop", "ifconfig", "ps", "top"})
"""Commands that show the state of a system."""

EDITORS: frozenset[str] = frozenset({"emacs", "nano", "vi", "vim"})
"""Programs that somebody types into."""

STOPPING: frozenset[str] = frozenset({"halt", "poweroff", "reboot", "shutdown"})
"""Commands that stop a system."""

HARMLESS_FAILURES: frozenset[str] = frozenset(
    (
        ": apt-mark basename crontab date diff dirname dpkg echo egrep env false fgrep find getconf grep id ldd ls "
        "nproc printf pwd readelf rpm scanelf strings true uname which xargs yes"
    ).split()
)
"""Commands whose failure a build need not notice: they fail for no reason that it has, or their status is an answer."""

FILTERS: frozenset[str] = frozenset(
    "awk cat column cut expand fold gawk mawk rev sed sort tac tail tee tr uniq wc".split()
)
"""Commands that hardly fail where they read a pipe, whatever comes through it."""

REFUSING_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "apt-key": ("add",),
        "bunzip2": (),
        "bzip2": ("-d",),
        "cpio": (),
        "gpg": ("dearmor", "import"),
        "gpg2": ("dearmor", "import"),
        "grep": (),
        "gunzip": (),
        "gzip": ("-d",),
        "egrep": (),
        "rpm2cpio": (),
        "sha1sum": ("-c", "--check"),
        "sha256sum": ("-c", "--check"),
        "sha512sum": ("-c", "--check"),
        "md5sum": ("-c", "--check"),
        "tar": (),
        "unxz": (),
        "unzstd": (),
        "xz": ("-d",),
        "zcat": (),
        "zstd": ("-d",),
    }
)
"""Commands that fail where their input is empty or cut off; where parts of flags are given, only with one of those."""

SETTING_UP: frozenset[str] = frozenset(
    "alias exit export kill killall pkill readonly set shopt sleep umask unset wait".split()
)
"""Commands that a script goes on behind whatever they say: they set up its shell, wait, or end processes."""

ENVIRONMENT_FILES: frozenset[str] = frozenset(
    (
        ".bash_profile .bashrc .profile .zshrc activate bash.bashrc bashrc emsdk_env.sh env environment nvm.sh profile "
        "sdkman-init.sh setup.bash"
    ).split()
)
"""Names of files that do nothing but set up the shell that reads them."""

SWITCHING: frozenset[tuple[str, str]] = frozenset(
    {("conda", "activate"), ("mamba", "activate"), ("micromamba", "activate"), ("nvm", "use"), ("pyenv", "shell")}
)
"""Functions of a shell that change nothing but that shell, by their first two words."""

STOPPING_EARLY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"head": (), "grep": ("q", "m"), "egrep": ("q", "m"), "sed": ("q",)}
)
"""Commands that may end before their input does; where letters are given, only with one of those in a flag."""

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

INITS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "catatonit": frozenset(),
        "docker-init": frozenset({"-e", "-p"}),
        "dumb-init": frozenset({"-r", "--rewrite"}),
        "my_init": frozenset(),
        "s6-svscan": frozenset(),
        "tini": frozenset({"-e", "-p"}),
        "tini-static": frozenset({"-e", "-p"}),
    }
)
"""Programs made to be the first process of a container, with those of their flags that take the next word as a value.

They pass signals on to the program that they start, and collect the processes that it leaves behind.
"""

NEEDING_INIT: frozenset[str] = frozenset(
    "chrome chromedriver chromium chromium-browser google-chrome node nodejs".split()
)
"""Programs that start others and are not made to be the first process.

Source: nodejs/docker-node, docs/BestPractices.md; the troubleshooting page of Puppeteer.
"""
