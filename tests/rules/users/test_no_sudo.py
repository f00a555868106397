from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_uses_of_sudo():
    check_rule("no-sudo", """\
        FROM ubuntu:24.04
        RUN echo a | sudo tee /etc/a && /usr/bin/sudo -E make
                     ^^^^
        RUN ["sudo", "true"]
             ^^^^^^
        ONBUILD RUN cd / && sudo make
                            ^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "apt-get install -y sudo",
        "echo 'x ALL' > /etc/sudoers.d/x",
        "command -v sudo",
        "echo sudo make",
        "# sudo make",
        "sudo -u app make",
        "sudo -Eu $APP make",
        "sudo --user=app make",
        "sudo -H -g app make",
    ],
)
def test_no_uses_of_sudo(run: str):
    check_rule("no-sudo", f"FROM ubuntu:24.04\nRUN {run}\nCMD sudo x\n")


def test_the_word_goes():
    check_fix(
        "no-sudo",
        'FROM ubuntu:24.04\nRUN sudo apt-get update && \\\n    sudo make\nRUN ["sudo", "true"]\n',
        'FROM ubuntu:24.04\nRUN apt-get update && \\\n    make\nRUN ["true"]\n',
        unsafe=True,
    )


@pytest.mark.parametrize("run", ["sudo -E make", "sudo A=1 make", "sudo $X", "sudo \\\n make"])
def test_options_and_lines_stay(run: str):
    text = f"FROM ubuntu:24.04\nRUN {run}\n"
    check_fix("no-sudo", text, text, unsafe=True)


def test_another_user_may_need_it():
    text = "FROM ubuntu:24.04\nUSER app\nRUN sudo make\n"
    (found,) = check_rule("no-sudo", "FROM ubuntu:24.04\nUSER app\nRUN sudo make\n    ^^^^\n")
    assert "USER app" in found.message
    check_fix("no-sudo", text, text, unsafe=True)


def test_any_number_of_them():
    text = "FROM ubuntu:24.04\nRUN " + "sudo " * 3000 + "make\n"
    check_rule("no-sudo", text + "    ^^^^\n")
    check_fix("no-sudo", text, "FROM ubuntu:24.04\nRUN make\n", unsafe=True)


def test_the_user_of_an_unknown_image_is_not_known():
    (found,) = check_rule("no-sudo", "FROM example/tools:1\nRUN sudo make\n    ^^^^\n")
    assert "unless the base image" in found.message
