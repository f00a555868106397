from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_an_error_page_for_the_file():
    check_rule("curl-fail-flag", """\
        FROM debian:12
        RUN set -o pipefail; curl -sSL https://example.com/install.sh | sh
                             ^^^^
        RUN sudo curl https://example.com/a > /tmp/a
                 ^^^^
        RUN ["curl", "-LO", "https://example.com/a"]
             ^^^^^^
        ONBUILD RUN curl -o /a $URL
                    ^^^^
        """)  # fmt: skip


def test_pipefail_by_shell():
    check_rule("curl-fail-flag", """\
        FROM debian:12
        SHELL ["/bin/bash", "-o", "pipefail", "-c"]
        RUN curl -sSL https://example.com/a | tee a
            ^^^^
        """)  # fmt: skip


def test_a_server_that_answers_with_errors_is_not_healthy():
    check_rule("curl-fail-flag", """\
        FROM debian:12
        HEALTHCHECK --interval=30s CMD curl -s -o /dev/null http://localhost:8080/ || exit 1
                                       ^^^^ `curl` without `-f` takes a server for healthy that answers with errors
        HEALTHCHECK CMD ["curl", "--fail", "http://localhost/"]
        HEALTHCHECK CMD curl -s http://localhost/health | grep -q ok
        HEALTHCHECK CMD test "$(curl -s http://localhost/health)" = ok
        HEALTHCHECK CMD curl -s -w '%{http_code}' http://localhost/
        HEALTHCHECK CMD curl telnet://localhost:25
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "curl -sSfL https://example.com/a -o a",
        "curl --fail-with-body https://example.com/a -o a",
        "curl -o a -w '%{http_code}' https://example.com/a",
        "curl -X POST https://example.com/a -o a",
        "curl -d x=1 https://example.com/a -o a",
        "curl -K flags https://example.com/a -o a",
        "curl $CURL_OPTS https://example.com/a -o a",
        "curl https://example.com/health",
        "curl -o /dev/null https://example.com/a",
        "curl -sI https://example.com/a | grep location",
        "curl --version | head -1",
        # Without `pipefail` nobody sees curl fail.
        "curl -sSL https://example.com/install.sh | sh",
        "curl -sSL https://example.com/a.tgz | tar -xz",
        "curl -LO https://example.com/a && echo '0123  a' | sha256sum -c -",
        "apt-get install -y curl | cat",
        "echo 'curl https://example.com/a -o a'",
    ],
)
def test_where_the_error_shows_or_is_asked_for(command: str):
    check_rule("curl-fail-flag", f"FROM debian:12\nRUN {command}\n")


def test_the_letter_goes_where_letters_are():
    check_fix("curl-fail-flag", """\
        RUN curl -o a -sSL https://example.com/a
        RUN curl -oa https://example.com/a
        RUN curl --location \\
              --output a https://example.com/a
        RUN ["curl", "-LO", "https://example.com/a"]
        RUN sh -c 'curl -L https://example.com/a > a'
        """, """\
        RUN curl -o a -fsSL https://example.com/a
        RUN curl -f -oa https://example.com/a
        RUN curl -f --location \\
              --output a https://example.com/a
        RUN ["curl", "-f", "-LO", "https://example.com/a"]
        RUN sh -c 'curl -fL https://example.com/a > a'
        """, unsafe=True)  # fmt: skip


def test_letters_in_their_usual_order():
    check_fix("curl-progress", """\
        RUN curl -fL https://example.com/a -o a
        RUN curl -fSL https://example.com/a -o a
        RUN curl -kLO https://example.com/a
        """, """\
        RUN curl -fsSL https://example.com/a -o a
        RUN curl -fsSL https://example.com/a -o a
        RUN curl -sSkLO https://example.com/a
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "curl -fL -o a https://example.com/a",
        "curl -fLo a https://example.com/a",
        "curl --location -O https://example.com/a",
        "curl -fO http://localhost:8080/a",
        "curl -fO http://10.0.0.1/a",
        "curl -fO https://mirror.corp/a",
        "curl -fO https://s3.amazonaws.com/bucket/a",
        "curl -fO $URL",
        "curl -fO https://$HOST/a",
        "curl -sSf https://sh.example.com | sh",
    ],
)
def test_nothing_to_follow(command: str):
    check_rule("curl-follow-redirects", f"FROM debian:12\nRUN {command}\n")


@pytest.mark.parametrize(
    "address",
    ["s3.us-west-2.amazonaws.com/bucket/a", "storage.googleapis.com/bucket/a", "account.blob.core.windows.net/b/a"],
)
def test_storage_hands_its_objects_out_by_itself(address: str):
    check_rule("curl-follow-redirects", f"FROM debian:12\nRUN curl -fsS -o a https://{address}\n")


def test_wget_that_tries_once():
    check_rule("curl-retry", """\
        FROM debian:12
        RUN wget -q https://example.com/a
        RUN wget -qt1 https://example.com/a
            ^^^^
        RUN curl --retry-all-errors --retry 3 https://example.com/a
        """)  # fmt: skip


def test_a_download_tries_again():
    check_fix("curl-retry", """\
        FROM debian:12
        RUN sh -c 'curl -O https://example.com/a' && wget --tries=1 https://example.com/b
        RUN ["curl", "-O", "https://example.com/a"]
        RUN wget -q -t 1 https://example.com/b; wget -qt 1 https://example.com/b
        """, """\
        FROM debian:12
        RUN sh -c 'curl --retry 5 -O https://example.com/a' && wget https://example.com/b
        RUN ["curl", "--retry", "5", "-O", "https://example.com/a"]
        RUN wget -q https://example.com/b; wget -qt 1 https://example.com/b
        """, unsafe=True)  # fmt: skip


def test_what_another_user_unpacks_stays_theirs():
    file = "FROM a:1\nUSER app\nRUN curl -fsSL https://example.com/a.tgz | tar -xz -C /opt\n"
    check_fix("add-unpack", file, file, unsafe=True)


@pytest.mark.parametrize("run", ["curl -o a b 2> log", "curl -o a b 2>/dev/null", "curl b &> a", "curl b > a 2>&1"])
def test_progress_that_goes_elsewhere(run: str):
    check_rule("curl-progress", f"FROM debian:12\nRUN {run}\n")
