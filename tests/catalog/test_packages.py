"""Package managers: the tables, and how the words of a call are told apart."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.catalog.packages import (
    MANAGERS,
    Action,
    CacheKind,
    Invocation,
    PackageManager,
    Reads,
    launched,
    manager,
    managers_of,
)
from tests.support.shared import shared


def read(line: str) -> tuple[PackageManager, Invocation, list[str]]:
    words = line.split()
    start = launched(words)
    assert start is not None
    program, used = start
    found = managers_of(program)[0]
    rest = words[used:]
    invocation = found.read(rest)
    return found, invocation, [rest[it] for it in invocation.operands]


def action(line: str) -> Action | None:
    subcommand = read(line)[1].subcommand
    return None if subcommand is None else subcommand.action


def test_every_manager_is_there():
    os = "apt apk dnf microdnf yum zypper"
    languages = (
        "npm yarn yarn-berry pnpm bun pip pipenv pipx poetry uv go cargo maven gradle bundler gem composer dotnet mix"
    )
    assert list(MANAGERS) == [*os.split(), *languages.split()]
    assert all(name == it.name for name, it in MANAGERS.items())
    assert manager("maven") is MANAGERS["maven"]
    assert manager("mvn") is None


@pytest.mark.parametrize("name", MANAGERS)
def test_a_table_does_not_contradict_itself(name: str):
    it = MANAGERS[name]
    spellings = [subcommand.words for subcommand in it.subcommands]
    assert len(spellings) == len(set(spellings))
    assert any(sub.action in (Action.INSTALL, Action.INSTALL_LOCKED, Action.DOWNLOAD) for sub in it.subcommands)
    flags = [*it.value_flags, *it.yes_flags, *it.no_cache_flags, *it.frozen_flags, *it.directory_flags]
    assert all(flag.startswith("-") for flag in flags)
    assert not it.value_flags & (it.yes_flags | it.yes_flags_before)
    assert it.directory_flags | it.manifest_flags | it.version_flags <= it.value_flags
    assert all(group for group in it.manifests)
    reading = any(sub.reads in (Reads.ALWAYS, Reads.ALONE) for sub in it.subcommands)
    assert bool(it.manifests) == reading
    assert it.asks == (name in ("apt", "dnf", "microdnf", "yum", "zypper"))


def test_tables_hold_what_the_survey_found():
    names = {"yarn1": "yarn", "dnf4/yum": "dnf", "dnf5": "dnf"}
    for row in json.loads(shared("data/package-managers.json").read_text(encoding="utf-8")):
        it = MANAGERS[names.get(row["tool"], row["tool"])]
        mounts = {mount["target"]: mount for mount in row["mounts"]}
        if row["tool"] == "dnf4/yum":
            mounts.pop("/var/cache/yum")
        for target, mount in mounts.items():
            ours = next(cache for cache in it.caches if cache.target == target)
            # Yarn's depends on a setting; the careful answer is the one that breaks nothing.
            assert ours.kind.value == mount["kind"] or (it.name, ours.kind) == ("yarn-berry", CacheKind.INSTALL_STORE)
            assert ours.sharing == mount.get("sharing")
        for command in row["match"]:
            program, *words = command.split()
            # A row may speak for two programs, and describe a call rather than write it.
            if words[-1:] == ["F"] or "(" in command or program == "yum":
                continue
            assert it in managers_of(program)
            assert it.read(words).subcommand is not None or not words


def test_programs_are_found_by_path_and_version():
    assert [it.name for it in managers_of("./mvnw")] == ["maven"]
    assert [it.name for it in managers_of("/usr/bin/apt-get")] == ["apt"]
    assert [it.name for it in managers_of("pip3.12")] == ["pip"]
    assert [it.name for it in managers_of("yarn")] == ["yarn", "yarn-berry"]
    assert [it.name for it in managers_of("pipx")] == ["pipx"]
    assert managers_of("pip-audit") == ()
    assert managers_of("") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python3 -m pip install x", ("pip", 3)),
        ("python -I -m pip install x", ("pip", 4)),
        ("python3.12 -m pip", ("pip", 3)),
        ("python -m http.server", ("python", 1)),
        ("python app.py -m pip", ("python", 1)),
        ("corepack pnpm@9 i", ("pnpm", 2)),
        ("npx cowsay", ("npx", 1)),
        ("/usr/bin/npm ci", ("npm", 1)),
    ],
)
def test_programs_behind_a_launcher(line: str, expected: tuple[str, int]):
    assert launched(line.split()) == expected


def test_an_unknown_program_is_not_known():
    assert launched([]) is None
    assert launched([None, "install"]) is None
    assert launched(["python", "-m", None]) == ("python", 1)


@pytest.mark.parametrize(
    ("line", "expected", "operands"),
    [
        ("apt-get -yq install -t bookworm-backports curl=1.2 git", "install", ["curl=1.2", "git"]),
        ("apt-get -oDebug::x=1 update", "update", []),
        ("apk add --virtual .build gcc", "add", ["gcc"]),
        ("apk add --virtual=.build gcc", "add", ["gcc"]),
        ("apk -U add gcc", "add", ["gcc"]),
        ("dnf --setopt install_weak_deps=0 -y in gcc", "install", ["gcc"]),
        ("npm --prefix web ci --omit dev", "ci", []),
        ("npm i -g npm@10", "install", ["npm@10"]),
        ("yarn", "install", []),
        ("yarn add react", "add", ["react"]),
        ("pnpm -C web i", "install", []),
        ("pip install -r a.txt -cb.txt --no-cache-dir x==1", "install", ["x==1"]),
        ("pip install -- -odd", "install", ["-odd"]),
        ("uv pip install --system -r a.txt", "pip install", []),
        ("uv sync --locked --extra dev", "sync", []),
        ("poetry install --only main", "install", []),
        ("go build -o /app -ldflags -w ./...", "build", ["./..."]),
        ("go -C src mod download", "mod download", []),
        ("cargo build -j4 --features a", "build", []),
        ("mvn -B -DskipTests clean package", "package", ["clean"]),
        ("mvn -f web/pom.xml dependency:go-offline", "dependency:go-offline", []),
        ("gradle :web:bootJar -x test", "build", []),
        ("bundle", "install", []),
        ("gem install -v 2.1 rails", "install", ["rails"]),
        ("composer install -d app", "install", []),
        ("dotnet restore a.csproj -r linux-x64", "restore", ["a.csproj"]),
        ("dotnet tool install --global x", "tool install", ["x"]),
    ],
)
def test_words_are_told_apart(line: str, expected: str, operands: list[str]):
    _, invocation, found = read(line)
    assert invocation.subcommand is not None
    assert (invocation.subcommand.name, found) == (expected, operands)


@pytest.mark.parametrize(
    "line", ["yarn lint", "yarn --version", "bundle exec rake", "npm start", "mvn -v", "apt-cache"]
)
def test_other_calls_are_no_package_operation(line: str):
    managers = managers_of(line.split()[0])
    assert all(it.read(line.split()[1:]).subcommand is None for it in managers)


def test_updates_differ_between_managers():
    assert action("apt-get update") is Action.UPDATE
    assert action("dnf update") is Action.UPGRADE
    assert action("zypper up") is Action.UPGRADE
    assert action("zypper ref") is Action.UPDATE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("apt-get install x", False),
        ("apt-get install -y x", True),
        ("apt-get -qy install x", True),
        ("apt-get install -qq x", True),
        ("apt-get install -q -q x", True),
        ("apt-get install -q=2 x", True),
        ("apt-get install -q x", False),
        ("apt-get install -q=1 x", False),
        ("apt-get install --assume-yes=false x", False),
        ("apt-get -o APT::Get::Assume-Yes=true install x", True),
        ("apt-get install -t y x", False),
        ("dnf install -y x", True),
        ("yum install x", False),
        ("zypper -n in x", True),
        ("zypper in -n x", False),
        ("zypper in -y x", True),
        ("apk add x", True),
    ],
)
def test_who_says_yes(line: str, expected: bool):
    found, invocation, _ = read(line)
    assert found.answers_yes(invocation) is expected


@pytest.mark.parametrize(
    ("name", "package", "expected"),
    [
        ("apt", "curl=7.1-2", ("curl", "7.1-2")),
        ("apt", "curl", ("curl", None)),
        ("apk", "curl~=8", ("curl", "8")),
        ("dnf", "nginx-1.20.1-10.el9", ("nginx", "1.20.1-10.el9")),
        ("dnf", "nginx-1.20.1", ("nginx", "1.20.1")),
        ("dnf", "java-17-openjdk", ("java-17-openjdk", None)),
        ("dnf", "gcc-toolset-12", ("gcc-toolset-12", None)),
        ("npm", "@scope/name@1", ("@scope/name", "1")),
        ("npm", "@scope/name", ("@scope/name", None)),
        ("pip", "a[b]>=1,<2", ("a[b]", "1,<2")),
        ("pip", "a === 1", ("a", "1")),
        ("pip", "git+https://example.com/a@v1", ("git+https://example.com/a@v1", None)),
        ("go", "example.com/a/b@latest", ("example.com/a/b", "latest")),
        ("npm", "", ("", None)),
    ],
)
def test_versions_of_package_words(name: str, package: str, expected: tuple[str, str | None]):
    assert MANAGERS[name].version_of(package) == expected


def test_what_installs_dependencies():
    def installs(line: str) -> bool:
        subcommand = read(line)[1].subcommand
        return subcommand is not None and subcommand.installs_dependencies

    assert installs("npm ci")
    assert installs("go mod download")
    assert installs("dotnet restore")
    assert not installs("go build ./...")
    assert not installs("apt-get install x")
    assert not installs("yarn add x")


@given(
    st.sampled_from(sorted(MANAGERS)),
    st.lists(st.none() | st.sampled_from(["-", "--", "-q=", "-yq", "install"]) | st.text()),
)
def test_reading_never_fails_and_loses_no_word(name: str, words: list[str | None]):
    invocation = MANAGERS[name].read(words)
    MANAGERS[name].answers_yes(invocation)
    seen = {*invocation.subcommand_indexes, *invocation.operands}
    for option in invocation.options:
        seen |= {option.index} | ({option.value_index} if option.value_index is not None else set())
    assert seen | {index for index, word in enumerate(words) if word == "--"} >= set(range(len(words)))
    for word in words:
        if word is not None:
            MANAGERS[name].version_of(word)
            managers_of(word)
