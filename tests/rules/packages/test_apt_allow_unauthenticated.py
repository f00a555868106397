from __future__ import annotations

from tests.support.checks import check_fix, check_rule

RULE = "apt-allow-unauthenticated"


def test_flags_options_and_files():
    check_rule(RULE, """\
        FROM debian:12
        RUN apt-get -o Acquire::AllowInsecureRepositories=true update --allow-insecure-repositories
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN echo 'APT::Get::AllowUnauthenticated "true";' > /etc/apt/apt.conf.d/99x
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN apt-get update --allow-unauthenticated
        RUN echo 'APT::Get::AllowUnauthenticated "false";' > /etc/apt/apt.conf.d/99x
        RUN apt-get -o APT::Get::AllowUnauthenticated=0 update && echo --allow-unauthenticated
        """)  # fmt: skip


def test_an_option_goes_with_its_flag():
    check_fix(
        RULE,
        "FROM debian:12\nRUN apt-get -o APT::Get::AllowUnauthenticated=1 -y install x\n",
        "FROM debian:12\nRUN apt-get -y install x\n",
        unsafe=True,
    )


def test_the_setting_goes_from_the_command_line_and_with_its_file():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN echo 'APT::Get::AllowUnauthenticated "true";' > /etc/apt/apt.conf.d/99 \\
            && apt-get -oAPT::Get::AllowUnauthenticated=true install -y a
        RUN echo 'APT::Get::AllowUnauthenticated "true"; APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/99
        """,
        """\
        FROM debian:12
        RUN apt-get install -y a
        RUN echo 'APT::Get::AllowUnauthenticated "true"; APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/99
        """,
        unsafe=True,
    )
