"""What can be typed behind a keyword: paths, values, names, words of a script."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from dockwright.ide.dockerfile.completion.complete import complete
from dockwright.ide.results import ItemKind
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit, apply
from dockwright.text.ranges import TextRange
from dockwright.workspace.context import FolderContext
from tests.ide.dockerfile.test_completion import (
    CONTEXT,
    check_begins,
    check_completion,
    check_offers,
    check_takes,
    items,
    labels,
)
from tests.support.marked import marked
from tests.support.project import Files
from tests.support.shared import corpus

# --- paths ---


def test_paths_of_the_build_context():
    check_begins("FROM a\nCOPY <|>", "package.json", "src/", ".")
    check_completion("FROM a\nCOPY src/<|> /x", "app.py", "lib/")
    check_completion("FROM a\nCOPY ./src/l<|>", "lib/")
    check_completion("FROM a\nADD /src/lib/<|>", "x.py")
    check_completion("FROM a\nCOPY nosuch/<|>")
    check_completion("FROM a\nCOPY ../<|>")
    check_completion("FROM a\nCOPY https://<|>")
    check_offers("FROM a\nCOPY package.json s<|> /x/", "src/", without=("package.json",))
    check_completion("FROM a\nARG D=src\nCOPY $D/a<|> .", "app.py")
    check_completion("FROM a\nARG D\nCOPY $D/<|> .")


def test_a_path_replaces_its_own_part_only():
    check_takes("FROM a\nCOPY src/a<|>b.py /x", "app.py", "FROM a\nCOPY src/app.py /x")
    check_takes("FROM a\nCOPY s<|>rx/lib/x.py /x", "src/", "FROM a\nCOPY src/lib/x.py /x")
    check_takes("FROM a\nCOPY \\\n  src/l<|>", "lib/", "FROM a\nCOPY \\\n  src/lib/")


def test_paths_in_an_array():
    check_takes('FROM a\nCOPY ["a<|>", "/x"]', "a b.txt", 'FROM a\nCOPY ["a b.txt", "/x"]')
    check_takes('FROM a\nCOPY ["src/<|>', "app.py", 'FROM a\nCOPY ["src/app.py')
    check_offers("FROM a\nCOPY x <|>", without=("a b.txt",))
    check_offers('FROM a\nCOPY ["x", "<|>"]', "./")


def test_paths_of_other_flags_and_mounts():
    check_offers("FROM a\nCOPY --exclude=<|> . .", "src/")
    check_completion("FROM a\nRUN --mount=type=bind,source=src/<|> x", "app.py", "lib/")
    check_offers("FROM a AS b\nWORKDIR /w\nFROM a\nRUN --mount=type=bind,from=b,source=<|> x", "/w/")
    check_begins("FROM a\nWORKDIR /w\nRUN --mount=type=bind,source=src,target=<|> x", "src", "/w/src")


def test_what_is_ignored_is_not_offered(tmp_path: Path):
    for name in ("kept.txt", "left.log"):
        (tmp_path / name).write_text("")
    (tmp_path / ".dockerignore").write_text("*.log\n")
    fixture = marked("FROM a\nCOPY <|>")
    document = Document.parse(fixture.text, "Dockerfile", FolderContext(str(tmp_path / "Dockerfile")))
    found = {it.label for it in complete(document, fixture.offset).items}
    assert "kept.txt" in found
    assert "left.log" not in found


BUILT = """\
FROM golang AS build
WORKDIR /src
COPY go.mod ./
COPY . .
RUN go build -o /out/app ./cmd && mkdir -p /etc/app
RUN npm ci
FROM scratch
"""


def test_paths_that_a_stage_is_known_to_have():
    offered = ("/out/app", "/etc/app/", "/src/", "/src/go.mod", "/src/node_modules/")
    check_offers(BUILT + "COPY --from=build <|>", *offered, without=("package.json", "./"))
    check_offers(BUILT + "COPY --from=0 /o<|> /", "/out/app", without=("/src/",))
    check_offers("FROM a AS one\nWORKDIR /w\nFROM one AS two\nFROM a\nCOPY --from=two <|>", "/w/")
    check_takes(BUILT + "COPY --from=build /s<|>x /", "/src/go.mod", BUILT + "COPY --from=build /src/go.mod /")
    check_begins("FROM a\nCOPY --from=composer:2 <|>", "/usr/bin/composer")
    check_offers("FROM a\nCOPY --from=unknown <|>", without=("package.json",))


def test_where_files_may_go():
    check_begins("FROM a\nWORKDIR /w\nCOPY package.json <|>", "./", "/w/")
    check_begins("FROM nginx\nCOPY src <|>", "./", "/usr/share/nginx/html/", "/etc/nginx/conf.d/")
    check_offers("FROM a\nRUN mkdir -p /made\nCOPY src <|>\nRUN mkdir /later", "/made/", without=("/later/",))
    check_begins("FROM golang\nWORKDIR <|>", "/src", "/app")
    check_begins("FROM nginx\nCOPY src /<|>", "/usr/share/nginx/html/")
    check_begins("FROM a\nCOPY src /e<|>", "/etc/")
    check_begins("FROM postgres\nVOLUME <|>", "/var/lib/postgresql")


# --- images ---


def test_the_exact_version_first_and_the_variant_in_use():
    check_begins("FROM node:22-alpine\nFROM node:<|>", "26.7.0-alpine", "24.19.0-alpine", "22.23.2-alpine", "26-alpine")
    check_begins("FROM python:3<|>.12-slim", "3.14.7-slim", "3.13.15-slim")
    check_begins("FROM python:<|>", "3.14.7", "3.13.15")


def test_until_when_a_release_is_supported():
    found = {it.label: it for it in items("FROM python:3.<|>")}
    assert found["3.14"].detail == "supported until 2030-10-31"
    assert found["3.8"].detail == "end of life since 2024-10-07"
    assert found["3.8"].deprecated
    assert not found["3.14"].deprecated
    assert found["3.8"].sort > found["3.14"].sort


def test_images_that_other_files_use():
    fixture = marked("FROM <|>")
    document = Document.parse(fixture.text)
    found = complete(document, fixture.offset, nearby=lambda: ("example.com/a:1", "alpine:3.24")).items
    assert [it.label for it in found[:2]] == ["example.com/a:1", "alpine:3.24"]

    def never() -> tuple[str, ...]:
        raise AssertionError("asked where no image is typed")

    for source in ("FROM a\n<|>", "FROM a AS <|>", "FROM a\nRUN <|>", "FROM node:<|>"):
        fixture = marked(source)
        complete(Document.parse(fixture.text), fixture.offset, nearby=never)


def test_images_to_copy_from():
    check_offers("FROM a\nCOPY --from=<|>", "ghcr.io/astral-sh/uv", "composer", without=("scratch",))
    check_offers("FROM a\nCOPY --from=composer:<|>", "2")
    check_offers("FROM a\nRUN --mount=type=bind,from=ghcr<|>", "ghcr.io/astral-sh/uv")


def test_paths_below_a_folder_that_was_copied():
    check_offers("FROM a AS b\nCOPY . /app\nFROM a\nCOPY --from=b /app/<|>", "/app/package.json", "/app/src/")
    check_offers("FROM a AS b\nCOPY src /app/x/\nFROM a\nCOPY --from=b /app/x/lib/<|>", "/app/x/lib/x.py")
    check_offers("FROM golang AS b\nFROM scratch\nCOPY --from=b <|>", "/etc/ssl/certs/ca-certificates.crt")
    check_offers("FROM a AS b\nWORKDIR /w\nRUN npm run build\nFROM a\nCOPY --from=b <|>", "/w/dist/")


# --- variables ---


def test_modifiers_behind_a_name_in_braces():
    for source in ("USER ${A<|>}", "USER ${A<|>"):
        check_begins(f"FROM a\nENV A=1\n{source}", "A", ":-default", ":+other")
    check_completion("FROM a\nENV A=1\nUSER ${A:<|>", ":-default", ":+other", ":?message")
    check_completion("FROM a\nENV A=1\nRUN x ${A%<|>}", "%pattern", "%%pattern")
    check_completion("FROM a\nENV A=1\nUSER ${A/<|>}", "/pattern/replacement", "//pattern/replacement")
    check_takes("FROM a\nENV A=1\nUSER ${A:<|>}", ":-default", "FROM a\nENV A=1\nUSER ${A:-default}")
    check_takes("FROM a\nENV A=1\nUSER ${A<|>", ":-default", "FROM a\nENV A=1\nUSER ${A:-default}")


def test_variables_of_the_base_image():
    found = {it.label: it.detail for it in items("FROM golang\nRUN echo $<|>")}
    assert found["GOPATH"] == found["PATH"] == "of the base image"
    assert found["HOME"] == "of the user"
    check_offers("FROM golang\nENV GOPATH=/x\nWORKDIR $<|>", "GOPATH", "PATH", without=("HOME",))
    check_offers("FROM golang:$<|>", without=("GOPATH", "PATH"))


def test_modifiers_that_only_bash_knows():
    check_completion("FROM a\nENV A=1\nRUN x ${A/<|>}")
    bash = 'FROM a\nSHELL ["/bin/bash", "-c"]\nENV A=1\n'
    check_completion(bash + "RUN x ${A//<|>}", "//pattern/replacement")


def test_names_that_people_give():
    check_begins("FROM python:3\nENV <|>", "PYTHONUNBUFFERED")
    check_takes("FROM a\nENV PYTHONUNB<|>", "PYTHONUNBUFFERED", "FROM a\nENV PYTHONUNBUFFERED=1")
    check_takes("FROM a\nENV A=1 NODE_E<|>=x", "NODE_ENV", "FROM a\nENV A=1 NODE_ENV=x")
    check_offers("FROM a\nENV TZ=UTC\nENV <|>", "LANG", without=("TZ",))
    check_completion("FROM a\nENV NODE_ENV=<|>", "production", "development", "test")
    check_completion("FROM a\nENV NODE_ENV=p<|>rod A=1", "production")
    check_completion("ARG GO_VERSION=<|>", "1.27")


# --- values ---


def test_ports():
    check_begins("FROM nginx\nEXPOSE <|>", "80", "443")
    check_begins("FROM a\nENV PORT=4321\nEXPOSE <|>", "4321", "80")
    check_offers("FROM nginx\nEXPOSE 80 <|>", "443", without=("80",))
    check_completion("FROM a\nEXPOSE 53/<|>", "53/tcp", "53/udp")


def test_users_that_the_file_makes():
    check_completion("FROM a\nRUN useradd -u 10001 worker\nUSER <|>", "worker", "10001", "root")
    check_begins("FROM alpine AS one\nRUN adduser -D me\nFROM one\nCOPY --chown=<|>", "me:me")
    check_completion("FROM a\nUSER <|>\nRUN useradd later", "root")


def test_shells_take_the_place_of_what_is_typed():
    check_takes('FROM a\nSHELL ["/bin/b<|>"]', '["/bin/bash", "-c"]', 'FROM a\nSHELL ["/bin/bash", "-c"]')
    assert labels("FROM alpine\nSHELL <|>")[0] == '["/bin/sh", "-c"]'


def test_labels_and_licences():
    key = "org.opencontainers.image.source"
    assert check_takes("FROM a\nLABEL sou<|>", key, f"FROM a\nLABEL {key}=").edit.text == f'{key}="${{1}}"'
    check_takes("FROM a\nLABEL sou<|>=x", key, f"FROM a\nLABEL {key}=x")
    check_offers(f"FROM a\nLABEL {key}=x\nLABEL <|>", without=(key,))
    check_begins('FROM a\nLABEL org.opencontainers.image.licenses="<|>"', "MIT", "Apache-2.0")
    check_takes(
        'FROM a\nLABEL org.opencontainers.image.licenses="MIT OR Apa<|>"',
        "Apache-2.0",
        'FROM a\nLABEL org.opencontainers.image.licenses="MIT OR Apache-2.0"',
    )


def test_durations():
    check_begins("FROM a\nHEALTHCHECK --timeout=15<|>", "15s", "15m", "15ms")


def test_checks_of_health_ask_the_port_of_the_file():
    check_begins("FROM postgres\nHEALTHCHECK CMD <|>", "pg_isready -U postgres || exit 1")
    check_offers("FROM a\nEXPOSE 81\nHEALTHCHECK CMD <|>", "curl -fsS http://localhost:81/ || exit 1")
    check_offers("FROM a\nEXPOSE 81\nHEALTHCHECK <|>", "CMD curl -fsS http://localhost:81/ || exit 1")


def test_what_images_start():
    check_begins("FROM node:24\nCMD <|>", '["node", "server.js"]')
    check_takes(
        'FROM nginx\nCMD ["<|>"]', '["nginx", "-g", "daemon off;"]', 'FROM nginx\nCMD ["nginx", "-g", "daemon off;"]'
    )
    check_completion("FROM a\nCMD <|>")


def test_secrets():
    check_begins("FROM a\nRUN --mount=type=secret,id=mine x\nRUN --mount=type=secret,id=<|> npm ci", "mine", "npmrc")
    check_takes(
        "FROM a\nRUN --mount=type=secret,id=npm<|> npm ci",
        "npmrc",
        "FROM a\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci",
    )
    check_takes(
        "FROM a\nRUN --mount=type=secret,target=/x,id=<|> npm ci",
        "npmrc",
        "FROM a\nRUN --mount=type=secret,target=/x,id=npmrc npm ci",
    )
    check_completion("FROM a\nRUN --mount=type=secret,id=npmrc,target=<|> x", "/root/.npmrc", "/run/secrets/npmrc")
    check_completion("FROM a\nUSER me\nRUN --mount=type=secret,id=npmrc,target=<|> x", "/run/secrets/npmrc")
    check_completion("FROM a\nRUN --mount=type=secret,id=api-key,env=<|> x", "API_KEY")


# --- heredocs ---


def test_a_heredoc_is_opened_with_its_end():
    check_takes("FROM a\nRUN <<|>", "<<EOF", "FROM a\nRUN <<EOF\n\nEOF")
    check_takes("FROM a\r\nRUN <<<|>\r\nUSER b", "<<'EOF'", "FROM a\r\nRUN <<'EOF'\r\n\r\nEOF\r\nUSER b")
    check_takes("FROM a\nCOPY <<<|> /x\nUSER b", "<<EOF", "FROM a\nCOPY <<EOF /x\nEOF\nUSER b")
    check_completion("FROM a\nUSER <<|>")
    check_completion("FROM a\nRUN <<<|>EOF\nx\nEOF")


def test_what_ends_an_open_heredoc():
    check_begins("FROM a\nRUN <<SCRIPT\nx\n<|>", "SCRIPT")
    check_begins("FROM a\nRUN <<SCRIPT\nx\nS<|>", "SCRIPT")
    check_offers("FROM a\nRUN <<SCRIPT\nx\nSCRIPT\n<|>", without=("SCRIPT",))


def test_words_and_interpreter_in_a_heredoc():
    check_begins("FROM a\nRUN <<EOF\n#!<|>\nEOF", "#!/bin/sh")
    check_offers("FROM debian\nRUN <<EOF\napt-get <|>\nEOF", "install")
    check_offers("FROM debian\nRUN <<EOF\n#!/bin/bash\nset -e\napt-get <|>\nEOF", "install")
    check_offers("FROM debian\nRUN bash -ex <<EOF\napt-get <|>\nEOF", "install")
    check_completion("FROM a\nRUN cat <<EOF\napt-get <|>\nEOF")
    check_completion("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\napt-get <|>\nEOF")
    check_completion("FROM a\nCOPY <<EOF /x\napt-get <|>\nEOF")


# --- scripts ---


def test_programs_fit_the_image():
    found = labels("FROM debian\nRUN <|>")
    assert found.index("apt-get") < found.index("git") < found.index("apk")
    assert labels("FROM alpine\nRUN <|>")[0] == "apk"
    check_offers("FROM alpine\nRUN ap<|>", "apk", "apt-get")


def test_subcommands_flags_and_packages():
    check_begins("FROM a\nRUN apt-get <|>", "update", "install")
    check_offers("FROM a\nRUN apt-get install -<|>", "-y", "--no-install-recommends", without=("ca-certificates",))
    check_offers("FROM a\nRUN apt-get install -y <|>", "ca-certificates", "--no-install-recommends", without=("-y",))
    check_offers("FROM a\nRUN pip install --no-<|>", "--no-cache-dir", "--no-deps")
    check_completion("FROM a\nRUN uv pip ins<|>", "install")
    check_begins("FROM a\nRUN luarocks --mine install x\nRUN luarocks --m<|>", "--mine")
    check_begins("FROM a\nRUN luarocks install x\nRUN luar<|>", "luarocks")
    check_takes("FROM a\nRUN npm c<|>x --foo", "ci", "FROM a\nRUN npm ci --foo")


@pytest.mark.parametrize(
    "before",
    [
        "x && ",
        "x; ",
        "x | ",
        "(",
        "if x; then ",
        "A=1 B='2 3' ",
        "sudo -E ",
        "echo $(",
        'echo "a $(',
        "x \\\n  && ",
        'echo "a;b" ${C:-d e} >f 2>&1 && ',
    ],
)
def test_a_command_begins(before: str):
    check_offers(f"FROM a\nRUN {before}apt-get ins<|>", "install")


@pytest.mark.parametrize("line", ["echo 'apt<|>", 'echo "apt-get ins<|>"', "x >apt<|>", "x # apt<|>", "echo apt<|>"])
def test_no_command_begins(line: str):
    check_completion(f"FROM a\nRUN {line}")


def test_no_words_for_another_shell():
    check_completion('FROM a\nSHELL ["pwsh", "-c"]\nRUN apt-<|>')
    check_completion('FROM a\nRUN ["apt-<|>')


# --- comments ---


def test_comments_that_silence():
    check_begins("FROM a\n# dock<|>", "dockwright: ignore[…]", "dockwright: ignore-file[…]")
    check_takes("FROM a\n# dock<|>\nUSER b", "dockwright: ignore[…]", "FROM a\n# dockwright: ignore[\nUSER b")
    check_takes("FROM a\n#<|>", "hadolint ignore=", "FROM a\n# hadolint ignore=")
    check_completion("FROM a\n# docks of <|>")
    check_offers("FROM a\nRUN x \\\n  # shell<|>\n  y", "shellcheck disable=")


def test_the_rules_that_find_something_below_come_first():
    assert labels("FROM a:1\n# dockwright: ignore[<|>]\nADD x /y\n")[0] == "add-instead-of-copy"
    assert labels("FROM a:1\n# hadolint ignore=<|>\nADD x /y\n")[0] == "DL3020"
    check_offers("FROM a\n# hadolint ignore=DL3020,<|>", "DL3008", without=("DL3020", "add-instead-of-copy"))
    check_offers("FROM a\n# hadolint ignore=DL3020, SC20<|>", "SC2086")
    check_offers("FROM a\n# check=skip=<|>", "StageNameCasing")
    check_takes(
        "FROM a\n# dockwright: ignore[add-inst<|>x, b]",
        "add-instead-of-copy",
        "FROM a\n# dockwright: ignore[add-instead-of-copy, b]",
    )


# --- whether to offer anything ---


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("FROM <|>", True),
        ("FROM a\nCOPY <|>", True),
        ("FROM a\nEXPOSE 80 <|>", True),
        ("FROM a\nRUN apt-get <|>", False),
        ("FROM a\n# <|>", False),
        ('FROM a\nLABEL a="b <|>"', False),
        ("FROM a\n <|>", False),
        ("FROM python:3.<|>", True),
        ("FROM a\nLABEL org.<|>", True),
        ("FROM a\nRUN --mount=type=cache,target=/root/.<|>", True),
        ("FROM a\nCOPY src/<|>", True),
        ("FROM a\nCOPY ./<|>", True),
        ("FROM a\nCOPY a ./<|>", False),
        ("FROM a\nCOPY --from=b /a /<|>", False),
        ("FROM a\nCOPY a /usr/<|>", True),
        ("FROM a\nCOPY a /<|> b", True),
        ("FROM a\nCOPY .<|>", False),
        ("FROM a\nCOPY ..<|>", False),
        ("FROM a\n# Such as this.<|>", False),
    ],
)
def test_a_sign_alone_asks_only_where_the_answers_can_be_listed(source: str, expected: bool):
    fixture = marked(source)
    assert (
        bool(complete(Document.parse(fixture.text, "Dockerfile", CONTEXT), fixture.offset, unasked=True).items)
        is expected
    )


def test_long_answers_say_that_there_are_more():
    assert complete(Document.parse("FROM tomee:"), 11).is_incomplete
    assert complete(Document.parse("FROM tomee:1"), 12).is_incomplete
    assert not complete(Document.parse("FROM alpine:"), 12).is_incomplete
    many = Files({f"{number:04}.txt": "" for number in range(3000)} | {"x/0001": ""})
    assert complete(Document.parse("FROM a\nCOPY 0", project=many), 13).is_incomplete
    found = complete(Document.parse("FROM a\nCOPY 0007", project=many), 16)
    assert "0007.txt" in [it.label for it in found.items]
    assert not found.is_incomplete


@pytest.fixture(scope="module")
def edited() -> list[Document]:
    """Real files with letters typed, deleted and pasted into them, each version made from the one before."""
    chance = random.Random(12)
    documents = []
    for path in chance.sample(corpus(), 8):
        text = path.read_bytes().decode("utf-8", "replace")[:1500]
        document = Document.parse(text)
        for _ in range(6):
            at = chance.randrange(len(document.text) + 1)
            end = min(len(document.text), at + chance.choice((0, 0, 1, 9)))
            document = document.edited([Edit(TextRange(at, end), chance.choice(TYPED))])
            documents.append(document)
    return documents


TYPED = (
    "",
    "\n",
    "$",
    "${",
    " ",
    "\\",
    '"',
    "<<E\n",
    "--from=",
    "#",
    ",",
    "RUN apt-get ",
    "\nCOPY ",
    "\nFROM node:",
    "é😀",
)


def test_after_edits_the_answers_are_those_of_a_fresh_document(edited: list[Document]):
    for document in edited:
        text = document.text
        fresh = Document.parse(text)
        for offset in range(0, len(text) + 1, 13):
            found = complete(document, offset)
            assert found == complete(fresh, offset)
            for it in found.items:
                assert it.edit.range.start <= offset <= it.edit.range.end <= len(text)
                apply(text, [*it.also, it.edit])


@pytest.mark.parametrize("piece", ["${", "$(", '"', "'", "a;", "\\", "1", "<", "#", '"$(', "A=1 ", "`", "é"])
def test_long_scripts_take_time_in_step_with_their_length(piece: str):
    script = piece * (15_000 // len(piece))
    for text in (f"FROM a\nRUN {script}", f"FROM a\nLABEL {script}", f"FROM a\n# {script}", f'FROM a\nCOPY ["{script}'):
        document = Document.parse(text)
        document.states  # noqa: B018  # what reading the text takes is another matter
        start = time.process_time()
        complete(document, len(text))
        assert time.process_time() - start < 1


# --- what stays where it is ---


def test_words_in_quotes():
    check_begins('FROM a\nCOPY "p<|>" /x', "package.json")
    check_takes('FROM a\nCOPY "src/a<|>" /x', "app.py", 'FROM a\nCOPY "src/app.py" /x')
    check_takes("FROM a\nCOPY 'src/a<|>", "app.py", "FROM a\nCOPY 'src/app.py")
    # BuildKit splits at blanks, whatever quotes say.
    check_completion('FROM a\nCOPY "a <|>" /x')
    check_takes(
        'FROM a\nLABEL "org.<|>"=x',
        "org.opencontainers.image.title",
        'FROM a\nLABEL "org.opencontainers.image.title"=x',
    )
    check_takes('FROM a\nENV LANG="C<|>" B=c', "C.UTF-8", 'FROM a\nENV LANG="C.UTF-8" B=c')
    check_takes("FROM a\nENV LANG='<|>", "C.UTF-8", "FROM a\nENV LANG='C.UTF-8")
    check_completion('FROM a\nENV A="some <|>"')
    check_completion("FROM a\nENV A='<|>'")
    check_completion('FROM a\nLABEL a="some <|>')


def test_a_path_with_blanks_makes_an_array():
    check_takes("FROM a\nCOPY a<|>", "a b.txt", 'FROM a\nCOPY ["a b.txt", "./"]')
    check_offers("FROM a\nCOPY x a<|>", without=("a b.txt",))
    check_offers("FROM a\nCOPY a<|> /x", without=("a b.txt",))


def test_a_new_string_of_an_array():
    check_takes("FROM a\nCOPY [<|>]", "a b.txt", 'FROM a\nCOPY ["a b.txt"]')
    check_takes('FROM a\nCOPY ["a", <|>]', "./", 'FROM a\nCOPY ["a", "./"]')
    check_takes("FROM postgres\nVOLUME [<|>", "/data", 'FROM postgres\nVOLUME ["/data"')
    check_completion('FROM a\nCOPY ["a"<|>]')


def test_the_old_form_has_one_value():
    check_completion("FROM a\nENV NODE_ENV p<|>", "production")
    check_completion("FROM a\nENV A b <|>")
    check_completion("FROM a\nLABEL a <|>")


def test_a_port_keeps_its_protocol():
    check_takes("FROM a\nEXPOSE 8<|>0/udp", "8080", "FROM a\nEXPOSE 8080/udp")
    check_offers("FROM caddy\nEXPOSE 4<|>/tcp", "443", without=("443/udp",))


def test_groups():
    made = "FROM debian\nRUN groupadd -g 3000 staff && useradd -g staff -u 1000 app\n"
    check_completion(made + "USER app:<|>", "app", "staff", "root", "3000")
    check_takes(made + "COPY --chown=app:s<|> a b", "staff", made + "COPY --chown=app:staff a b")
    check_takes(made + "COPY --chown=a<|>:staff a b", "app", made + "COPY --chown=app:staff a b")
    check_offers("FROM debian\nUSER a:<|>\nRUN addgroup later", without=("later",))
    check_completion(
        "FROM alpine\nRUN addgroup -S one && adduser -S -G one two && addgroup two wheel\nUSER $A:<|>", "one", "root"
    )


def test_signals_by_what_people_call_them():
    for typed in ("t", "TERM", "15", "sigt"):
        check_begins(f"FROM a\nSTOPSIGNAL {typed}<|>", "SIGTERM")
    # Nothing can handle it.
    check_offers("FROM a\nSTOPSIGNAL <|>", "SIGQUIT", without=("SIGKILL",))


def test_arguments_without_a_usual_value_have_none():
    check_takes("FROM a\nARG GIT_C<|>", "GIT_COMMIT", "FROM a\nARG GIT_COMMIT")
    check_begins("FROM a\nARG TARGET<|>", "TARGETPLATFORM", "TARGETARCH", "TARGETOS")


def test_platforms():
    check_begins("FROM --platform=<|> a", "$BUILDPLATFORM", "linux/amd64")
    check_begins("FROM --platform=$<|> a", "BUILDPLATFORM", "TARGETPLATFORM")


def test_a_tag_that_begins_so_comes_before_one_that_only_has_the_digits():
    check_begins("FROM node:20<|>", "20")
    check_begins("FROM eclipse-temurin:21<|>", "21", "21-alpine", "21.0.12_8-jre")


def test_what_onbuild_defers_has_the_variables_of_the_base():
    check_offers("FROM node\nONBUILD RUN echo $<|>", "HOME", "PATH", "NODE_VERSION", without=("TARGETARCH",))
    check_offers("ARG G=1\nFROM node\nONBUILD ARG <|>", "TARGETARCH", without=("G",))


def test_tags_of_images_that_are_not_official():
    check_begins("FROM mcr.microsoft.com/dotnet/sdk:<|>", "10.0", "10.0-alpine")
    check_offers("FROM mcr.microsoft.com/dotnet/aspnet:8<|>", "8.0-noble-chiseled")
    check_begins("FROM gcr.io/distroless/static-debian13:<|>", "nonroot", "latest")
    check_completion("FROM ghcr.io/a/b:1.2 AS b\nFROM ghcr.io/a/b:<|>", "1.2")
    check_completion("FROM ghcr.io/a/b:<|>")
    fixture = marked("FROM quay.io:443/a/b:<|>@sha256:x")
    images = ("quay.io:443/a/b:7", "quay.io:443/a/b", "quay.io:443/a/c:8", "quay.io:443/a/b:6")
    found = complete(Document.parse(fixture.text), fixture.offset, nearby=lambda: images)
    assert [it.label for it in found.items] == ["7", "6"]


def test_what_windows_has():
    windows = "# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\n"
    check_completion(windows + "WORKDIR <|>", "C:\\app", "C:\\src")
    check_takes(windows + "WORKDIR C:\\a<|>", "C:\\app", windows + "WORKDIR C:\\app")
    check_completion(windows + "VOLUME <|>", "C:\\data")
    check_completion(windows.replace("# escape=`\n", "") + "VOLUME <|>", "C:/data")
    check_offers(windows + "COPY src <|>", "C:\\app\\", without=("/usr/local/bin/",))
    check_completion(windows + "STOPSIGNAL <|>")


def test_checks_of_health_call_what_the_image_has():
    check_begins("FROM alpine\nHEALTHCHECK CMD <|>", "wget -q --spider http://localhost:8080/ || exit 1")
    check_begins("FROM postgres:18-alpine\nHEALTHCHECK CMD <|>", "pg_isready -U postgres || exit 1")


def test_versions_of_an_argument_that_an_image_is_named_by():
    check_begins("ARG V=<|>\nFROM node:${V:-22}-alpine", "26.7.0", "24.19.0", "22.23.2")
    check_begins('ARG V="3.13<|>"\nFROM --platform=$BUILDPLATFORM python:$V AS b', "3.13.15", "3.13")
    check_completion("ARG OTHER=<|>\nFROM node:$V")
    check_completion("FROM node:$V\nARG V=<|>")
    check_begins("FROM node:${V:-<|>}", "26.7.0")
    check_takes("FROM node:${V-2<|>2}-slim AS b", "24", "FROM node:${V-24}-slim AS b")
    check_completion("FROM $I:${V:-<|>}")


def test_patterns_that_match_files():
    project = Files(dict.fromkeys(("package.json", "package-lock.json", "a.js", "src/a.ts", "src/b.ts", "a b.css"), ""))

    def offered(source: str) -> list[tuple[str, str]]:
        fixture = marked(source)
        found = complete(Document.parse(fixture.text, "Dockerfile", project), fixture.offset)
        return [(it.label, it.detail) for it in found.items]

    assert offered("FROM a\nCOPY package*<|> ./") == [("package*.json", "2 files")]
    assert offered("FROM a\nCOPY *<|> ./") == [("*.json", "2 files"), ("*.js", "1 file")]
    assert offered("FROM a\nCOPY src/*.t<|>sx ./") == [("*.ts", "2 files")]
    assert offered(f"FROM a\nCOPY {'*a' * 5000}*<|> ./") == []


def test_what_the_stage_and_the_project_start():
    check_begins("FROM debian\nCOPY --from=x /out/app /usr/local/bin/\nENTRYPOINT [<|>]", '["/usr/local/bin/app"]')
    check_completion("FROM scratch\nCOPY --from=x /out/app /app\nCOPY data.txt /\nCMD <|>", '["/app"]')
    check_begins("FROM debian AS b\nCOPY run.sh /\nFROM b\nCMD <|>", '["/run.sh"]')
    project = Files({"package.json": '{"main": "lib/x.js", "scripts": {"start": "x"}}', "index.js": ""})
    fixture = marked("FROM docker.io/library/node:24\nCMD <|>")
    found = complete(Document.parse(fixture.text, "Dockerfile", project), fixture.offset)
    expected = ['["node", "lib/x.js"]', '["npm", "start"]', '["node", "index.js"]', '["node", "server.js"]']
    assert [it.label for it in found.items][:4] == expected


def test_checks_of_health_that_need_no_shell():
    check_begins("FROM postgres\nHEALTHCHECK CMD [<|>]", '["pg_isready", "-U", "postgres"]')
    check_takes(
        'FROM a\nHEALTHCHECK --retries=2 CMD ["redis<|>"]',
        '["redis-cli", "ping"]',
        'FROM a\nHEALTHCHECK --retries=2 CMD ["redis-cli", "ping"]',
    )
    check_completion('FROM a\nHEALTHCHECK CMD ["a", "<|>"]')


def test_what_a_build_puts_out():
    source = "FROM rust AS b\nWORKDIR /src\nRUN mkdir -p /etc/x && rm -rf /var/x && cargo build --release\nFROM a\n"
    fixture = marked(source + "COPY --from=b <|>")
    project = Files({"Cargo.toml": '[package]\nname = "my-app"\nversion = "1"\n'})
    found = {it.label: it.kind for it in complete(Document.parse(fixture.text, "x", project), fixture.offset).items}
    assert found["/src/target/release/my-app"] is ItemKind.FILE
    assert found["/etc/x/"] is ItemKind.FOLDER
    assert not any("/var/x" in it for it in found)
    check_begins("FROM maven AS b\nWORKDIR /s\nRUN mvn -B package\nFROM a\nCOPY --from=b <|>", "/s/target/*.jar")


def test_the_whole_form_of_a_check_of_health():
    check_takes(
        "from a\nhealth<|>",
        "healthcheck --interval=… … cmd …",
        "from a\nhealthcheck --interval=30s --timeout=3s --start-period=10s --retries=3 cmd command",
    )


def test_values_that_arguments_of_the_build_have():
    check_begins("FROM a\nARG VERSION\nENV VERSION=<|>", "$VERSION")
    check_completion("FROM a\nARG GIT_SHA\nLABEL org.opencontainers.image.revision=<|>", "$GIT_SHA")
    check_takes(
        'FROM a\nARG VERSION\nLABEL org.opencontainers.image.version="<|>" a=b',
        "$VERSION",
        'FROM a\nARG VERSION\nLABEL org.opencontainers.image.version="$VERSION" a=b',
    )
    check_completion("FROM node:24\nLABEL org.opencontainers.image.base.name=<|>", "node:24")
    check_completion("FROM a\nARG VERSION\nLABEL version=<|>")


def test_names_that_would_mean_something_else():
    project = Files(dict.fromkeys(("[id].tsx", 'a"b', "a'b c", "x,y", "$HOME", "plain"), ""))

    def offered(source: str) -> set[str]:
        fixture = marked(source)
        found = complete(Document.parse(fixture.text, "Dockerfile", project), fixture.offset).items
        return {it.label for it in found if it.kind is ItemKind.FILE}

    assert offered("FROM a\nCOPY x <|>") == {"x,y", "plain"}
    assert offered('FROM a\nCOPY ["<|>"]') == {"x,y", "plain", "a'b c"}
    assert offered("FROM a\nCOPY <|>") == {"x,y", "plain", "a'b c"}
    assert offered("FROM a\nRUN --mount=type=bind,source=<|>") == {"plain"}


def test_names_that_the_same_line_sets_are_not_offered_again():
    check_offers("FROM node\nENV NODE_ENV=test \\\n  <|>", "NODE_OPTIONS", without=("NODE_ENV",))
    check_offers("FROM node\nENV PATH=/x:$PATH <|> NODE_ENV=test", "NODE_OPTIONS", without=("NODE_ENV", "PATH"))
    check_offers("FROM node\nENV NODE_E<|>=test", "NODE_ENV")
    check_offers("FROM node\nENV PATH=/x:$PATH\nENV <|>", "PATH")


def test_arrays_take_nothing_away_that_stands_behind():
    check_completion('FROM node\nCMD ["<|>node", "server.js"]')
    check_completion('FROM node\nHEALTHCHECK CMD ["<|>x"]')
    check_takes('FROM node\nCMD ["<|>"]', '["npm", "start"]', 'FROM node\nCMD ["npm", "start"]')
