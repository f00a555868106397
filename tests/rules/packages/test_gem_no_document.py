from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "gem-no-document"


@pytest.mark.parametrize(
    "lines",
    [
        "FROM ruby:3.4\nRUN gem install a",
        "FROM example.com/ruby:3\nRUN gem install a",
        "FROM alpine:3.20\nRUN gem install -N a && gem install --no-ri --no-rdoc a && gem install a --no-document",
        "FROM alpine:3.20\nRUN echo 'gem: --no-document' > /etc/gemrc\nRUN gem install a",
        "FROM alpine:3.20\nCOPY .gemrc /root/\nRUN gem install a",
        # RubyGems 1 knows no `--no-document`: "invalid option".
        "FROM ubuntu:trusty\nRUN gem install a",
        "FROM centos:6.10\nRUN gem install a",
        "FROM alpine:3.20 AS build\nRUN gem install a\nFROM alpine:3.20",
    ],
)
def test_silent(lines: str):
    check_rule(RULE, f"{lines}\n")


def test_updates_build_it_too():
    check_fix(
        RULE,
        "FROM alpine:3.20\nRUN gem update --system && gem i a\n",
        "FROM alpine:3.20\nRUN gem update --no-document --system && gem i --no-document a\n",
        unsafe=True,
    )
