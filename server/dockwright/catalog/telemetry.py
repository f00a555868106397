"""Programs that report how they are used, and the variable by which each is told not to.

Source: the documentation of each program, read in 2026-08.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class OptOut(NamedTuple):
    """A variable, and the value with which it switches reports off."""

    variable: str
    value: str


OPT_OUTS: Mapping[str, OptOut] = MappingProxyType(
    {
        "astro": OptOut("ASTRO_TELEMETRY_DISABLED", "1"),
        "az": OptOut("AZURE_CORE_COLLECT_TELEMETRY", "no"),
        "brew": OptOut("HOMEBREW_NO_ANALYTICS", "1"),
        "dotnet": OptOut("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        "func": OptOut("FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT", "1"),
        "gatsby": OptOut("GATSBY_TELEMETRY_DISABLED", "1"),
        "next": OptOut("NEXT_TELEMETRY_DISABLED", "1"),
        "ng": OptOut("NG_CLI_ANALYTICS", "false"),
        "nuxt": OptOut("NUXT_TELEMETRY_DISABLED", "1"),
        "nuxi": OptOut("NUXT_TELEMETRY_DISABLED", "1"),
        "packer": OptOut("CHECKPOINT_DISABLE", "1"),
        "pwsh": OptOut("POWERSHELL_TELEMETRY_OPTOUT", "1"),
        "sam": OptOut("SAM_CLI_TELEMETRY", "0"),
        "terraform": OptOut("CHECKPOINT_DISABLE", "1"),
        "turbo": OptOut("TURBO_TELEMETRY_DISABLED", "1"),
        "vcpkg": OptOut("VCPKG_DISABLE_METRICS", "1"),
        "wrangler": OptOut("WRANGLER_SEND_METRICS", "false"),
    }
)
"""What to set for which program."""

EVERY_PROGRAM = "DO_NOT_TRACK"
"""A variable that several programs look at, whatever else they have."""
