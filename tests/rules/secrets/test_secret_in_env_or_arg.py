from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

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
        "API_TOKEN=",
        "PASSWORD='' AWS_SECRET_ACCESS_KEY=\"\"",
        "API_TOKEN=YOUR_API_TOKEN",
        "API_TOKEN='<token>'",
    ],
)
def test_values_that_are_no_secrets(pair: str):
    check_rule(RULE, f"FROM alpine\nENV {pair}\n")


def test_a_global_argument_reaches_no_image():
    check_rule(RULE, "ARG TOKEN\nFROM alpine\nARG TOKEN\n    ^^^^^\n")


def test_each_of_several_pairs():
    check_rule(RULE, "FROM alpine\nENV password=bar user=x secret=baz\n    ^^^^^^^^            ^^^^^^\n")


def test_a_value_that_another_rule_reports():
    check_rule(RULE, "FROM alpine\nENV TOKEN=ghp_" + "aZ3kL9mQ2xR7" * 3 + "\nENV TOKEN=abc\n    ^^^^^\n")


def test_long_values_take_no_longer():
    check_rule(RULE, f"FROM alpine\nENV GPG_KEYS={'A' * 100_000}g\n    ^^^^^^^^\n".replace("    ^^^^^^^^\n", ""))


def test_an_empty_default_is_still_asked_for():
    check_rule(RULE, "FROM alpine\nARG TOKEN=\n    ^^^^^\nENV PASSWORD=$TOKEN\n    ^^^^^^^^\n")


def test_where_the_secret_of_a_stage_that_does_not_ship_ends_up():
    text = "FROM alpine AS build\nARG TOKEN\n    ^^^^^\nFROM scratch\nCOPY --from=build /app /\n"
    (found,) = check_rule(RULE, text)
    assert "image's" not in found.message


def test_every_run_that_names_it_gets_a_mount():
    check_fix("secret-in-env-or-arg", """\
        FROM alpine:3.20
        ARG API_TOKEN
        RUN --network=default fetch "$API_TOKEN"
        ONBUILD RUN make
        RUN <<EOF
        fetch $API_TOKEN
        EOF
        """, """\
        FROM alpine:3.20
        RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN --network=default fetch "$API_TOKEN"
        ONBUILD RUN make
        RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN <<EOF
        fetch $API_TOKEN
        EOF
        """, unsafe=True)  # fmt: skip


def test_no_mount_where_the_argument_has_another_use():
    text = """\
        FROM alpine:3.20
        ARG A_TOKEN
        ENV X=$A_TOKEN
        RUN fetch $A_TOKEN
        ARG B_TOKEN=x
        RUN fetch $B_TOKEN
        ARG C_TOKEN
        RUN fetch
        # a comment
        ARG D_TOKEN
        RUN fetch $D_TOKEN
        ARG E_TOKEN
        RUN --mount=type=secret,id=E_TOKEN fetch $E_TOKEN
        ARG F_TOKEN
        ONBUILD RUN fetch $F_TOKEN
        ARG G_TOKEN

        FROM alpine:3.20
        RUN fetch $G_TOKEN
        """
    check_fix("secret-in-env-or-arg", text, text, unsafe=True)


def test_no_mount_where_the_frontend_is_too_old():
    text = """\
        # syntax=docker/dockerfile:1.7
        FROM alpine:3.20
        ARG API_TOKEN
        RUN fetch $API_TOKEN
        """
    check_fix("secret-in-env-or-arg", text, text, unsafe=True)
