"""Every question that an editor can ask about a Dockerfile, each with what has to be answered.

This is the list of what there is; tests/ide/dockerfile has more of each, and tests/ide/test_contexts_of_completion.py
the places of completion. What the protocol has besides, and we leave unanswered, is in tests/lsp/test_protocol.py.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

from dockwright.formatter.options import Options
from dockwright.ide import analysis
from dockwright.ide.results import Refusal, Renaming
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.text.edits import apply
from dockwright.text.ranges import TextRange
from tests.ide.dockerfile.test_code_lens import lenses
from tests.ide.dockerfile.test_definition import check_definition
from tests.ide.dockerfile.test_folding import folds
from tests.ide.dockerfile.test_inlay_hints import check as check_hints
from tests.ide.dockerfile.test_linked_editing import check_linked
from tests.ide.dockerfile.test_links import found as linked
from tests.ide.dockerfile.test_references import check_references
from tests.ide.dockerfile.test_rename import check_rename, refusal
from tests.ide.dockerfile.test_selection_range import grown
from tests.ide.dockerfile.test_semantic_tokens import words
from tests.ide.dockerfile.test_signature_help import help_at
from tests.ide.dockerfile.test_symbols import outline
from tests.ide.test_contexts_of_completion import ABOVE, BELOW
from tests.support.marked import draw, marked
from tests.support.project import Files

# --- hover: carets mark what the words are about ---

HOVERS = {
    "a keyword, and the state in force there": (
        """\
        FROM a
        USER b
        WOR<|>KDIR /c
        ^^^^^^^^^^
        """,
        (
            "User: `b`",
            "WORKDIR <path>",
        ),
    ),
    "ONBUILD and the instruction that waits": (
        """\
        FROM a
        ONBUILD RU<|>N b
                ^^^^^^
        """,
        ("RUN [OPTIONS] <command>",),
    ),
    "directive: syntax": (
        """\
        # syn<|>tax=docker/dockerfile:1
          ^^^^^^^^^
        """,
        ("frontend",),
    ),
    "directive: escape": (
        """\
        # esc<|>ape=`
          ^^^^^^^^^
        """,
        ("continues a line",),
    ),
    "directive: check": (
        """\
        # che<|>ck=skip=all
          ^^^^^^^^
        """,
        ("build checks",),
    ),
    "directive: a check that is skipped": (
        """\
        # check=skip=JSONArgs<|>Recommended
                     ^^^^^^^^^^^^^^^^^^^^^^
        """,
        (
            "JSONArgsRecommended",
            "build-checks",
        ),
    ),
    "flag: --platform": (
        """\
        FROM --plat<|>form=linux/amd64 a
             ^^^^^^^^^^^^^
        """,
        ("platform",),
    ),
    "flag: --chown": (
        """\
        FROM a
        ADD --cho<|>wn=b c d
            ^^^^^^^^^^
        """,
        ("Who owns",),
    ),
    "flag: --chmod": (
        """\
        FROM a
        COPY --ch<|>mod=755 b c
             ^^^^^^^^^^
        """,
        ("permissions",),
    ),
    "flag: --link": (
        """\
        FROM a
        COPY --li<|>nk b c
             ^^^^^^^^^
        """,
        ("layer of their own",),
    ),
    "flag: --from": (
        """\
        FROM a
        COPY --fr<|>om=b c d
             ^^^^^^^^^
        """,
        ("another stage",),
    ),
    "flag: --mount": (
        """\
        FROM a
        RUN --mo<|>unt=type=cache,target=/b c
            ^^^^^^^^^^
        """,
        ("for this command only",),
    ),
    "flag: an option of a mount": (
        """\
        FROM a
        RUN --mount=type=cache,sha<|>ring=locked,target=/b c
                               ^^^^^^^^^^
        """,
        ("two builds use the cache at once",),
    ),
    "flag: --network": (
        """\
        FROM a
        RUN --net<|>work=none b
            ^^^^^^^^^^^^
        """,
        ("loopback",),
    ),
    "flag: those of HEALTHCHECK": (
        """\
        FROM a
        HEALTHCHECK --start-inter<|>val=5s CMD b
                    ^^^^^^^^^^^^^^^^^^^
        """,
        ("start period",),
    ),
    "a duration": (
        """\
        FROM a
        HEALTHCHECK --interval=1<|>m30s CMD b
                               ^^^^^^^^
        """,
        ("1 minute 30 seconds",),
    ),
    "a variable: its value through all that made it": (
        """\
        ARG A=1
        ARG B=$A
        FROM a
        ARG B
        RUN echo $<|>B
                 ^^^^^
        """,
        (
            "**B** = `1`",
            "line 2, global: `ARG B=$A`",
            "line 1, global: `ARG A=1`",
        ),
    ),
    "a variable that is declared": (
        """\
        FROM a
        ENV A<|>=1
            ^
        """,
        ("**A** = `1`",),
    ),
    "a variable of another stage": (
        """\
        FROM a AS b
        ENV C=1
        FROM b
        RUN echo ${C<|>}
                 ^^^^^^^
        """,
        (
            "= `1`",
            "ENV C=1",
        ),
    ),
    "a variable that the build sets": (
        """\
        FROM a
        ARG TARGETARCH
        RUN x $TARGET<|>ARCH
              ^^^^^^^^^^^^^^
        """,
        ("architecture",),
    ),
    "an image: what is known of it": (
        """\
        FROM no<|>de:22
             ^^^^^^^^^^
        """,
        (
            "official image",
            "`node`",
            "docker-entrypoint.sh",
        ),
    ),
    "an image: a release that has ended": (
        """\
        FROM debian:bus<|>ter
             ^^^^^^^^^^^^^^^^
        """,
        ("end of life",),
    ),
    "a stage: what it has, and what runs first": (
        """\
        FROM a AS bui<|>ld
                  ^^^^^^^^
        USER b
        EXPOSE 80
        ENTRYPOINT ["c"]
        """,
        (
            "Stage **build**",
            "User: `b`",
            "`80`",
            '`["c"]`',
        ),
    ),
    "a stage where it is used": (
        """\
        FROM a AS b
        FROM c
        COPY --from=b<|> d e
                    ^
        """,
        ("Stage **b**",),
    ),
    "a port": (
        """\
        FROM a
        EXPOSE 54<|>32
               ^^^^^^^
        """,
        ("PostgreSQL",),
    ),
    "a signal": (
        """\
        FROM a
        STOPSIGNAL SIG<|>QUIT
                   ^^^^^^^^^^
        """,
        ("SIGQUIT",),
    ),
    "a label's key": (
        """\
        FROM a
        LABEL org.opencontainers.image.sou<|>rce=b
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
        ("source",),
    ),
    "a package manager": (
        """\
        FROM a
        RUN apt-<|>get install -y b
            ^^^^^^^^^^
        """,
        ("/var/cache/apt",),
    ),
    "a heredoc": (
        """\
        FROM a
        RUN <<E<|>OF
            ^^^^^^^^
        b
        EOF
        """,
        ("script",),
    ),
    "a rule that a comment silences": (
        """\
        FROM a
        # hadolint ignore=DL30<|>20
                          ^^^^^^^^^
        ADD b c
        """,
        ("add-instead-of-copy",),
    ),
    "a finding, and what its fix changes": (
        """\
        FROM a:1
        MAIN<|>TAINER b
        ^^^^^^^^^^^^^
        """,
        (
            "maintainer-deprecated",
            "LABEL",
        ),
    ),
}


@pytest.mark.parametrize("what", HOVERS)
def test_hover_tells_of(what: str):
    source, told = HOVERS[what]
    fixture = marked(source)
    document = Document.parse(fixture.text)
    findings = analysis.diagnostics(document, all_rules())
    found = analysis.hover(document, fixture.offset, all_rules(), found=findings)
    assert found is not None
    assert [it for it in told if it not in found.markdown] == [], found.markdown
    assert draw(fixture.text, [found.range]) == draw(fixture.text, fixture.ranges)


# --- signatures: the part that is typed stands in angle brackets ---

SIGNATURES = {
    "# escape=<|>": "escape=«\\»",
    "# syntax=<|>": "syntax=«image»",
    "# check=skip=<|>": "check=skip=«rule,...»;error=true|false",
    "FROM <|>": "FROM «baseImage»",
    "FROM a:<|>": "FROM baseImage:«tag»",
    "FROM a@<|>": "FROM baseImage@«digest»",
    "FROM a AS <|>": "FROM baseImage AS «stage»",
    "FROM --platform=<|>": "FROM --platform=«os»/arch/variant ...",
    "ARG <|>": "ARG «name»",
    "ARG a=<|>": "ARG name=«defaultValue»",
    "ENV <|>": "ENV «key»=value",
    "ENV a=<|>": "ENV key=«value»",
    "LABEL a=<|>": "LABEL key=«value»",
    "ADD <|>": "ADD [flags] «source» ... dest",
    'ADD ["<|>': 'ADD [flags] [ «"source"», ..., "dest" ]',
    "ADD --checksum=<|>": "ADD --checksum=«algorithm»:digest ...",
    "COPY a <|>": "COPY [flags] source ... «dest»",
    'COPY ["a", "<|>': 'COPY [flags] [ "source", ..., «"dest"» ]',
    "COPY --chown=<|>": "COPY --chown=«user»:group ...",
    "COPY --from=<|>": "--from=«stage»",
    "RUN <|>": "RUN «command» parameter ...",
    "RUN --network=<|>": "RUN --network=«mode» ...",
    "RUN --mount=type=tmpfs,<|>": "RUN --mount=type=tmpfs,«target=<target>»,size=<size> ...",
    'CMD ["a", "<|>': 'CMD [ "executable", «"parameter"», ... ]',
    "CMD a<|>": "CMD «executable» parameter ...",
    "ENTRYPOINT [<|>": 'ENTRYPOINT [ «"executable"», "parameter", ... ]',
    "EXPOSE 80/<|>": "EXPOSE port/«protocol» ...",
    "HEALTHCHECK <|>": "HEALTHCHECK [flags] «CMD» ...",
    "HEALTHCHECK --interval=<|>": "HEALTHCHECK --interval=«30s» ...",
    "HEALTHCHECK --retries=<|>": "HEALTHCHECK --retries=«3» ...",
    "HEALTHCHECK --start-period=<|>": "HEALTHCHECK --start-period=«5s» ...",
    "HEALTHCHECK --start-interval=<|>": "HEALTHCHECK --start-interval=«5s» ...",
    "HEALTHCHECK --timeout=<|>": "HEALTHCHECK --timeout=«30s» ...",
    "HEALTHCHECK NONE<|>": "HEALTHCHECK «NONE»",
    "MAINTAINER <|>": "MAINTAINER «name»",
    "ONBUILD <|>": "ONBUILD «INSTRUCTION»",
    'SHELL ["a", <|>': 'SHELL [ "executable", «"parameter"», ... ]',
    "STOPSIGNAL <|>": "STOPSIGNAL «signal»",
    "USER a:<|>": "USER user:«group»",
    "VOLUME <|>": 'VOLUME «[» "/vol", ... ]',
    "WORKDIR <|>": "WORKDIR «/the/workdir/path»",
}


@pytest.mark.parametrize("source", SIGNATURES)
def test_signature_help_knows_the_part(source: str):
    above = "" if source.startswith(("#", "FROM")) else "FROM a\n"
    assert help_at(above + source)[0] == SIGNATURES[source]


# --- definition: carets mark where the cursor leads ---

DEFINITIONS = {
    "a stage by its name": """\
        FROM a AS build
                  ^^^^^
        COPY --from=bui<|>ld b c
        """,
    "a stage in FROM, in another case": """\
        FROM a AS Build
                  ^^^^^
        FROM bui<|>ld
        """,
    "a stage by its number": """\
        FROM a AS build
                  ^^^^^
        FROM b
        COPY --from=0<|> c d
        """,
    "a stage in a mount": """\
        FROM a AS build
                  ^^^^^
        FROM b
        RUN --mount=type=bind,from=bui<|>ld,target=/c d
        """,
    "a global argument, from FROM": """\
        ARG TAG=1
            ^^^
        FROM a:$TA<|>G
        """,
    "a global argument, from inside a stage": """\
        ARG TAG=1
            ^^^
        FROM a
        ARG TAG
            ^^^
        RUN echo $TA<|>G
        """,
    "a variable of the stage": """\
        FROM a
        ENV B=1
            ^
        RUN echo ${<|>B}
        """,
    "a variable of the stage that this one is built on": """\
        FROM a AS b
        ENV C=1
            ^
        FROM b
        RUN echo $<|>C
        """,
    "a heredoc, from its end": """\
        FROM a
        RUN <<EOF
              ^^^
        b
        EOF<|>
        """,
}


@pytest.mark.parametrize("what", DEFINITIONS)
def test_definition_finds(what: str):
    check_definition(DEFINITIONS[what])


def test_definition_finds_a_file_of_the_build_context():
    fixture = marked("FROM a\nCOPY src/ap<|>p.py /\n")
    document = Document.parse(fixture.text, "Dockerfile", Files({"src/app.py": ""}))
    assert [it.path for it in analysis.definition(document, fixture.offset)] == ["src/app.py"]


# --- references, highlights, rename, linked editing: carets mark all places of a name ---

NAMES = {
    "a stage": """\
        FROM a AS bui<|>ld
                  ^^^^^^^^
        FROM b
        COPY --from=build c d
                    ^^^^^
        COPY --from=0 e f
                    ^
        RUN --mount=type=bind,from=build,target=/g h
                                   ^^^^^
        """,
    "a variable, also where a stage is called so": """\
        FROM a AS b
        ENV b=1
            ^
        RUN echo $<|>b
                  ^^^^
        """,
    "a global argument, and where stages take it over": """\
        ARG V=1
            ^
        FROM a:$<|>V
                ^^^^
        ARG V
            ^
        RUN echo $V
                  ^
        """,
    "a heredoc": """\
        FROM a
        RUN <<E<|>OF
              ^^^^^^
        b
        EOF
        ^^^
        """,
}


@pytest.mark.parametrize("what", NAMES)
def test_references_and_highlights_mark(what: str):
    check_references(NAMES[what])
    fixture = marked(NAMES[what])
    found = analysis.highlights(Document.parse(fixture.text), fixture.offset)
    assert [it.range for it in found] == fixture.ranges
    assert found[0].sets


@pytest.mark.parametrize("what", NAMES)
def test_rename_changes(what: str):
    fixture = marked(NAMES[what])
    document = Document.parse(fixture.text)
    assert isinstance(analysis.prepare_rename(document, fixture.offset), Renaming)
    edits = analysis.rename(document, fixture.offset, "other")
    assert isinstance(edits, tuple)
    # A stage's number is no name; it says the same stage afterwards.
    places = [it for it in fixture.ranges if not it.slice(fixture.text).isdecimal()]
    assert [(it.range, it.text) for it in edits] == [(it, "other") for it in places]


@pytest.mark.parametrize(
    ("source", "name", "reason"),
    [
        ("FROM a AS <|>b\n", "c d", "stage"),
        ("FROM a AS <|>b\nFROM c AS d\n", "D", "d"),
        ("FROM a\nENV <|>A=1\n", "1A", "letter"),
        ("FROM a\nENV <|>A=1 B=2\n", "B", "B"),
        ("FROM <|>scratch\n", "x", "scratch"),
        ("FROM a\nRUN echo $PA<|>TH\n", "x", "PATH"),
    ],
)
def test_rename_is_refused_with_the_reason(source: str, name: str, reason: str):
    fixture = marked(source)
    found = analysis.rename(Document.parse(fixture.text), fixture.offset, name)
    assert found is None or reason in refusal(source, name)
    assert isinstance(found, Refusal) or found is None


def test_rename_gives_a_name_to_a_stage_that_has_none():
    check_rename("FROM a\nFROM b\nCOPY --from=<|>0 c d\n", "build", "FROM a AS build\nFROM b\nCOPY --from=build c d\n")


def test_linked_editing_changes_a_name_with_its_uses():
    check_linked("FROM a AS bu<|>ild\n          ^^^^^^^^\nFROM b\nCOPY --from=build c d\n            ^^^^^\n")


# --- the file as a whole ---


def test_symbols_are_a_tree_of_stages():
    assert outline("""\
        # syntax=docker/dockerfile:1
        ARG V=1
        FROM a:$V AS build
        RUN make
        FROM scratch
        COPY --from=build b c
        """) == [
        "directive syntax [syntax] docker/dockerfile:1",
        "variable V [V] ARG 1",
        "stage build [build] a:$V",
        "  instruction RUN [RUN] make",
        "stage scratch [scratch] stage 1",
        "  instruction COPY [COPY] --from=build b c",
    ]


def test_workspace_symbols_are_stages_and_global_arguments():
    found = analysis.workspace_symbols(Document.parse("ARG V=1\nFROM a AS build\nARG W\nENV X=1\nFROM b\n"))
    assert [it.name for it in found] == ["V", "build", "b"]


@pytest.mark.parametrize(
    ("what", "source", "lines"),
    [
        ("a stage", "FROM a\nRUN b\nCMD c\n", (1, 3, None)),
        ("an instruction of several lines", "FROM a\nRUN b \\\n c\n", (2, 3, None)),
        ("a heredoc", "FROM a\nRUN <<EOF\nb\nEOF\n", (2, 4, None)),
        ("a block of comments", "# a\n# b\nFROM c\n", (1, 2, "comment")),
        ("a region", "# region a\nFROM b\n# endregion\n", (1, 3, "region")),
    ],
)
def test_folding_hides(what: str, source: str, lines: tuple[int, int, str | None]):
    assert lines in folds(source)


@pytest.mark.parametrize(
    ("what", "source", "tokens"),
    [
        ("a directive", "# syntax=docker/dockerfile:1", ["macro syntax"]),
        ("keywords, an image and a stage", "FROM a:1 AS b\n", ["FROM", "type a", "enumMember 1", "AS", "class! b"]),
        ("a variable with a modifier", "FROM a\nENV B=${C:-d}\n", ["variable ${C", "operator :-", "string d"]),
        (
            "options of a mount",
            "FROM a\nRUN --mount=type=cache,target=/b c\n",
            ["parameter --mount", "property target"],
        ),
        ("the shell in RUN", "FROM a\nRUN if b; then c $D; fi\n", ["if", "function b", "then", "variable $D", "fi"]),
        ("PowerShell in RUN", 'FROM a\nSHELL ["pwsh"]\nRUN if ($a) { b }\n', ["if", "variable $a"]),
        ("the script of a heredoc", "FROM a\nRUN <<EOF\nfor b in c; do d; done\nEOF\n", ["for", "in", "do", "done"]),
        ("an array of the exec form", 'FROM a\nCMD ["b"]\n', ['function "b"']),
    ],
)
def test_semantic_tokens_know(what: str, source: str, tokens: list[str]):
    found = words(source)
    assert [it for it in tokens if it not in found] == [], found


def test_a_selection_grows_over_word_command_instruction_stage_and_file():
    assert grown("FROM a AS b\nRUN c && d $<|>E\n\nFROM f\n") == [
        "E",
        "$E",
        "d $E",
        "c && d $E",
        "RUN c && d $E",
        "FROM a AS b\nRUN c && d $E",
        "FROM a AS b\nRUN c && d $E\n\nFROM f\n",
    ]


def test_the_call_hierarchy_says_who_is_built_from_whom():
    text = "FROM a AS one\nFROM one AS two\nFROM b\nCOPY --from=one c d\n"
    document = Document.parse(text)
    stage = analysis.stage_at(document, text.index("one"))
    assert stage is not None
    assert [it.stage.name for it in analysis.users_of_stage(document, stage.index)] == ["two", "stage 2"]
    assert [it.stage.name for it in analysis.used_by_stage(document, 2)] == ["one"]


@pytest.mark.parametrize(
    ("what", "source", "link"),
    [
        ("Docker Hub", "FROM node:22", ("node", "https://hub.docker.com/_/node/")),
        ("GitHub", "FROM ghcr.io/a/b", ("ghcr.io/a/b", "https://github.com/a/b/pkgs/container/b")),
        ("Quay", "FROM quay.io/a/b", ("quay.io/a/b", "https://quay.io/repository/a/b")),
        (
            "Microsoft",
            "FROM mcr.microsoft.com/dotnet/sdk",
            ("mcr.microsoft.com/dotnet/sdk", "https://mcr.microsoft.com/artifact/mar/dotnet/sdk"),
        ),
        ("an image to copy from", "FROM a\nCOPY --from=nginx b c", ("nginx", "https://hub.docker.com/_/nginx/")),
        (
            "a frontend",
            "# syntax=docker/dockerfile:1",
            ("docker/dockerfile", "https://hub.docker.com/r/docker/dockerfile/"),
        ),
        ("a file of the build context", "FROM a\nCOPY package.json b", ("package.json", "package.json")),
        ("an address", "FROM a\nADD https://example.com/b c", ("https://example.com/b", "https://example.com/b")),
    ],
)
def test_links_lead_to(what: str, source: str, link: tuple[str, str]):
    assert link in linked(f"{source}\n", {"package.json": ""})


def test_a_rule_in_a_comment_is_linked():
    ((name, address),) = linked("FROM scratch\n# hadolint ignore=DL3020\nADD b c\n")
    assert name == "DL3020"
    assert address.endswith("#add-instead-of-copy")


def test_inlay_hints_say_what_stands_nowhere_in_the_line():
    check_hints("ARG V=1\nFROM a:$V«= a:1»\n", "variables")
    check_hints("FROM a AS b\nFROM c\nCOPY --from=0«= b» d e\n", "stages")
    check_hints("FROM a\nUSER b\nRUN c«USER b»\n", "users")


def test_code_lenses_stand_above_the_stages():
    assert lenses("FROM a AS b\nFROM b\nUSER c\nEXPOSE 80\nCMD d\n") == [
        (1, "1 reference"),
        (2, "final image: c · d · 80"),
    ]


# --- formatting ---

UNTIDY = "from   a\nrun b &&\\\n        c\n\n\n\ncopy d    e\n"


def formatted(source: str, selected: str = "") -> str:
    document = Document.parse(source)
    start = source.index(selected)
    range = TextRange(start, start + len(selected)) if selected else None
    return apply(source, analysis.formatting(document, Options(), range))


def test_formatting_a_file():
    assert formatted(UNTIDY) == "FROM a\nRUN b && \\\n    c\n\nCOPY d e\n"


def test_formatting_a_selection():
    assert formatted(UNTIDY, "copy d    e") == UNTIDY.replace("copy d    e", "COPY d e")


@pytest.mark.parametrize(("escape", "head"), [("\\", ""), ("`", "# escape=`\n")])
def test_formatting_while_a_line_is_continued(escape: str, head: str):
    fixture = marked(f"{head}FROM a\nRUN b {escape}\n<|>\n")
    edits = analysis.on_new_line(Document.parse(fixture.text), fixture.offset, Options())
    assert apply(fixture.text, edits) == f"{head}FROM a\nRUN b {escape}\n    \n"


def test_what_formatting_never_touches():
    source = dedent("""\
        FROM a
        RUN <<EOF
          b    c
        EOF
        ADD <<EOF d
           e    f
        EOF
        """)
    assert formatted(source) == source


# --- code actions ---


def actions(source: str) -> list[tuple[str, str]]:
    fixture = marked(source)
    document = Document.parse(fixture.text)
    place = TextRange(fixture.offset, fixture.offset)
    found = [
        *analysis.code_actions(document, place, all_rules()),
        *analysis.refactorings(document, place, all_rules()),
    ]
    return [(it.kind, it.title) for it in found]


@pytest.mark.parametrize(
    ("what", "source", "action"),
    [
        ("a fix", "FROM a:1\nAD<|>D b c\n", ("quickfix", "Use COPY")),
        ("a comment that silences", "FROM a:1\nAD<|>D b c\n", ("quickfix", "Ignore add-instead-of-copy on this line")),
        (
            "all safe fixes",
            "FROM a:1\nMAINTAINER d\nAD<|>D b c\n",
            ("source.fixAll.dockwright", "Fix all that is safe to fix"),
        ),
        ("split a RUN", "FROM a\nRUN b <|>&& c\n", ("refactor.rewrite", "Split the RUN at this &&")),
        ("shell to exec form", "FROM a\nCMD b<|> c\n", ("refactor.rewrite", "Use exec form")),
    ],
)
def test_code_actions_offer(what: str, source: str, action: tuple[str, str]):
    assert action in actions(source)


# --- and all of it between half-typed lines ---


def disturbed(source: str) -> tuple[str, int]:
    """A fixture's text and cursor, with half-typed lines above the cursor's and below."""
    fixture = marked(source)
    text, offset = fixture.text, fixture.offset
    if "<<" in text:
        return text, offset
    line = text.rfind("\n", 0, offset) + 1
    above = ABOVE if "FROM" in text[:line] else ""
    return f"{text[:line]}{above}{text[line:]}{BELOW}", offset + len(above)


@pytest.mark.parametrize("what", HOVERS)
def test_hover_tells_the_same_between_half_typed_lines(what: str):
    source, told = HOVERS[what]
    text, offset = disturbed(source)
    document = Document.parse(text)
    findings = analysis.diagnostics(document, all_rules())
    found = analysis.hover(document, offset, all_rules(), found=findings)
    assert found is not None
    assert [it for it in told if it not in found.markdown] == [], found.markdown


@pytest.mark.parametrize("source", [*DEFINITIONS.values(), *NAMES.values()])
def test_names_mean_the_same_between_half_typed_lines(source: str):
    fixture = marked(source)
    calm = Document.parse(fixture.text)
    text, offset = disturbed(source)
    document = Document.parse(text)

    def led_to(document: Document, offset: int) -> list[str]:
        return [it.focus.slice(document.text) for it in analysis.definition(document, offset)]

    def named(document: Document, offset: int) -> list[str]:
        found = analysis.references(document, offset, with_declarations=True)
        return [it.slice(document.text) for it in found]

    assert led_to(document, offset) == led_to(calm, fixture.offset)
    assert named(document, offset) == named(calm, fixture.offset)


@pytest.mark.parametrize("source", [it for it in SIGNATURES if not it.startswith("#")])
def test_signature_help_knows_the_part_between_half_typed_lines(source: str):
    assert help_at(f"FROM a\n{ABOVE}{source}{BELOW}")[0] == SIGNATURES[source]


@pytest.mark.parametrize(
    "source", ["", "FROM", "FROM a\nCOP", "FROM a\nCOPY --fro=b c d\nMAINTAINER e", "FROM a\nCOPY"]
)
def test_a_half_typed_file_is_answered(source: str):
    document = Document.parse(source)
    codes = {it.code for it in analysis.diagnostics(document, all_rules())}
    assert ("maintainer-deprecated" in codes) == ("MAINTAINER" in source)
    assert codes
    assert analysis.completion(document, len(source)).items or source.endswith(("d\nMAINTAINER e", "COPY"))
