from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_commands_that_need_a_terminal_or_a_system():
    check_rule("useless-command", """\
        FROM debian:12
        RUN top
            ^^^
        RUN vim /etc/hosts && shutdown now
            ^^^               ^^^^^^^^
        RUN make && mount -t tmpfs none /tmp && service nginx start
                    ^^^^^                       ^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "apt-get install ssh vim top",
        "vim +PluginInstall +qall",
        "nano --version",
        "ps aux | grep x",
        "if ps -p 1; then make; fi",
        "service mysql start && mysql < x.sql",
        "service nginx stop",
        "--security=insecure mount -t proc proc /proc",
        "mount | sort",
    ],
)
def test_silent(run: str):
    check_rule("useless-command", f"FROM debian:12\nRUN {run}\n")


def test_the_fix_leaves_what_is_no_chain_alone():
    text = """\
        FROM debian:12
        RUN top
        RUN make; top
        RUN if make; then top; fi
        RUN make || top
        RUN top > /var/processes && make
        RUN <<EOF
        make
        top
        EOF
        """
    check_fix("useless-command", text, text, unsafe=True)


def test_the_fix_takes_a_link_of_a_chain():
    check_fix("useless-command", """\
        FROM debian:12
        RUN top && make \\
            && vim /etc/hosts \\
            && make install
        """, """\
        FROM debian:12
        RUN make \\
            && make install
        """, unsafe=True)  # fmt: skip
