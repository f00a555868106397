from __future__ import annotations

import pytest

from tests.support.checks import check_rule

RULE = "pip-pin-version"


@pytest.mark.parametrize(
    "run",
    [
        "pip install 'a>=1' \"b[c]<2\" d==3",
        "pip install a==$VERSION",
        'pip install "$PACKAGES"',
        "pip install -r requirements.txt extra",
        "pip install -c constraints.txt a",
        "pip install . ./lib wheels/* x.whl",
        "pip install git+ssh://git@example.com/a/b@v1",
        "pip install --no-index --find-links /wheels a",
        "uv sync && uv add a",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM python:3.13\nRUN {run}\n")


def test_reports_each_name():
    check_rule(
        RULE,
        """\
        FROM python:3.13
        RUN python -m pip install --root-user-action ignore 'a[b]' c==1 d && uv tool install e && pipx install f
                                                            ^^^^^^      ^                    ^                 ^
        ONBUILD RUN pip install g git+ssh://git@example.com/a/b
                                ^ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    )
