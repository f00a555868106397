"""What STOPSIGNAL may name, and what is offered for it."""

from __future__ import annotations

import pytest

from dockwright.catalog.signals import USUAL, is_signal


def test_what_is_offered_is_a_signal_by_its_full_name():
    assert all(it.startswith("SIG") and is_signal(it) for it in USUAL)
    assert len(set(USUAL)) == len(USUAL)


@pytest.mark.parametrize(("text", "expected"), [("term", True), ("9", True), ("0", False), ("SIGNONE", False)])
def test_names_in_any_case_and_numbers_are_signals(text: str, *, expected: bool):
    assert is_signal(text) is expected
