from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_a_tree_from_below():
    check_rule("chown-recursive-layer", """\
        FROM debian:12
        RUN make && chown -R app:app /srv/app && chmod --recursive g+w /opt
                    ^^^^^^^^^^^^^^^^^^^^^^^^^    ^^^^^^^^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize("run", ["mkdir -p /srv/app && chown -R app /srv", "chown app /srv", "chown -R app $DIR"])
def test_silent(run: str):
    check_rule("chown-recursive-layer", f"FROM debian:12\nRUN {run}\n")


def test_it_is_joined_with_the_run_above_that_names_the_path():
    check_fix("chown-recursive-layer", """\
        FROM debian:12
        RUN make -C /srv
        RUN chown -R app /srv/app
        RUN make -C /opt
        # Why
        RUN chown -R app /opt
        RUN cd /usr && make DIR /usr/share
        RUN chown -R app /usr/share
        """, """\
        FROM debian:12
        RUN make -C /srv && chown -R app /srv/app
        RUN make -C /opt
        # Why
        RUN chown -R app /opt
        RUN cd /usr && make DIR /usr/share
        RUN chown -R app /usr/share
        """, unsafe=True)  # fmt: skip
