from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "hardcoded-secret-literal"
_HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
_LETTERS = "aZ3kL9mQ2xR7tV5bN8cW1dY6eU4gJ0hPsOfi"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("An access key of AWS", "AKIA" + "Q7XW3ZRT5PLK2MNB"),
        ("A token of GitHub", "ghp_" + _LETTERS),
        ("A token of GitLab", "glpat-" + _LETTERS[:20]),
        ("An API key of Google", "AIza" + _LETTERS[:35]),
        ("A token of npm", "npm_" + _LETTERS),
        ("A secret key of Stripe", "sk_live_" + _LETTERS[:24]),
        ("A private key", "-----BEGIN OPENSSH PRIVATE KEY-----" + "\\n" + "b3BlbnNzaC1rZXkt"),
        ("A token of DigitalOcean", "dop_v1_" + _HEX * 2),
        ("A token of Docker Hub", "dckr_pat_" + _LETTERS[:27]),
        ("A token of Slack", "xoxb-" + "1234567890-" + _LETTERS[:24]),
        ("A token of Databricks", "dapi" + _HEX),
        ("A token of Shopify", "shpat_" + _HEX),
        ("A key of SendGrid", "SG." + _LETTERS[:22] + "." + (_LETTERS + _LETTERS)[:43]),
    ],
)
def test_shapes_that_leave_no_doubt(kind: str, value: str):
    for before in ("ARG X='", "ENV A=b X='", "RUN X='", "LABEL x='", "ONBUILD RUN echo '"):
        source = f"FROM alpine\n{before}{value}'\n{' ' * len(before)}{'^' * len(value)}\n"
        (found,) = check_rule(RULE, source)
        assert found.message.startswith(kind)


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "glpat-" + "0" * 20,
        "npm_" + "1234567890" * 3 + "abcdef",
        "TZ=Asia/Tokyo",
        "sha256:" + _HEX * 2,
        "https://example.com/" + _HEX,
        "https://user:$TOKEN@example.com/",
        "https://user:password@example.com/",
        "postgres://postgres:postgres@db.example.com/app",
        "amqp://worker:Gx4kQz81@rabbitmq:5672",
        "redis://:Gx4kQz81@localhost:6379",
        "git@github.com:user/repo.git",
        "https://example.com:8443/@scope/package",
        "https://<user>:<token>@example.com",
        "task-runner sk-learn",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\\n${KEY}\\n-----END RSA PRIVATE KEY-----",
    ],
)
def test_what_only_looks_like_one(text: str):
    check_rule(RULE, f"FROM alpine\nENV X='{text}'\nRUN echo '{text}'\n")


def test_passwords_in_addresses_and_bodies():
    check_rule(RULE, """\
        FROM alpine
        RUN git clone \\
              https://build:Gx4kQz81@example.com/tool.git
                            ^^^^^^^^ A password is in the file, for everyone who can read that or pull the image
        COPY <<EOF /root/.ssh/id_rsa
        """ + f"-----BEGIN RSA PRIVATE KEY----- MIIEpAIBAAKCAQEA\n        {'^' * 48}\n        EOF\n")  # fmt: skip


@pytest.mark.parametrize("text", ["://" * 30_000, "a:" * 50_000 + "@", "sk-ant-" * 15_000, "ghp_" + "a" * 100_000])
def test_long_texts_take_no_longer(text: str):
    check_rule(RULE, f"FROM alpine\nENV X='{text}@'\n")
