from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "run",
    [
        "RUN --device=nvidia.com/gpu=all nvidia-smi",
        "RUN nvidia-smi || true",
        "RUN nvidia-smi -L | head -1",
        "RUN if nvidia-smi; then make gpu; fi",
        "CMD nvidia-smi",
        "ONBUILD RUN nvidia-smi",
    ],
)
def test_queries_that_may_fail(run: str):
    check_rule("gpu-query-in-build", f"FROM x\n{run}\n")


@pytest.mark.parametrize(
    "text",
    [
        "FROM ubuntu\nRUN apt-get install -y nvidia-cuda-toolkit\n",
        "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN apt-get install -y cuda-toolkit-12-4\n",
        "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04\nRUN apt-get install -y cuda-nvprof-12-4 cuda-keyring\n",
    ],
)
def test_cuda_that_is_not_there(text: str):
    check_rule("redundant-cuda-install", text)


def test_a_version_in_the_name():
    check_rule(
        "redundant-cuda-install",
        "FROM nvcr.io/nvidia/cuda:12.4.1-devel-ubi9\nRUN dnf install -y cuda-12-4 gcc\n                   ^^^^^^^^^\n",
    )


def test_wheels_of_one_major_version_work_together():
    check_rule(
        "cuda-version-mismatch",
        "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN pip install torch -i https://x.org/whl/cu121\n",
    )


def test_a_stage_that_does_not_ship_may_have_compilers():
    check_rule("cuda-devel-image-shipped", "FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS build\nFROM alpine\n")


def test_asking_for_no_gpu():
    check_rule("nvidia-visible-devices", "FROM x\nENV NVIDIA_VISIBLE_DEVICES=void A=1\n")


def test_a_query_is_taken_out_of_its_chain():
    check_fix("gpu-query-in-build", """\
        FROM nvidia/cuda:13.0.0-base-ubuntu24.04
        RUN make && \\
            nvidia-smi -L && \\
            make install
        RUN make; nvidia-smi
        RUN make && sudo nvidia-smi
        """, """\
        FROM nvidia/cuda:13.0.0-base-ubuntu24.04
        RUN make && \\
            make install
        RUN make; nvidia-smi
        RUN make
        """, unsafe=True)  # fmt: skip


def test_a_run_that_only_asks_is_deleted_unless_a_comment_speaks_of_it():
    check_fix("gpu-query-in-build", """\
        FROM nvidia/cuda:13.0.0-base-ubuntu24.04
        RUN nvidia-smi -L && nvidia-smi
        RUN nvidia-smi
        # Is there one?
        RUN nvidia-smi
        ONBUILD RUN nvidia-smi
        """, """\
        FROM nvidia/cuda:13.0.0-base-ubuntu24.04
        # Is there one?
        RUN nvidia-smi
        ONBUILD RUN nvidia-smi
        """, unsafe=True)  # fmt: skip
