from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_takes_the_flag_and_one_blank():
    check_fix("privileged-run-label", """\
        FROM docker:27
        LABEL RUN="docker run --privileged -it x" \\
              USE="docker run --privileged"
        RUN docker run --privileged=true x
        CMD ["docker", "run", "--privileged", "x"]
        """, """\
        FROM docker:27
        LABEL RUN="docker run -it x" \\
              USE="docker run --privileged"
        RUN docker run x
        CMD ["docker", "run", "x"]
        """, unsafe=True)  # fmt: skip
