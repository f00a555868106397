from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "stale-base-digest-label"
DIGEST = "sha256:" + "a" * 64
LABEL = "org.opencontainers.image.base.digest"


@pytest.mark.parametrize(
    "text",
    [
        f"FROM a@{DIGEST}\nLABEL {LABEL}={DIGEST}\n",
        f"ARG D={DIGEST}\nFROM a@$D\nLABEL {LABEL}='{DIGEST}'\n",
        f"FROM a\nARG D\nLABEL {LABEL}=$D\n",
        f"FROM $BASE\nLABEL {LABEL}={DIGEST}\n",
        f"FROM a AS b\nLABEL {LABEL}={DIGEST}\nFROM c\n",
    ],
)
def test_silent(text: str):
    check_rule(RULE, text)


def test_the_others_beside_it_stay():
    text = f"FROM a@sha256:{'b' * 64}\nLABEL x=y {LABEL}={DIGEST}\n"
    check_rule(RULE, text + " " * 10 + "^" * len(f"{LABEL}={DIGEST}") + "\n")
    check_fix(RULE, text, text.replace(f" {LABEL}={DIGEST}", ""), unsafe=True)
