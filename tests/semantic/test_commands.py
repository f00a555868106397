"""Which commands an instruction runs, where they stand, and what they do to packages."""

from __future__ import annotations

import pytest

from dockwright.catalog.packages import Action
from dockwright.semantic.commands import Command, PackageOperation, commands_of, is_opaque, script_of
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.reparse import reparse
from dockwright.text.edits import insert
from tests.support.shared import corpus


def last(text: str) -> ast.Instruction:
    instruction = parse(text).instructions[-1]
    trigger = instruction.trigger if isinstance(instruction, ast.Onbuild) else None
    return trigger or instruction


def commands(text: str, language: str | None = "sh") -> tuple[Command, ...]:
    """The commands of the last instruction; checks on the way that each word stands where it says."""
    found = commands_of(last(text), language)
    for command in found:
        for word in command.words:
            written = word.range.slice(text)
            assert word.text in (written, written[1:-1]) or "\\" in written
            assert command.range.encloses(word.range)
    return found


def argvs(text: str, language: str | None = "sh") -> list[list[str]]:
    return [[word.text for word in command.words] for command in commands(text, language)]


def operation(line: str) -> PackageOperation:
    found = [it.operation for it in commands(f"FROM a\nRUN {line}\n")]
    (only,) = [it for it in found if it is not None]
    return only


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN a b && c", [["a", "b"], ["c"]]),
        ("RUN a b \\\n  # why\n\n  && c \\\n d\n", [["a", "b"], ["c", "d"]]),
        ("RUN apt-get up\\\ndate", [["apt-get", "update"]]),
        ("# escape=`\nRUN a `\n  b", [["a", "b"]]),
        ('RUN ["a", "b c", "$d"]', [["a", "b c", "$d"]]),
        ("RUN --mount=type=cache,target=/x a", [["a"]]),
        ("RUN <<EOF\na b\nc\nEOF\n", [["a", "b"], ["c"]]),
        ("RUN <<-EOF\n\ta b\n\tc\n\tEOF\n", [["a", "b"], ["c"]]),
        ("RUN cat <<EOF > x && b\nnot a command\nEOF\n", [["cat"], ["b"]]),
        ("RUN <<EOF bash\na b\nc\nEOF\n", [["bash"], ["a", "b"], ["c"]]),
        ("RUN bash -e <<'EOF'\na $(b)\nEOF\n", [["bash", "-e"], ["a", "$(b)"], ["b"]]),
        ("RUN <<EOF python3\nimport os\nEOF\n", [["python3"]]),
        ("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF\n", []),
        ("RUN <<EOF\n#!/bin/bash -e\na\nEOF\n", [["a"]]),
        ("CMD a b", [["a", "b"]]),
        ("ENTRYPOINT exec a", [["exec", "a"], ["a"]]),
        ("HEALTHCHECK --interval=5s CMD curl -f x || exit 1", [["curl", "-f", "x"], ["exit", "1"]]),
        ("HEALTHCHECK NONE", []),
        ("HEALTHCHECK curl", []),
        ("ONBUILD RUN a && b", [["a"], ["b"]]),
        ("COPY a b", []),
        ("RUN", []),
        ("RUN if a; then b; fi; (c)", [["a"], ["b"], ["c"]]),
    ],
)
def test_commands_are_found_in_every_form(text: str, expected: list[list[str]]):
    assert argvs(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sudo -u me -E a b", [["sudo", "-u", "me", "-E", "a", "b"], ["a", "b"]]),
        ("env -i A=b C=d a", [["env", "-i", "A=b", "C=d", "a"], ["a"]]),
        ("exec a", [["exec", "a"], ["a"]]),
        ("command a", [["command", "a"], ["a"]]),
        ("command -v a", [["command", "-v", "a"]]),
        ("time a", [["a"]]),
        ("nice -n 5 a", [["nice", "-n", "5", "a"], ["a"]]),
        ("timeout -k 5 10 a", [["timeout", "-k", "5", "10", "a"], ["a"]]),
        ("sudo env A=b a", [["sudo", "env", "A=b", "a"], ["env", "A=b", "a"], ["a"]]),
        ("sudo", [["sudo"]]),
        ("sh -c 'a b; c'", [["sh", "-c", "'a b; c'"], ["a", "b"], ["c"]]),
        ("bash -exo pipefail -c 'a | b'", [["bash", "-exo", "pipefail", "-c", "'a | b'"], ["a"], ["b"]]),
        ("bash -lc a", [["bash", "-lc", "a"], ["a"]]),
        ('sh -c "a \\"b c\\" $D"', [["sh", "-c", '"a \\"b c\\" $D"'], ["a", '"b c"', "$D"]]),
        ("sudo sh -c 'a b'", [["sudo", "sh", "-c", "'a b'"], ["sh", "-c", "'a b'"], ["a", "b"]]),
        ("sh script.sh -c a", [["sh", "script.sh", "-c", "a"]]),
        ('["sh", "-c", "a \\"b\\" && c"]', [["sh", "-c", 'a "b" && c'], ["a", '"b"'], ["c"]]),
        ("sh -c 'sh -c \"a b\"'", [["sh", "-c", "'sh -c \"a b\"'"], ["sh", "-c", '"a b"'], ["a", "b"]]),
    ],
)
def test_what_a_command_runs_follows_it(line: str, expected: list[list[str]]):
    assert argvs(f"RUN {line}") == expected


def test_the_inner_command_knows_its_wrapper():
    outer, inner = commands("RUN A=1 sudo B=2 apt-get update && c")[:2]
    assert inner.wrapper is not None
    assert (outer.wraps, inner.wraps, inner.wrapper.bare) == (True, False, outer.bare)
    assert (outer.operation, inner.name, inner.separator_after) == (None, "apt-get", "&&")
    assert [it.name for it in inner.assignments] == ["A", "B"]
    shell, script = commands("RUN sh -c 'apt-get update'")
    assert (shell.operation, script.nesting, script.is_quoted) == (None, "script", True)
    assert script.operation is not None


@pytest.mark.parametrize("language", ["powershell", "cmd", None])
def test_scripts_of_other_shells_are_left_alone(language: str | None):
    run = last("RUN Get-Item x; apt-get install y")
    assert commands_of(run, language) == ()
    assert is_opaque(run, language)
    assert script_of(run, language) is None
    # An exec form needs no shell, and `#!` names its own.
    assert argvs('RUN ["a"]', language) == [["a"]]
    assert argvs("RUN <<EOF\n#!/bin/sh\na\nEOF\n", language) == [["a"]]


def test_ranges_count_in_the_file():
    text = "FROM x\nRUN FOO=1 a \\\n  # why\n  b > /dev/null 2>&1 && \\\n  c\n"
    first, second = commands(text)
    assert first.range.slice(text) == "FOO=1 a \\\n  # why\n  b > /dev/null 2>&1"
    assert [it.range.slice(text) for it in first.words] == ["a", "b"]
    assert [it.range.slice(text) for it in first.redirections] == ["> /dev/null", "2>&1"]
    assert [(it.name, it.value and it.value.range.slice(text)) for it in first.assignments] == [("FOO", "1")]
    assert first.separator_after_range is not None
    assert first.separator_after_range.slice(text) == "&&"
    assert (first.separator_before, second.separator_before, second.separator_after) == (None, "&&", None)
    assert first.instruction.range == last(text).range


def test_words_have_values_and_variables():
    (command,) = commands("RUN /usr/bin/a 'b c' \"$D\" e$F")
    assert (command.name, command.values) == ("a", ["/usr/bin/a", "b c", None, None])
    assert [it.variables for it in command.arguments] == [(), ("D",), ("F",)]
    assert [it.may_split for it in command.arguments] == [False, False, True]
    assert command.has("b c")
    assert commands("RUN $A b")[0].name is None


def test_commands_are_computed_once_and_move_with_their_instruction():
    tree = parse("FROM x\nRUN apt-get update\n")
    before = commands_of(tree.instructions[1], "sh")
    moved = reparse(tree, [insert(0, "# more\n")])
    after = commands_of(moved.instructions[1], "sh")
    assert after[0].bare is before[0].bare
    assert after[0].words[1].range.slice(moved.text) == "update"


@pytest.mark.parametrize(
    ("line", "manager", "kind", "packages"),
    [
        ("apt-get update -qq", "apt", "update", []),
        ("DEBIAN_FRONTEND=x apt-get install -y curl git=1:2.* $MORE", "apt", "install", ["curl", "git", None]),
        ("apt-get -y --no-install-recommends install -t sid curl", "apt", "install", ["curl"]),
        ("aptitude install curl", "apt", "install", ["curl"]),
        ("apt-get clean", "apt", "clean", []),
        ("apk add --no-cache -t .deps curl~=8 git", "apk", "install", ["curl", "git"]),
        ("apk update", "apk", "update", []),
        ("dnf install -y curl-8.0", "dnf", "install", ["curl"]),
        ("microdnf install curl", "microdnf", "install", ["curl"]),
        ("yum clean all", "yum", "clean", []),
        ("zypper --non-interactive install curl", "zypper", "install", ["curl"]),
        ("npm install express@4 @scope/x", "npm", "install", ["express", "@scope/x"]),
        ("npm ci --omit=dev", "npm", "install-locked", []),
        ("yarn", "yarn", "install", []),
        ("yarn install --immutable", "yarn-berry", "install", []),
        ("corepack pnpm i --frozen-lockfile", "pnpm", "install", []),
        ("bun install", "bun", "install", []),
        ("pip install --no-cache-dir -r requirements.txt flask==2", "pip", "install", ["flask"]),
        ("python3 -m pip install flask", "pip", "install", ["flask"]),
        ("pipenv install --deploy", "pipenv", None, []),
        ("poetry install --no-root", "poetry", None, []),
        ("uv sync --locked", "uv", None, []),
        ("go mod download", "go", "download", []),
        ("cargo build --release", "cargo", "build", []),
        ("./mvnw -B dependency:go-offline", "maven", "download", []),
        ("./gradlew --no-daemon build", "gradle", "build", []),
        ("bundle install", "bundler", None, []),
        ("composer install --no-dev", "composer", None, []),
        ("dotnet restore", "dotnet", None, []),
        ("gem install bundler:2.4", "gem", "install", ["bundler"]),
        ("sudo -E apt-get install curl", "apt", "install", ["curl"]),
        ("sh -c 'apk add curl'", "apk", "install", ["curl"]),
    ],
)
def test_package_operations_are_known(line: str, manager: str, kind: str | None, packages: list[str | None]):
    found = operation(line)
    assert found.manager.name == manager
    assert found.kind == (kind or found.kind)
    assert [it.name for it in found.packages] == packages


@pytest.mark.parametrize(
    "line", ["npm run build", "yarn lint", "pip --version", "apt-get", "$X install a", "echo apt-get"]
)
def test_other_calls_install_nothing(line: str):
    found = [it.operation for it in commands(f"RUN {line}")]
    assert not any(it is not None and it.action in (Action.INSTALL, Action.INSTALL_LOCKED) for it in found)


def test_an_operation_tells_flags_and_versions():
    text = 'RUN apt-get -o A=b install -yq --no-install-recommends "curl=${V}" ./x.deb\n'
    found = commands(text)[0].operation
    assert found is not None
    assert found.answers_yes
    assert found.has_flag(found.manager.no_recommends_flags)
    assert [it.name for it in found.flags] == ["-o", "-y", "-q", "--no-install-recommends"]
    quiet = found.flag("-q", "--quiet")
    assert quiet is not None
    assert quiet.word.range.slice(text) == "-yq"
    assert [(it.name, it.version, it.is_file) for it in found.packages] == [
        ("curl", "${V}", False),
        ("./x.deb", None, True),
    ]
    assert [it.text for it in (*found.program_words, *found.subcommand_words)] == ["apt-get", "install"]


def test_reading_manifests_is_told_from_naming_packages():
    for line, expected in {
        "npm install": True,
        "npm install x": False,
        "npm ci": True,
        "pip install -r requirements.txt": True,
        "pip install x": False,
        "pip install .": True,
        "apt-get install x": False,
    }.items():
        assert operation(line).reads_manifests is expected, line


def test_every_word_of_the_corpus_stands_in_its_instruction():
    count = 0
    for path in corpus():
        text = path.read_bytes().decode("utf-8", "replace")
        for instruction in parse(text).instructions:
            for command in commands_of(instruction, "sh"):
                assert instruction.full_range.encloses(command.range)
                for word in command.words:
                    count += 1
                    assert command.range.encloses(word.range)
                    written = word.range.slice(text)
                    continued = "\n" in written or "\\" in written
                    assert word.text in (written, written[1:-1]) or continued, path.name
                assert command.operation is None or command.operation.packages is not None
    assert count > 50_000
