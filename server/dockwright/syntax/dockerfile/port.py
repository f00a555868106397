"""Port specifications of EXPOSE: `[[ip:]host:]container[-end][/protocol]`, as BuildKit reads them.

EXPOSE takes container ports only; BuildKit still checks an address and a host port, and then drops them
(dockerfile2llb/convert_expose.go).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import NamedTuple

from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

PROTOCOLS = ("tcp", "udp", "sctp")
"""What may stand behind the slash."""


class Ports(NamedTuple):
    """The ports from `start` to `end`, both included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PortSpecification:
    """The parts of one word of EXPOSE, each with its range in the word; what is not written is `None`.

    `ports` are the exposed ports, `None` where they cannot be told; `problem` says why BuildKit refuses the word.
    `protocol` is as written; see `normalized` for what is recorded.
    """

    text: str
    address_range: TextRange | None
    host_range: TextRange | None
    container_range: TextRange
    protocol: str | None
    protocol_range: TextRange | None
    ports: Ports | None
    problem: SyntaxProblem | None = None

    @property
    def has_host_part(self) -> bool:
        """Whether an address or a host port is written, which EXPOSE does not use."""
        return self.container_range.start > 0

    @property
    def normalized(self) -> str:
        """The container part alone, as in `8000-8010/tcp`, with the protocol in lower case."""
        return f"{self.container_range.slice(self.text)}/{(self.protocol or 'tcp').lower()}"


def parse_port(text: str) -> PortSpecification:
    """The parts of `text`, and what is wrong with it."""
    container_start = text.rfind(":") + 1
    host_start = text.rfind(":", 0, max(container_start - 1, 0)) + 1
    address = TextRange(0, host_start - 1) if host_start > 0 else None
    host = TextRange(host_start, container_start - 1) if container_start > 0 else None
    slash = text.find("/", container_start)
    container = TextRange(container_start, len(text) if slash < 0 else slash)
    protocol = None if slash < 0 else TextRange(slash + 1, len(text))
    ports = _ports(container.slice(text))
    return PortSpecification(
        text,
        address if address and address.length else None,
        host if host and host.length else None,
        container,
        protocol.slice(text) if protocol else None,
        protocol,
        ports,
        _problem(text, address, host, container, protocol, ports),
    )


def _problem(
    text: str,
    address: TextRange | None,
    host: TextRange | None,
    container: TextRange,
    protocol: TextRange | None,
    ports: Ports | None,
) -> SyntaxProblem | None:
    if not container.length:
        whole = TextRange(0, len(text))
        return SyntaxProblem("missing-port", whole, f"No port is given in `{text}`" if text else "The port is missing")
    if protocol and protocol.length and protocol.slice(text).lower() not in PROTOCOLS:
        message = f"`{protocol.slice(text)}` is no protocol: tcp, udp and sctp are"
        return SyntaxProblem("invalid-protocol", protocol, message)
    if address and address.length and not _is_address(address.slice(text)):
        return SyntaxProblem("invalid-address", address, f"`{address.slice(text)}` is no IP address")
    if ports is None:
        return _invalid_port(text, container)
    if host and host.length:
        host_ports = _ports(host.slice(text))
        if host_ports is None:
            return _invalid_port(text, host)
        # Many host ports for one container port are a choice; otherwise each needs its own.
        if ports.end > ports.start and host_ports.end - host_ports.start != ports.end - ports.start:
            both = TextRange(host.start, container.end)
            return SyntaxProblem("port-ranges-differ", both, "The ranges of host and container ports differ in length")
    return None


def _invalid_port(text: str, place: TextRange) -> SyntaxProblem:
    message = f"`{place.slice(text)}` is no port: a number from 0 to 65535, or a range of them, is expected"
    return SyntaxProblem("invalid-port", place, message)


def _ports(text: str) -> Ports | None:
    first, dash, last = text.partition("-")
    start = _number(first)
    end = _number(last) if dash else start
    if start is None or end is None or end < start:
        return None
    return Ports(start, end)


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdecimal():
        return None
    significant = text.lstrip("0")
    # A number of many digits is too large, and Python refuses to read one of thousands.
    if len(significant) > 5:
        return None
    number = int(significant or "0")
    return number if number <= 65535 else None


def _is_address(text: str) -> bool:
    if text.startswith("["):
        if not text.endswith("]"):
            return False
        text = text[1:-1]
        if not text:
            return True  # Go finds nothing to check between the brackets.
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    # A zone, as in `fe80::1%eth0`, is none of an address to Go's ParseIP.
    return address.version == 4 or "%" not in text
