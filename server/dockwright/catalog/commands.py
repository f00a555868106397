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

BUILT_INS: frozenset[str] = frozenset(
    (
        ". : [ alias bg break cd command continue echo eval exec exit export false fc fg getopts hash jobs kill local "
        "printf pwd read readonly return set shift source test times trap true type ulimit umask unalias unset wait"
    ).split()
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
