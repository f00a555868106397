from __future__ import annotations

import pytest

from dockwright.semantic import label_values


@pytest.mark.parametrize("text", ["jane@example.com", "a.b+c@localhost"])
def test_addresses(text: str):
    assert label_values.is_email(text)


@pytest.mark.parametrize("text", ["Jane <jane@example.com>", "jane", "a@b@c", "@example.com", "a@b, c@d"])
def test_what_is_no_address(text: str):
    assert not label_values.is_email(text)


@pytest.mark.parametrize("text", ["http://example.com", "https://[::1]:80/a?b#c", "git+ssh://git@example.com/a.git"])
def test_urls(text: str):
    assert label_values.is_url(text)


@pytest.mark.parametrize("text", ["example.com/a", "https://", "git@example.com:a/b.git", "https://a b", "//a"])
def test_what_is_no_url(text: str):
    assert not label_values.is_url(text)


@pytest.mark.parametrize("text", ["2dbfae9", "a" * 40, "0" * 64])
def test_hashes(text: str):
    assert label_values.is_git_hash(text)


@pytest.mark.parametrize("text", ["main", "2dbfae", "a" * 41, "2dbfae9-dirty"])
def test_what_is_no_hash(text: str):
    assert not label_values.is_git_hash(text)


@pytest.mark.parametrize(
    "text", ["2021-03-10T10:26:33.564595127+01:00", "2021-03-10 10:26:33z", "2016-12-31T23:59:60Z"]
)
def test_times(text: str):
    assert label_values.is_time(text)


@pytest.mark.parametrize(
    "text",
    ["2021-03-10", "2021-03-10T10:26:33", "2021-02-30T10:26:33Z", "2021-03-10T25:00:00Z", "2021-03-10T10:26:33+24:00"],
)
def test_what_is_no_time(text: str):
    assert not label_values.is_time(text)


@pytest.mark.parametrize("text", ["1.0.0", "2.0.1-rc1", "1.0.0-alpha.1+build.007"])
def test_versions(text: str):
    assert label_values.is_semantic_version(text)


@pytest.mark.parametrize("text", ["v1.0.0", "1.0", "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0.0", "latest"])
def test_what_is_no_version(text: str):
    assert not label_values.is_semantic_version(text)


@pytest.mark.parametrize(
    "text",
    [
        "MIT",
        "apache-2.0",
        "GPL-2.0+",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "(MIT OR Apache-2.0) AND LicenseRef-Ours",
        "MIT and (BSD-3-Clause)",
    ],
)
def test_licenses(text: str):
    assert label_values.is_license(text)


@pytest.mark.parametrize(
    "text",
    [
        "Apache 2",
        "MIT OR",
        "(MIT",
        "MIT)",
        "()",
        "MIT, BSD-3-Clause",
        "MIT WITH",
        "MIT WITH MIT",
        "(MIT OR Zlib) WITH Classpath-exception-2.0",
        "Proprietary",
    ],
)
def test_what_is_no_license(text: str):
    assert not label_values.is_license(text)
