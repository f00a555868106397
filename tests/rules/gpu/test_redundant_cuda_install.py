from __future__ import annotations

from tests.support.checks import check_fix


def test_the_fix_leaves_comments_and_the_last_package():
    check_fix("redundant-cuda-install", """\
        FROM nvidia/cuda:13.0.0-devel-ubuntu24.04
        RUN apt-get install -y cuda
        RUN apt-get install -y cuda $MORE
        RUN apt-get install -y cmake \\
            # the toolkit
            cuda \\
            git
        RUN apt-get install -y cmake \\
            cuda-toolkit \\
            git
        RUN ["apt-get", "install", "-y", "cmake", "cuda"]
        """, """\
        FROM nvidia/cuda:13.0.0-devel-ubuntu24.04
        RUN apt-get install -y cuda
        RUN apt-get install -y cuda $MORE
        RUN apt-get install -y cmake \\
            # the toolkit
            cuda \\
            git
        RUN apt-get install -y cmake \\
            git
        RUN ["apt-get", "install", "-y", "cmake"]
        """, unsafe=True)  # fmt: skip
