from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_fixes, check_rule

RULE = "apt-clean-lists"


@pytest.mark.parametrize(
    "clean",
    [
        "rm -rf /var/lib/apt/lists/*",
        "rm -rf /tmp/* /var/lib/apt/lists",
        "rm -r /var/lib/apt/lists/*_*",
        "rm -rf /var/lib/{apt,dpkg,cache,log}/",
        "rm -rf /var/{cache,lib/apt/lists}/*",
        "sudo rm -rf /var/lib/apt/lists/*",
        "find /var/lib/apt/lists -type f -delete",
        "apt-get dist-clean",
        "apt distclean",
        "/usr/local/bin/cleanup.sh",
        "cd /var/lib/apt/lists && rm -rf *",
    ],
)
def test_the_run_cleans_up(clean: str):
    check_rule(RULE, f"FROM debian:12\nRUN apt-get update && apt-get install -y x && {clean}\n")


@pytest.mark.parametrize(
    "other", ["rm -rf /tmp/*", "apt-get clean", "rm -rf /var/lib/apt/lists/partial/*", "mkdir -p /var/lib/apt/lists"]
)
def test_something_else_is_cleaned(other: str):
    check_rule(RULE, f"""\
        FROM debian:12
        RUN apt-get update && apt-get install -y x && {other}
                    ^^^^^^
        """)  # fmt: skip


def test_cleaning_before_the_update_does_not_help():
    check_rule(RULE, """\
        FROM debian:12
        RUN rm -rf /var/lib/apt/lists/* && apt-get update && apt-get install -y x
                                                   ^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize("target", ["/var/lib/apt", "/var/lib/apt/lists", "/var/lib/apt/", "$CACHE"])
@pytest.mark.parametrize("kind", ["cache", "tmpfs"])
def test_a_mount_holds_the_lists(kind: str, target: str):
    check_rule(RULE, f"FROM debian:12\nRUN --mount=type={kind},target={target} apt-get update\n")


def test_a_mount_elsewhere_does_not():
    check_rule(RULE, """\
        FROM debian:12
        RUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y x
                                                             ^^^^^^
        """)  # fmt: skip


def test_only_what_ships():
    check_rule(RULE, """\
        FROM debian:12 AS build
        RUN apt-get update && apt-get install -y x
        ONBUILD RUN apt-get update && apt-get install -y x
                            ^^^^^^
        FROM debian:12 AS base
        RUN apt-get update && apt-get install -y x
                    ^^^^^^
        FROM base
        COPY --from=build /x /x
        """)  # fmt: skip


def test_the_fix_continues_the_chain_in_its_style():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN apt-get update && \\
          apt-get install -y \\
            curl \\
            wget
        RUN apt-get update \\
         && apt-get install -y git # for later
        """,
        """\
        FROM debian:12
        RUN apt-get update && \\
          apt-get install -y \\
            curl \\
            wget && \\
          rm -rf /var/lib/apt/lists/*
        RUN apt-get update \\
         && apt-get install -y git \\
         && rm -rf /var/lib/apt/lists/* # for later
        """,
        unsafe=True,
    )


@pytest.mark.parametrize(
    "run",
    [
        "apt-get update; apt-get install -y x",
        "apt-get update && apt-get install -y x || true",
        "if a; then apt-get update; fi",
        "apt-get update && sudo -u me apt-get install -y x",
        "apt-get update && exec x",
        "<<EOF\napt-get update\nEOF",
        '["apt-get", "update"]',
    ],
)
def test_no_fix_for_more_than_a_chain(run: str):
    text = f"FROM debian:12\nRUN {run}\n"
    check_fix(RULE, text, text, unsafe=True)


def test_no_fix_where_a_later_run_needs_the_lists():
    text = "FROM debian:12\nRUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n"
    check_fix(RULE, text, text, unsafe=True)


@pytest.mark.parametrize("lines", ["RUN apt-get update\nRUN apt-get install -y x", "RUN apt-get update"])
def test_lists_for_a_later_run_are_the_matter_of_another_rule(lines: str):
    check_rule(RULE, f"FROM debian:12\n{lines}\n")


def test_an_update_beside_other_work_is_still_found():
    check_rule(RULE, "FROM debian:12\nRUN apt-get update && ./install.sh\n            ^^^^^^\n")


def test_a_last_stage_that_tests_is_not_what_ships():
    check_rule(RULE, """\
        FROM debian:12 AS app
        RUN apt-get update && apt-get install -y x
                    ^^^^^^
        FROM app AS test
        RUN apt-get update && apt-get install -y y
        """)  # fmt: skip


def test_heredocs():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN <<EOF
          set -e
          apt-get update
          apt-get install -y curl # for the check

          # done
        EOF
        RUN <<-EOF
        \tapt-get update
        \tapt-get install -y git \\
        \t  less # the last
        EOF
        RUN <<EOF
        set -e
        apt-get update
        if true; then apt-get install -y make; fi
        EOF
        """,
        """\
        FROM debian:12
        RUN <<EOF
          set -e
          apt-get update
          apt-get install -y curl # for the check

          # done
          rm -rf /var/lib/apt/lists/*
        EOF
        RUN <<-EOF
        \tapt-get update
        \tapt-get install -y git \\
        \t  less && rm -rf /var/lib/apt/lists/* # the last
        EOF
        RUN <<EOF
        set -e
        apt-get update
        if true; then apt-get install -y make; fi
        EOF
        """,
        unsafe=True,
    )


def test_a_deferred_run():
    check_fix(
        RULE,
        """\
        FROM debian:12
        ONBUILD RUN apt-get update && apt-get install -y curl
        """,
        """\
        FROM debian:12
        ONBUILD RUN apt-get update && apt-get install -y curl \\
            && rm -rf /var/lib/apt/lists/*
        """,
        unsafe=True,
    )


def test_a_run_that_comes_too_late():
    check_fixes(
        RULE,
        """\
        FROM debian:12
        RUN apt-get update && apt-get install -y curl
        RUN rm -rf /var/lib/apt/lists/* /tmp/*
        """,
        """\
        FROM debian:12
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/* /tmp/*
        """,
        """\
        FROM debian:12
        RUN apt-get update && apt-get install -y curl \\
            && rm -rf /var/lib/apt/lists/*
        RUN rm -rf /var/lib/apt/lists/* /tmp/*
        """,
    )


def test_the_lists_go_as_they_came():
    check_fix(
        RULE,
        """\
        FROM debian:12
        RUN timeout 60 apt-get update && sudo -E apt-get install -y curl
        """,
        """\
        FROM debian:12
        RUN timeout 60 apt-get update && sudo -E apt-get install -y curl \\
            && sudo rm -rf /var/lib/apt/lists/*
        """,
        unsafe=True,
    )
