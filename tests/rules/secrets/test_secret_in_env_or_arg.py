from __future__ import annotations

import time

import pytest

from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_rule, found_by, settings_with, the_rule

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
        # checkov:skip=CKV_DOCKER_2
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


@pytest.mark.parametrize(
    "pin", ["docker/dockerfile:1.7", "a.b/docker/dockerfile:1.9-labs", "docker/dockerfile:experimental"]
)
def test_an_older_frontend_gets_a_file(pin: str):
    check_fix(RULE, f"""\
        # syntax={pin}
        FROM alpine:3.20
        ARG API_TOKEN
        RUN fetch $API_TOKEN && a
        RUN set -eu; fetch $API_TOKEN
        USER 1000
        RUN <<EOF
        fetch $API_TOKEN
        EOF
        """, f"""\
        # syntax={pin}
        FROM alpine:3.20
        RUN --mount=type=secret,id=API_TOKEN export API_TOKEN="$(cat /run/secrets/API_TOKEN)" && fetch $API_TOKEN && a
        RUN --mount=type=secret,id=API_TOKEN set -eu; export API_TOKEN="$(cat /run/secrets/API_TOKEN)"; fetch $API_TOKEN
        USER 1000
        RUN --mount=type=secret,id=API_TOKEN,uid=1000 <<EOF
        export API_TOKEN="$(cat /run/secrets/API_TOKEN)"
        fetch $API_TOKEN
        EOF
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize("pin", ["docker/dockerfile:1.1", "docker/dockerfile:1.0-experimental", "example/other"])
def test_no_mount_where_the_frontend_has_none(pin: str):
    text = f"# syntax={pin}\nFROM alpine:3.20\nARG API_TOKEN\nRUN fetch $API_TOKEN\n"
    check_fix(RULE, text, text, unsafe=True)


@pytest.mark.parametrize("pin", ["docker/dockerfile:1", "docker/dockerfile:1.10", "docker/dockerfile:1.20-labs"])
def test_a_newer_frontend_gets_a_variable(pin: str):
    text = f"# syntax={pin}\nFROM alpine:3.20\nARG API_TOKEN\nRUN fetch $API_TOKEN\n"
    fixed = f"# syntax={pin}\nFROM alpine:3.20\nRUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN fetch $API_TOKEN\n"
    check_fix(RULE, text, fixed, unsafe=True)


def test_each_stage_that_asks_for_it():
    check_fix(RULE, """\
        ARG NPM_TOKEN
        FROM node:22 AS deps
        ARG NODE_VERSION NPM_TOKEN
        RUN npm ci
        FROM deps AS build
        RUN node --version
        RUN yarn add x
        FROM node:22
        ARG NPM_TOKEN=""
        RUN ["sh", "-c", "echo $NPM_TOKEN"]
        """, """\
        FROM node:22 AS deps
        ARG NODE_VERSION
        RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN npm ci
        FROM deps AS build
        RUN node --version
        RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN yarn add x
        FROM node:22
        RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN ["sh", "-c", "echo $NPM_TOKEN"]
        """, unsafe=True)  # fmt: skip


def test_an_environment_variable_for_the_build_alone():
    check_fix(RULE, """\
        FROM node:22 AS build
        ARG GH_TOKEN
        ENV CI=1 NODE_AUTH_TOKEN="${GH_TOKEN}"
        RUN npm ci
        ENV CARGO_REGISTRY_TOKEN=abc
        RUN cargo fetch
        FROM scratch
        COPY --from=build /app /app
        """, """\
        FROM node:22 AS build
        ENV CI=1
        RUN --mount=type=secret,id=GH_TOKEN,env=NODE_AUTH_TOKEN npm ci
        RUN --mount=type=secret,id=CARGO_REGISTRY_TOKEN,env=CARGO_REGISTRY_TOKEN cargo fetch
        FROM scratch
        COPY --from=build /app /app
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "ARG A_TOKEN\nENV A_TOKEN=$A_TOKEN\nRUN fetch $A_TOKEN",
        "ARG A_TOKEN\nENV OTHER=x$A_TOKEN\nRUN fetch $A_TOKEN",
        "ARG A_TOKEN\nRUN fetch $A_TOKEN\nCMD serve $A_TOKEN",
        "ARG A_TOKEN\nRUN fetch $A_TOKEN\nLABEL a=$A_TOKEN",
        "ARG A_TOKEN\nCOPY <<EOF /a\n$A_TOKEN\nEOF\nRUN fetch $A_TOKEN",
        "ARG A_TOKEN\nRUN fetch $A_TOKEN_FILE",
        "ENV A_TOKEN=abc\nRUN fetch $A_TOKEN",
        "RUN fetch $A_TOKEN\nARG A_TOKEN",
        "ARG A_TOKEN\nARG URL=https://$A_TOKEN@example.com\nRUN fetch $A_TOKEN $URL",
    ],
)
def test_no_mount_for_what_more_than_a_run_may_use(lines: str):
    check_fix(RULE, f"FROM alpine:3.20\n{lines}\n", f"FROM alpine:3.20\n{lines}\n", unsafe=True)


def test_the_title_says_what_to_pass():
    text = "FROM alpine:3.20\nARG API_TOKEN\n    ^^^^^^^^^\nRUN fetch $API_TOKEN\n"
    (found,) = check_rule(RULE, text)
    assert [it.title for it in found.fixes] == ["Take it from a secret mount (build with --secret id=API_TOKEN)"]


def test_many_arguments_take_no_longer_each():
    lines = "".join(f"ARG TOKEN_{it}\nRUN fetch $TOKEN_{it}\n" for it in range(1500))
    document = Document.parse(f"FROM alpine:3.20\n{lines}")
    started = time.process_time()
    found = found_by(the_rule(RULE), document, settings_with(the_rule(RULE)))
    assert len(found) == 1500
    assert time.process_time() - started < 5


def test_comments_go_to_the_first_run_that_gets_the_mount():
    check_fix(RULE, """\
        FROM node:22
        # for the registry,
        # only to read
        ARG A_TOKEN
        # the token, handed on
        ENV A_TOKEN=$A_TOKEN
        ARG VERSION
        WORKDIR /app
        # installs
        RUN npm ci --token $A_TOKEN
        RUN npm test --token $A_TOKEN
        # hadolint ignore=DL3044
        ARG B_TOKEN
        RUN fetch $B_TOKEN
        # the other registry
        ARG C_TOKEN
        RUN fetch $C_TOKEN
        FROM alpine:3.20
        # what the build is given
        ARG D_PASSWORD
        ARG OTHER
        # the password
        ARG E_PASSWORD
        ARG SOME
        RUN fetch $D_PASSWORD $E_PASSWORD $OTHER $SOME
        """, """\
        FROM node:22
        ARG VERSION
        WORKDIR /app
        # for the registry,
        # only to read
        # the token, handed on
        # installs
        RUN --mount=type=secret,id=A_TOKEN,env=A_TOKEN npm ci --token $A_TOKEN
        RUN --mount=type=secret,id=A_TOKEN,env=A_TOKEN npm test --token $A_TOKEN
        RUN --mount=type=secret,id=B_TOKEN,env=B_TOKEN fetch $B_TOKEN
        # the other registry
        RUN --mount=type=secret,id=C_TOKEN,env=C_TOKEN fetch $C_TOKEN
        FROM alpine:3.20
        # what the build is given
        ARG OTHER
        ARG SOME
        # the password
        RUN --mount=type=secret,id=E_PASSWORD,env=E_PASSWORD --mount=type=secret,id=D_PASSWORD,env=D_PASSWORD fetch \
$D_PASSWORD $E_PASSWORD $OTHER $SOME
        """, unsafe=True)  # fmt: skip
