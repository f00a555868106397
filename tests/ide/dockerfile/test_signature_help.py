"""The forms of what is being typed, beyond what other servers know of."""

from __future__ import annotations

import random

import pytest

from dockwright.ide.dockerfile.signature_help import signature_help
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from tests.ide.support import places
from tests.support.marked import marked
from tests.support.shared import corpus


def help_at(source: str) -> list[str]:
    """The signatures, the likeliest first, each with its active part in angle brackets."""
    fixture = marked(source)
    found = signature_help(Document.parse(fixture.text), fixture.offset)
    if found is None:
        return []
    labels = []
    for it in found.signatures:
        label = it.label
        if it.active is not None:
            start, end = it.parameters[it.active].range
            label = f"{label[:start]}«{label[start:end]}»{label[end:]}"
        labels.append(label)
    return [labels[found.active], *labels[: found.active], *labels[found.active + 1 :]]


def test_each_type_of_mount_is_shown_until_one_is_typed():
    assert [it.partition(",")[0] for it in help_at("RUN --mount=<|>")] == [
        f"RUN --mount=«type={it}»" for it in ("bind", "cache", "tmpfs", "secret", "ssh")
    ]
    assert help_at("RUN --mount=type=t<|>")[0] == "RUN --mount=«type=tmpfs»,target=<target>,size=<size> ..."


def test_what_takes_no_flags_has_no_form_with_them():
    assert help_at("FROM a\nENV --mount=type=<|>") == []


@pytest.mark.parametrize(
    ("typed", "active"),
    [
        ("type=secret,<|>", "id=<id>"),
        ("type=secret,id=a,<|>", "target=<target>"),
        ("type=secret,i<|>d=a,target=/b", "id=<id>"),
        ("type=secret,id=a<|>,target=/b", "id=<id>"),
        ("type=secret,dst=/<|>", "target=<target>"),
        ("type=secret,req<|> \\\n  a", "required=<required>"),
        ("type=secret,wrong<|>", None),
    ],
)
def test_the_option_of_a_mount_that_is_typed(typed: str, active: str | None):
    (found,) = help_at(f"RUN --mount={typed}")
    assert ("«" in found) == (active is not None)
    assert active is None or f"«{active}»" in found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("FROM --platform=linux/<|>", ["FROM --platform=os/«arch»/variant ..."]),
        ("ADD --checksum=sha256:0<|> a b", ["ADD --checksum=algorithm:«digest» ..."]),
        ("COPY --link=<|> a b", ["COPY --link=«true|false» ..."]),
        ("RUN --network=none a<|>", ["RUN [flags] «command» parameter ..."]),
        ("RUN --<|>", ["RUN «[flags]» command parameter ...", 'RUN «[flags]» [ "command", "parameter", ... ]']),
        ("FROM --platform=a b:<|>", ["FROM [flags] baseImage:«tag»", "FROM [flags] baseImage:«tag» AS stage"]),
        ("FROM host:5000/b<|> as c", ["FROM «baseImage» AS stage", "FROM «baseImage»:tag AS stage",
                                      "FROM «baseImage»@digest AS stage"]),
        ("ARG A=1 B=<|>", ["ARG name=defaultValue name=«defaultValue» ..."]),
        ("COPY <<E <|>", ["COPY [flags] source ... «dest»"]),
        ("# check=skip=A;<|>", ["check=skip=rule,...;error=«true|false»"]),
        ("# check=error=<|>", ["check=skip=rule,...;error=«true|false»"]),
        ("# check=error=true;<|>", ["check=skip=«rule,...»;error=true|false"]),
        ("# check=skip=A;ex<|>=all", ["check=experimental=«check,...»"]),
        ("#syntax=<|>", ["syntax=«image»"]),
        ("FROM a AS b <|>", ["FROM baseImage AS stage", "FROM baseImage:tag AS stage",
                             "FROM baseImage@digest AS stage"]),
        ('LABEL "a b"=<|>', ["LABEL key=«value»", "LABEL key=«value» key2=value2"]),
        ('LABEL "a b"=1 \\\n  c<|>', ["LABEL key=value «key2»=value2"]),
        ('ENV A="x y <|>', ["ENV key=«value»", "ENV key=«value» key2=value2"]),
        ('ARG A="x y<|>"', ["ARG name=«defaultValue»"]),
        ('ARG A="x y <|>', ["ARG name=«defaultValue»"]),
        ('ARG A="x y" <|>', ["ARG name=defaultValue «name»=defaultValue ..."]),
        ("LABEL a=b 'c<|>", ["LABEL key=value «key2»=value2"]),
        ("ENV A=1 B='x \\\n  y <|>", ["ENV key=value key2=«value2»"]),
        ("ENV <|>", ["ENV «key»=value", "ENV «key»=value key2=value2", "ENV «key» value"]),
        ("HEALTHCHECK CMD [<|>", ['HEALTHCHECK [flags] CMD [ «"command"», "parameter", ... ]']),
        ('HEALTHCHECK --retries=3 CMD ["a", "<|>"]', ['HEALTHCHECK [flags] CMD [ "command", «"parameter"», ... ]']),
        ('HEALTHCHECK CMD ["a"]<|>', ['HEALTHCHECK [flags] CMD [ "command", "parameter", ... «]»']),
        ("EXPOSE 80/<|>", ["EXPOSE port/«protocol» ..."]),
        ("EXPOSE 80 443<|>/udp 9", ["EXPOSE port/protocol «port»/protocol ..."]),
        ("RUN --network=none <<E<|>", ["RUN [flags] «<<delimiter»"]),
        ("# a\n# syntax=<|>", []),
        ("RUN <<E\n<|>\nE\n", []),
        ("NONSENSE <|>", []),
    ],
)  # fmt: skip
def test_forms(source: str, expected: list[str]):
    assert help_at(source) == expected


@pytest.mark.parametrize(
    ("source", "is_said"),
    [
        ("RUN <|>", True),
        ("RUN a <|>", False),
        ('RUN ["a", <|>', True),
        ("RUN --mount=type=cache,<|> a b", True),
        ("HEALTHCHECK CMD a <|>", False),
        ("ONBUILD CMD a <|>", False),
        ("COPY a <|>", True),
    ],
)
def test_inside_a_script_nothing_is_said_unasked(source: str, is_said: bool):
    fixture = marked(source)
    document = Document.parse(fixture.text)
    assert (signature_help(document, fixture.offset, unasked=True) is not None) == is_said
    assert signature_help(document, fixture.offset) is not None


@pytest.mark.parametrize("text", places())
def test_no_place_of_any_text_fails(text: str):
    document = Document.parse(text)
    for offset in range(-1, len(text) + 2):
        found = signature_help(document, offset)
        for it in found.signatures if found is not None else ():
            assert it.active is None or 0 <= it.active < len(it.parameters)
            assert all(0 <= one.range.start <= one.range.end <= len(it.label) for one in it.parameters)


def test_after_edits_it_is_that_of_a_text_read_anew():
    random_ = random.Random(7)
    for path in random_.sample(corpus(), 10):
        document = Document.parse(path.read_text(encoding="utf-8", errors="replace")[:4000])
        for _ in range(20):
            start = random_.randint(0, len(document.text))
            new = random_.choice((" ", "[", '"', "=", "RUN --mount=", "\\\n", "\n", ":", "<<E\n"))
            document = document.edited([Edit(TextRange(start, start), new)])
            offset = start + len(new)
            assert signature_help(document, offset) == signature_help(Document.parse(document.text), offset)


def test_every_part_is_explained():
    sources = (
        "FROM --platform=<|>", "COPY <|>", "COPY --chown=<|>", "EXPOSE 80/<|>", "HEALTHCHECK CMD <|>", "RUN <<E<|>",
        "MAINTAINER <|>", "VOLUME <|>", "USER <|>", "ENV a=<|>", "ARG <|>", "RUN --mount=<|>", "# check=<|>",
    )  # fmt: skip
    for source in sources:
        fixture = marked(source)
        found = signature_help(Document.parse(fixture.text), fixture.offset)
        assert found is not None
        unexplained = [
            one.range.slice(it.label) for it in found.signatures for one in it.parameters if not one.documentation
        ]
        assert [it for it in unexplained if it] == [], source
