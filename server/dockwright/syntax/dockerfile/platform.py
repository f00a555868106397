"""Platforms such as `linux/arm64/v8`, as `FROM --platform` takes them (github.com/containerd/platforms, Parse).

`<os>`, `<arch>`, `<os>/<arch>` or `<os>/<arch>/<variant>`; the system may carry a version and features in parentheses,
as in `windows(10.0.17763+win32k)/amd64`. A part that stands alone must be known; two or three may name anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

_PART = re.compile(r"[A-Za-z0-9_.-]+")
_SYSTEM = re.compile(r"([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?")
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# containerd/platforms database.go, which has them from Go's own list.
KNOWN_SYSTEMS = frozenset(
    (
        "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos"
    ).split()
)
"""The operating systems that may stand alone."""

KNOWN_ARCHITECTURES = frozenset(
    (
        "386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 "
        "mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm"
    ).split()
)
"""The architectures that may stand alone."""


@dataclass(frozen=True, slots=True)
class Platform:
    """What a platform says, normalized: `aarch64` is arm64, `macos` darwin, `armhf` arm/v7.

    `system` or `architecture` is `None` where the builder fills in its own; `variant` is "" where there is none.
    `problem` says why BuildKit refuses the text; then the other parts hold what could be told.
    """

    text: str
    system: str | None = None
    architecture: str | None = None
    variant: str = ""
    version: str = ""
    problem: SyntaxProblem | None = None

    @property
    def normalized(self) -> str | None:
        """`os/arch[/variant]`; `None` where a part is the builder's own."""
        if self.system is None or self.architecture is None:
            return None
        return "/".join(filter(None, (self.system, self.architecture, self.variant)))


def parse_platform(text: str) -> Platform:
    """The platform that `text` names, and what is wrong with it."""
    whole = TextRange(0, len(text))
    if "*" in text:
        return Platform(text, problem=_invalid(whole, "A platform cannot have wildcards"))
    parts = text.split("/", 3)
    found = _SYSTEM.fullmatch(parts[0])
    if found is None:
        place = TextRange(0, len(parts[0]))
        message = f"`{parts[0]}` is no operating system" if parts[0] else "A platform such as `linux/amd64` is expected"
        return Platform(text, problem=_invalid(place, message))
    start = len(parts[0]) + 1
    for part in parts[1:]:
        place = TextRange(start, start + len(part))
        if not _PART.fullmatch(part):
            message = f"`{part}` cannot be part of a platform" if part else "A part of the platform is empty"
            return Platform(text, problem=_invalid(place, message))
        start = place.end + 1
    if len(parts) > 3:
        return Platform(text, problem=_invalid(whole, "A platform has at most three parts: os/arch/variant"))
    options = TextRange(found.end(1), len(parts[0]))
    if _BROKEN_PERCENT.search(options.slice(text)):
        return Platform(text, problem=_invalid(options, "`%` must be followed by two hexadecimal digits"))
    system = _normalized_system(found.group(1))
    version = found.group(2) or ""
    if len(parts) > 1:
        architecture, variant = _normalized_architecture(parts[1], parts[2] if len(parts) > 2 else "")
        return Platform(text, system, architecture, variant, version)
    if system in KNOWN_SYSTEMS:
        return Platform(text, system, None, "", version)
    architecture, variant = _normalized_architecture(text, "")
    if architecture in KNOWN_ARCHITECTURES:
        return Platform(text, None, architecture, variant)
    message = f"`{text}` is neither an operating system nor an architecture that is known"
    return Platform(text, problem=_invalid(whole, message))


def _invalid(range: TextRange, message: str) -> SyntaxProblem:
    return SyntaxProblem("invalid-platform", range, message)


def _normalized_system(system: str) -> str:
    system = system.lower()
    return "darwin" if system == "macos" else system


def _normalized_architecture(architecture: str, variant: str) -> tuple[str, str]:
    """Both by the names of Go, as containerd's Normalize has them in the end."""
    architecture, variant = architecture.lower(), variant.lower()
    if architecture == "i386":
        return "386", ""
    if architecture in ("x86_64", "x86-64", "amd64"):
        return "amd64", "" if variant == "v1" else variant
    if architecture in ("aarch64", "arm64"):
        return "arm64", "" if variant in ("8", "v8") else variant
    if architecture == "armhf":
        return "arm", "v7"
    if architecture == "armel":
        return "arm", "v6"
    if architecture == "arm":
        if variant in ("", "7"):
            return "arm", "v7"
        if variant in ("5", "6", "8"):
            return "arm", "v" + variant
    return architecture, variant
