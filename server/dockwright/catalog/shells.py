"""What the programs behind `/bin/sh` do not know of bash's language.

Source: dash 0.5.12 and BusyBox 1.35 themselves, asked construct by construct (2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_IN_NEITHER = frozenset("builtin coproc declare disown mapfile popd pushd readarray shopt typeset".split())

COMMANDS_OF_BASH: Mapping[str, frozenset[str]] = MappingProxyType(
    {"busybox": _IN_NEITHER, "dash": _IN_NEITHER | {"let", "source"}}
)
"""Commands that bash has built in, and that the program does not find."""

SYNTAX_OF_BASH: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "busybox": frozenset({"((", "<<<", "|&", "&>>", "array", "+=", "for ((", "select", "{,}", "${^}", "${!}"}),
        "dash": frozenset(
            {
                "((",
                "<<<",
                "|&",
                "&>",
                "&>>",
                "array",
                "+=",
                "for ((",
                "select",
                "{,}",
                "${^}",
                "${!}",
                "[[",
                "function",
                "<(",
                "${/}",
                "${:}",
                "==",
                "echo -e",
            }
        ),
    }
)
"""Constructs of bash that the program refuses or takes for something else."""

VARIABLES_OF_BASH: Mapping[str, str] = MappingProxyType(
    {
        "BASH": "The path of bash.",
        "BASHPID": "The number of this process of bash.",
        "BASH_REMATCH": "What the last `[[ … =~ … ]]` found.",
        "BASH_SOURCE": "The files that the functions being run come from.",
        "BASH_VERSION": "The version of bash.",
        "DIRSTACK": "The directories that `pushd` has put aside.",
        "EPOCHREALTIME": "The time in seconds since 1970, with microseconds.",
        "EPOCHSECONDS": "The time in seconds since 1970.",
        "EUID": "The number of the user whose rights the shell has.",
        "FUNCNAME": "The functions being run.",
        "GROUPS": "The numbers of the user's groups.",
        "HOSTNAME": "The host's name, which whoever starts a container may set too.",
        "HOSTTYPE": "The machine's architecture.",
        "MACHTYPE": "The machine's architecture and system.",
        "OSTYPE": "The machine's system.",
        "PIPESTATUS": "The exit codes of the last pipeline's commands.",
        "RANDOM": "Another random number from 0 to 32767 each time.",
        "REPLY": "The line that `read` without a name has read.",
        "SECONDS": "For how many seconds the shell has been running.",
        "SHELLOPTS": "The options of the shell that are on.",
        "SHLVL": "How deep the shell was started by shells.",
        "UID": "The number of the user.",
    }
)
"""Variables that bash sets by itself and POSIX does not know; dash sets none of them, BusyBox some."""

MAKING_FILES: frozenset[str] = frozenset("chmod chown cp install ln ls mkdir mv rm rmdir touch".split())
"""Commands whose arguments are names of files, so that braces in them are meant for the shell."""

DASH_WITHOUT_PIPEFAIL: frozenset[str] = frozenset(
    (
        "jessie stretch buster bullseye bookworm trusty xenial bionic focal jammy mantic noble 14.04 16.04 18.04 20.04 "
        "22.04 24.04 debian8 debian9 debian10 debian11 debian12"
    ).split()
)
"""Words of an image's tag that name a release whose `dash` has no option `pipefail`.

Debian's package has it since 0.5.12-7 (bugs.debian.org/1071238), so Debian 13 has it, and Ubuntu since 25.04.
"""
