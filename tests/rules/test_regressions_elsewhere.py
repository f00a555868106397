"""What fixes of other linters have broken in real files: with all rules on and all fixes asked for, ours do not.

`fixed` applies everything, so a rule that is yet to come is held to these as well.
"""

from __future__ import annotations

import pytest

from dockwright.lint.fixing import settle
from dockwright.lint.settings import ALL, Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import loud

EVERYTHING = Settings(select=(ALL,))


def fixed(text: str, *only: str) -> str:
    """The text when all rules, or those named, have fixed what they find, safe or not."""
    settings = Settings(select=only) if only else EVERYTHING
    with loud():
        return settle(Document.parse(text), all_rules(), settings, unsafe=True).document.text


@pytest.mark.parametrize(
    "line",
    [
        "CMD ./migrate && ./serve",
        "CMD ./serve | tee /log",
        "CMD serve --port $PORT",
        "CMD A=1 serve",
        'ENTRYPOINT serve "$@"',
        "ENTRYPOINT cd /srv; serve",
        "CMD serve *.conf",
        "CMD . ./env",
    ],
)
def test_a_command_that_needs_a_shell_keeps_it(line: str):
    assert line in fixed(f"FROM debian:12\n{line}\n").splitlines()


def test_mounts_of_one_run_do_not_reach_into_another():
    text = (
        "FROM debian:12\nRUN --mount=type=secret,id=key ./fetch\nRUN ./build\n"
        "RUN --mount=type=bind,target=/src ./a\nRUN --mount=type=tmpfs,target=/src ./b\n"
    )
    assert fixed(text, "merge-consecutive-runs") == text


def test_a_merged_run_keeps_its_mounts_once():
    flag = "--mount=type=cache,target=/root/.cache"
    merged = fixed(f"FROM debian:12\nRUN {flag} ./a\nRUN {flag} ./b\n", "merge-consecutive-runs")
    assert merged.count(flag) == 1
    assert merged.count("RUN") == 1


@pytest.mark.parametrize(
    "run",
    ["(cd /src && make)", "make && cd /src", "cd $SRC && make", "cd src && make", "cd /a && cd b && make"],
)
def test_no_workdir_where_a_cd_means_less_or_more(run: str):
    assert "WORKDIR" not in fixed(f"FROM debian:12\nRUN {run}\nCOPY . /srv/\n", "DL3003", "workdir-instead-of-cd")


def test_what_follows_a_cd_stays_where_it_was():
    lines = fixed("FROM debian:12\nWORKDIR /app\nRUN cd /src && make\nCOPY . .\n", "workdir-instead-of-cd").splitlines()
    assert [it for it in lines[: lines.index("COPY . .")] if it.startswith("WORKDIR")][-1] == "WORKDIR /app"


def test_sorted_packages_keep_comments_variables_and_the_last_line_without_a_continuation():
    for packages in ("zip \\\n    # for the tests\n    curl", "zip $MORE curl", "zip \\\n    ${MORE} \\\n    curl"):
        text = f"FROM debian:12\nRUN apt-get install -y \\\n    {packages}\nCOPY a /b\n"
        assert fixed(text, "sort-packages") == text
    text = "FROM debian:12\nRUN apt-get install -y \\\n    zip \\\n    curl\nCOPY a /b\n"
    assert fixed(text, "sort-packages") == (
        "FROM debian:12\nRUN apt-get install -y \\\n    curl \\\n    zip\nCOPY a /b\n"
    )


def test_busybox_gets_no_flags_of_gnu_wget():
    text = fixed("FROM alpine:3.22\nRUN wget https://example.com/a -O /a && wget -O- https://example.com/b >/b\n")
    for flag in ("--progress", "--no-verbose", "-nv", "--https-only", "--tries", "--show-progress", "--no-hsts"):
        assert flag not in text


@pytest.mark.parametrize("rule", ["instruction-casing", "from-as-casing", "stage-name-casing", "multiple-spaces"])
def test_casing_keeps_the_platform(rule: str):
    text = "from --platform=$BUILDPLATFORM golang:1.25 as Build\nRUN x\nCOPY a b\n"
    result = fixed(text, rule)
    assert " --platform=$BUILDPLATFORM golang:1.25 " in result
    assert result.partition(" ")[0].upper() == "FROM"


def test_casing_keeps_arrays():
    arguments = '["Node", "--Title=A b", "&&", "C:\\\\dir"]'
    for keyword in ("cmd", "entrypoint", "run", "volume", "shell", "copy"):
        text = f"FROM debian:12\nUSER app\nENV A=b\n{keyword} {arguments}\n"
        assert fixed(text, "instruction-casing") == text.replace(keyword, keyword.upper())


def test_edits_behind_what_is_not_ascii_find_their_place():
    assert fixed('FROM debian:12\nRUN echo "é😀 ü" && apt-get install curl # ß\n', "apt-get-assume-yes") == (
        'FROM debian:12\nRUN echo "é😀 ü" && apt-get install -y curl # ß\n'
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_nothing_else_of_a_file_changes(end: str):
    lines = ["\ufeff# é", "FROM debian:12", "RUN echo é && \\", "    # ü", "    apt-get install curl", "CMD [ ]", ""]
    text = end.join(lines)
    assert fixed(text, "apt-get-assume-yes") == text.replace("install", "install -y")
