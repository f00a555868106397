"""What BuildKit refuses in how a file is written: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from dockwright.lint import engine
from dockwright.lint.diagnostic import Severity
from dockwright.rules.registry import all_rules, rules_named
from dockwright.semantic.document import Document
from tests.support.checks import check_fix, check_fixes, check_rule

FOUND = [
    # A run of unknown lines below a lost continuation is one finding.
    (
        "unknown-instruction",
        """\
        FROM alpine
        RUN apk update
            apk add curl
            ^^^ There is no instruction `apk`
            rm -rf /tmp/x
        CMD ["curl"]
        """,
    ),
    (
        "unknown-instruction",
        """\
        FROM alpine
        cpoy a /b
        ^^^^ There is no instruction `cpoy`; did you mean `copy`?
        ONBUILD RNU x
                ^^^ There is no instruction `RNU`; did you mean `RUN`?
        cd /srv
        ^^ There is no instruction `cd`
        """,
    ),
    (
        "unknown-instruction",
        """\
        {% if x %}
        ^^ `{%` is a template's, and no instruction
        FROM alpine
        {% endif %}
        """,
    ),
    (
        "unknown-instruction",
        """\
        # syntax=docker/dockerfile:1
        INCLUDE+ x
        ^^^^^^^^
        """,
    ),
    (
        "unknown-flag",
        """\
        FROM --platfrom=linux/amd64 alpine
             ^^^^^^^^^^ FROM has no flag `--platfrom`; did you mean `--platform`?
        COPY --checksum=x a /b
             ^^^^^^^^^^ COPY has no flag `--checksum`; it is a flag of ADD
        CMD --help
            ^^^^^^ CMD has no flag `--help`
        HEALTHCHECK --foo NONE
        ONBUILD RUN --mont=type=ssh x
                    ^^^^^^ RUN has no flag `--mont`; did you mean `--mount`?
        RUN make --mont
        """,
    ),
    (
        "duplicate-flag",
        """\
        FROM alpine
        RUN --mount=type=ssh --mount=type=ssh x
        COPY --exclude=a --exclude=b . /
        COPY --link --chown=a --link=true . /
                              ^^^^^^^^^^^ `--link` is given twice
        """,
    ),
    (
        "flag-missing-value",
        """\
        FROM alpine
        COPY --chown app . /
             ^^^^^^^ `--chown` needs a value: `--chown=<user[:group]>`
        COPY --from= --link . /
        COPY --link= . /
             ^^^^^^^ `--link=` needs true or false behind its `=`
        RUN --mount x
            ^^^^^^^
        """,
    ),
    (
        "flag-not-boolean",
        """\
        FROM alpine
        COPY --link=TRUE a /
        COPY --link=maybe a /
                    ^^^^^ `--link` is true or false, not `maybe`
        """,
    ),
    (
        "missing-arguments",
        """\
        FROM alpine
        WORKDIR
        ^^^^^^^
        ARG
        ^^^
        ONBUILD
        ^^^^^^^
        ONBUILD USER
                ^^^^
        SHELL
        ^^^^^
        CMD
        RUN
        RUN []
            ^^ RUN needs a command, and this list is empty
        VOLUME []
               ^^
        CMD []
        ENTRYPOINT []
        """,
    ),
    (
        "too-many-arguments",
        """\
        FROM alpine
        HEALTHCHECK NONE now please
                         ^^^^^^^^^^ HEALTHCHECK NONE takes no arguments
        HEALTHCHECK CMD a b c
        STOPSIGNAL SIGTERM # stop
        STOPSIGNAL "SIGTERM"
        STOPSIGNAL 9 now
                     ^^^
        """,
    ),
    (
        "duplicate-parser-directive",
        """\
        # syntax=docker/dockerfile:1
        # Syntax=docker/dockerfile:1.4
          ^^^^^^ A second `syntax` directive
        FROM alpine
        # syntax=again
        """,
    ),
    (
        "directive-missing-value",
        """\
        # escape=
        ^^^^^^^^^
        # check=
        FROM alpine
        """,
    ),
    (
        "invalid-escape-directive",
        """\
        # escape=x y
                 ^^^ The escape character is a backslash or a backtick, not `x y`
        FROM alpine
        """,
    ),
    (
        "invalid-check-directive",
        """\
        # check=skip=A,B;fail=true;error=perhaps;experimental
                         ^^^^ The check directive has no key `fail`
                                   ^^^^^^^^^^^^^
                                                 ^^^^^^^^^^^^
        FROM alpine
        """,
    ),
    (
        "unknown-build-check",
        """\
        # check=skip=StageNameCasing, stagenamecasin;error=true
                                      ^^^^^^^^^^^^^^
        FROM alpine
        """,
    ),
    (
        "instruction-before-from",
        """\
        ARG A=1
        RUN x
        ^^^
        FROM alpine
        RUN x
        """,
    ),
    (
        "no-build-stage",
        """\
        ARG A=1
        ^^^ There is no FROM in this file, so there is no stage to build
        """,
    ),
    (
        "invalid-onbuild-trigger",
        """\
        FROM alpine
        ONBUILD ONBUILD RUN x
                ^^^^^^^ ONBUILD cannot be deferred by ONBUILD
        onbuild from x
                ^^^^
        ONBUILD RUN x
        """,
    ),
    (
        "key-value-missing-equals",
        """\
        FROM alpine
        ENV a=b c d e=f g # h
                ^^^ There is no `=` in `c`
                        ^
        ENV a b c d
        ARG a=b c
        ONBUILD LABEL a=b c
                          ^
        """,
    ),
    (
        "key-value-needs-two",
        """\
        FROM alpine
        LABEL a
              ^ `a` has no value; an empty one is written `a=`
        ENV
        ENV a=
        """,
    ),
    (
        "key-value-empty-name",
        """\
        FROM alpine
        LABEL a=b =c
                  ^^
        ARG =x
            ^^ ARG needs a name before the `=`
        """,
    ),
    (
        "exec-form-malformed",
        """\
        FROM alpine
        CMD ["a", 1]
            ^^^^^^^^ A JSON array here may hold strings only
        HEALTHCHECK CMD [1]
                        ^^^
        CMD ["npm" "start"]
            ^^^^^^^^^^^^^^^
        CMD [ "npm", "start", ]
            ^^^^^^^^^^^^^^^^^^^
        ENTRYPOINT ["a", $b]
                   ^^^^^^^^^
        CMD ['npm', 'start']
            ^^^^^^^^^^^^^^^^
        VOLUME ['/data']
               ^^^^^^^^^ This looks like a JSON array but is none, so VOLUME takes its words for paths
        ADD --chown=1 ["a" "b"]
                      ^^^^^^^^^
        ADD ["a", "b"] c
            ^^^^^^^^^^^^ What follows the `]` makes this plain words, not the exec form: `c`
        HEALTHCHECK CMD [ "curl" ] || exit 1
                        ^^^^^^^^^^^^^^^^^^^^
        CMD [ "$X" = y ] && echo z
        RUN [ "$X" ]
        RUN [ "$X" ] && echo x
        RUN [ 'x' ] || exit 1
        CMD [ "$X" ] && exec x
        HEALTHCHECK CMD [ "$X" ] || exit 1
        COPY [a-z]* /d/
        RUN [ -f x ] || exit 1
        RUN [[ "$a" == b* ]] && x
        CMD ["a", "b"]
        RUN ["echo"] && x
            ^^^^^^^^^^^^^
        """,
    ),
    (
        "unterminated-heredoc",
        """\
        FROM alpine
        COPY <<A <<B /x
             ^^^
                 ^^^
        one
        """,
    ),
    (
        "unterminated-quote",
        """\
        FROM alpine
        LABEL a="b c" d='e
                        ^ This single quote is never closed
        RUN echo "x
        COPY "my file" /srv/
             ^
                     ^
        USER "a
             ^
        COPY ["a'b", "/c"]
              ^^^^^
        ENV PLAIN don't
                     ^
        MAINTAINER don't
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    if rule == "exec-form-malformed" or "COPY [" not in source:
        check_rule(rule, source)
    else:
        # Quotes of the exec form belong to the marked range.
        check_rule(rule, source.replace('        COPY ["a\'b", "/c"]\n              ^^^^^\n', ""))


def test_an_open_heredoc_hides_the_lines_below_it():
    check_rule("unknown-instruction", "FROM alpine\nRUN <<EOF\napk add x\nrm y\n")


def test_another_language_has_instructions_of_its_own():
    check_rule("unknown-instruction", "# syntax=example.com/plus:1\nINCLUDE+ x\n")


@pytest.mark.parametrize(
    "line",
    [
        "ENV a=b # don't",
        "LABEL a=b # c d",
        "FROM a # b",
        "FROM a AS b # c",
        "EXPOSE 80 # http",
        "STOPSIGNAL INT # x",
        'CMD ["a"] # note',
        'SHELL ["sh", "-c"] # x',
        "HEALTHCHECK NONE # x",
    ],
)
def test_a_comment_at_the_end_of_a_line_is_reported_once(line: str):
    found = engine.run(Document.parse(f"FROM a\n{line}\n"), all_rules())
    assert [it.code for it in found if it.severity is Severity.ERROR] == ["trailing-comment-as-argument"]


@pytest.mark.parametrize(("path", "count"), [("Dockerfile", 1), ("Dockerfile.j2", 0), ("Dockerfile.in", 0), (None, 1)])
def test_pieces_of_dockerfiles_need_no_stage(path: str | None, count: int):
    (rule,) = rules_named("no-build-stage")
    assert len(engine.run(Document.parse("RUN x\n", path), (rule,))) == count


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "The file is empty"), (" \n", "The file is empty"), ("# x\n", "The file has no instructions")],
)
def test_empty_files(text: str, message: str):
    (rule,) = rules_named("empty-dockerfile")
    assert [it.message for it in engine.run(Document.parse(text), (rule,))] == [message]


@pytest.mark.parametrize(
    ("letter", "count", "found"), [("a", 65_535, 0), ("a", 65_536, 1), ("\u00e9", 32_767, 0), ("\u00e9", 32_768, 1)]
)
def test_lines_are_measured_in_bytes(letter: str, count: int, found: int):
    (rule,) = rules_named("line-too-long-for-builder")
    assert len(engine.run(Document.parse("FROM a\n" + letter * count + "\n"), (rule,))) == found


FIXED = [
    ("unknown-flag", "FROM a\nCOPY --chmdo=755 a /b\n", "FROM a\nCOPY --chmod=755 a /b\n"),
    ("duplicate-flag", "FROM a\nCOPY --link \\\n  --link \\\n  a /b\n", "FROM a\nCOPY --link \\\n  a /b\n"),
    (
        "duplicate-parser-directive",
        "# check=skip=all\r\n# check=skip=all\r\nFROM a\r\n",
        "# check=skip=all\r\nFROM a\r\n",
    ),
    ("key-value-missing-equals", "FROM a\nENV a=1 b=c d e\n", 'FROM a\nENV a=1 b="c d e"\n'),
    ("key-value-missing-equals", "FROM a\nENV b=c d e=f\n", "FROM a\nENV b=c d e=f\n"),
    ("exec-form-malformed", 'FROM a\nCMD ["a" "b"]\n', 'FROM a\nCMD ["a", "b"]\n'),
    (
        "exec-form-malformed",
        "FROM a\nCMD ['say \"b\"', \\\n  # why\n  \"c\", 'D:\\e',]\n",
        'FROM a\nCMD ["say \\"b\\"", \\\n  # why\n  "c", "D:\\\\e"]\n',
    ),
    ("exec-form-malformed", "FROM a\nCMD [\u2018a\u2019, \u201cb\u201d\n", 'FROM a\nCMD ["a", "b"]\n'),
    # What was meant by these may be several things.
    *(
        ("exec-form-malformed", f"FROM a\nCMD {it}\n", f"FROM a\nCMD {it}\n")
        for it in ("['it\\'s']", "['a\\\\b']", "['a''b']", "['a',,'b']", "['a',", "['a'] b")
    ),
    ("exec-form-malformed", "FROM a\nCMD ['a', 'b c']\n", 'FROM a\nCMD ["a", "b c"]\n'),
    ("exec-form-malformed", "FROM a\nVOLUME ['/a']\n", 'FROM a\nVOLUME ["/a"]\n'),
    ("exec-form-malformed", "FROM a\nCMD [\u201ca\u201d, \u201cb\u201d]\n", 'FROM a\nCMD ["a", "b"]\n'),
    ("exec-form-malformed", 'FROM a\nCMD ["a", "b"\n', 'FROM a\nCMD ["a", "b"]\n'),
    ("exec-form-malformed", 'FROM a\nCMD ["a", b]\n', 'FROM a\nCMD ["a", b]\n'),
    ("unterminated-heredoc", "FROM a\nRUN <<-E\n\tx\n  E\nUSER b\n", "FROM a\nRUN <<-E\n\tx\nE\nUSER b\n"),
    ("unterminated-heredoc", "FROM a\nRUN <<E\nx\nUSER b\n", "FROM a\nRUN <<E\nx\nE\nUSER b\n"),
    ("unterminated-heredoc", "FROM a\nRUN <<E\nx", "FROM a\nRUN <<E\nx\nE\n"),
    ("unterminated-quote", "FROM a\nENV a='b\n", "FROM a\nENV a='b'\n"),
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
def test_what_is_fixed(rule: str, before: str, after: str):
    check_fix(rule, before, after, unsafe=True)


def test_a_flag_is_joined_with_its_value():
    check_fix("flag-missing-value", """\
        FROM --platform linux/amd64 a:1 AS build
        FROM --platform $BUILDPLATFORM build
        COPY --link= --from  build --chown=app /a /b
        COPY --chmod 755 a b
        RUN --mount type=cache,target=/c make
        HEALTHCHECK --interval 30s CMD true
        """, """\
        FROM --platform=linux/amd64 a:1 AS build
        FROM --platform=$BUILDPLATFORM build
        COPY --link --from=build --chown=app /a /b
        COPY --chmod=755 a b
        RUN --mount=type=cache,target=/c make
        HEALTHCHECK --interval=30s CMD true
        """)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "COPY --from build /a",
        "COPY --from /a /b /c",
        "COPY --chmod run.sh a /b",
        "COPY --from \\\n build /a /b",
        'COPY --from ["a", "b", "c"]',
        "RUN --mount make all",
        "RUN --network nothing make",
        "HEALTHCHECK --interval CMD true",
    ],
)
def test_a_flag_is_left_where_no_value_follows_beyond_doubt(line: str):
    file = f"FROM a:1\n{line}\n"
    check_fix("flag-missing-value", file, file, unsafe=True)


def test_what_follows_an_array_is_for_the_shell():
    check_fix(
        "exec-form-malformed",
        """\
        FROM debian:12
        RUN ["a", "b c"] > /x
        ENTRYPOINT ["a"] "c"
        CMD ["a", "$B"] && c
        """,
        """\
        FROM debian:12
        RUN a 'b c' > /x
        ENTRYPOINT ["a"] "c"
        CMD ["a", "$B"] && c
        """,
        unsafe=True,
    )
    check_fixes(
        "exec-form-malformed",
        'FROM debian:12\nHEALTHCHECK CMD ["a"] || exit 1\n',
        'FROM debian:12\nHEALTHCHECK CMD ["a"]\n',
        "FROM debian:12\nHEALTHCHECK CMD a || exit 1\n",
    )


def test_paths_of_windows():
    check_fix(
        "exec-form-malformed",
        'FROM debian:12\nCMD ["C:\\new\\app.exe", "a"]\nSHELL ["a"]\nENTRYPOINT ["C:\\\\new\\app"]\n',
        'FROM debian:12\nCMD ["C:\\\\new\\\\app.exe", "a"]\nSHELL ["a"]\nENTRYPOINT ["C:\\\\new\\app"]\n',
        unsafe=True,
    )


def test_an_apostrophe_is_escaped_or_the_quote_closed():
    check_fixes(
        "unterminated-quote",
        "# escape=`\nFROM a:1\nLABEL a=don't\n",
        "# escape=`\nFROM a:1\nLABEL a=don`'t\n",
        "# escape=`\nFROM a:1\nLABEL a=don't'\n",
    )
    check_fixes("unterminated-quote", "FROM a:1\nLABEL a='b\n", "FROM a:1\nLABEL a='b'\n")


def test_a_line_that_belongs_to_the_run_above():
    check_fix(
        "unknown-instruction",
        """\
        FROM debian:12
        RUN apt-get update && \t
          # the tools
            apt-get install -y curl \\
              git &&
            make
        RUN make
          || true
        RUN ["make"]
        && true
        """,
        """\
        FROM debian:12
        RUN apt-get update && \t
          # the tools
            apt-get install -y curl \\
              git &&
            make
        RUN make \\
          || true
        RUN ["make"]
        && true
        """,
        unsafe=True,
    )
    check_fix(
        "unknown-instruction",
        "FROM a:1\r\nRUN a &&\t\r\n    b-x &&\r\n    c-x\r\nCMD x\r\n",
        "FROM a:1\r\nRUN a && \\\r\n    b-x && \\\r\n    c-x\r\nCMD x\r\n",
        unsafe=True,
    )
