from __future__ import annotations

from tests.support.checks import check_rule


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
