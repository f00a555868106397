from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_chmod_of_a_file_copied_above():
    check_rule("copy-then-chmod", """\
        FROM debian:12
        WORKDIR /app
        COPY run.sh entry /app/
        COPY start ./
        COPY . .
        RUN make && chmod +x start && chmod 0755 ./start
                    ^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "COPY --chmod=644 a.sh /\nRUN chmod +x /a.sh",
        "COPY a.sh /\nENV A=1\nRUN chmod +x /a.sh",
        "COPY a.sh /\nRUN chmod u+s /a.sh",
        "COPY a.sh /\nRUN chmod +x /b.sh",
        "COPY a.sh /\nRUN sed -i s/a/b/ /a.sh && chmod +x /a.sh",
        "COPY a.sh /app/\nRUN chown -R app:app /app && chmod +x /app/a.sh",
        "COPY dir /dir\nRUN chmod 755 /dir",
        "COPY a.sh $X/\nRUN chmod +x /a.sh",
        "COPY *.sh /\nRUN chmod +x /a.sh",
        "COPY a.sh bin/\nRUN chmod +x bin/a.sh",
        "COPY a.sh /\nRUN if true; then chmod +x /a.sh; fi",
    ],
)
def test_chmod_silent(lines: str):
    check_rule("copy-then-chmod", f"FROM debian:12\n{lines}\n")


def test_layers_that_do_not_ship_may_hold_a_file_twice():
    check_rule("copy-then-chmod", "FROM debian:12 AS build\nCOPY a.sh /\nRUN chmod +x /a.sh && /a.sh\nFROM scratch\n")


def test_the_mode_moves_and_the_run_goes():
    check_fix(
        "copy-then-chmod",
        "FROM debian:12\r\nCOPY --from=a a.sh /\r\nRUN chmod 700 /a.sh\r\nCMD x\r\n",
        "FROM debian:12\r\nCOPY --chmod=700 --from=a a.sh /\r\nCMD x\r\n",
        unsafe=True,
    )


@pytest.mark.parametrize(
    "lines", ["COPY a.sh /\n# why\nRUN chmod +x /a.sh", "COPY a.sh /\nRUN make || chmod +x /a.sh; make install"]
)
def test_no_fix_where_the_command_is_bound_up(lines: str):
    text = f"FROM debian:12\n{lines}\n"
    check_fix("copy-then-chmod", text, text, unsafe=True)


def test_the_command_is_taken_out_of_a_chain():
    check_fix(
        "copy-then-chmod",
        """\
        FROM debian:12
        COPY a.sh /

        # builds
        RUN make \\
            && chmod +x /a.sh \\
            && make install
        """,
        """\
        FROM debian:12
        COPY --chmod=755 a.sh /

        # builds
        RUN make \\
            && make install
        """,
        unsafe=True,
    )
    check_fix(
        "copy-then-chown",
        "FROM debian:12\nCOPY . /app\nRUN chown -R 10001:10001 /app && make\n",
        "FROM debian:12\nCOPY --chown=10001:10001 . /app\nRUN make\n",
        unsafe=True,
    )


def test_an_owner_has_to_be_there_before_the_copy():
    text = "FROM debian:12\nCOPY . /app\nRUN useradd app && chown -R app:app /app\n"
    check_fix("copy-then-chown", text, text, unsafe=True)


def test_chown_of_what_was_copied_above():
    check_rule("copy-then-chown", """\
        FROM debian:12
        WORKDIR /app
        COPY a b ./
        RUN chown --recursive $USER:app . && make
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        "COPY --chown=a . /app\nRUN chown -R b /app",
        "COPY . /app\nRUN chown a /app",
        "COPY . /app\nRUN chown -R a /app /data",
        "COPY . /app\nRUN mkdir /app/x && chown -R a /app",
        "COPY . /app/x\nRUN chown -R a /app",
        "COPY . /\nRUN chown -R a /",
        # Other files are there, which the COPY has nothing to do with.
        "RUN mkdir -p /app/data\nCOPY x /app\nRUN chown -R a /app",
        "COPY a.png /app/b.png\nRUN ls\nWORKDIR /app\nCOPY c.png ./\nRUN chown -R a .",
    ],
)
def test_chown_silent(lines: str):
    check_rule("copy-then-chown", f"FROM debian:12\n{lines}\n")


def test_chown_silent_in_a_stage_that_does_not_ship():
    check_rule("copy-then-chown", "FROM debian:12 AS a\nCOPY . /a\nRUN chown -R a /a\nFROM scratch\n")


def test_no_fix_for_an_owner_that_only_the_shell_knows():
    text = "FROM debian:12\nCOPY . /app\nRUN chown -R $(id -u) /app\n"
    check_fix("copy-then-chown", text, text, unsafe=True)
