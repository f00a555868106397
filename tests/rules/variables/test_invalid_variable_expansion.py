from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_writes_a_default():
    check_fix("invalid-variable-expansion", """\
        FROM alpine:3.20
        ENV A="x${B:=y}" C=${D=z}
        COPY <<EOF /x
        ${E:=1}
        EOF
        """, """\
        FROM alpine:3.20
        ENV A="x${B:-y}" C=${D-z}
        COPY <<EOF /x
        ${E:-1}
        EOF
        """, unsafe=True)  # fmt: skip


def test_no_fix_of_what_has_no_counterpart():
    text = """\
        FROM alpine:3.20
        ENV A=${B^^} C=${D:e}
        COPY ["${A:=b}", "/"]
        """
    check_fix("invalid-variable-expansion", text, text, unsafe=True)
