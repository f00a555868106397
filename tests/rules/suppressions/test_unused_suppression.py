"""An ignore is reported where what it ignores was looked for and is not there, and nowhere else."""

from __future__ import annotations

import pytest

from dockwright.ide import analysis
from dockwright.lint import engine
from dockwright.lint.fixing import fix_all_edits
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply, insert
from tests.support.checks import check_fix, check_rule

RULE = "unused-suppression"


def test_each_name_is_judged_by_itself():
    check_rule(
        RULE,
        """\
        FROM scratch
        # dockwright: ignore[maintainer-deprecated, workdir-relative] reason
                             ^^^^^^^^^^^^^^^^^^^^^ `maintainer-deprecated` finds nothing here that could be ignored
        WORKDIR srv
        # hadolint ignore=DL4000,DL3011
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing is found that this comment ignores
        WORKDIR /srv
        # hadolint global ignore=DL4000
                                 ^^^^^^ `DL4000` finds nothing here that could be ignored
        # checkov:skip=CKV_DOCKER_2:why
        USER 1000
        """,
    )


def test_names_that_were_not_asked_about_are_left_alone():
    check_rule(
        RULE,
        """\
        FROM scratch
        # dockwright: ignore[inline-suppression-used, DL9999, unused-suppression]
        # hadolint ignore=DL9999,SC2086
        # trivy:ignore:DS-9999
        # nosemgrep
        # dockerfile-utils: ignore
        # shellcheck disable=SC2086
        # dockwright: ignore[style, shellcheck, SC2086]
        # check=skip=all
        USER 1000
        """,
    )
    text = "FROM scratch\n# dockwright: ignore[maintainer-deprecated]\n# dockwright: ignore\nUSER 1\n"
    for settings in (Settings(ignore=("DL4000",)), Settings(select=(RULE,)), Settings(inline_ignores=False)):
        assert engine.run(Document.parse(text), all_rules(), settings) == []


def test_what_another_linter_may_find_where_we_know_better_is_left_alone():
    check_rule(
        RULE,
        """\
        # check=skip=SecretsUsedInArgOrEnv
        FROM scratch AS build
        WORKDIR /srv
        # hadolint ignore=DL3000
        WORKDIR app
        # hadolint ignore=DL3000
                          ^^^^^^
        WORKDIR /srv
        # hadolint ignore=DL3002
        USER root
        # hadolint ignore=DL3046
        RUN useradd -u ${ID} app
        FROM scratch
        ENV SSL_KEY_FILE=/srv/key
        """,
    )


def test_a_comment_for_everything_and_one_above_nothing():
    check_rule(
        RULE,
        """\
        # dockwright: ignore-file
        ^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing is found that this comment ignores

        FROM scratch
        # dockwright: ignore
        USER 1000
        """.replace("# dockwright: ignore\n", "# no comment\n"),
    )
    check_rule(
        RULE,
        """\
        FROM scratch
        # dockwright: ignore[workdir-relative]
                             ^^^^^^^^^^^^^^^^

        WORKDIR srv
        # dockwright: ignore
        ^^^^^^^^^^^^^^^^^^^^
        USER 1000
        """,
    )
    # ShellCheck, which is asked elsewhere, may have something to say of it.
    check_rule(RULE, "FROM scratch\n# dockwright: ignore\nCMD a\nUSER 1000\n")


def test_a_mistyped_name():
    check_rule(
        RULE,
        """\
        FROM scratch
        # dockwright: ignore[workdir-relativ]
                             ^^^^^^^^^^^^^^^ There is no rule `workdir-relativ`; did you mean `workdir-relative`?
        WORKDIR srv
        """,
    )
    before = "FROM scratch\nUSER 1\n# dockwright: ignore[workdir-relativ]\nCOPY a /b\n"
    check_fix(RULE, before, before)
    # The right name is as idle as the wrong one was.
    check_fix(RULE, before, "FROM scratch\nUSER 1\nCOPY a /b\n", unsafe=True)


def test_a_time_that_is_over():
    text = "FROM scratch\n# trivy:ignore:DS-0002:exp:2026-12-31\nUSER 1000\n"
    found = engine.run(Document.parse(text), all_rules(), Settings(today="2027-01-01", select=(RULE,)))
    assert [it.message for it in found] == ["This comment ignores nothing any more since 2026-12-31"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# check=skip=StageNameCasing\nFROM a:1\n", "FROM a:1\n"),
        (
            "# syntax=a\n# check=skip=StageNameCasing;error=true\nFROM a:1\n",
            "# syntax=a\n# check=error=true\nFROM a:1\n",
        ),
        ("# check=error=true;skip=StageNameCasing\nFROM a:1\n", "# check=error=true\nFROM a:1\n"),
        (
            "# check=skip=StageNameCasing,FromAsCasing\nFROM a:1 as b\n",
            "# check=skip=FromAsCasing\nFROM a:1 as b\n",
        ),
        ("FROM a:1\r\n  # hadolint ignore=DL4000 # why\r\nUSER 1\r\n", "FROM a:1\r\nUSER 1\r\n"),
        ("\ufeff# hadolint ignore=DL4000\nFROM a:1", "\ufeffFROM a:1"),
        ("FROM a:1\n# hadolint ignore=DL4000", "FROM a:1"),
        ("FROM a:1\nRUN a && \\\n  # hadolint ignore=DL3000\n  b\n", "FROM a:1\nRUN a && \\\n  b\n"),
        # What would become a parser directive without the comment above it.
        ("# hadolint ignore=DL4000\n# escape=`\nFROM a:1\n", "# hadolint ignore=DL4000\n# escape=`\nFROM a:1\n"),
        (
            "# hadolint global ignore=DL4000,DL3000\n# b\nFROM a:1\nWORKDIR b\n",
            "# hadolint global ignore=DL3000\n# b\nFROM a:1\nWORKDIR b\n",
        ),
    ],
)
def test_fix(before: str, after: str):
    # Only this rule's fixes: others have something to say about such files as well.
    others = tuple(
        it.id
        for it in all_rules()
        if it.fix is not None
        and it.id not in (RULE, "from-as-casing", "maintainer-deprecated", "workdir-relative", "stage-name-casing")
    )
    settings = Settings(ignore=others)
    assert apply(before, fix_all_edits(Document.parse(before), all_rules(), settings)) == after


def test_the_answer_follows_what_is_typed():
    document = Document.parse("FROM scratch\n# dockwright: ignore[workdir-relative]\nWORKDIR /srv\n")
    codes = [it.code for it in analysis.diagnostics(document, all_rules())]
    assert RULE in codes
    document = document.edited((insert(document.text.index("/srv"), "a"),))
    codes = [it.code for it in analysis.diagnostics(document, all_rules())]
    assert RULE not in codes
    assert "workdir-relative" not in codes


def test_what_is_said_to_another_linter_stays():
    text = "FROM debian:12\n# hadolint ignore=DL3000 # trivy:ignore:DS-0022\nWORKDIR a\nUSER 1000\n"
    (found,) = check_rule(RULE, text.replace("WORKDIR", " " * 40 + "^^^^^^^\nWORKDIR"))
    assert not found.fixes
