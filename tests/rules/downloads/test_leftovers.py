from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "command",
    [
        "wget -q https://example.com/a.tgz && tar xzf a.tgz && rm a.tgz",
        "wget -q https://example.com/a.tgz && tar xzf a.tgz && rm -f *.tgz",
        "wget -qO /tmp/a.tgz https://example.com/ && tar xzf /tmp/a.tgz && rm -rf /tmp/*",
        "cd /tmp && wget -q https://example.com/a.tgz && tar xzf a.tgz && cd / && rm -rf tmp",
        "wget -qO $FILE https://example.com/ && tar xzf ${FILE} && rm $FILE",
        "wget -q https://example.com/a-$V.tgz && tar xzf a-$V.tgz && rm -rf a-${V}*",
        "wget -q https://example.com/a.tgz && tar xzf a.tgz && mv a.tgz /srv/",
        "wget -q https://example.com/a.tgz && tar xzf a.tgz && find . -name '*.tgz' -delete",
        "wget -q https://example.com/a.tgz && tar czf a.tgz /srv",
        "wget -qO- https://example.com/a.tgz | tar xz",
        "tar xzf a.tgz && wget -q https://example.com/a.tgz",
        "wget -q https://example.com/b.tgz && tar xzf a.tgz",
    ],
)
def test_an_archive_that_is_gone_or_another_one(command: str):
    check_rule("download-not-removed", f"FROM debian:12\nRUN {command}\n")


def test_where_the_archive_does_not_get_into_the_image():
    check_rule("download-not-removed", """\
        FROM debian:12 AS build
        RUN wget -q https://example.com/a.tgz && tar xzf a.tgz
        FROM debian:12
        RUN --mount=type=cache,target=/dl wget -qP /dl https://example.com/a.tgz && tar xzf /dl/a.tgz
        RUN wget -qP /dl https://example.com/a.tgz?x=1 && tar -C /opt -xvf /dl/a.tgz
                                                                           ^^^^^^^^^
        RUN curl -fLO https://example.com/a.deb && dpkg -i a.deb
                                                           ^^^^^
        RUN curl -fL https://example.com/ > a.deb && apt-get install -y ./a.deb
                                                                        ^^^^^^^
        RUN curl -fLo a.zip https://example.com/ && unzip -q a.zip
                                                             ^^^^^
        """)  # fmt: skip


def test_the_archive_is_removed_where_its_path_means_the_same():
    check_fix("download-not-removed", """\
        FROM debian:12
        RUN wget -q https://example.com/a.tgz && \\
            tar xzf a.tgz
        RUN wget -q https://example.com/b.tgz && tar xzf b.tgz && cd b && make
        RUN wget -qO "$FILE" https://example.com/b.tgz; tar xzf "$FILE"
        """, """\
        FROM debian:12
        RUN wget -q https://example.com/a.tgz && \\
            tar xzf a.tgz && \\
            rm a.tgz
        RUN wget -q https://example.com/b.tgz && tar xzf b.tgz && cd b && make
        RUN wget -qO "$FILE" https://example.com/b.tgz; tar xzf "$FILE"
        """, unsafe=True)  # fmt: skip


def test_temporary_folders():
    check_rule("temp-dir-not-removed", """\
        FROM debian:12
        RUN export GNUPGHOME="$(mktemp -d)" && gpg --batch --verify a.asc a && rm -rf "$GNUPGHOME" a.asc
        RUN dir=$(mktemp -d) && trap 'rm -rf $dir' EXIT && make
        RUN file=$(mktemp) && make > $file
        RUN export DIR="$(mktemp -d)"; make -C "$DIR"
                          ^^^^^^^^^
        """)  # fmt: skip


def test_sources_that_are_needed():
    check_rule("source-dir-not-removed", """\
        FROM debian:12
        RUN mkdir -p /usr/src/app && npm ci
        RUN mkdir -p /usr/src/a && cd /usr/src/a && make install && cd / && rm -rf /usr/src/a
        RUN mkdir -p /usr/src/b && cd /usr/src/b && make && make install
                     ^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        'echo "$SUM  a" | sha256sum -c',
        'echo "$SUM *a" | sha256sum -c',
        'echo "$SUM a" | sha256sum',
        'echo "$SUM a" | tee b',
        'printf "%s a" $SUM | sha256sum -c',
        'apk add --no-cache coreutils && echo "$SUM a" | sha256sum -c',
    ],
)
def test_two_characters_or_a_program_that_forgives(line: str):
    check_rule("sha256sum-two-spaces", f"FROM alpine:3.20\nRUN {line}\n")


def test_one_space_for_busybox():
    check_rule("sha256sum-two-spaces", """\
        FROM alpine:3.20
        RUN echo "${SUM} $FILE" | sha512sum --check -
                        ^
        FROM debian:12
        RUN echo "$SUM a" | sha256sum -c
        """)  # fmt: skip


def test_key_servers():
    check_rule("gpg-keyserver-pool", """\
        FROM debian:12
        RUN gpg --keyserver hkp://p80.pool.sks-keyservers.net:80 --recv-keys A
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN apt-key adv --keyserver=ha.pool.sks-keyservers.net --recv-keys A
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN gpg --keyserver keyserver.ubuntu.com --recv-keys A || gpg --keyserver pool.sks-keyservers.net --recv-keys A
        RUN echo pool.sks-keyservers.net
        """)  # fmt: skip
    check_fix("gpg-keyserver-pool", """\
        RUN gpg --keyserver hkp://p80.pool.sks-keyservers.net:80 --recv-keys A
        """, """\
        RUN gpg --keyserver hkp://keyserver.ubuntu.com:80 --recv-keys A
        """, unsafe=True)  # fmt: skip
