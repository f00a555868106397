"""Which of ShellCheck's codes make sense for the scripts of a Dockerfile.

Sources: ShellCheck's wiki, and what ShellCheck 0.11.0 says of 12,700 Dockerfiles from public projects, read by hand.
"""

from __future__ import annotations

WIKI = "https://www.shellcheck.net/wiki"
"""Where each code has its page."""

CATEGORY = "shellcheck"
"""What the codes are called together, where settings or comments choose among rules."""

AUTO, OFF = "auto", "off"
"""What settings may say instead of a program's path: run the one that is installed, or none."""

UNFIT: frozenset[int] = frozenset(
    (
        1009,  # says where the construct begins that 1072 and 1073 speak of
        1090,  # a file that is sourced lies in the image, where nobody can look
        1091,  # the same
        1128,  # a here-document's `#!` stands below our head
        2148,  # no `#!`: SHELL says which shell it is
        2291,  # blanks are repeated where continued lines are joined
        2187,  # ash is checked as dash
    )
)
"""Codes that say nothing about a script in a Dockerfile."""

QUIET: frozenset[int] = frozenset(
    (
        1007,  # `NAME= command` is how one empties a variable for a command
        1010,  # `mix do deps.get, compile`
        1075,  # `else if` on two lines of a continued RUN is one line to the shell
        1083,  # `find -exec rm \{} \;`
        1105,  # `((` opens two subshells where the shell is no bash
        2010,  # `ls | grep`: the names in an image are known to whoever builds it; the same holds for the next three
        2011,
        2038,
        2044,
        2045,
        2024,  # `sudo` in a Dockerfile is mostly run by root
        2027,  # "a"${b}"c" is meant
        2043,  # a loop over a list of one, which the next release makes two
        2046,  # `make -j$(nproc)`, `apt-get install $(cat packages)`: nearly always meant, or harmless
        2091,  # a command that is put together is run
        2115,  # the variable is set three lines above
        2155,  # `export GNUPGHOME="$(mktemp -d)"`, as in all of Docker's official images
        2166,  # `[ a -a b ]` works in every shell that is called `sh`
        2174,  # `mkdir -p -m`: mostly but one folder is made
        2206,  # an array of words that are split is what was wanted
        2226,  # `ln -s FILE` links into the working directory
        2227,  # a redirection in the middle of `find` holds for what it starts as well
    )
)
"""Warnings and errors that are off by default: in a Dockerfile they are mostly meant, or make no difference."""
