"""What is generated is what the generator would write now."""

from __future__ import annotations

import pytest

from dockwright_dev.generate import camel_case, generate


def test_nothing_generated_is_out_of_date(capsys: pytest.CaptureFixture[str]):
    assert generate(check=True) == 0, capsys.readouterr().out


def test_keys_are_written_as_vs_code_writes_them():
    assert camel_case("extend-select") == "extendSelect"
    assert camel_case("select") == "select"
