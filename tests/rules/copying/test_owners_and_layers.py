"""The rules about whom copied files belong to, and which layers they make."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nCOPY x y\n",
        "FROM a\nUSER root\nCOPY x y\n",
        "FROM a\nUSER $APP\nCOPY x y\n",
        "FROM a\nUSER app\nCOPY --chown=1 x y\n",
        "FROM a AS build\nUSER app\nCOPY x y\nFROM b\n",
        # Nobody knows where the build goes on.
        "FROM a\nUSER app\nONBUILD COPY x y\n",
    ],
)
def test_files_that_belong_to_root_on_purpose(text: str):
    check_rule("copy-without-chown-after-user", text)


def test_the_group_comes_along():
    check_fix(
        "copy-without-chown-after-user",
        "FROM a\nUSER app:web\ncopy --link x y\nADD x.tar /y\n",
        "FROM a\nUSER app:web\ncopy --chown=app:web --link x y\nADD --chown=app:web x.tar /y\n",
        unsafe=True,
    )


def test_the_user_that_the_stage_ends_with():
    check_rule(
        "copy-chown-writable-code",
        """\
        FROM a AS base
        FROM base
        ARG OWNER=app
        COPY --chown=$OWNER:web x y
             ^^^^^^^^^^^^^^^^^^ `app`, as whom the container runs, may change these files
        COPY --chown=other x y
        USER app
        """,
    )


@pytest.mark.parametrize(
    "copy",
    ["COPY x y", "COPY --link --from=b x y", "COPY --chown=app --from=b x y", "COPY --chown=1:$G --from=b x y"],
)
def test_layers_of_their_own_that_cannot_be_or_are(copy: str):
    check_rule("copy-link-opportunity", f"FROM a\n{copy}\n")


def test_numbers_need_no_list_of_users():
    check_rule("copy-link-opportunity", "FROM a\nCOPY --chown=1:2 --from=b x y\n                 ^^^^^^^^\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM a AS b\nFROM scratch\nCOPY --from=b / /\n",
        "FROM scratch AS b\nCOPY x /etc/\nFROM a\nCOPY --from=b / /\n",
        "FROM a\nCOPY --from=tonistiigi/xx / /\n",
        "FROM a AS b\nFROM a\nCOPY --from=b --exclude=/var / /\nCOPY --from=b / /other\nCOPY / /\n",
    ],
)
def test_whole_file_systems_on_purpose(text: str):
    check_rule("copy-from-root", text)


@pytest.mark.parametrize(
    "text",
    [
        "COPY a /x/\nCOPY --chown=1 b /x/\n",
        "COPY a /x\nCOPY b /x\n",
        "COPY a /x/\nRUN y\nCOPY b /x/\n",
        'COPY a /x/\nCOPY ["b", "/x/"]\n',
        "COPY a /x/\nADD b /x/\n",
    ],
)
def test_lines_that_are_no_sequence(text: str):
    check_rule("copy-in-sequence", f"FROM a\n{text}")


def test_three_become_one_but_not_across_a_comment():
    check_fix(
        "copy-in-sequence",
        "FROM a\nCOPY --from=b --chown=1 a ./\nCOPY --chown=1 --from=b b c ./\nCOPY --from=b --chown=1 d ./\n"
        "# why\nCOPY --from=b --chown=1 e ./\n",
        "FROM a\nCOPY --from=b --chown=1 a b c d ./\n# why\nCOPY --from=b --chown=1 e ./\n",
        unsafe=True,
    )


def test_files_are_left_to_root():
    check_fix("copy-chown-writable-code", """\
        FROM node:22-alpine
        COPY --link --chown=node:node --chmod=755 a /a
        USER node
        """, """\
        FROM node:22-alpine
        COPY --link --chmod=755 a /a
        USER node
        """, unsafe=True)  # fmt: skip
