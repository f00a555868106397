from __future__ import annotations

from tests.support.checks import check_rule


def test_a_version_counts_for_all_names():
    check_rule(
        "gem-pin-version",
        """\
        FROM ruby:3.4
        RUN gem install a b -v 1.2 && gem install ./a.gem c.gem && gem update --system
        RUN gem install nokogiri:1.18 -- --use-system-libraries libxml2 && gem i d
                                                                                 ^
        """,
    )
