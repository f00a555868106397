from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "gem-clean"


@pytest.mark.parametrize(
    "run",
    [
        'bundle install && rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache',
        "gem install rails && rm -rf /usr/local/bundle/cache/*",
        "gem install rails && find / -name '*.gem' -delete",
        "--mount=type=cache,target=/usr/local/bundle/cache bundle install",
        "gem install bundler:2.5 && gem update --system",
        "bundle exec rake",
    ],
)
def test_silent(run: str):
    check_rule(RULE, f"FROM ruby:3.4\nRUN {run}\n")


def test_old_versions_are_not_the_archives():
    check_rule(
        RULE,
        """\
        FROM ruby:3.4
        RUN rm -rf /usr/local/bundle/cache && bundle install && bundle clean && gem cleanup
                                                     ^^^^^^^
        """,
    )


@pytest.mark.parametrize(
    "run",
    [
        "apk add ruby && gem install rails && apk del ruby",
        "/opt/ruby/bin/gem install rails",
        "sudo gem install rails",
        "gem install rails || true",
    ],
)
def test_nothing_is_removed_where_the_folder_may_not_be_known(run: str):
    file = f"FROM alpine:3.22\nRUN {run}\n"
    check_fix(RULE, file, file, unsafe=True)
