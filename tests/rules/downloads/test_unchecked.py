from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_certificates_that_nobody_checks():
    check_fix("curl-insecure", """\
        RUN curl -skL https://example.com/a -o a && curl --insecure https://example.com/b
        RUN curl \\
              -k \\
              -o a https://example.com/a
        RUN ["curl", "-k", "https://example.com/a"]
        HEALTHCHECK CMD curl -k https://example.com/
        """, """\
        RUN curl -sL https://example.com/a -o a && curl https://example.com/b
        RUN curl \\
              -o a https://example.com/a
        RUN ["curl", "https://example.com/a"]
        HEALTHCHECK CMD curl https://example.com/
        """, unsafe=True)  # fmt: skip


def test_a_comment_between_words_stays():
    check_fix("wget-insecure", """\
        RUN wget \\
              # the mirror is old
              --no-check-certificate https://example.com/a
        """, """\
        RUN wget \\
              # the mirror is old
              --no-check-certificate https://example.com/a
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "instruction",
    [
        "HEALTHCHECK CMD curl -k https://localhost:8443/health",
        "HEALTHCHECK CMD curl -k https://$(hostname):8443/health",
        "HEALTHCHECK CMD curl -k https://$HOST/health",
        "RUN curl -kO https://example.com/a && php -r \"exit(hash_file('sha384', 'a') === 'x' ? 0 : 1);\"",
        "RUN curl -k https://127.0.0.1/a",
        "RUN curl -o k https://example.com/a",
        "RUN curl --connect-timeout 5 -o-k https://example.com/a",
        "RUN curl -kO https://example.com/a && echo '0123  a' | sha256sum -c",
        "RUN echo curl -k https://example.com/a",
        "RUN curl -H '-k' https://example.com/a",
    ],
)
def test_where_a_certificate_does_not_matter(instruction: str):
    check_rule("curl-insecure", f"FROM debian:12\n{instruction}\n")


def test_what_runs_a_script_unseen():
    check_rule("curl-pipe-shell", """\
        FROM debian:12
        RUN curl -fsSL https://example.com/a | sudo -E bash -
            ^^^^ `bash` runs what `curl` gets, and nothing checks what that is
        RUN curl "https://example.com/$(uname -m)" | sh -s -- -y
            ^^^^
        RUN wget -qO- https://example.com/a | tee /tmp/log | bash
            ^^^^
        RUN bash <(curl -s https://example.com/a) --yes
                   ^^^^
        RUN . <(curl -s https://example.com/a)
                ^^^^
        RUN sh -c "$(curl -fsSL https://example.com/a)"
                     ^^^^
        RUN eval "`wget -qO- https://example.com/a`"
                   ^^^^
        RUN curl https://example.com/get-pip.py | python3 - --user
            ^^^^
        RUN if true; then curl -sL https://example.com/a | bash; fi
                          ^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "curl https://example.com/a | tar xz",
        "curl https://example.com/a | python3 -m json.tool",
        "curl https://example.com/a | python -c 'import json'",
        "curl https://example.com/a | node script.js",
        "curl https://example.com/a | bash install.sh",
        "curl https://example.com/a | bash -c 'cat > /a'",
        "curl https://example.com/a > a && sh a",
        "curl https://example.com/a || bash",
        "VERSION=$(curl https://example.com/version) && bash install.sh",
        'bash -c "echo $(curl https://example.com/version)"',
        'bash install.sh "$(curl https://example.com/version)"',
        "curl http://localhost/a | sh",
        "curl -fsSL -o /usr/local/bin/a https://example.com/a | bash",
        "wget https://example.com/a | bash",
        f"wget -qO- https://raw.githubusercontent.com/o/r/{'1b' * 20}/install | php",
        "echo 'curl https://example.com/a | sh' > /usage",
    ],
)
def test_what_runs_nothing_from_the_network(command: str):
    check_rule("curl-pipe-shell", f"FROM debian:12\nRUN {command}\n")


def test_plain_http():
    check_fix("download-http", """\
        RUN curl -O http://example.com/a 'http://user@example.com/b'
        RUN wget "http://example.com/$VERSION/c"
        RUN ["wget", "http://example.com/d"]
        """, """\
        RUN curl -O https://example.com/a 'https://user@example.com/b'
        RUN wget "https://example.com/$VERSION/c"
        RUN ["wget", "https://example.com/d"]
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "curl http://localhost:8080/a http://[::1]/a http://192.168.0.1/a http://metadata/a http://a.internal/a",
        "curl http://$MIRROR/a",
        "curl -x http://proxy.example.com:3128 https://example.com/a",
        "curl -H 'Referer: http://example.com' https://example.com/a",
        "curl -O http://example.com/a && gpg --verify a.asc a",
        "echo 'deb http://example.com/debian stable main' > /etc/apt/sources.list",
    ],
)
def test_http_that_harms_nobody(command: str):
    check_rule("download-http", f"FROM debian:12\nRUN {command}\n")


def test_remote_sources_of_add():
    source = """\
        FROM debian:12
        ADD http://example.com/a http://10.0.0.1/b /x/
            ^^^^^^^^^^^^^^^^^^^^
        ADD ["http://example.com/a", "/x/"]
             ^^^^^^^^^^^^^^^^^^^^^^
        ADD --checksum=sha256:0123 http://example.com/a /x/
        ADD http://${HOST}/a /x/
        ADD local /x/
        """
    check_rule("add-http-url", source)
    check_rule("remote-add", source)


def test_sources_whose_change_is_wanted_or_noticed():
    check_rule("remote-add", """\
        FROM debian:12 AS checked
        ADD https://example.com/a.tgz /a.tgz
        RUN echo "0123  a.tgz" | sha256sum -c -
        FROM debian:12
        ADD https://api.github.com/repos/a/b/git/refs/heads/main /version.json
        ADD https://github.com/a/b.git /src
        ADD git@github.com:a/b.git /src
        ADD https://example.com/$NAME.tgz /a.tgz
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


def test_configure_asks_for_the_machine():
    check_fix("configure-build-flag", """\
        FROM debian:12
        RUN ./configure \\
            --prefix=/usr && ../a/configure
        RUN sh -c "./configure"
        """, """\
        FROM debian:12
        RUN ./configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)" \\
            --prefix=/usr && ../a/configure --build="$(dpkg-architecture --query DEB_BUILD_GNU_TYPE)"
        RUN sh -c "./configure"
        """, unsafe=True)  # fmt: skip
