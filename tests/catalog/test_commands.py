"""The table of prefixes says of each which flags take a value."""

from __future__ import annotations

from dockwright.catalog import commands


def test_flags_of_what_runs_another_command_are_flags():
    assert set(commands.PREFIXES) >= {"sudo", "doas"}
    assert all(flag.startswith("-") for flags in commands.PREFIXES.values() for flag in flags)
