"""Words of a script that the project, or the words in front, say; and comments that silence a linter."""

from __future__ import annotations

from dockwright.ide.dockerfile.completion.complete import complete
from dockwright.semantic.document import Document
from tests.ide.dockerfile.test_completion import check_begins, check_completion, check_offers, check_takes
from tests.support.marked import marked
from tests.support.project import Files

PROJECT = Files(
    {
        "package.json": '{"scripts": {"build": "x", "test:unit": "y", "a b": "z"}}',
        "composer.json": '{"scripts": []}',
        "Makefile": "CC := gcc\nall: build\nbuild:\n\tgo build\n.PHONY: all\nall: x\n",
        "requirements.txt": "",
        "requirements-dev.txt": "",
        "a b.txt": "",
    }
)


def check_in_project(source: str, *expected: str) -> None:
    fixture = marked(source)
    document = Document.parse(fixture.text, "Dockerfile", PROJECT)
    assert [it.label for it in complete(document, fixture.offset).items] == list(expected)


def test_scripts_and_targets_of_the_project():
    check_in_project("FROM node\nRUN npm ci && npm run <|>", "build", "test:unit")
    check_in_project("FROM node\nRUN npm run t<|>", "test:unit")
    check_in_project("FROM node\nRUN <<EOF\npnpm run <|>\nEOF", "build", "test:unit")
    check_in_project("FROM gcc\nRUN make <|>", "all", "build", "-j", "-C", "-f")
    check_in_project("FROM php\nRUN composer run-script <|>")


def test_the_value_of_a_flag_is_no_flag():
    check_in_project("FROM python\nRUN pip install -r <|>", "requirements-dev.txt", "requirements.txt")
    for script in ("go build -o <|>", "tar -xzf <|>", "curl -fsSLo <|>", "apt-get install -t <|>", "useradd -m -u <|>"):
        check_completion(f"FROM debian\nRUN {script}")
    # A flag without a value.
    check_offers("FROM debian\nRUN apt-get install -y <|>", "--no-install-recommends", "curl")
    check_begins("FROM debian\nRUN set -o <|>", "pipefail")


def test_behind_a_package_the_next_one_comes_first():
    check_begins("FROM debian\nRUN apt-get install -y <|>", "--no-install-recommends")
    check_begins("FROM debian\nRUN apt-get install -y \\\n  curl \\\n  <|>", "ca-certificates", "git")


def test_a_check_while_its_first_word_is_typed():
    check_begins("FROM a\nHEALTHCHECK CMD cur<|>", "curl -fsS http://localhost:8080/ || exit 1", "curl")
    check_takes(
        "FROM a\nHEALTHCHECK CMD pg<|>",
        "pg_isready -U postgres || exit 1",
        "FROM a\nHEALTHCHECK CMD pg_isready -U postgres || exit 1",
    )


def test_only_flags_behind_a_dash():
    check_completion("FROM a\nRUN --<|>", "--mount=", "--network=", "--security=", "--device=")
    check_completion("FROM a\nRUN --network=none \\\n  -<|>", "--mount=", "--security=", "--device=")
    check_begins(
        "FROM a\nHEALTHCHECK --<|>", "--interval=", "--timeout=", "--start-period=", "--start-interval=", "--retries="
    )


# --- comments ---


def test_checks_that_a_comment_below_the_head_can_skip():
    check_offers(
        "FROM a\n# check=skip=<|>", "all", "StageNameCasing", without=("InvalidDefaultArgInFrom", "AddInvalidFlag")
    )
    check_offers("# check=skip=<|>", "InvalidDefaultArgInFrom", without=("AddInvalidFlag",))


def test_comments_in_a_script_silence_shellcheck_alone():
    check_offers("FROM a\nRUN <<EOF\n# shellcheck disable=<|>\nEOF", "SC2086")
    check_completion("FROM a\nRUN <<EOF\nx\n# <|>\nEOF", "shellcheck disable=")
    check_completion("FROM a\nRUN <<EOF\n# hadolint ignore=<|>\nEOF")
    check_completion("FROM a\nCOPY <<EOF /x\n# <|>\nEOF")
    check_completion("FROM a\nRUN python3 <<EOF\n# <|>\nEOF")


def test_words_of_further_linters():
    check_begins("FROM a\n# <|>", "dockwright: ignore[…]", "dockwright: ignore-file[…]", "hadolint ignore=")
    check_takes("FROM a\n# ta<|>", "tally ignore=", "FROM a\n# tally ignore=")
    check_offers(
        "FROM a\n# tally ignore=<|>\nRUN cd x",
        "hadolint/DL3003",
        "buildkit/StageNameCasing",
        "all",
        without=("DL3003",),
    )
    check_takes(
        "FROM a\n# nosemgrep:df.bp<|>",
        "dockerfile.best-practice.set-pipefail",
        "FROM a\n# nosemgrep:dockerfile.best-practice.set-pipefail",
    )
    check_offers("FROM a\n# ts:skip=<|>", "AC_DOCKER_0041")


def test_words_of_a_heredoc_that_is_not_ended_yet():
    check_completion("FROM debian\nRUN <<EOF\napt-get in<|>", "install")
    check_begins("FROM debian\nRUN <<EOF\nls\n<|>\nCOPY a b", "EOF", "RUN", "apt-get")
    check_begins("FROM debian\nRUN --network=none <<-EOF sh\n\tapt-<|>", "apt-get")
    check_offers("FROM debian\nRUN <<EOF python3\nap<|>", without=("apt-get",))
    check_offers("FROM debian\nCOPY <<EOF /x\nap<|>", without=("apt-get",))
    check_offers("FROM debian\nRUN <<EOF\nEOF\nap<|>", without=("apt-get",))


def test_without_a_from_it_comes_first():
    check_begins("FRO node\n<|>", "FROM")
    check_begins("ARG A\n<|>", "ARG")


def test_variables_that_the_script_sets():
    check_offers("FROM a\nRUN X=1 && export Y=2; for i in a b; do \\\n  echo $<|>", "X", "Y", "i")
    check_begins("FROM a\nRUN <<EOF\nfoo=1\nread -r bar\necho ${fo<|>\nEOF", "foo")
    check_takes("FROM a\nRUN V=$(x) && echo ${V<|>-y", "V", "FROM a\nRUN V=$(x) && echo ${V-y")
    # No other line has them.
    check_offers("FROM a\nRUN ABC=1\nRUN echo $<|>", without=("ABC",))
    check_offers("FROM a\nENV A=1 B=$<|>", without=("B",))


def test_a_test_in_brackets_is_no_array():
    check_begins("FROM debian\nRUN [ -f x ] && apt-<|>", "apt-get")
    check_offers("FROM a\nENV V=1\nRUN [ -n $<|> ]", "V")
    check_completion('FROM debian\nRUN [ "apt-<|>"]')


def test_what_stands_in_front_of_a_command():
    check_begins("FROM a\nRUN timeout -k 5 10s cur<|>", "curl")
    check_begins("FROM a\nRUN python -m <|>", "pip", "venv")
    check_begins("FROM a\nRUN python3 -m pip <|>", "install")
    check_begins("FROM a\nRUN /venv/bin/python -m pip install <|>", "--no-cache-dir")


def test_scripts_of_managers_that_need_no_run():
    check_in_project("FROM node\nRUN pnpm te<|>", "test:unit")
