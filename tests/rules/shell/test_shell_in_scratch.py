from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "shell-in-scratch"


@pytest.mark.parametrize(
    "text",
    [
        "FROM scratch\nADD rootfs.tar.xz /\nCMD bash\n",
        "FROM scratch\nCOPY --from=b / /\nRUN x\n",
        "FROM scratch\nCOPY --from=busybox /bin/busybox /x\nCMD x\n",
        "FROM scratch\nCOPY --from=b /bin/dash /bin/sh\nCMD x\n",
        "FROM scratch\nCOPY --from=b /out/ ./\nCMD x\n",
        "FROM scratch\nCOPY x $DIR\nCMD x\n",
        'FROM scratch\nSHELL ["/x"]\nCMD y\n',
        'FROM scratch\nCMD ["/x"]\nHEALTHCHECK NONE\n',
        "FROM gcr.io/distroless/base:debug\nCMD x\n",
        "FROM scratch AS a\nCOPY rootfs /\nFROM a\nRUN x\n",
        # What a stage starts that nobody starts does not matter.
        "FROM scratch AS a\nCMD x\nFROM alpine\n",
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN x\n",
        "FROM scratch\nONBUILD RUN x\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_a_program_in_bin_is_no_shell():
    check_rule(RULE, "FROM scratch\nCOPY --from=b /go/bin/app /bin/app\nCMD app\n^^^\n")


def test_each_of_them_also_by_way_of_another_stage():
    check_rule(
        RULE,
        """\
        FROM gcr.io/distroless/java17-debian12 AS base
        COPY app.jar /srv/
        FROM base
        RUN ls
        ^^^
        HEALTHCHECK CMD /check
        ^^^^^^^^^^^
        ENTRYPOINT <<EOF
        ^^^^^^^^^^
        EOF
        """,
    )


def test_a_broken_array_is_another_rules_matter():
    check_rule("shell-in-scratch", "FROM scratch\nCOPY app /\nCMD ['/app', '-v']\n")


def test_no_fix_where_a_shell_has_something_to_do():
    text = """\
        FROM scratch
        COPY app /app
        HEALTHCHECK CMD /app check
        ENTRYPOINT /app $FLAGS

        FROM scratch
        COPY app /app
        ENTRYPOINT /app
        CMD ["a"]
        """
    check_fix("shell-in-scratch", text, text, unsafe=True)
