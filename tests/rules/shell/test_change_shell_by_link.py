from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_a_link_in_the_place_of_sh():
    check_rule("change-shell-by-link", """\
        FROM ubuntu:24.04
        RUN apt-get update && ln -sfv bash /bin/sh && make
                              ^^^^^^^^^^^^^^^^^^^^
        ONBUILD RUN ln -s /usr/bin/zsh /usr/bin/sh
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run", ["ln -s /bin/busybox /bin/sh", "ln -s /bin/sh /bin/bash", "ln -s $SHELL /bin/sh", "ln -s /bin/bash /root/sh"]
)
def test_silent(run: str):
    check_rule("change-shell-by-link", f"FROM debian:12\nRUN {run}\n")


def test_the_old_link_goes_with_it():
    before = "FROM debian:12\nrun rm /bin/sh && ln -s /bin/bash /bin/sh\n"
    check_fix("change-shell-by-link", before, 'FROM debian:12\nshell ["/bin/bash", "-c"]\n', unsafe=True)


def test_no_fix_where_the_run_does_more():
    text = "FROM debian:12\nRUN ln -sf /bin/bash /bin/sh && make\n"
    check_fix("change-shell-by-link", text, text, unsafe=True)
