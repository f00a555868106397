from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "secret-in-env-or-arg"


@pytest.mark.parametrize(
    "name",
    ["SECRET_PASSPHRASE", "password", "api_key", "apikey", "GITHUB_TOKEN", "AWS_ACCESS_KEY_ID", "AUTH", "git_key"],
)
def test_names_of_secrets(name: str):
    check_rule(RULE, f"FROM alpine\nARG {name}\n    {'^' * len(name)}\nENV {name}=x\n    {'^' * len(name)}\n")


@pytest.mark.parametrize(
    "name",
    [
        "USERNAME",
        "KEYCLOAK_VERSION",
        "TOKENIZER",
        "AUTHOR",
        "PUBLIC_KEY",
        "PASSWORD_FILE",
        "TOKEN_VERSION",
        "SSH_KEY_PATH",
        "MONKEY",
        "KEYS",
    ],
)
def test_names_of_other_things(name: str):
    check_rule(RULE, f"FROM alpine\nARG {name}\nENV {name}=x\n")


@pytest.mark.parametrize(
    "pair",
    [
        "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
        "GPG_KEY='0xA035C8C1 0x64E628F8'",
        "VNC_PASSWORD=no",
        "HOST_KEY_CHECKING=False",
        "AUTH_LOCK_STREAK=3",
    ],
)
def test_values_that_are_no_secrets(pair: str):
    check_rule(RULE, f"FROM alpine\nENV {pair}\n")


def test_a_global_argument_reaches_no_image():
    check_rule(RULE, "ARG TOKEN\nFROM alpine\nARG TOKEN\n    ^^^^^\n")


def test_each_of_several_pairs():
    check_rule(RULE, "FROM alpine\nENV password=bar user=x secret=baz\n    ^^^^^^^^            ^^^^^^\n")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("an access key of AWS", "AKIA" + "Q" * 16),
        ("a token of GitHub", "ghp_" + "a1" * 18),
        ("a token of GitLab", "glpat-" + "x" * 20),
        ("an API key of Google", "AIza" + "y" * 35),
        ("a token of npm", "npm_" + "z" * 36),
        ("a secret key of Stripe", "sk_live_" + "0" * 24),
        ("a private key", "-----BEGIN OPENSSH PRIVATE KEY-----"),
    ],
)
def test_values_without_doubt_under_any_name(kind: str, value: str):
    source = f"ARG X='{value}'\n       {'^' * len(value)}\nFROM alpine\n"
    (found,) = check_rule(RULE, source)
    assert found.message.lower().startswith(kind.lower())


def test_long_values_take_no_longer():
    check_rule(RULE, f"FROM alpine\nENV GPG_KEYS={'A' * 100_000}g\n    ^^^^^^^^\n".replace("    ^^^^^^^^\n", ""))
