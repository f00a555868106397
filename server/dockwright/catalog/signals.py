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


UNCATCHABLE: frozenset[str] = frozenset({"SIGKILL", "SIGSTOP"})
"""The signals that a program can neither catch nor ignore (signal(7))."""

# Of the numbers only those that are the same on every architecture (signal(7), "Signal numbering").
_NUMBERS = {1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 5: "TRAP", 6: "ABRT", 8: "FPE", 9: "KILL", 11: "SEGV", 13: "PIPE",
            14: "ALRM", 15: "TERM"}  # fmt: skip


def canonical_signal(text: str) -> str | None:
    """The name of a signal, in upper case with its `SIG`; `None` for a number that is not the same everywhere."""
    if text.isascii() and text.isdecimal():
        name = _NUMBERS.get(int(text)) if len(text) < 4 else None
    else:
        name = text.upper().removeprefix("SIG")
    return f"SIG{name}" if name in SIGNALS else None
