from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_keeps_an_answer():
    check_fix(
        "apt-force-yes",
        "FROM debian:12\nRUN apt-get -qy --force-yes install x && apt-get install --force-yes x\n",
        "FROM debian:12\nRUN apt-get -qy install x && apt-get install -y x\n",
        unsafe=True,
    )
