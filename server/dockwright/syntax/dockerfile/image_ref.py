"""Image references: `[registry/]repository[:tag][@digest]`, by the grammar that Docker itself uses.

On the word of github.com/distribution/reference (ParseNormalizedNamed) and github.com/opencontainers/go-digest: what
they accept is accepted here, and nothing else. A text with variables in it must be expanded first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dockwright.syntax.errors import SyntaxProblem
from dockwright.text.ranges import TextRange

_HUB = "docker.io"
_OFFICIAL = "library/"
_LONGEST_PATH = 255

# Each pattern has one way to read a text, so matching does not go back.
_COMPONENT = re.compile(r"[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*")
_LABEL = r"[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*"
_DOMAIN = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")
_ALGORITHM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*")
_LOWER_HEX = re.compile(r"[a-f0-9]*")
_DIGITS_OF = {"sha256": 64, "sha384": 96, "sha512": 128}


@dataclass(frozen=True, slots=True)
class ImageReference:
    """The parts of a reference as written, each with its range in the text; what is not written is `None`.

    A part that is begun but empty, like the tag of `node:`, is "". `problem` says why Docker refuses the reference.
    """

    text: str
    registry: str | None
    registry_range: TextRange | None
    repository: str
    repository_range: TextRange
    tag: str | None = None
    tag_range: TextRange | None = None
    digest: str | None = None
    digest_range: TextRange | None = None
    problem: SyntaxProblem | None = None

    @property
    def domain(self) -> str:
        """The registry that is asked, "docker.io" where none is named."""
        return _HUB if self.registry is None or self.registry == "index.docker.io" else self.registry

    @property
    def path(self) -> str:
        """The repository on that registry, with the "library/" that Docker Hub's official images leave out."""
        if self.domain == _HUB and "/" not in self.repository:
            return _OFFICIAL + self.repository
        return self.repository

    @property
    def name(self) -> str:
        """The familiar name, without tag and digest: "node" for `docker.io/library/node:22`."""
        if self.domain != _HUB:
            return f"{self.domain}/{self.repository}"
        return self.path[len(_OFFICIAL) :] if self.is_official else self.path

    @property
    def normalized(self) -> str:
        """The whole reference with nothing left out; `:latest` stands where neither tag nor digest is written."""
        if self.tag is None and self.digest is None:
            return f"{self.domain}/{self.path}:latest"
        tag = "" if self.tag is None else f":{self.tag}"
        digest = "" if self.digest is None else f"@{self.digest}"
        return f"{self.domain}/{self.path}{tag}{digest}"

    @property
    def is_official(self) -> bool:
        """Whether it names one of Docker Hub's official images."""
        return self.domain == _HUB and self.path.startswith(_OFFICIAL) and self.path.count("/") == 1

    @property
    def is_scratch(self) -> bool:
        """Whether it is `scratch`, the empty image; with a tag it is a name like any other."""
        return self.text == "scratch"


def parse_image_reference(text: str) -> ImageReference | None:
    """The reference that `text` is; `None` where Docker would refuse it."""
    reference = split_image_reference(text)
    return None if reference.problem else reference


@lru_cache(maxsize=256)
def split_image_reference(text: str) -> ImageReference:
    """The parts of `text`, which may be half typed or wrong; `problem` says what is."""
    at = text.find("@")
    head = len(text) if at < 0 else at
    registry_end = _end_of_registry(text, head)
    start = 0 if registry_end is None else registry_end + 1
    colon = text.find(":", start, head)
    end = head if colon < 0 else colon
    return ImageReference(
        text,
        None if registry_end is None else text[:registry_end],
        None if registry_end is None else TextRange(0, registry_end),
        text[start:end],
        TextRange(start, end),
        None if colon < 0 else text[colon + 1 : head],
        None if colon < 0 else TextRange(colon + 1, head),
        None if at < 0 else text[at + 1 :],
        None if at < 0 else TextRange(at + 1, len(text)),
        _problem(text, registry_end, TextRange(start, end), colon, head, at),
    )


def _end_of_registry(text: str, head: int) -> int | None:
    slash = text.find("/", 0, head)
    if slash < 0:
        return None
    first = text[:slash]
    # Upper case cannot be a namespace, so Docker takes it for a host.
    if first == "localhost" or "." in first or ":" in first or first.lower() != first:
        return slash
    return None


def _problem(
    text: str, registry_end: int | None, repository: TextRange, colon: int, head: int, at: int
) -> SyntaxProblem | None:
    if not text:
        return SyntaxProblem("empty-image-name", TextRange(0, 0), "The image name is empty")
    if len(text) == 64 and _LOWER_HEX.fullmatch(text):
        message = "64 hexadecimal digits are an image id, which cannot be a name; a digest needs `sha256:` before it"
        return SyntaxProblem("image-id-as-name", TextRange(0, 64), message)
    # A host with underscores is none, but Docker lets it pass as the first part of a path.
    path_start = repository.start
    if registry_end is not None and not _DOMAIN.fullmatch(text, 0, registry_end):
        if not _COMPONENT.fullmatch(text, 0, registry_end):
            message = f"`{text[:registry_end]}` is no registry: a host name, perhaps with a port, is expected"
            return SyntaxProblem("invalid-registry", TextRange(0, registry_end), message)
        path_start = 0
    return (
        _problem_of_repository(text, registry_end, repository, path_start)
        or _problem_of_tag(text, colon, head)
        or _problem_of_digest(text, at)
    )


def _problem_of_repository(
    text: str, registry_end: int | None, repository: TextRange, path_start: int
) -> SyntaxProblem | None:
    name = repository.slice(text)
    if not name:
        return SyntaxProblem("empty-image-name", repository, "The name of the repository is missing")
    if name.lower() != name:
        return SyntaxProblem("uppercase-repository", repository, f"The repository name `{name}` must be lower case")
    start = repository.start
    for component in name.split("/"):
        place = TextRange(start, start + len(component))
        if not component:
            return SyntaxProblem("invalid-repository", repository, f"A part of the name `{name}` is empty")
        if not _COMPONENT.fullmatch(component):
            message = (
                f"`{component}` is no repository name: lower-case letters and digits, parted by `.`, `_`, `__` or `-`"
            )
            return SyntaxProblem("invalid-repository", place, message)
        start = place.end + 1
    length = repository.end - path_start
    if "/" not in name and (registry_end is None or text[:registry_end] in (_HUB, "index.docker.io")):
        length += len(_OFFICIAL)
    if length > _LONGEST_PATH:
        message = f"The repository name is longer than {_LONGEST_PATH} characters"
        return SyntaxProblem("repository-too-long", repository, message)
    return None


def _problem_of_tag(text: str, colon: int, head: int) -> SyntaxProblem | None:
    if colon < 0:
        return None
    place = TextRange(colon + 1, head)
    tag = place.slice(text)
    if not tag:
        return SyntaxProblem("invalid-tag", TextRange(colon, head), "The tag after `:` is missing")
    if _TAG.fullmatch(tag):
        return None
    if len(tag) > 128 and _TAG.fullmatch(tag[:128]):
        return SyntaxProblem("invalid-tag", place, "The tag is longer than 128 characters")
    message = f"`{tag}` is no tag: letters, digits, `_`, `.` and `-`, the first a letter, a digit or `_`"
    return SyntaxProblem("invalid-tag", place, message)


def _problem_of_digest(text: str, at: int) -> SyntaxProblem | None:
    if at < 0:
        return None
    place = TextRange(at + 1, len(text))
    algorithm, colon, digits = place.slice(text).partition(":")
    if not colon or not _ALGORITHM.fullmatch(algorithm):
        return SyntaxProblem("invalid-digest", place, "A digest such as `sha256:…` is expected after `@`")
    length = _DIGITS_OF.get(algorithm)
    if length is None:
        return SyntaxProblem("invalid-digest", place, f"`{algorithm}` is no digest algorithm that Docker knows")
    if len(digits) != length:
        message = f"A {algorithm} digest has {length} hexadecimal digits, this one has {len(digits)}"
        return SyntaxProblem("invalid-digest", place, message)
    if not _LOWER_HEX.fullmatch(digits):
        message = f"A {algorithm} digest has {length} hexadecimal digits in lower case"
        return SyntaxProblem("invalid-digest", place, message)
    return None
