"""A download by curl or wget as an ADD."""

from __future__ import annotations

import pytest

from tests.support.assists import check_assist, check_not_offered

SUM = "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d"


def test_the_checksum_and_the_mode_go_with_it():
    check_assist(
        "Download by ADD, which compares the checksum",
        f"""\
        FROM alpine:3.22
        ARG VERSION=1.2
        RUN set -eux && mkdir -p /opt/bin \\
            && <|>curl -fsSL --retry 3 -o /opt/bin/a "https://example.com/${{VERSION}}/a?b=c&d" \\
            && echo "{SUM}  /opt/bin/a" | sha256sum -c - \\
            && chmod +x /opt/bin/a
        """,
        f"""\
        FROM alpine:3.22
        ARG VERSION=1.2
        ADD --checksum=sha256:{SUM} --chmod=755 https://example.com/${{VERSION}}/a?b=c&d /opt/bin/a
        """,
    )


def test_without_one_the_mode_is_that_of_a_file_that_curl_makes():
    check_assist(
        "Download by ADD",
        "FROM alpine:3.22\nUSER 0\n  run wget -q https://example.com/a.tgz<|>\n",
        "FROM alpine:3.22\nUSER 0\n  add --chmod=644 https://example.com/a.tgz a.tgz\n",
    )


def test_a_mode_in_digits():
    check_assist(
        "Download by ADD",
        "FROM alpine:3.22\nRUN curl <|>https://example.com/a > /a && chmod 0600 /a\n",
        "FROM alpine:3.22\nADD --chmod=600 https://example.com/a /a\n",
    )


@pytest.mark.parametrize(
    "run",
    [
        "RUN <|>curl https://example.com/a",
        "RUN <|>curl -H 'A: b' -o a https://example.com/a",
        "RUN <|>curl -k -o a https://example.com/a",
        "RUN <|>curl -o a https://example.com/a --user b:c",
        "RUN <|>curl -o a https://user:b@example.com/a",
        "RUN <|>curl -o a http://localhost:8080/a",
        "RUN <|>curl -o a https://example.com/$(uname -m)",
        "RUN <|>curl -o a https://example.com/$VERSION",
        "RUN <|>curl -o a https://example.com/a.git",
        "RUN <|>curl -o a ftp://example.com/a",
        "RUN <|>curl -o a https://example.com/a -o b https://example.com/b",
        "RUN <|>curl https://example.com/a | sh",
        "RUN <|>curl https://example.com/a >> b",
        "RUN <|>curl -o a https://example.com/a || true",
        "RUN <|>curl -o a https://example.com/a && tar -xf a",
        "RUN <|>curl -o a https://example.com/a && chmod u=x a",
        "RUN <|>curl -o a https://example.com/a && chmod +x b",
        "RUN mkdir -p /b && <|>curl -o /a https://example.com/a",
        f"RUN <|>curl -o a https://example.com/a && echo '{SUM}  b' | sha256sum -c",
        f"RUN <|>curl -o a https://example.com/a && echo '{SUM}  a' | sha1sum -c",
        "RUN --mount=type=secret,id=b <|>curl -o a https://example.com/a",
        "RUN VERSION=1 <|>curl -o a https://example.com/a",
        "USER app\nRUN <|>curl -o a https://example.com/a",
    ],
)
def test_what_needs_more_than_an_add(run):
    check_not_offered("Download", f"FROM alpine:3.22\n{run}\n")


@pytest.mark.parametrize("syntax", ["docker/dockerfile:1.5", "docker/dockerfile:1.0.1", "example.com/other"])
def test_a_frontend_that_has_no_checksums(syntax):
    check_not_offered("Download", f"# syntax={syntax}\nFROM alpine:3.22\nRUN <|>curl -o a https://example.com/a\n")
