from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_what_ends_with_the_run():
    check_rule("export-lost", """\
        FROM debian:12
        RUN make && export A=1 && export B=2
                    ^^^^^^^^^^
        RUN . "$NVM_DIR/nvm.sh" && nvm use 22
            ^^^^^^^^^^^^^^^^^^^
        RUN alias ll='ls -l'
            ^^^^^^^^^^^^^^^^
        RUN export V=$(cat /v)
            ^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    ["export A=1 && make", ". ./install.sh", "export -p", "(export A=1)", "nvm install 22", 'bash -c "export A=1"'],
)
def test_silent(run: str):
    check_rule("export-lost", f"FROM debian:12\nRUN {run}\n")


@pytest.mark.parametrize(
    "run",
    [
        "export A=$HOME",
        "export A",
        "export A='$B'",
        "cd /x && export A=1",
        "export A=1 && export B=$C",
        "export A=1 B",
        "export A=$(cat /v)",
        "make && export A=1",
        "a && . x/bin/activate",
    ],
)
def test_no_fix_where_env_says_something_else(run: str):
    text = f"FROM debian:12\nRUN {run}\n"
    check_fix("export-lost", text, text, unsafe=True)


def test_variables_that_env_knows():
    check_fix(
        "export-lost",
        'FROM debian:12\nARG V=1\nrun export A="$PATH:/opt/$V"\n',
        'FROM debian:12\nARG V=1\nenv A="$PATH:/opt/$V"\n',
        unsafe=True,
    )


def test_the_folder_of_a_virtual_environment_comes_first():
    check_fix(
        "export-lost",
        "FROM debian:12\r\nRUN make && \\\r\n    . /opt/x/bin/activate\r\n  run source /v/bin/activate\r\n",
        "FROM debian:12\r\nRUN make\r\nENV PATH=/opt/x/bin:$PATH\r\n  env PATH=/v/bin:$PATH\r\n",
        unsafe=True,
    )


def test_several_exports_in_a_row():
    check_fix(
        "export-lost",
        """\
        FROM debian:12
        RUN export A=1 B='two words'
          RUN export C="$PATH" && export D=$C; export E=1
        """,
        """\
        FROM debian:12
        ENV A=1 B='two words'
          ENV C="$PATH"
          ENV D=$C
          ENV E=1
        """,
        unsafe=True,
    )
