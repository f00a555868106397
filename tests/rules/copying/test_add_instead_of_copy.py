from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule
from tests.support.project import Files


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


def test_the_build_context_tells_what_is_no_archive():
    project = Files({"app": "#!/bin/sh\n", "src/a": "a\n", "old": "BZh91AY", "tar": "a" * 257 + "ustar"})
    before = "FROM a\nADD app src ./src/a /x/\nADD old /x/\nADD tar /x/\nADD gone /x/\nONBUILD ADD app /x/\n"
    after = before.replace("ADD app src", "COPY app src")
    check_fix("add-instead-of-copy", before, after, project=project)


def test_a_pattern_tells_as_much_as_a_name():
    check_fix("add-instead-of-copy", "FROM a\nADD b/*.py /x/\nADD c.* /x/\n", "FROM a\nCOPY b/*.py /x/\nADD c.* /x/\n")
