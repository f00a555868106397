"""What is said about the thing under the cursor."""

from __future__ import annotations

import pytest

from dockwright.ide.diagnostics import diagnostics
from dockwright.ide.dockerfile.hover.findings import preview
from dockwright.ide.dockerfile.hover.hover import hover
from dockwright.lint.diagnostic import Fix
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import Edit
from dockwright.text.ranges import TextRange
from tests.ide.support import places
from tests.support.marked import draw, marked


def check_hover(source: str, *words: str) -> str:
    """The hover at the cursor holds `words`, and is about what carets mark."""
    fixture = marked(source)
    found = hover(Document.parse(fixture.text), fixture.offset, all_rules())
    assert found is not None, "there is no hover"
    if fixture.ranges:
        assert [found.range] == fixture.ranges, draw(fixture.text, [found.range])
    for it in words:
        assert it in found.markdown, found.markdown
    return found.markdown


def check_no_hover(source: str) -> None:
    fixture = marked(source)
    found = hover(Document.parse(fixture.text), fixture.offset, all_rules())
    assert found is None, found


# --- instructions ---


def test_a_keyword_tells_what_it_does_and_what_holds_there():
    check_hover(
        """\
        FROM debian
        USER app
        WORKDIR /srv
        WORKDIR site
        SHELL ["/bin/bash", "-c"]
        CO<|>PY a b
        ^^^^^^^
        """,
        "Copy files",
        "COPY [OPTIONS] <source> ... <destination>",
        "User: `app` (line 2)",
        "Directory: `/srv/site` (line 4)",
        "Shell: `/bin/bash -c` (line 5)",
        "(https://docs.docker.com/reference/dockerfile/#copy)",
    )


def test_what_only_the_base_image_knows_is_said_to_be_its():
    check_hover("FROM example.com/x\nR<|>UN a", "User: the base image's", "Directory: the base image's")
    check_hover("FROM a\nUSER $U\nWORKDIR $W\nR<|>UN a", "User: `$U`, not known", "Directory: `$W`, not known")


def test_a_keyword_in_two_pieces_is_one():
    check_hover("fr\\\no<|>m node", "Start a new build stage")


def test_the_end_of_a_word_belongs_to_it():
    check_hover("FROM<|> node\n^^^^^^^", "Start a new build stage")
    check_no_hover("FROM <|> node")


def test_a_trigger_is_explained_without_a_state():
    text = check_hover("FROM a\nONBUILD CO<|>PY a b\n        ^^^^^^^", "Copy files")
    assert "User:" not in text


def test_an_unknown_instruction_has_no_hover():
    check_no_hover("FROM a\nCO<|>PI a b")


# --- flags ---


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("FROM --plat<|>form=linux/arm64 a\n     ^^^^^^^^^^^^^", "Which platform"),
        ("FROM --platform=linux<|>/arm64 a\n                ^^^^^^^^^^^^^^", "Which platform"),
        ("FROM a\nRUN --net<|>work=none a\n    ^^^^^^^^^^^^", "`default`, `none`, `host`"),
        ("FROM a\nRUN --mou<|>nt=type=cache a\n    ^^^^^^^^^^", "Mount something"),
        ("FROM a\nRUN --mount=type=cac<|>he,target=/x a\n                 ^^^^^^^^", "lives on in the builder"),
        ("FROM a\nRUN --mount=type=cache,sha<|>ring=locked a\n                       ^^^^^^^^^^", "both write"),
        ("FROM a\nRUN --mount=type=cache,dst=/<|>x a\n                           ^^^^^", "Where to mount it"),
        ("FROM a\nRUN --mount=type=ssh,sha<|>ring=x a\n                     ^^^^^^^^^^", "is not allowed for a `ssh`"),
        ("FROM a\nONBUILD HEALTHCHECK --inter<|>val=1s CMD x\n                    ^^^^^^^^^^^^^", "time between"),
        ("FROM a\nHEALTHCHECK NO<|>NE\n            ^^^^^^^", "drops one inherited"),
    ],
)
def test_flags(source: str, words: str):
    check_hover(source, words)


def test_unknown_flags_have_no_hover():
    check_no_hover("FROM a\nCOPY --fr<|>o=b a b")


# --- variables ---


def test_a_value_is_told_with_all_lines_that_made_it():
    text = check_hover(
        """\
        ARG VERSION=20
        ARG TAG=${VERSION}-alpine
        FROM node:${T<|>AG}
                  ^^^^^^^^^
        """,
        "**TAG** = `20-alpine`",
        "--build-arg TAG=…",
    )
    assert text.endswith(
        "- line 2, global: `ARG TAG=${VERSION}-alpine` → `20-alpine`\n  - line 1, global: `ARG VERSION=20`"
    )


def test_a_value_comes_through_stages_and_bare_args():
    check_hover(
        """\
        ARG V=1
        FROM alpine AS base
        ARG V
        ENV HERE=/opt/$V
        FROM base
        ENV PATH=$HERE/bin:$PATH
        WORKDIR $HE<|>RE
                ^^^^^^^^
        """,
        "**HERE** = `/opt/1`",
        "- line 4, stage `base`: `ENV HERE=/opt/$V` → `/opt/1`",
        "\n  - line 3, stage `base`: `ARG V`\n    - line 1, global: `ARG V=1`",
    )


def test_each_use_sees_what_stands_above_it():
    source = "FROM a\nENV A=1\nENV A=2 B=$A{}\nENV C=$A{}"
    check_hover(source.format("<|>", ""), "**A** = `1`")
    check_hover(source.format("", "<|>"), "**A** = `2`")


def test_one_arg_sets_its_names_in_order():
    check_hover("FROM scratch\nARG A=1 B=$A<|>", "**A** = `1`")
    check_hover("ARG A=1 B=$A<|>\nFROM scratch", "**A** = `1`")


def test_what_is_unset_or_unknown_is_said_to_be():
    check_hover("FROM a\nRUN echo $X<|>\n         ^^^^^", "is not set by this file; `a` may set it")
    check_hover("FROM scratch\nENV A=$X<|>", "nothing in this file does, and the base is empty")
    check_hover("FROM alpine\nENV A=$X<|>", "and `alpine` does not either")
    check_hover("FROM golang:1\nENV A=$GOPATH<|>", "not set by this file, but by `golang:1`")
    check_hover("FROM scratch\nENV A=$PATH<|>", "**PATH** = `/usr/local/sbin:", "what BuildKit gives")
    check_hover("FROM a\nARG X\nRUN echo $X<|>", "unset unless the build is given `--build-arg X=…`")
    check_hover("ARG X=1\nFROM a\nRUN echo $X<|>", "has to declare the global `ARG X` again", "**X** = `1`")
    check_hover("FROM a$X<|>\nARG X=1", "only an `ARG` above the first `FROM`")
    check_hover("FROM a\nRUN echo $X<|>\nENV X=1", "line 3 sets it, too late")
    check_hover("FROM a\nENV X=$Y\nRUN echo $X<|>", "cannot be told from this file", "- line 2: `ENV X=$Y`")
    check_hover("FROM a\nENV X=\nUSER $X<|>", "**X** is empty.")


def test_what_the_build_sets_is_explained():
    check_hover("FROM --platform=$BUILD<|>PLATFORM a\n                ^^^^^^^^^^^^^^^^^", "machine that builds")
    check_hover("FROM a\nRUN echo $TARGET<|>ARCH", "has to declare it with `ARG TARGETARCH`")
    check_hover("FROM a\nARG TARGETARCH\nRUN echo $TARGET<|>ARCH", "comes from the build, for example `arm64`")
    check_hover("FROM a\nRUN echo $http_<|>proxy", "without an `ARG`")


def test_a_declared_name_is_explained_where_it_is_declared():
    check_hover("FROM a\nENV A=1\nENV C=2 B<|>=$A\n        ^^^^", "**B** = `1`")
    check_hover("FROM a\nENV A<|> b c\n    ^^^^", "**A** = `b c`")
    check_hover("ARG A<|>=1\n    ^^^^", "**A** = `1`")


def test_variables_of_a_script():
    source = "FROM a\nENV A=1 B=2\n"
    check_hover(source + 'RUN echo "${A:-$<|>B}"\n               ^^^^^', "**B** = `2`")
    check_hover(source + 'RUN echo "${A:<|>-$B}"\n          ^^^^^^^^^^^', "**A** = `1`")
    check_hover(source + "RUN echo $(cat $A<|>)\n               ^^^^^", "**A** = `1`")
    check_hover(source + "RUN echo '$A<|>'", "is not replaced here")
    check_hover(source + "RUN A=3; echo $A<|>", "set by the script itself, in line 3", "**A** = `1`")
    check_hover(
        source + "RUN if x; then for f in a b; do\\\n echo $f<|>; done; fi", "set by the script itself, in line 3"
    )
    check_hover(source + "RUN echo $f<|>; for f in a; do :; done", "is not set by this file")
    check_hover(source + "RUN ls $HOME<|>", "home directory of the user", "Nothing in this file sets it")
    check_hover("FROM fedora\nRUN echo $RANDOM<|>", "random number", "The shell sets it, bash")
    check_hover("FROM debian\nRUN echo $UID<|>", "is not set: bash sets it by itself")
    check_hover(source + 'SHELL ["/bin/bash", "-c"]\nRUN echo ${PIPESTATUS<|>}', "The shell sets it, bash")
    check_hover(source + "RUN echo $UID<|>", "bash sets it by itself, another shell may not")
    check_hover("FROM debian\nCMD echo $HOSTNAME<|>", "whoever starts a container may set")
    check_hover("FROM debian\nWORKDIR /$UID<|>", "is not set")
    check_hover(source + "ENV HOME=/x\nRUN ls $HOME<|>", "**HOME** = `/x`")
    check_hover(source + "WORKDIR $HOME<|>", "is not set by this file")
    check_hover(source + "RUN for i in $A<|>; do :; done\n             ^^^^^", "**A** = `1`")
    check_hover(source + "RUN <<EOF\necho $A<|>\n     ^^^^^\nEOF", "**A** = `1`")
    check_hover(source + "RUN cat <<EOF\n$A<|>\n^^^^^\nEOF", "**A** = `1`")
    check_hover(source + "RUN echo \\\n  # why\n  $A<|>\n  ^^^^^", "**A** = `1`")
    check_hover(source + "COPY <<EOF /x\n$A<|>\n^^^^^\nEOF", "**A** = `1`")
    check_no_hover(source + "RUN <<EOF\n#!/usr/bin/env python\n$A<|>\nEOF")
    check_hover(source + 'CMD ["$A<|>"]', "started without a shell, so nothing in it is replaced")


def test_variables_of_other_shells():
    check_hover('FROM a\nENV A=1\nSHELL ["pwsh", "-c"]\nRUN $env:A<|>\n    ^^^^^^^^^', "**A** = `1`")
    check_hover('FROM a\nENV A=1\nSHELL ["cmd", "/c"]\nRUN echo %A<|>%\n         ^^^^^^', "**A** = `1`")


# --- stages and images ---

STAGES = """\
FROM golang:1.27 AS build
WORKDIR /src
USER app
ENTRYPOINT ["/x"]
FROM build AS test
FROM scratch
"""


@pytest.mark.parametrize(
    "use",
    [
        "COPY --from=bu<|>ild a b\n            ^^^^^^^^",
        "COPY --from=0<|> a b\n            ^^^^",
        "COPY --from=BU<|>ILD a b",
        "RUN --mount=type=bind,from=bu<|>ild x\n                           ^^^^^^^^",
    ],
)
def test_a_stage_is_told_wherever_it_is_named(use: str):
    check_hover(
        STAGES + use,
        "Stage **build**, number 0, line 1",
        "FROM golang:1.27 AS build",
        "Built on `golang:1.27`",
        "User: `app` (line 3)",
        "`/src` (line 2)",
        '`ENTRYPOINT ["/x"]` (line 4)',
        "line 5: `FROM` in `test`",
    )


def test_a_stage_in_its_own_from_and_in_others():
    check_hover("FROM a AS bu<|>ild\n          ^^^^^^^^", "Stage **build**", "The last stage")
    check_hover("FROM a AS one\nFROM on<|>e AS two\n     ^^^^^^", "Stage **one**")
    check_hover("FROM a AS o<|>ne\nFROM b", "does not need it")


def test_stages_that_there_are_not():
    check_hover("FROM a\nCOPY --from=7<|> a b", "There is no stage 7")
    check_hover("FROM a\nCOPY --from=nginx<|> a b", "No stage is called `nginx`", "official image")
    assert "No stage" not in check_hover("FROM a\nCOPY --from=nginx:1<|> a b", "official image")


def test_what_is_known_of_an_image():
    check_hover(
        "FROM node:20-al<|>pine\n     ^^^^^^^^^^^^^^^^^",
        "official image",
        "System: Alpine",
        "Runs as `root`",
        "unprivileged user `node`",
        "end of life since 2026-04-30",
    )
    check_hover("FROM debian:bullseye<|>-slim", "11 (Bullseye)")
    check_hover("FROM no<|>de", "No tag: it means `latest`")
    check_hover("FROM scr<|>atch", "an empty image")
    check_hover("FROM example.com/a/b:1<|>", "Nothing is known of it without asking `example.com`")
    check_hover("ARG V=3.23\nFROM alp<|>ine:$V\n     ^^^^^^^^^^^^", "With the defaults of the `ARG`s: `alpine:3.23`")
    check_hover("ARG V\nFROM alp<|>ine:$V", "is no image name")


# --- comments ---


def test_directives():
    check_hover("# syn<|>tax=docker/dockerfile:1\n  ^^^^^^^^^", "Which frontend image")
    check_hover("# escape=`<|>\n         ^^^^", "continues a line")
    check_hover("# check=skip=Stage<|>NameCasing\n             ^^^^^^^^^^^^^^^^^^", "upper-case letters")


def test_the_rules_that_a_comment_silences():
    check_hover("FROM a\n# hadolint ignore=DL<|>3020\n                  ^^^^^^^^^\nADD a b", "**add-instead-of-copy**")
    check_hover(
        "FROM a\n# tally ignore=hadolint/DL<|>3020;reason=x\n               ^^^^^^^^^^^^^^^^^^\nADD a b",
        "**add-instead-of-copy**",
    )
    check_hover("# check=skip=A\nFROM a\n# dockwright: ignore[A<|>LL]\nADD a b", "Every rule.")
    check_hover("FROM a\n# dockwright: ignore[copy<|>ing]\nADD a b", "All rules about copying")
    check_hover("FROM a\nRUN x \\\n# hadolint ignore=DL9<|>999\n  y", "There is no rule `DL9999`")
    check_no_hover("FROM a\n# just wor<|>ds")
    check_no_hover("FROM a\n# hadolint ign<|>ore=DL3020\nADD a b")


def test_heredocs():
    check_hover("FROM a\nRUN <<EO<|>F\n    ^^^^^^^^\nx\nEOF", "a script of 1 line, run by `/bin/sh -c`")
    check_hover("FROM a\nCOPY <<'EO<|>F' /x\nx\nEOF", "`$` stays as it is")
    check_hover("FROM a\nRUN <<EO<|>F\nx\n", "no line below")


# --- modifiers ---


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "ARG V=1.2\nFROM debian:${V%<|>.*}\n            ^^^^^^^^^^",
            "without the shortest end that matches `.*`. Here: `1`",
        ),
        ("ARG V=1.2\nFROM debian:${V<|>:-x}", "`x` where `V` is not set, or is empty. Here: `1.2`"),
        ("ARG V=1.2\nFROM debian:${V<|>:+x}", "`x` where `V` is set, and not empty; else nothing. Here: `x`"),
        ("ARG V=a-b-c\nFROM debian:${V<|>##*-}", "without the longest beginning that matches `*-`. Here: `c`"),
        ("ARG V=a-b-c\nFROM debian:${V<|>//-/.}", "each match of `-` replaced by `.`. Here: `a.b.c`"),
        (
            "FROM debian\nWORKDIR ${V<|>:?why}",
            "the build fails where `V` is not set, or is empty, with the words `why`",
        ),
        ("FROM debian\nRUN echo ${V<|>:=x}", "`x` where `V` is not set, or is empty, which is then also its value"),
        ("FROM debian\nRUN echo ${#V<|>}", "how many characters"),
        ("FROM debian\nRUN echo ${V<|>:1:2}", "a part of the value"),
        ("FROM debian\nRUN echo ${V<|>^^}", "in upper case"),
    ],
)
def test_modifiers(source: str, words: str):
    check_hover(source, words)


def test_what_the_shell_makes_of_a_value_is_not_foretold():
    assert "Here:" not in check_hover("FROM debian\nENV A=1\nRUN A=2; echo ${A<|>:-x}", "where `A` is not set")


# --- what a container starts ---


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ('CMD ["a", "b"]', 'Runs `["a", "b"]`: `a` is PID 1'),
        ("CMD a && b", 'Runs `["/bin/sh", "-c", "a && b"]`: `/bin/sh` is PID 1, what it runs is not'),
        ("CMD a b", "`/bin/sh` is PID 1, what it runs is not"),
        ('SHELL ["/bin/bash", "-c"]\nCMD a b', "is PID 1 until it puts the program in its place, as bash does"),
        ('SHELL ["/bin/bash", "-c"]\nCMD a b >c', "what it runs is not"),
        ('SHELL ["/bin/bash", "-c"]\nCMD a && b', "only some shells put a command in their own place"),
        ('SHELL ["/bin/zsh", "-c"]\nCMD a b', "only some shells put a command in their own place"),
        ('CMD ["sh", "-c", "exec a $B"]', "`sh` is PID 1 until `exec` puts the program in its place"),
        ('CMD ["bash", "-o", "pipefail", "-c", "a"]', "as bash does with a single command"),
        ('ENTRYPOINT ["sh", "-c"]\nCMD ["a; b"]', 'Runs `["sh", "-c", "a; b"]`: `sh` is PID 1'),
        ("CMD a; exec b", "until `exec` puts the program in its place"),
        ('ENTRYPOINT ["a"]\nCMD ["b"]', 'Runs `["a", "b"]`: `a` is PID 1'),
        ('ENTRYPOINT ["a"]\nCMD b c', 'Runs `["a", "/bin/sh", "-c", "b c"]`: `a` is PID 1'),
        ('ENTRYPOINT a\nCMD ["b"]', 'Runs `["/bin/sh", "-c", "a"]`: '),
        ('ENTRYPOINT a\nCMD ["b"]', "`CMD` is not looked at"),
        ('CMD ["b"]\nENTRYPOINT ["a"]', 'Runs `["a", "b"]`'),
        ('SHELL ["/bin/bash", "-ec"]\nCMD a | b', 'Runs `["/bin/bash", "-ec", "a | b"]`: `/bin/bash` is PID 1'),
        ('CMD a | b\nSHELL ["/bin/bash", "-ec"]', 'Runs `["/bin/sh", "-c", "a | b"]`'),
        ('ENTRYPOINT ["/sbin/tini", "--"]\nCMD ["a"]', "`/sbin/tini` is PID 1, and passes signals on"),
        ("USER x", 'Runs `["bash"]`: `bash` is PID 1 (CMD of the base image)'),
        ("ENTRYPOINT []\nCMD []", "Starts nothing by itself"),
    ],
)
def test_what_runs_as_the_first_process(stage: str, words: str):
    check_hover(f"FROM debian AS b<|>ase\n{stage}\n", words)


def test_what_runs_first_comes_through_stages_and_from_images():
    base = 'FROM debian AS base\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM base AS to<|>p\n'
    check_hover(base, 'Runs `["a", "b"]`')
    # An ENTRYPOINT of its own takes away what was there for another one.
    check_hover(f'{base}ENTRYPOINT ["c"]\n', 'Runs `["c"]`: ')
    check_hover(f'{base}CMD ["c"]\n', 'Runs `["a", "c"]`')
    check_hover(
        'FROM node AS n<|>ew\nCMD ["a"]', 'Runs `["docker-entrypoint.sh", "a"]`', "(ENTRYPOINT of the base image)"
    )
    check_hover(
        'FROM example.com/x AS n<|>ew\nCMD ["a"]', "as arguments of an `ENTRYPOINT` where `example.com/x` has one"
    )
    check_hover("FROM example.com/x AS n<|>ew\n", "Runs what `example.com/x` does")
    check_hover("FROM scratch AS n<|>ew\n", "Starts nothing by itself")


def test_a_keyword_and_a_string_tell_what_they_have_a_part_in():
    check_hover('FROM debian\nENTRYPOINT ["a"]\nC<|>MD ["b"]', 'Runs `["a", "b"]`')
    check_hover(
        'FROM debian\nENTRYPOINT ["a"]\nCMD ["b<|>"]\n     ^^^^^^', "The program `b`, in exec form", 'Runs `["a", "b"]`'
    )
    check_hover(
        'FROM debian\nCMD ["a<|>"]\nCMD ["b"]', "Not in force at the end of the stage: it is replaced by line 3"
    )


def test_a_stage_tells_what_containers_have():
    check_hover(
        "FROM debian AS base\nENV A=1\nARG B=2\nEXPOSE 80 81/udp\nFROM base AS to<|>p\nENV C=$A\nEXPOSE 80",
        "Environment: `A=1` (line 2, from `base`), `C=1` (line 6)",
        "Exposes `80` (line 4, from `base`), `81/udp` (line 4, from `base`)\n",
        "Built on `base` → `debian`",
    )


# --- scripts ---


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("RUN apt-get in<|>stall -y curl\n            ^^^^^^^^^^", "adds packages"),
        ("RUN apt<|>-get install -y curl\n    ^^^^^^^^^^", "--mount=type=cache,target=/var/cache/apt,sharing=locked"),
        ("RUN apt-get install -y cur<|>l=7.1\n                       ^^^^^^^^^^^", "Package **curl**, version `7.1`"),
        ("RUN npm c<|>i", "installs exactly what the lock file says"),
        ("RUN python -m pip ins<|>tall .", "Python"),
        ("RUN cd /x && m<|>kdir -p y\n             ^^^^^^^^", "Makes directories"),
        ("RUN set<|> -ex", "`-o pipefail`"),
        ("RUN <<EOF\nset -e\nch<|>mod x y\n^^^^^^^^\nEOF", "`COPY --chmod`"),
        ('RUN ["/bin/ec<|>ho", "x"]', "Prints its words"),
        ("RUN sh -c 'apt-get up<|>date'\n                   ^^^^^^^^^", "fetches the list"),
    ],
)
def test_commands(source: str, words: str):
    check_hover(f"FROM debian\n{source}", words)


def test_unknown_commands_have_no_hover():
    check_no_hover("FROM debian\nRUN fro<|>bnicate")


# --- single words ---


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("EXPOSE 80<|>80/udp 90\n       ^^^^^^^^^^^", "Port **8080**, UDP"),
        ("EXPOSE 8000-80<|>10", "Ports **8000** to **8010**, 11 of them"),
        ("EXPOSE 99<|>999", "is no port"),
        ("EXPOSE 54<|>32", "Usual for PostgreSQL"),
        ("ENV T<|>Z=UTC", "The time zone."),
        ('LABEL "org.opencontainers.image.ti<|>tle"=x', "A name for people."),
        ("EXPOSE 127.0.0.1:80:80<|>", "means nothing here"),
        ("STOPSIGNAL sigq<|>uit\n           ^^^^^^^^^^", "PHP-FPM"),
        ("STOPSIGNAL 1<|>5", "**SIGTERM**"),
        ("STOPSIGNAL SIGX<|>", "is no signal"),
        ("USER ap<|>p:web\n     ^^^^^^^^^^", "User `app`, group `web`"),
        ("USER 0<|>", "It may do everything"),
        ("WORKDIR /a\nWORKDIR b<|>", "`/a/b`, below `/a` (line 2)"),
        ("WORKDIR b<|>", "below a directory that this file does not tell"),
        ("WORKDIR /a\nCOPY x y/<|>\n       ^^", "goes into: `/a/y/`"),
        ("HEALTHCHECK --interval=1m<|>30s CMD x\n                       ^^^^^^^^", "1 minute 30 seconds"),
        ("HEALTHCHECK --timeout=1<|> CMD x", "unit is missing"),
        ('SHELL ["/bin/ba<|>sh", "-c"]', "run by `/bin/bash -c`"),
        ('VOLUME ["/da<|>ta"]', "keeps outside of its layers"),
        ("RUN cat <<EOF\nx\nEO<|>F\n^^^^^^", "Heredoc `EOF`: 1 line of input"),
    ],
)
def test_single_words(source: str, words: str):
    check_hover(f"FROM debian\n{source}", words)


# --- findings ---


def check_finding(source: str, *words: str) -> str:
    fixture = marked(source)
    document, rules = Document.parse(fixture.text), all_rules()
    found = hover(document, fixture.offset, rules, found=diagnostics(document, rules))
    assert found is not None, "there is no hover"
    for it in words:
        assert it in found.markdown, found.markdown
    return found.markdown


def test_a_finding_is_told_with_its_page_and_what_its_fix_changes():
    text = check_finding(
        "FROM debian:13\nA<|>DD app.py /srv/\nUSER x\n",
        "ADD [OPTIONS]",
        "**add-instead-of-copy**: ",
        "/docs/rules/copying.md#add-instead-of-copy)",
        "```diff\n- ADD app.py /srv/\n+ COPY app.py /srv/\n```",
    )
    assert text.index("ADD [OPTIONS]") < text.index("**add-instead-of-copy**")


def test_a_fix_that_may_change_the_image_says_so():
    check_finding("FROM debian:13\nRUN cd /x && su<|>do y\nUSER x\n", "(may change the image)", "+ RUN cd /x && y")


def test_where_nothing_else_is_to_be_said_a_finding_still_is():
    check_finding("FROM debian:13\nRU<|>NN x\n", "unknown")


def test_two_findings_at_one_place_are_both_told():
    check_finding("FROM debian:8<|>\nRUN x\n", "**eol-base-image**: ", "**missing-user**: ")


def test_a_preview_shows_the_lines_that_differ_and_not_too_many():
    text = "".join(f"L{number} x\n" for number in range(30))
    document = Document.parse(text)
    edit = Edit(TextRange(text.index("L3"), text.index("L3") + 2), "M3")
    far = Edit(TextRange(text.index("L20"), text.index("L20") + 3), "M20\nN20")
    assert preview(document, Fix("", (edit, far))) == "```diff\n- L3 x\n+ M3 x\n- L20 x\n+ M20\n+ N20 x\n```"
    gone = preview(document, Fix("", (Edit(TextRange(0, len(text)), ""),))).splitlines()
    assert len(gone) == 17
    assert gone[-2:] == ["  … 16 more lines", "```"]


# --- everywhere ---


@pytest.mark.parametrize("text", places())
def test_no_place_of_any_text_fails(text: str):
    document, rules = Document.parse(text), all_rules()
    findings = diagnostics(document, rules)
    for offset in range(len(text) + 1):
        found = hover(document, offset, rules, found=findings)
        if found is not None:
            assert found.markdown
            assert 0 <= found.range.start <= offset <= found.range.end <= len(text)


def test_a_caret_behind_a_word_means_the_word():
    check_hover("FROM debian\nENV A=1\nCMD echo $A<|> b", "**A** = `1`")
    check_hover("FROM debian\nRUN curl<|> x", "**curl**")
    check_hover("FROM debian\nCMD echo <|> b", "Runs")


def test_what_becomes_of_a_heredoc():
    check_hover("FROM a\nRUN <<E<|>OF bash\nx\nEOF", "1 line of input for `bash`; the shell replaces its variables")
    check_hover("FROM a\nRUN a && <<'E<|>' tee /x | b\nx\nE", "input for `tee`; its delimiter is quoted")
    check_hover(
        "FROM a\nRUN <<E<|>OF\n#!/usr/bin/env python\nx\nEOF", "run by `/usr/bin/env python`", "#here-documents"
    )


def test_where_a_user_comes_from():
    made = "FROM debian AS b\nRUN useradd -u 1001 -d /srv app\nFROM b\nUSER {}"
    check_hover(made.format("a<|>pp"), "Made in line 2, number `1001`, at home in `/srv`.")
    check_hover(made.format("10<|>01"), "Made in line 2, at home in `/srv`.")
    check_hover("FROM node:22\nUSER no<|>de", "Number `1000`, at home in `/home/node`.")
    check_hover("FROM debian\nUSER a<|>pp", "has to know the name")


def test_a_package_manager_keeps_its_cache_where_the_user_in_force_is_at_home():
    check_hover("FROM node:22\nUSER node\nRUN npm c<|>i", "target=/home/node/.npm,uid=1000,gid=1000`")
    check_hover("FROM example.com/x\nRUN npm c<|>i", "Keeps what it fetches in `/root/.npm`")
    check_hover("FROM rust\nWORKDIR /app\nRUN cargo bu<|>ild", "Keeps what it builds in `/app/target`")


def test_volumes_and_signals():

    check_hover("FROM a\nVOLUME /a /b<|>", "`/b`: a directory whose content")
    check_hover("FROM a\nSTOPSIGNAL te<|>rm", "**SIGTERM** (15)", "#stopsignal")


def test_a_directive_that_comes_too_late():
    check_hover("FROM a\n# che<|>ck=skip=all\nRUN x", "Only a comment here", "# check=skip=<checks>")
    check_no_hover("FROM a\n# check<|> this = that")
    check_no_hover("FROM a\n# che<|>cks=all")


def test_a_finding_of_shellcheck_in_a_comment():
    check_hover("FROM a\n# hadolint ignore=SC2<|>086\nRUN x", "a finding of ShellCheck", "/wiki/SC2086)")


def test_a_preview_shows_what_changes_in_a_long_line():
    flags = " ".join(f"--mount=type=cache,target=/root/.cache/{it}" for it in range(6))
    document = Document.parse(f"FROM a\nRUN {flags} --security=insecure make\n")
    start = document.text.index(" --security")
    shown = preview(document, Fix("x", (Edit(TextRange(start, start + len(" --security=insecure")), ""),)))
    assert shown.splitlines()[1:-1] == [
        "- …--mount=type=cache,target=/root/.cache/5 --security=insecure make",
        "+ …--mount=type=cache,target=/root/.cache/5 make",
    ]


def test_the_whole_of_a_value_between_its_variables():
    check_hover("FROM debian\nENV A=1\nENV B=$A-<|>x C=y\n      ^^^^^^^", "**B** = `1-x`", "- line 2: `ENV A=1`")
    check_no_hover("FROM debian\nENV A=1<|>2")


def test_windows():
    windows = "FROM mcr.microsoft.com/windows/servercore:ltsc2022\n"
    text = check_hover(f"{windows}USER Container<|>User", "User `ContainerUser`")
    assert "passwd" not in text
    check_hover(windows + "WORKDIR C:\\\\a<|>pp", "from here on: `C:\\app`.")
    check_hover(f"{windows}WORKDIR a<|>pp", "below a directory that this file does not tell")
