"""The signals that STOPSIGNAL may name.

Source: github.com/moby/sys/signal (signal_linux.go, signal.go), as BuildKit uses it; read in 2026-08.
"""

from __future__ import annotations

SIGNALS: frozenset[str] = frozenset(
    (
        "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM "
        "TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX"
    ).split()
    + [f"RTMIN+{number}" for number in range(1, 16)]
    + [f"RTMAX-{number}" for number in range(1, 15)]
)
"""Every name, without its `SIG`."""

USUAL: tuple[str, ...] = tuple(f"SIG{it}" for it in "TERM INT QUIT HUP KILL USR1 USR2 WINCH RTMIN+3".split())
"""Signals worth offering, with their `SIG`, the usual one first."""


def is_signal(text: str) -> bool:
    """Whether Docker takes `text` for a signal: a name in any case, with or without `SIG`, or a number other than 0."""
    digits = text[1:] if text[:1] in ("+", "-") else text
    if digits.isascii() and digits.isdecimal():
        return bool(digits.strip("0"))
    return text.upper().removeprefix("SIG") in SIGNALS
