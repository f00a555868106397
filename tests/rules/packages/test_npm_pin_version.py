from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "npm-pin-version"


@pytest.mark.parametrize(
    "run",
    [
        "npm install && npm ci",
        "npm install ./a ~/b c.tgz owner/repository",
        "npm install git+https://example.com/a/b.git#v1",
        'npm i a@1 @b/c@"^2" d@$VERSION',
        "npm run install a",
        "yarn install a",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM node:22\nRUN {run}\n")


def test_a_tag_of_the_registry_is_no_version():
    check_rule(
        RULE,
        """\
        FROM node:22
        RUN npm i --registry https://example.com -g a@latest @b/c && yarn global add d && pnpm add -g e
                                                    ^^^^^^^^ ^^^^                    ^                ^
        RUN npm add git+ssh://git@example.com/a/b.git
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )
