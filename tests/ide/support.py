"""Texts as they are while someone types, to ask every question at every place of."""

from __future__ import annotations

import random
from functools import lru_cache
from textwrap import dedent

WHOLE = dedent("""\
    # syntax=docker/dockerfile:1
    # check=skip=StageNameCasing;error=true
    ARG NODE=20 TAG=$NODE-alpine
    FROM --platform=$BUILDPLATFORM node:${TAG:-x} AS build
    # hadolint ignore=DL3020,DL3018
    ADD --chown=$U:$G ["x y", "z"]
    ENV A=1 \\
      # note
      B="$A ${C:-"$D"}"

    RUN --mount=type=cache,target=/root/.npm,id=$A --mount='type=bind,from=build' npm ci && \\
       echo '$A' "${A}" $(cat $B) <<EOF
    $A
    EOF
    COPY <<-ONE <<"TWO" /x/
    \t$A
    \tONE
    TWO
    onbuild copy --from=0 a b
    HEALTHCHECK --interval=5s CMD curl || exit 1
    FROM scratch
    SHELL ["pwsh"]
    RUN $env:A
    CMD [ "x", "
    """)

_INSERTED = [
    "$",
    "${",
    "\\",
    "\n",
    '"',
    "'",
    "#",
    "<<",
    "<<E\n",
    "--",
    "=",
    ",",
    " ",
    "\r\n",
    "\t",
    "FROM ",
    "é",
    "\U0001f600",
]


@lru_cache
def places() -> tuple[str, ...]:
    """Half-typed and broken texts; the same ones each time, few enough to try every offset of."""
    chance = random.Random(4)
    texts = [
        "",
        "\n",
        "#",
        "FROM a\r\n# \r\nRUN <<E\r\nls\r\n",
        "\ufeff# escape=`\nFROM a `\n b",
        "FROM",
        "RUN <<",
        "FROM a\\",
        "\x00",
        "FROM a\r\nRUN $\r",
    ]
    texts.append(WHOLE)
    for _ in range(30):
        cut = chance.randrange(len(WHOLE))
        start = max(0, cut - chance.randrange(300))
        texts.append(WHOLE[start:cut])
    for _ in range(30):
        at = chance.randrange(len(WHOLE))
        end = min(len(WHOLE), at + chance.randrange(12))
        text = WHOLE[:at] + chance.choice(_INSERTED) + WHOLE[end:]
        start = max(0, at - 150)
        texts.append(text[start : at + 150])
    return tuple(texts)
