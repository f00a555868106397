"""What is offered depends on what is typed, not on how the lines are laid out: case, line ends, continuation, signs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dockwright.ide.dockerfile.completion.complete import complete
from dockwright.ide.dockerfile.signature_help import signature_help
from dockwright.semantic.document import Document
from tests.support.marked import marked
from tests.support.project import Files

PROJECT = Files({"package.json": "{}", "src/app.py": "", "src/lib/x.py": "", "a b.txt": "", ".env": ""})
ABOVE = """\
ARG G=1
FROM golang:1.26 AS build
WORKDIR /src
RUN go build -o /out/app && useradd -u 1000 app && groupadd staff
ENV PORT=9000
FROM node:24 AS two
ARG G
WORKDIR /w
"""
TYPED = [
    "COPY <|>", "COPY --<|>", "COPY --from=<|>", "COPY --from=build <|>", "COPY --from=build /o<|> /x",
    "COPY --chown=<|>", "COPY --link --<|> a b", "COPY s<|> .", "COPY src/<|> .", "COPY a <|>", 'COPY ["s<|>", "."]',
    "COPY [<|>]", "COPY *<|>", "ADD --checksum=<|>", "RUN --mount=<|> npm ci",
    "RUN --mount=type=cache,target=<|> npm ci", "RUN --mount=type=bind,from=<|>", "RUN --mount=type=secret,id=<|>",
    "RUN apt-get in<|>", "RUN apt-get install -<|>", "RUN a && apt-get <|>", "RUN echo $P<|>", 'RUN echo "${<|>}"',
    'RUN ["a", "<|>"]', "RUN <<<|>", "EXPOSE <|>", "EXPOSE 80 9<|>/tcp", "USER <|>", "USER app:<|>", "STOPSIGNAL <|>",
    "SHELL [<|>]", "LABEL <|>", "LABEL a=b org<|>", 'LABEL org.opencontainers.image.licenses="MI<|>"', "WORKDIR <|>",
    "VOLUME <|>", 'VOLUME ["<|>"]', "HEALTHCHECK <|>", "HEALTHCHECK --interval=<|> CMD x",
    "HEALTHCHECK --interval=1s --<|>", "HEALTHCHECK CMD <|>", "CMD <|>", "ENTRYPOINT [<|>]", "ARG <|>", "ENV <|>",
    "ENV A=b NODE_<|>", "ENV A=$<|>", "FROM <|>", "FROM node:<|>", "FROM --platform=<|> a", "FROM bu<|> AS x",
    "FROM a AS <|>", "FROM a <|>",
]  # fmt: skip


def continued(escape: str, end: str = "\n", between: str = "") -> Callable[[str], str]:
    """The arguments stand on the next line."""
    return lambda typed: typed.replace(" ", f" {escape}{end}{between}    ", 1)


LAYOUTS: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "lower case": (str, lambda typed: re.sub(r"\A[A-Z]+", lambda it: it[0].lower(), typed)),
    "crlf": (lambda above: above.replace("\n", "\r\n"), lambda typed: f"{typed}\r\nCMD x\r\n"),
    "other planes": (lambda above: "# \U0001f600\n" + above.replace("&&", "&& echo \U0001f600 &&", 1), str),
    "continued": (str, continued("\\")),
    "continued, crlf": (lambda above: above.replace("\n", "\r\n"), continued("\\", "\r\n")),
    "continued below a comment": (str, continued("\\", between="# \U0001f600 note\n")),
    "continued below an empty line": (str, continued("\\", between="\n")),
    "another escape character": (lambda above: f"# escape=`\n{above}", continued("`")),
    "indented": (str, lambda typed: f"   {typed}"),
    "more below": (str, lambda typed: f"{typed}\nLABEL a=b\nCOPY --from=build a b\n"),
    "broken above": (lambda above: f"{above}COPY\nNOPE x\nRUN --mount=type=\nEXPOSE\n", str),
    "byte order mark": (lambda above: f"\ufeff{above}", str),
}


def offered(text: str) -> list[tuple[str, str, str]]:
    fixture = marked(text)
    found = complete(Document.parse(fixture.text, "Dockerfile", PROJECT), fixture.offset)
    return [
        (it.label.casefold(), it.edit.range.slice(fixture.text), it.edit.text.casefold().replace("\r\n", "\n"))
        for it in found.items
    ]


def helped(text: str) -> list[tuple[str, int | None]]:
    fixture = marked(text)
    found = signature_help(Document.parse(fixture.text), fixture.offset)
    return [(it.label, it.active) for it in found.signatures] if found is not None else []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_does_not_matter(layout: str):
    above, line = LAYOUTS[layout]
    for typed in TYPED:
        assert offered(above(ABOVE) + line(typed)) == offered(ABOVE + typed), typed
        assert helped(above(ABOVE) + line(typed)) == helped(ABOVE + typed), typed
