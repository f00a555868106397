"""dockerfile-parse as a second opinion: an independent reader of Dockerfiles, asked where it can be trusted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from dockerfile_parse import DockerfileParser

from tests.support.shared import corpus

# What it is known to read in another way than BuildKit; a file with any of these is not asked about.
_UNREADABLE = re.compile(
    r"""
      <<                            # heredocs: it takes bodies for instructions
    | \$\{[^}]*[^}\w] | \$[^\w{]    # modifiers, and dollar signs that mean themselves
    | \$$
    | \\\\[ \t]*$                   # two backslashes at the end of a line continue nothing
    | \\[ \t]*\n[ \t]*\r?$          # a blank line in a continuation ends nothing
    | \A\ufeff
    | ^[ \t]*\#[ \t]*(?:escape|check)[ \t]*=
    | \\["'$]                       # escapes in values
    | ^[ \t]*ARG[ \t].*\$           # it expands no defaults
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)


def readable() -> Iterator[tuple[str, str, DockerfileParser]]:
    """The corpus's files that it should read rightly: name, text, and the reader, which keeps to memory."""
    for path in corpus():
        text = path.read_bytes().decode("utf-8")
        if not _UNREADABLE.search(text):
            yield path.name, text, DockerfileParser(fileobj=io.BytesIO(text.encode("utf-8")), cache_content=True)
