from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "dnf-clean-all"


def test_what_leaves_a_cache():
    check_rule(RULE, """\
        FROM fedora:41
        RUN dnf clean all && dnf -y in x && dnf -y up
                                                   ^^
        RUN dnf -y install x && microdnf clean all
                   ^^^^^^^ `dnf` leaves its cache in the image
        RUN microdnf -y install x && dnf clean all
                        ^^^^^^^ `microdnf` leaves its cache in the image
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "dnf -y install x && dnf clean all",
        "dnf -y install x && dnf clean metadata",
        "dnf -y install x && yum clean all",
        "dnf -y install x && rm -rf /var/cache/libdnf5",
        "dnf -y install x && rm -rf /var/cache/yum/*",
        "microdnf -y install x && rm -rf /var/cache/*",
        "dnf -y install x; cd /tmp; dnf -y remove gcc; dnf clean all",
        "--mount=type=cache,target=/var/cache/libdnf5 dnf -y install x",
        "--mount=type=tmpfs,target=/var/cache dnf -y install x",
        "dnf -y remove x",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM fedora:41\nRUN {run}\n")


def test_only_what_ships():
    check_rule(
        RULE,
        """\
        FROM fedora:41 AS build
        RUN dnf -y install gcc
        FROM fedora:41
        COPY --from=build /a /a
        """,
    )


def test_the_program_that_was_called_cleans():
    check_fix(
        RULE,
        """\
        FROM fedora:41
        RUN dnf5 -y install x && \\
            make
        RUN dnf -y install x; make
        """,
        """\
        FROM fedora:41
        RUN dnf5 -y install x && \\
            make && \\
            dnf5 clean all
        RUN dnf -y install x; make
        """,
        unsafe=True,
    )


def test_a_refresh_alone_is_not_undone():
    text = "FROM fedora:41\nRUN dnf makecache\n"
    check_fix(RULE, text, text, unsafe=True)
