"""What can be typed at the cursor."""

from __future__ import annotations

import re

import pytest

from dockwright.catalog.snippets import snippets
from dockwright.ide.dockerfile.completion.complete import MOST, complete, documentation
from dockwright.ide.results import Item, ItemKind
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from tests.ide.support import places
from tests.support.marked import marked
from tests.support.project import Files

CONTEXT = Files(
    {
        ".dockerignore": "*.log\n",
        ".env": "",
        "Dockerfile": "",
        "a b.txt": "",
        "package.json": "",
        "src/app.py": "",
        "src/lib/x.py": "",
    }
)


def items(source: str, *, with_snippets: bool = False) -> list[Item]:
    fixture = marked(source)
    document = Document.parse(fixture.text, "Dockerfile", CONTEXT)
    return list(complete(document, fixture.offset, with_snippets=with_snippets, rules=all_rules()).items)


def labels(source: str) -> list[str]:
    return [it.label for it in items(source)]


def check_completion(source: str, *expected: str) -> None:
    """Exactly `expected` is offered, in this order."""
    assert labels(source) == list(expected)


def check_begins(source: str, *expected: str) -> None:
    """`expected` comes first, in this order."""
    assert labels(source)[: len(expected)] == list(expected)


def check_offers(source: str, *expected: str, without: tuple[str, ...] = ()) -> None:
    """All of `expected` is offered among others, and nothing of `without`."""
    found = labels(source)
    assert [it for it in expected if it not in found] == [], found
    assert [it for it in without if it in found] == [], found


def check_takes(source: str, label: str, after: str) -> Item:
    """Taking `label` makes `after` of the text."""
    fixture = marked(source)
    found = next((it for it in items(source, with_snippets=True) if it.label == label), None)
    assert found is not None, labels(source)
    edit = found.edit if not found.snippet else found.edit._replace(text=found.plain)
    assert apply(fixture.text, [*found.also, edit]) == marked(after).text
    return found


# --- instructions ---


def test_a_file_begins_with_from_or_arg():
    check_completion("<|>", "FROM", "FROM … AS …", "ARG", "ARG …=…")
    check_completion("# words\n\n<|>\nFROM a", "FROM", "FROM … AS …", "ARG", "ARG …=…")
    check_offers("FROM a\n<|>", "FROM", "RUN", "COPY", "MAINTAINER", 'CMD ["…"]')


def test_keywords_take_the_case_of_the_file():
    check_offers("from a\nrun b\n<|>", "copy", "from … as …", "healthcheck none", without=("COPY",))
    check_offers("from a\nRUN b\nRUN c\n<|>", "COPY", without=("copy",))
    check_takes("from a\nco<|>", "copy", "from a\ncopy ")


def test_a_keyword_replaces_exactly_the_word():
    check_takes("FROM a\nCO<|>", "COPY", "FROM a\nCOPY ")
    check_takes("FROM a\n  c<|>o", "COPY", "FROM a\n  COPY ")
    check_takes("FROM a\nCO<|>P x y", "COPY", "FROM a\nCOPY x y")
    check_takes("FROM a\n<|>RUN x", "ENV", "FROM a\nENV RUN x")
    check_completion("FROM a\nCO\\\nP<|>")


def test_forms_come_with_placeholders_and_without():
    found = check_takes("FROM a\nSH<|>", 'SHELL ["…"]', 'FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]')
    assert found.snippet
    assert found.edit.text == 'SHELL ["${1:/bin/bash}", "-o", "pipefail", "-c"]'
    check_offers("FROM a\nSH<|> x", "SHELL", without=('SHELL ["…"]',))


def test_what_mostly_follows_comes_first():
    check_begins("FROM a\nWORKDIR /x\n<|>", "COPY", "RUN")
    check_begins("FROM a\nENTRYPOINT x\n<|>", "CMD", 'CMD ["…"]', "FROM")
    assert labels("FROM a\nCMD x\nEXPOSE 1\n<|>").index("CMD") > 10
    check_offers("FROM a\nFROM b\nCO<|>", "COPY --from=… … …")
    check_offers("FROM a\nCO<|>", without=("COPY --from=… … …",))


def test_the_deprecated_comes_last():
    found = [it for it in items("FROM a\n<|>") if it.deprecated]
    assert [it.label for it in found] == ["MAINTAINER"]
    assert items("FROM a\n<|>")[-1] == found[0]


def test_triggers():
    check_offers("FROM a\nONBUILD <|>", "RUN", "COPY", without=("FROM", "ONBUILD", "MAINTAINER"))
    check_completion("FROM a\nONBUILD wor<|>", "WORKDIR")
    check_offers("FROM a\nONBUILD COPY <|>", "--chown=")


# --- flags ---


def test_flags_of_the_instruction_that_are_not_there_yet():
    check_completion("FROM -<|>", "--platform=")
    check_offers("FROM a\nRUN --network=none <|>", "--mount=", "--security=", "--device=", without=("--network=",))
    check_offers("FROM a\nRUN --mount=type=ssh --m<|> x", "--mount=")
    check_offers("FROM a\nCOPY <|> --link a b", "--from=", "--chmod=", without=("--link",))
    check_completion("FROM a\nCOPY a --fr<|> b")
    check_completion("FROM a\nEXPOSE --<|>")


def test_flags_replace_what_is_typed_of_them():
    check_takes("FROM a\nCOPY --fr<|> a b", "--from=", "FROM a\nCOPY --from= a b")
    check_takes("FROM a\nCOPY --f<|>ro=x a b", "--from=", "FROM a\nCOPY --from=x a b")
    check_takes("FROM a\nCOPY <|>a b", "--link", "FROM a\nCOPY --linka b")
    check_takes("FROM a\nADD \\\n  --ch<|>", "--chown=", "FROM a\nADD \\\n  --chown=")


def test_values_of_flags():
    check_offers("FROM --platform=<|> a", "$BUILDPLATFORM", "linux/arm64")
    check_completion("FROM --platform=linux/ar<|> a", "linux/arm64", "linux/arm/v7", "linux/arm/v6")
    check_completion("FROM a\nRUN --network=<|>", "default", "none", "host")
    check_completion("FROM a\nRUN --security=<|>", "sandbox", "insecure")
    check_completion("FROM a\nCOPY --link=<|>", "true", "false")
    check_offers("FROM a\nCOPY --chmod=<|> x y", "755")
    check_completion("FROM node:24\nUSER app\nCOPY --chown=<|>", "node:node", "app:app", "root:root")
    check_takes("FROM a\nRUN --network=n<|>et x", "none", "FROM a\nRUN --network=none x")
    check_offers("FROM a\nHEALTHCHECK --interval=<|>", "30s")


def test_mounts():
    check_completion("FROM a\nRUN --mount=<|> x", "type=cache", "type=bind", "type=secret", "type=ssh", "type=tmpfs")
    check_completion("FROM a\nRUN --mount=type=<|> x", "cache", "bind", "secret", "ssh", "tmpfs")
    check_completion("FROM a\nRUN --mount=type=tmpfs,<|> x", "target=", "size=")
    check_completion("FROM a\nRUN --mount=type=tmpfs,dst=/x,<|>", "size=")
    check_completion("FROM a\nRUN --mount=type=cache,sharing=<|>,target=/x y", "shared", "private", "locked")
    check_completion("FROM a\nRUN --mount=type=secret,required=<|>", "true", "false")
    check_takes("FROM a\nRUN --mount=type=cache,ta<|>=/x y", "target=", "FROM a\nRUN --mount=type=cache,target=/x y")
    check_takes('FROM a\nRUN --mount="type=ss<|>" y', "ssh", 'FROM a\nRUN --mount="type=ssh" y')
    check_completion("FROM a\nRUN --mount=type=nosuch,<|>")


# --- stages and images ---


def test_stages_that_can_be_copied_from():
    check_begins("FROM a AS one\nFROM b\nFROM c AS me\nCOPY --from=<|> x y\nFROM d AS below", "one", "1")
    check_begins("FROM a AS one\nFROM b AS One\nFROM c\nCOPY --from=<|>", "One", "a", "b")
    check_begins("FROM a AS one\nFROM b\nFROM c\nRUN --mount=type=bind,from=<|> x", "one", "a", "b")
    check_begins("FROM a AS one\nFROM b\nONBUILD COPY --from=o<|>", "one")
    check_takes("FROM a AS one\nFROM b\nCOPY --from=o<|>x a b", "one", "FROM a AS one\nFROM b\nCOPY --from=one a b")


def test_bases():
    found = labels("FROM a AS build\nFROM <|>")
    assert found[:3] == ["--platform=", "build", "a"] or found[:2] == ["build", "a"]
    check_begins("FROM nod<|>", "node")
    check_takes("FROM no<|>:20 AS x", "node", "FROM node:20 AS x")
    check_takes("FROM --platform=linux/amd64 no<|>", "node", "FROM --platform=linux/amd64 node")
    check_offers("FROM example.com/x/y:1\nFROM ex<|>", "example.com/x/y:1")
    check_completion("FROM a <|>", "AS")
    check_completion("from a <|>", "as")
    check_begins("FROM a AS <|>", "base", "deps", "build")
    check_begins("FROM a AS base\nFROM b AS <|>\nFROM c\nCOPY --from=tools /x /x", "tools", "deps")
    check_completion("FROM a@sha256:<|>")


def test_tags_only_as_they_are_known():
    found = labels("FROM node:<|>")
    assert found[0] == "26.7.0"
    assert {"24-alpine", "24-slim"} <= set(found)
    check_takes("FROM node:2<|>0-x AS b", "24-slim", "FROM node:24-slim AS b")
    check_offers("FROM docker.io/library/node:24-al<|>", "24-alpine")
    check_completion("FROM example.com/node:<|>")
    check_completion("FROM localhost:<|>")


# --- variables ---


def test_variables_in_scope():
    source = "ARG OUTER=1\nFROM a AS one\nENV A=1\nFROM one\nARG B=2\n{}\nENV LATER=3"
    for line in ("USER $<|>", "COPY a ${<|>}", 'LABEL x="$<|>"', "ENV X=a$<|>b", "COPY --chown=$<|> a b"):
        found = items(source.format(line))
        assert [(it.label, it.detail) for it in found[:2]] == [("A", "1"), ("B", "2")]
        assert "LATER" not in [it.label for it in found]
    check_offers(source.format("RUN echo $<|>"), "A", "B", "HTTP_PROXY", "no_proxy")
    check_takes("FROM a\nENV ABC=1\nUSER ${A<|>}", "ABC", "FROM a\nENV ABC=1\nUSER ${ABC}")
    check_takes("FROM a\nENV ABC=1\nUSER ${A<|>", "ABC", "FROM a\nENV ABC=1\nUSER ${ABC}")
    check_takes("FROM a\nENV ABC=1\nUSER $A<|>Y/z", "ABC", "FROM a\nENV ABC=1\nUSER $ABC/z")
    check_takes("FROM a\nENV ABC=1\nUSER ${A<|>:-x}", "ABC", "FROM a\nENV ABC=1\nUSER ${ABC:-x}")


def test_from_sees_globals_and_what_the_build_sets():
    found = items("ARG V=1\nFROM a$<|>\nENV A=1")
    assert (found[0].label, found[0].detail) == ("V", "1")
    assert {"BUILDPLATFORM", "TARGETARCH"} <= {it.label for it in found}
    assert "A" not in {it.label for it in found}


def test_what_must_be_declared_first_brings_its_declaration():
    check_takes(
        "ARG V=1\nFROM a\n# why\nRUN echo $V<|>",
        "V",
        "ARG V=1\nFROM a\nARG V\n# why\nRUN echo $V",
    )
    check_takes("from a\nrun x \\\n  $TARGETA<|>", "TARGETARCH", "from a\narg TARGETARCH\nrun x \\\n  $TARGETARCH")
    check_offers("ARG V=1\nFROM a\nARG V\nRUN $<|>", "V")
    (found,) = (it for it in items("ARG V=1\nFROM a\nARG V\nRUN $<|>") if it.label == "V")
    assert not found.also


def test_no_name_is_offered_twice():
    for source in ("ARG A\nFROM a\nARG A\nENV A=1\nENV A=2 HTTP_PROXY=x\nRUN $<|>", "ARG TARGETOS\nFROM $<|>"):
        found = labels(source)
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "line",
    [
        "RUN echo '$<|>'",
        "RUN echo \\$<|>",
        'CMD ["$<|>"]',
        'ENTRYPOINT ["a", "$<|>',
        "COPY --from=$<|> a b",
        "RUN --mount=from=$<|> x",
        "RUN <<EOF\n#!/usr/bin/python\n$<|>\nEOF",
        "COPY <<'EOF' /x\n$<|>\nEOF",
        "ENV X='$<|>'",
        "RUN x \\\n # $<|>\n y",
        "RUN x $1<|>",
    ],
)
def test_variables_are_not_offered_where_they_mean_nothing(line: str):
    check_completion(f"FROM a\nENV A=1\n{line}")


def test_variables_in_heredocs():
    for line in (
        "RUN <<EOF\n$<|>\nEOF",
        "COPY <<EOF /x\n$<|>\nEOF",
        "RUN cat <<EOF\n${<|>\nEOF",
        "RUN <<'EOF'\n$<|>\nEOF",
    ):
        check_offers(f"FROM a\nENV A=1\n{line}", "A")


def test_names_for_an_arg():
    check_offers("ARG V=1\nFROM a\nARG <|>", "V", "TARGETARCH", without=("HTTP_PROXY",))
    check_offers("ARG V=1\nFROM a\nARG V\nARG <|>", "TARGETARCH", without=("V",))
    check_offers("ARG <|>", "VERSION", "PYTHON_VERSION", without=("TARGETARCH", "HTTP_PROXY"))
    check_offers("ARG VERSION=1\nARG <|>", without=("VERSION",))


# --- other arguments ---


def test_other_arguments():
    check_offers("FROM a\nHEALTHCHECK <|>", "CMD", "NONE", "--interval=")
    check_begins("FROM a\nHEALTHCHECK n<|>", "NONE")
    check_begins("from a\nhealthcheck n<|>", "none")
    assert labels("FROM a\nSTOPSIGNAL <|>")[0] == "SIGTERM"
    check_completion("FROM nginx\nUSER app\nUSER <|>", "nginx", "app", "root")
    check_begins("FROM a\nWORKDIR /a\nWORKDIR b\nCOPY x <|>", "./", "/a/b/", "/a/")
    check_completion("FROM a\nRUN x <|>")


# --- comments ---


def test_directives_at_the_head_only():
    check_begins("#<|>", "syntax=", "escape=", "check=", "dockwright: ignore[…]")
    check_begins("# syntax=docker/dockerfile:1\n# <|>", "escape=", "check=", "dockwright: ignore[…]")
    check_takes("# syn<|>", "syntax=", "# syntax=")
    check_takes("# s<|>=x", "syntax=", "# syntax=x")
    check_begins("# syntax=<|>", "docker/dockerfile:1", "docker/dockerfile:1-labs")
    check_completion("# escape=<|>", "\\", "`")
    check_completion("# check=<|>", "skip=", "error=", "experimental=")
    check_completion("# check=error=<|>;skip=all", "true", "false")
    check_offers("# check=skip=<|>", "all", "StageNameCasing")
    check_offers("# check=skip=StageNameCasing,<|>", "UndefinedVar", without=("all", "StageNameCasing"))
    check_takes("# check=skip=A,Unde<|>x,B;error=true", "UndefinedVar", "# check=skip=A,UndefinedVar,B;error=true")
    check_takes("# check=skip=A;er<|>", "error=", "# check=skip=A;error=")
    check_completion("# some words <|>")
    check_completion("# words\n# sy<|>")
    check_completion("FROM a\n# sy<|>")
    check_completion("FROM a\nRUN x \\\n# y<|>\n z")


# --- snippets ---


def test_snippets_are_offered_unless_the_client_has_them():
    assert any(it.kind is ItemKind.SNIPPET for it in items("FROM a\n<|>", with_snippets=True))
    assert not any(it.kind is ItemKind.SNIPPET for it in items("FROM a\n<|>"))


def test_whole_files_are_for_empty_ones():
    empty = {it.label for it in items("<|>", with_snippets=True)}
    begun = {it.label for it in items("FROM a\n<|>", with_snippets=True)}
    assert "node" in empty - begun
    assert "apk" in begun - empty
    assert {it.label for it in items("multi<|>", with_snippets=True)} >= {"multi-stage-node", "multi-stage"}


def test_starters_for_the_project_come_first():
    found = [it.label for it in items("<|>", with_snippets=True) if it.kind is ItemKind.SNIPPET]
    assert found[0] == "node"


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("package.json package-lock.json", ["node"]),
        ("package.json next.config.mjs", ["nextjs", "node"]),
        ("package.json pnpm-lock.yaml", ["pnpm"]),
        ("package.json yarn.lock", ["yarn"]),
        ("package.json yarn.lock .yarnrc.yml", []),
        ("package.json bun.lock", ["bun"]),
        ("pyproject.toml", ["pyproject"]),
        ("pyproject.toml uv.lock", ["uv"]),
        ("pyproject.toml poetry.lock", ["poetry"]),
        ("requirements.txt", ["python"]),
        ("go.mod go.sum", ["go", "go-distroless"]),
        ("Cargo.toml", ["rust"]),
        ("pom.xml", ["maven"]),
        ("build.gradle.kts", ["gradle"]),
        ("App.csproj", ["dotnet"]),
        ("composer.json", ["php", "php-apache"]),
        ("Gemfile", ["ruby"]),
        ("CMakeLists.txt", ["cmake"]),
        ("index.html", ["static"]),
        ("README.md", []),
    ],
)
def test_starters_by_what_lies_beside(there: str, expected: list[str]):
    document = Document.parse("", "Dockerfile", Files(dict.fromkeys(there.split(), "")))
    assert [it.label for it in complete(document, 0).items if it.sort == "0"] == expected


def test_a_snippet_is_offered_once_by_any_of_its_prefixes():
    found = [it.key for it in items("<|>", with_snippets=True) if it.key.startswith("snippet:")]
    assert len(found) == len(set(found))
    for typed, label in (("tin", "tini"), ("tini-d", "tini-debian")):
        assert label in {it.label for it in items(f"FROM debian\n{typed}<|>", with_snippets=True)}


def test_snippets_are_not_offered_where_they_do_not_fit():
    debian = {it.label for it in items("FROM debian\n<|>", with_snippets=True)}
    assert "apt" in debian
    assert not debian & {"apk", "user-alpine", "arg-from", "syntax"}
    # Nothing but ARG and FROM may stand there.
    above = {it.label for it in items("ARG A\n<|>", with_snippets=True) if it.kind is ItemKind.SNIPPET}
    assert above == {"arg-from", "multi-stage"}


def test_snippets_in_the_case_of_the_file():
    source = "from debian:13-slim as b\n"
    check_takes(f"{source}pipefail<|>", "pipefail", f'{source}shell ["/bin/bash", "-o", "pipefail", "-c"]')
    check_takes(f"{source}run-h<|>", "run-heredoc", f"{source}run <<EOF\nset -eu\nmkdir -p /data\nEOF")
    (two,) = (it for it in items(f"{source}multi<|>", with_snippets=True) if it.label == "multi-stage")
    assert two.plain.startswith("from debian:13-slim as build\nworkdir /src\ncopy . .\n")
    (check,) = (it for it in items(f"{source}healthcheck-c<|>", with_snippets=True) if it.kind is ItemKind.SNIPPET)
    assert check.plain.startswith("healthcheck --interval=30s")
    assert '\n    cmd ["curl"' in check.plain


def test_snippets_go_on_with_the_escape_character_of_the_file():
    found = {it.label: it for it in items("# escape=`\nFROM a\nnon<|>", with_snippets=True)}["non-root-alpine"]
    assert found.plain is not None
    for text in (found.plain, found.edit.text):
        assert "app} `\n" in text or "app `\n" in text
        assert "\\" not in text


SYSTEMS = {"adduser": "alpine:3.23", "apk add": "alpine:3.23", "dnf install": "fedora:44"}


@pytest.mark.parametrize("snippet", snippets(), ids=lambda it: it.name)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_snippet_is_filled_in_by_completing_its_prefix(snippet, end: str):
    typed = snippet.prefixes[0]
    system = next((it for word, it in SYSTEMS.items() if word in snippet.body), "debian:13")
    head = "" if snippet.is_file or typed in ("syntax", "check", "arg-from") else f"FROM {system} AS build{end}"
    text = head + (typed if head else typed + end)
    offset = len(head) + len(typed)
    found = complete(Document.parse(text), offset).items
    (it,) = (it for it in found if it.kind is ItemKind.SNIPPET and it.label == typed)
    after = apply(text, [it.edit._replace(text=it.plain)])
    assert not re.search(r"\$\{?\d", after)
    assert ("\r" in after) == (end == "\r\n")
    assert not re.search(r"(?<!\r)\n", after) or end == "\n"
    filled = Document.parse(after)
    assert [it for it in filled.tree.problems if it.kind != "no-instructions"] == []
    assert snippet.description in documentation(it.key)


# --- everywhere ---


@pytest.mark.parametrize("text", places())
def test_no_place_of_any_text_fails(text: str):
    document = Document.parse(text)
    lines = document.lines
    for offset in range(len(text) + 1):
        found = complete(document, offset)
        assert len(found.items) <= MOST
        for it in found.items:
            place = it.edit.range
            assert place.start <= offset <= place.end
            line = lines.line_of(offset)
            assert lines.start(line) <= place.start, "an edit begins above the cursor's line"
            assert place.end <= lines.end(line) or place.end == offset, "an edit ends below the cursor's line"
            apply(text, [*it.also, it.edit])


def test_documentation_is_there_for_every_key():
    sources = [
        "<|>",
        "FROM a\n<|>",
        "FROM <|>",
        "FROM a\nRUN --<|>",
        "FROM a\nRUN --mount=<|>",
        "FROM a\nRUN --mount=type=cache,<|>",
    ]
    sources += [
        "#<|>",
        "# check=skip=<|>",
        "FROM a\nARG <|>",
        "FROM node:<|>",
        "FROM a\nRUN --mount=type=cache,target=<|>",
        "FROM a\nRUN --mount=type=secret,id=<|>",
        "FROM a\nRUN --mount=type=secret,<|>",
        "FROM a\nENV <|>",
        "FROM a\nLABEL <|>",
        "FROM debian\nRUN apt-get <|>",
        "FROM a\n# hadolint ignore=<|>",
    ]
    keys = {it.key for source in sources for it in items(source, with_snippets=True) if it.key}
    assert len({it.partition(":")[0] for it in keys}) == 13
    assert [it for it in keys if not documentation(it, all_rules())] == []
    assert documentation("nothing:x") == documentation("") == documentation("flag:NOSUCH:x") == ""
