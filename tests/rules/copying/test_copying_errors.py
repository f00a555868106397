"""What BuildKit refuses about COPY and ADD: the edges of each rule that its page does not show."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

FOUND = [
    (
        "copy-missing-destination",
        """\
        FROM a
        COPY
        ^^^^ COPY needs a source and a destination
        ADD --keep-git-dir
        ^^^
        COPY ["a"]
              ^^^
        COPY ["a", "b"]
        ADD <<EOF /x
        EOF
        """,
    ),
    (
        "heredoc-as-destination",
        """\
        FROM a
        COPY a <<A b <<-"B"
                     ^^^^^^
        A
        B
        COPY a "<<b"
        """,
    ),
    (
        "copy-url-or-git",
        """\
        FROM a
        ENV HOST=https://example.com
        COPY a git@github.com:o/r.git $HOST/x /y/
               ^^^^^^^^^^^^^^^^^^^^^^ COPY cannot fetch a Git repository; ADD can
                                      ^^^^^^^ COPY cannot fetch a URL; ADD can
        COPY ["https://github.com/o/r.git#v1", "/x"]
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        COPY github.com/o/r ./git@x:y ftp://x/y $UNKNOWN/z /w/
        """,
    ),
    (
        "copy-checksum-misuse",
        """\
        FROM a
        ADD --checksum=sha256:12 https://a/b https://c/d /e/
            ^^^^^^^^^^ `--checksum` works with exactly one source, a URL or a Git repository
        ADD --checksum=sha256:12 https://a/b /c
                       ^^^^^^^^^
        ADD --checksum=1234 https://a/b.git?commit=5678 /c
                       ^^^^ The source itself names another commit: `5678`
        ADD --checksum=1234 https://a/b.git /c
        ADD --checksum=$SUM $URL /c
        ADD --checksum= a /b
        """,
    ),
    (
        "add-git-options",
        """\
        FROM a
        ADD https://h/r.git?tag=v1&branch=b&ref=r /x
                                   ^^^^^^^^ A source has a branch or a tag, not both
                                            ^^^^^ The reference is another one already: `refs/tags/v1`
        ADD https://h/r.git?tag=a&tag=b&subdir=#:d /x
                                  ^^^^^ The option `tag` is given twice
                                        ^^^^^^^ The option `subdir` needs a value
        ADD https://h/r.git?submodules&keep-git-dir=maybe /x
                                       ^^^^^^^^^^^^^^^^^^
        ADD --keep-git-dir=false git@h:r?keep-git-dir=1 /x
                                         ^^^^^^^^^^^^^^ `--keep-git-dir` says otherwise
        ADD https://h/r.tar?foo=bar /x
        ADD https://h/r.git?subdir=a#:a /x
        """,
    ),
    (
        "chmod-flag-invalid",
        """\
        FROM a
        COPY --chmod=0755 a /b
        COPY --chmod=u+rwX,go=rX,+x a /b
        COPY --chmod=$MODE a /b
        ADD --chmod=10000 a /b
                    ^^^^^
        COPY --chmod=0o755 a /b
                     ^^^^^
        COPY --chmod=-1 a /b
                     ^^
        """,
    ),
    (
        "windows-drive-path",
        """\
        FROM mcr.microsoft.com/windows/servercore:ltsc2022
        COPY a D:/b
               ^^^^ A Windows image has no drive `D:`, only `C:`
        COPY a c:/b
        WORKDIR c:
                ^^ `c:` is a drive without a path
        ADD https://a/b C:/c
        FROM alpine
        COPY a D:/b
        """,
    ),
]


@pytest.mark.parametrize(("rule", "source"), FOUND)
def test_what_is_found(rule: str, source: str):
    check_rule(rule, source)


def test_add_takes_the_flags_that_it_has():
    check_fix("copy-url-or-git", "from a\ncopy --link https://a/b /c\n", "from a\nadd --link https://a/b /c\n")
    check_fix("copy-url-or-git", "FROM a\nCOPY --from=b https://a/b /c\n", "FROM a\nCOPY --from=b https://a/b /c\n")
