from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "dnf-assume-yes"


def test_what_asks():
    check_rule(RULE, """\
        FROM fedora:41
        RUN dnf install httpd && dnf upgrade && dnf5 remove nano && microdnf install tar
                ^^^^^^^              ^^^^^^^         ^^^^^^                  ^^^^^^^
        RUN dnf module install nodejs:20
                ^^^^^^^^^^^^^^
        RUN dnf autoremove && dnf makecache && dnf --assumeno install x
        """)  # fmt: skip


@pytest.mark.parametrize(
    "run",
    [
        "dnf -y install x",
        "dnf in --assumeyes x",
        "dnf install $DNF_OPTS x",
        "yes | dnf install x",
        "dnf --setopt=assumeyes=True install x",
        "echo assumeyes=1 >> /etc/dnf/dnf.conf && dnf install x",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM fedora:41\nRUN {run}\n")


def test_microdnf_of_red_hat_never_asks():
    check_rule(RULE, "FROM redhat/ubi9-minimal:9.4\nRUN microdnf install tar\n")


def test_the_fix_in_exec_form():
    check_fix(
        RULE,
        'FROM fedora:41\nRUN ["dnf", "group", "install", "x"]\n',
        'FROM fedora:41\nRUN ["dnf", "group", "install", "-y", "x"]\n',
    )


def test_dnf_is_microdnf_in_the_images_of_lambda():
    check_rule(RULE, "FROM public.ecr.aws/lambda/java:21 AS core\nFROM core\nRUN dnf install python3\n")
