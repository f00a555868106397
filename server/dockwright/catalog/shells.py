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
