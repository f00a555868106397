from __future__ import annotations

from tests.support.checks import check_fix


def test_one_onbuild_is_left():
    check_fix("invalid-onbuild-trigger", """\
        FROM alpine:3.20
        ONBUILD onbuild  ONBUILD RUN make
        """, """\
        FROM alpine:3.20
        ONBUILD RUN make
        """, unsafe=True)  # fmt: skip
