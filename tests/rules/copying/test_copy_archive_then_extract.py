from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_archives_that_add_would_unpack():
    check_rule("copy-archive-then-extract", """\
        FROM debian:12 AS build
        COPY a.tar /
        RUN tar xf a.tar
        FROM debian:12
        COPY app.tar other.tar /srv/
             ^^^^^^^
        COPY lib/app-$V.tgz /opt/app.tgz
             ^^^^^^^^^^^^^^
        COPY parts.tar members.tar pack.zip /x/
        COPY --from=build /a.tar /b.tar
        RUN tar xf /srv/app.tar && tar -tf /srv/other.tar && tar --extract --file=/opt/app.tgz
        RUN tar xf parts.tar --strip-components=1 && tar xf members.tar bin && unzip pack.zip
        RUN tar xf a.tar && tar xf b.tar
        """)  # fmt: skip


def test_archives_of_the_stage_that_it_builds_on():
    check_rule("copy-archive-then-extract", """\
        FROM debian:12 AS base
        COPY a.tgz /tmp
             ^^^^^
        RUN sudo sh -c "tar -C /opt -zxf /tmp/a.tgz"
        FROM base
        """)  # fmt: skip


def test_add_unpacks_it():
    check_fix("copy-archive-then-extract", """\
        FROM debian:12
        WORKDIR /srv
        COPY a.tar.gz .
        RUN tar xzf a.tar.gz && rm a.tar.gz && make
        COPY b.tgz /tmp/c.tgz
        RUN mkdir -p /opt/b && \\
            tar -xzf /tmp/c.tgz -C /opt/b && \\
            rm -f /tmp/c.tgz
        COPY d.tar /
        RUN tar --extract -vf /d.tar -C /d/ && rm /d.tar
        """, """\
        FROM debian:12
        WORKDIR /srv
        ADD a.tar.gz /srv/
        RUN make
        ADD b.tgz /opt/b/
        RUN mkdir -p /opt/b
        ADD d.tar /d/
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "COPY a.tar /x/\nRUN tar xf /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /y/a.tar && rm /y/a.tar",
        "COPY a.tar /x\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY --chown=app a.tar /x/\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a.tar b /x/\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a*.tar /x/a.tar\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a.tar /x/\nUSER app\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /x/a.tar -C /y && sha256sum /x/a.tar && rm /x/a.tar",
        "COPY a.tar /x/\nRUN rm -rf /y && tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a.tar /x/\nRUN cd /y && tar xf /x/a.tar && rm /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /x/a.tar --no-same-owner -C /y && rm /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /x/a.tar -C /y || rm /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /x/a.tar -C $DIR && rm /x/a.tar",
        "COPY a.tar /x/\n# Why\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar",
        "COPY a.tar /x/\nRUN tar xf /x/a.tar -C /y && rm /x/a.tar\nRUN test -e /x/a.tar",
    ],
)
def test_the_archive_is_left_to_tar(lines: str):
    check_fix("copy-archive-then-extract", f"FROM a:1\n{lines}\n", f"FROM a:1\n{lines}\n", unsafe=True)
