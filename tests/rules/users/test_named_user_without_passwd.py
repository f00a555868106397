from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "named-user-without-passwd"


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\nCOPY --from=b /etc/passwd /etc/\nUSER app\n",
        "FROM scratch\nCOPY passwd.minimal /etc/\nUSER app\n",
        "FROM scratch\nCOPY --from=b /rootfs /\nUSER app\n",
        "FROM scratch\nADD rootfs.tar.gz /\nUSER app\n",
        "FROM scratch AS base\nCOPY / /\nFROM base\nUSER app\n",
        "FROM scratch\nUSER 1000:1000\nCOPY --chown=1000 a b\n",
        "FROM scratch\nUSER ${UID}\n",
        # Only what holds in the end is looked up.
        "FROM scratch\nUSER app\nUSER 1000\n",
        "FROM scratch AS files\nUSER app\nFROM alpine\n",
        "FROM alpine\nUSER app\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_owners_and_groups_are_looked_up_too():
    check_rule(
        RULE,
        """\
        FROM scratch
        COPY --chown=app a.txt /
                     ^^^
        USER 1000:app
             ^^^^^^^^ `app` means nothing here, as the stage has no `/etc/passwd`
        """,
    )


def test_the_fix_knows_few_names():
    check_fix("named-user-without-passwd", """\
        FROM scratch
        COPY --chown=root:nogroup a.txt /a.txt
        COPY --chown=app:0 b.txt /b.txt
        USER nonroot:nonroot
        CMD ["/a"]
        """, """\
        FROM scratch
        COPY --chown=0:65534 a.txt /a.txt
        COPY --chown=app:0 b.txt /b.txt
        USER 65532:65532
        CMD ["/a"]
        """, unsafe=True)  # fmt: skip
