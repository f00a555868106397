import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.syntax.dockerfile.image_ref import parse_image_reference, split_image_reference
from tests.support.steps import check_linear

SHA256 = "sha256:" + "0123456789abcdef" * 4
SHA512 = "sha512:" + "0123456789abcdef" * 8


@pytest.mark.parametrize(
    ("text", "registry", "repository", "tag", "digest"),
    [
        ("node", None, "node", None, None),
        ("node:22-alpine", None, "node", "22-alpine", None),
        ("bitnami/node", None, "bitnami/node", None, None),
        ("docker.io/node", "docker.io", "node", None, None),
        ("localhost/a/b", "localhost", "a/b", None, None),
        ("localhost:5000", None, "localhost", "5000", None),
        (f"localhost:5000/a:b@{SHA256}", "localhost:5000", "a", "b", SHA256),
        (f"node@{SHA512}", None, "node", None, SHA512),
        ("[fc00::1]:5000/docker:x", "[fc00::1]:5000", "docker", "x", None),
        ("mcr.microsoft.com/dotnet/sdk:9.0", "mcr.microsoft.com", "dotnet/sdk", "9.0", None),
        ("Registry/app", "Registry", "app", None, None),
        ("a__b/c-----d/e.f:_x", None, "a__b/c-----d/e.f", "_x", None),
        ("under_score.io/app", "under_score.io", "app", None, None),
        ("example.com", None, "example.com", None, None),
        ("node:1/x", "node:1", "x", None, None),
    ],
)
def test_parts_and_their_ranges(
    text: str, registry: str | None, repository: str, tag: str | None, digest: str | None
) -> None:
    found = split_image_reference(text)
    assert found.problem is None
    assert (found.registry, found.repository, found.tag, found.digest) == (registry, repository, tag, digest)
    assert found.repository_range.slice(text) == repository
    for part, range in (
        (registry, found.registry_range),
        (tag, found.tag_range),
        (digest, found.digest_range),
    ):
        assert (range and range.slice(text)) == part


@pytest.mark.parametrize(
    ("text", "normalized", "name", "official"),
    [
        ("node", "docker.io/library/node:latest", "node", True),
        ("library/node:22", "docker.io/library/node:22", "node", True),
        ("index.docker.io/node:22", "docker.io/library/node:22", "node", True),
        ("docker.io/library/node", "docker.io/library/node:latest", "node", True),
        ("bitnami/node", "docker.io/bitnami/node:latest", "bitnami/node", False),
        ("library/a/b", "docker.io/library/a/b:latest", "library/a/b", False),
        ("ghcr.io/library/node", "ghcr.io/library/node:latest", "ghcr.io/library/node", False),
        ("quay.io/app:1", "quay.io/app:1", "quay.io/app", False),
        (f"node:22@{SHA256}", f"docker.io/library/node:22@{SHA256}", "node", True),
        (f"node@{SHA256}", f"docker.io/library/node@{SHA256}", "node", True),
    ],
)
def test_what_docker_makes_of_it(text: str, normalized: str, name: str, official: bool) -> None:
    found = parse_image_reference(text)
    assert found is not None
    assert (found.normalized, found.name, found.is_official) == (normalized, name, official)


def test_scratch_is_no_image_but_only_without_a_tag() -> None:
    assert split_image_reference("scratch").is_scratch
    assert not split_image_reference("scratch:latest").is_scratch
    assert not split_image_reference("library/scratch").is_scratch


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("", "empty-image-name", ""),
        ("localhost:5000/", "empty-image-name", ""),
        (":tag", "empty-image-name", ""),
        (f"@{SHA256}", "empty-image-name", ""),
        ("0123456789abcdef" * 4, "image-id-as-name", "0123456789abcdef" * 4),
        ("Ubuntu:24.04", "uppercase-repository", "Ubuntu"),
        ("docker/Docker", "uppercase-repository", "docker/Docker"),
        ("ghcr.io/Me/app:1", "uppercase-repository", "Me/app"),
        ("É", "uppercase-repository", "É"),
        ("é", "invalid-repository", "é"),
        ("名前/x", "invalid-repository", "名前"),
        ("a//b", "invalid-repository", "a//b"),
        ("a/", "invalid-repository", "a/"),
        ("-a", "invalid-repository", "-a"),
        ("a/b-", "invalid-repository", "b-"),
        ("a/b___c", "invalid-repository", "b___c"),
        ("a b", "invalid-repository", "a b"),
        ("node\n", "invalid-repository", "node\n"),
        ("[::1]:5000", "invalid-repository", "["),
        ("https://ghcr.io/a", "invalid-registry", "https:"),
        ("-x.io/a", "invalid-registry", "-x.io"),
        ("host:port/a", "invalid-registry", "host:port"),
        ("[fe80::1%eth0]:5000/a", "invalid-registry", "[fe80::1%eth0]:5000"),
        ("x.io:٣/a", "invalid-registry", "x.io:٣"),
        ("node:", "invalid-tag", ":"),
        ("node:-1", "invalid-tag", "-1"),
        ("node:a:b", "invalid-tag", "a:b"),
        ("node:é", "invalid-tag", "é"),
        ("node:" + "t" * 129, "invalid-tag", "t" * 129),
        ("node@", "invalid-digest", ""),
        ("node@sha256", "invalid-digest", "sha256"),
        ("node@sha256:abc", "invalid-digest", "sha256:abc"),
        ("node@" + SHA256.upper().replace("SHA", "sha"), "invalid-digest", None),
        ("node@md5:" + "0" * 32, "invalid-digest", "md5:" + "0" * 32),
        (f"node@{SHA256}@{SHA256}", "invalid-digest", None),
        ("a" * 248, "repository-too-long", "a" * 248),
        ("x.io/" + "a" * 256, "repository-too-long", "a" * 256),
    ],
)
def test_what_docker_refuses(text: str, kind: str, place: str | None) -> None:
    found = split_image_reference(text)
    assert found.problem is not None
    assert found.problem.kind == kind
    if place is not None:
        assert found.problem.range.slice(text) == place
    assert parse_image_reference(text) is None


@pytest.mark.parametrize("text", ["a" * 247, "x.io/" + "a" * 255, "node:" + "t" * 128, "x.io:99999999/a"])
def test_what_is_just_allowed(text: str) -> None:
    assert parse_image_reference(text) is not None


@given(
    st.text(max_size=30)
    | st.lists(st.sampled_from(["a", "B", "0", ".", "-", "_", "/", ":", "@", "[", "]", "localhost", SHA256, "é"])).map(
        "".join
    )
)
def test_any_text_has_parts_that_slice_back(text: str) -> None:
    found = split_image_reference(text)
    assert found.repository_range.slice(text) == found.repository
    written = found.repository
    if found.registry is not None:
        written = f"{found.registry}/{written}"
    if found.tag is not None:
        written += f":{found.tag}"
    if found.digest is not None:
        written += f"@{found.digest}"
    assert written == text
    if found.problem is not None:
        assert 0 <= found.problem.range.start <= found.problem.range.end <= len(text)
    else:
        again = parse_image_reference(found.normalized)
        assert again is not None
        assert again.normalized == found.normalized


@pytest.mark.parametrize("fragment", ["a", "a/", "a.", "a-", "_", "-", ":", "@", "a.b/", "A", "[:", "sha256:"])
def test_work_grows_with_the_length_only(fragment: str) -> None:
    def work(length: int) -> None:
        split_image_reference(fragment * (length // len(fragment)))
        split_image_reference("x.io/a:b@" + fragment * (length // len(fragment)))

    check_linear(work, 20_000)
