from __future__ import annotations

import pytest

from tests.support.checks import check_rule


@pytest.mark.parametrize(
    "source",
    [
        "git@github.com:user/repo.git",
        "ssh://git@example.com/repo",
        "https://example.com/repo.git#v1",
        "http://example.com/a",
        "ftp://example.com/a",
        "HTTP://example.com/a",
        "rootfs.tar.xz",
        "$SOURCE",
    ],
)
def test_what_copy_cannot_do(source: str):
    check_rule("add-instead-of-copy", f"FROM debian:12\nADD {source} /x/\n")


def test_what_buildkit_takes_for_a_path():
    check_rule("add-instead-of-copy", """\
        FROM debian:12
        ADD github.com/user/repo /x/
        ^^^
        ADD name@version /x/
        ^^^
        """)  # fmt: skip
