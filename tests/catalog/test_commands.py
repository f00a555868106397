"""Tables of shell commands agree with each other."""

from __future__ import annotations

from dockwright.catalog import commands


def test_pointless_commands_say_why():
    for name in "ssh vim shutdown service ps free top kill mount ifconfig".split():
        assert name in commands.POINTLESS
    assert not any(reason.endswith(".") for reason in commands.POINTLESS.values())


def test_shells_are_shells():
    assert commands.POSIX_SHELLS < commands.SHELLS
    assert commands.PIPEFAIL_SHELLS < commands.SHELLS
    assert not commands.SHELLS & commands.WINDOWS_SHELLS


def test_what_runs_another_command():
    assert set(commands.PREFIXES) >= commands.ELEVATING
    assert all(flag.startswith("-") for flags in commands.PREFIXES.values() for flag in flags)


def test_signals_have_their_full_names():
    assert all(it.startswith("SIG") for it in commands.SIGNALS)
    assert len(set(commands.SIGNALS)) == len(commands.SIGNALS)
