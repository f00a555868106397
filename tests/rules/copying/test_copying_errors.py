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
    before, after = "FROM a\nCOPY https://a/b {} /c/\n", "FROM a\nADD https://a/b {} /c/\n"
    check_fix("copy-url-or-git", before.format("x.py"), after.format("x.py"))
    # ADD would unpack what COPY does not.
    check_fix("copy-url-or-git", before.format("x"), before.format("x"))
    check_fix("copy-url-or-git", before.format("x.tgz"), after.format("x.tgz"), unsafe=True)
    check_fix("copy-url-or-git", "FROM a\nCOPY --from=b https://a/b /c\n", "FROM a\nCOPY --from=b https://a/b /c\n")


def test_a_mode_as_ls_shows_it_becomes_a_number():
    check_fix("chmod-flag-invalid", """\
        FROM a:1
        ARG MODE=rwxr-xr-x
        COPY --chmod=rw-r--r-- a /a
        ADD --chmod=rwxr-x--- a /b
        COPY --chmod=0o0644 a /c
        COPY --chmod=$MODE a /e
        COPY --chmod=rwsr-xr-x a /f
        """, """\
        FROM a:1
        ARG MODE=rwxr-xr-x
        COPY --chmod=644 a /a
        ADD --chmod=750 a /b
        COPY --chmod=0644 a /c
        COPY --chmod=$MODE a /e
        COPY --chmod=rwsr-xr-x a /f
        """)  # fmt: skip


def test_a_checksum_is_put_right():
    digest = "24454F830CDB571E2C4AD15481119C43B3CAFD48DD869A9B2945D1036D1DC68D"
    file = "FROM a:1\nADD --checksum={} https://example.com/a /a\n"
    right = f"sha256:{digest.lower()}"
    check_fix("copy-checksum-misuse", file.format(digest), file.format(right))
    check_fix("copy-checksum-misuse", file.format(f"SHA256:{digest}"), file.format(right))
    for other in (digest[1:], f"md5:{digest}", f'"{digest}"'):
        check_fix("copy-checksum-misuse", file.format(other), file.format(other))


def test_a_checksum_of_a_local_file_is_taken_away_where_asked_for():
    file = "FROM a:1\nADD --checksum=sha256:1 {}a /a\n"
    check_fix("copy-checksum-misuse", file.format(""), file.format(""))
    check_fix("copy-checksum-misuse", file.format(""), "FROM a:1\nADD a /a\n", unsafe=True)


def test_a_heredoc_and_the_path_change_places():
    check_fix("heredoc-as-destination", """\
        FROM a:1
        COPY --chmod=644 "/etc/a" \\
            <<-"EOF"
        COPY a b
        EOF
        COPY /a /b <<EOF
        EOF
        ADD https://example.com/a <<EOF
        EOF
        """, """\
        FROM a:1
        COPY --chmod=644 <<-"EOF" \\
            "/etc/a"
        COPY a b
        EOF
        COPY /a /b <<EOF
        EOF
        ADD https://example.com/a <<EOF
        EOF
        """)  # fmt: skip


def test_a_mistyped_option_of_a_git_source():
    check_fix("add-git-options", """\
        FROM a:1
        ADD https://example.com/a.git?brunch=main&submodule=false /a
        ADD https://example.com/a.git?branch=main&brunch=main /b
        """, """\
        FROM a:1
        ADD https://example.com/a.git?branch=main&submodules=false /a
        ADD https://example.com/a.git?branch=main&brunch=main /b
        """, unsafe=True)  # fmt: skip


def test_a_missing_destination_is_the_working_directory_where_one_is_chosen():
    check_fix("copy-missing-destination", """\
        FROM a:1
        COPY .
        WORKDIR /srv
        COPY .
        ADD --chown=app app.py
        COPY ["a b"]
        COPY --from=build /app
        """, """\
        FROM a:1
        COPY .
        WORKDIR /srv
        COPY . .
        ADD --chown=app app.py ./
        COPY ["a b", "./"]
        COPY --from=build /app
        """, unsafe=True)  # fmt: skip
