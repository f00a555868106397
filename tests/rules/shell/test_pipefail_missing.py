from __future__ import annotations

import pytest

from dockwright.lint.diagnostic import Diagnostic
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.support.checks import check_fix, check_rule, found_by, settings_with, the_rule


def test_each_run_whose_pipe_hides_a_failure():
    check_rule("pipefail-missing", """\
        FROM debian:12
        RUN curl -fsSL https://example.com/a | sh
                                             ^
        RUN apt-get update && (wget -qO- https://example.com/b | tee /b) && make
                                                               ^
        RUN V=$(curl -fsSL https://example.com/v | cut -d. -f1) && make V=$V
                                                 ^
        RUN if [ -e /x ]; then curl -fsSL https://example.com/c | bash; fi
                                                                ^
        RUN set -e; curl -fsSL https://example.com/d | bash; make
                                                     ^
        RUN ./list | while read -r it; do ./take "$it"; done
                   ^
        ONBUILD RUN ./list | ./take
                           ^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "echo y | ./install",
        "curl -fsSL https://example.com/a.tgz | tar -xz",
        "curl -fsSL https://example.com/k | sudo gpg --dearmor -o /k",
        "./list | head -1",
        "find / -name x | sed s/a/b/ | sort | xargs ./take",
        "./list | grep -q word",
        "./list | sort || true",
        "./list | sort; make",
        "if ./list | sort; then make; fi",
        "! ./list | sort",
        "echo $(./list | sort)",
        "export V=$(./list | sort)",
        "set -eo pipefail && ./list | sort",
        "bash -o pipefail -c './list | sort'",
        "a || b",
        "echo 'a | b'",
        '["sh", "-c", "a | b"]',
    ],
)
def test_silent(run: str):
    check_rule("pipefail-missing", f"FROM debian:12\nRUN {run}\n")


@pytest.mark.parametrize(
    "head",
    [
        'FROM alpine:3.22\nSHELL ["/bin/sh", "-eo", "pipefail", "-c"]',
        'FROM debian:12\nSHELL ["pwsh", "-Command"]',
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022",
        "FROM cimg/base:2024.01",
    ],
)
def test_silent_where_the_shell_has_it_or_is_another(head: str):
    check_rule("pipefail-missing", f"{head}\nRUN ./list | sort\n")


def test_one_shell_cures_all_that_follows():
    check_fix(
        "pipefail-missing",
        "FROM debian:12\r\n# a\r\nRUN ./a | sort\r\nRUN ./b | sort\r\n",
        'FROM debian:12\r\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\r\n# a\r\nRUN ./a | sort\r\nRUN ./b | sort\r\n',
        unsafe=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        "FROM example.com/own:1\nRUN ./a | sort\n",
        "FROM scratch\nRUN ./a | sort\n",
        "FROM debian:12\nONBUILD RUN ./a | sort\n",
        'FROM debian:12\nSHELL ["/bin/sh", "-x", "-c"]\nRUN ./a | sort\n',
    ],
)
def test_no_fix_where_the_shell_is_not_known(text: str):
    check_fix("pipefail-missing", text, text, unsafe=True)


@pytest.mark.parametrize(
    ("shell", "fixed"),
    [
        ('["/bin/bash", "--login", "-c"]', '["/bin/bash", "--login", "-o", "pipefail", "-c"]'),
        ('["/bin/bash", "-euxc"]', '["/bin/bash", "-o", "pipefail", "-euxc"]'),
        ('["/bin/sh", "-ec"]', '["/bin/bash", "-o", "pipefail", "-ec"]'),
        ('["zsh", "-c"]', '["zsh", "-o", "pipefail", "-c"]'),
    ],
)
def test_the_words_of_a_shell_stay(shell: str, fixed: str):
    before = f"FROM debian:12\nSHELL {shell}\nRUN ./a | sort\n"
    after = f"FROM debian:12\nSHELL {shell}\nSHELL {fixed}\nRUN ./a | sort\n"
    check_fix("pipefail-missing", before, after, unsafe=True)


@pytest.mark.parametrize(
    ("run", "fixed"),
    [
        ("set -ex; ./a | sort", "set -o pipefail && set -ex; ./a | sort"),
        ("<<-EOF\n\t./a | sort\n\tEOF", "<<-EOF\n\tset -o pipefail\n\t./a | sort\n\tEOF"),
    ],
)
def test_the_option_in_the_run_alone(run: str, fixed: str):
    (found,) = found_in(f"FROM alpine\nRUN {run}\n")
    assert apply(f"FROM alpine\nRUN {run}\n", found.fixes[1].edits) == f"FROM alpine\nRUN {fixed}\n"
    # Debian's `sh` may not have it.
    (found,) = found_in(f"FROM debian:12\nRUN {run}\n")
    assert [it.title for it in found.fixes] == ["Set pipefail by SHELL"]


def found_in(text: str) -> list[Diagnostic]:
    rule = the_rule("pipefail-missing")
    return found_by(rule, Document.parse(text), settings_with(rule))
