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


NUMBERS: dict[str, int] = {f"SIG{name}": number for number, name in _NUMBERS.items()}
"""The numbers of signals by their names, of those that have the same one everywhere."""


def canonical_signal(text: str) -> str | None:
    """The name of a signal, in upper case with its `SIG`; `None` for a number that is not the same everywhere."""
    if text.isascii() and text.isdecimal():
        name = _NUMBERS.get(int(text)) if len(text) < 4 else None
    else:
        name = text.upper().removeprefix("SIG")
    return f"SIG{name}" if name in SIGNALS else None


def signal_number(name: str) -> int | None:
    """The number of a signal by its canonical name, where it is the same everywhere."""
    return next((number for number, it in _NUMBERS.items() if f"SIG{it}" == name), None)


MEANINGS: dict[str, str] = {
    "SIGTERM": "Asks the program to end. It is what `docker stop` sends where nothing else is said.",
    "SIGINT": "What Ctrl+C sends; many programs end in good order.",
    "SIGQUIT": "Asks the program to end; nginx and PHP-FPM finish what they serve first, others write a core dump.",
    "SIGHUP": "The terminal has gone; many servers read their configuration anew instead of ending.",
    "SIGKILL": "Ends the program at once. No program can catch it, so nothing is finished or written.",
    "SIGSTOP": "Halts the program. No program can catch it, and it does not end.",
    "SIGUSR1": "Means what the program makes of it.",
    "SIGUSR2": "Means what the program makes of it.",
    "SIGWINCH": "The window has changed; Apache httpd finishes what it serves and ends.",
    "SIGRTMIN+3": "systemd as the first process shuts everything down and ends.",
    "SIGABRT": "Ends the program with a core dump.",
}
"""What a signal asks for, of those that someone stops containers with."""
