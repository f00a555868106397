"""What can be typed behind `RUN --mount=`: most of it follows from what that RUN calls."""

from __future__ import annotations

from tests.ide.dockerfile.test_completion import check_begins, check_completion, check_offers, check_takes, labels


def test_cache_targets_of_the_package_manager_that_is_called():
    found = labels("FROM a\nRUN --mount=type=cache,target=<|> \\\n  pip install x && npm ci")
    assert found[:2] == ["/root/.cache/pip", "/root/.npm"]
    check_takes(
        "FROM a\nRUN --mount=type=cache,target=/var/c<|> apt-get update",
        "/var/cache/apt",
        "FROM a\nRUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update",
    )
    check_takes(
        "FROM a\nRUN --mount=type=cache,sharing=shared,target=<|> apt-get update",
        "/var/cache/apt",
        "FROM a\nRUN --mount=type=cache,sharing=shared,target=/var/cache/apt apt-get update",
    )
    check_offers("FROM a\nUSER app\nRUN --mount=type=cache,target=<|> npm ci", without=("/root/.npm",))
    check_offers("FROM a\nWORKDIR /src\nRUN --mount=type=cache,target=<|> cargo build", "/src/target")


def test_cache_targets_of_a_script_further_down():
    check_begins("FROM a\nRUN --mount=type=cache,target=<|> <<EOF\n# x\npip install x\nEOF", "/root/.cache/pip")
    check_begins("FROM a\nRUN --mount=type=cache,target=<|> \\\n  a && \\\n  # x\n  npm ci", "/root/.npm")
    check_begins("# escape=`\nFROM node:24\nRUN --mount=type=cache,target=<|> `\n  npm ci", "/root/.npm")
    check_begins("FROM a\nONBUILD RUN --mount=type=cache,target=<|> npm ci", "/root/.npm")


def test_cache_targets_in_the_home_of_the_user_in_force():
    source = "FROM node:24\nUSER node\nRUN --mount=type=cache,"
    check_begins(source + "target=<|> npm ci", "/home/node/.npm")
    check_begins(source + "target=/x,uid=<|> npm ci", "1000")
    made = "FROM debian\nRUN useradd -u 1234 -d /srv/app app\nUSER app\n"
    check_begins(made + "RUN --mount=type=cache,target=<|> npm ci", "/srv/app/.npm")
    check_begins(made + "RUN --mount=type=cache,target=/x,uid=<|> npm ci", "1234")


def test_caches_that_the_image_cannot_have_come_last():
    found = labels("FROM alpine\nRUN --mount=type=cache,target=<|>")
    assert found.index("/var/cache/apk") < found.index("/root/.npm") < found.index("/var/cache/apt")


def test_a_target_is_not_mounted_twice():
    mounted = "FROM a\nRUN --mount=type=cache,target=/root/.npm"
    check_offers(f"{mounted} --mount=type=cache,target=<|> npm ci", "/root/.cache/pip", without=("/root/.npm",))
    check_offers(f"{mounted} --mount=<|> npm ci", "type=cache", without=("type=cache,target=/root/.npm",))


def test_whole_mounts_for_what_is_called():
    check_begins("FROM node:24\nRUN --mount=<|> npm ci", "type=cache,target=/root/.npm", "type=cache", "type=bind")
    check_takes(
        "FROM debian\nRUN --mount=t<|> \\\n    apt-get update",
        "type=cache,target=/var/lib/apt,sharing=locked",
        "FROM debian\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n    apt-get update",
    )
    check_offers(
        "FROM node:24\nUSER node\nRUN --mount=<|> npm ci", "type=cache,target=/home/node/.npm,uid=1000,gid=1000"
    )
    # What is typed already would be there twice.
    check_begins("FROM node:24\nRUN --mount=<|>,target=/x npm ci", "type=cache")
    check_completion("FROM node:24\nRUN --mount=type=<|> npm ci", "cache", "bind", "secret", "ssh", "tmpfs")


def test_values_of_other_options():
    check_completion(
        "FROM a\nRUN --mount=type=cache,target=/x,sharing=<|> apt-get update", "locked", "shared", "private"
    )
    check_completion("FROM a\nRUN --mount=type=secret,id=a,mode=<|>", "0400", "0440", "0444")
    check_begins("FROM a\nRUN --mount=type=tmpfs,target=<|> x", "/tmp")
    check_begins("FROM a\nRUN --mount=type=tmpfs,size=<|> x", "64m")
    check_completion(
        "FROM a\nRUN --mount=type=ssh,id=b x\nRUN --mount=type=cache,id=c x\nRUN --mount=type=ssh,id=<|>",
        "default",
        "b",
    )
    check_completion("FROM a\nRUN --mount=type=cache,id=one x\nRUN --mount=type=cache,id=<|>", "one")


def test_whole_mounts_where_the_image_is_not_known():
    check_begins("FROM example.com/a\nRUN --mount=<|> npm ci", "type=cache,target=/root/.npm", "type=cache")
    check_begins("FROM example.com/a\nUSER x\nRUN --mount=<|> npm ci", "type=cache", "type=bind")
    check_begins("FROM example.com/a\nRUN --mount=<|> apk add x", "type=cache,target=/var/cache/apk,sharing=locked")
