"""What holds for every test: the same random numbers each time, and no network."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import hypothesis
import pytest

# A machine under load is slow, not wrong; and a red run must be red again when someone looks.
hypothesis.settings.register_profile("dockwright", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("dockwright")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
