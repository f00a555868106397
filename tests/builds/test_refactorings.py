"""Refactorings with a real engine: the image is the same, or differs only in what the title says."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.assists import changed
from tests.support.images import Failure, Image, build, differences, stand_in_image

STAGE = """\
    FROM x AS app
    ARG NAME=app
    SHELL ["/bin/sh", "-ec"]
    ENV A=1 B=$NAME
    ^^^^^^^^^^^^^^^
    LABEL c=$NAME
    USER node
    WORKDIR /home/$NAME
    RUN echo $NAME $A > own
    ^^^^^^^^^^^^^^^^^^^^^^^
    COPY a .
    RUN echo "$NAME $(pwd)" >> own
    HEALTHCHECK CMD true
    CMD echo $A
    FROM app
    COPY --from=app /home/app/own /copy
    """

SAME = {
    "Extract the selection into a stage": STAGE,
    "Extract what stands above": STAGE.replace("RUN echo $NAME $A", "RUN true")
    .replace("HEALTHCHECK CMD true\n", "HEALTHCHECK CMD true\n    ^^^^^^^^^^^^^^^^^^^^\n")
    .replace("CMD echo $A\n", "CMD echo $A\n    ^^^^^^^^^^^\n")
    .replace("    ^^^^^^^^^^^^^^^\n", "")
    .replace("    ^^^^^^^^^^^^^^^^^^^^^^^\n", ""),
    "Name the stage": "FROM x\nRUN echo a > /a\nFROM x\nCOPY --from=<|>0 /a /b\nCOPY --from=0 /a /c\n",
    "Extract x into": "FROM x\n     ^\nRUN echo a > /a\nFROM x AS y\nFROM y\n",
    "Extract 1.2 into": 'FROM x\nRUN echo "v1.<|>2" /a-1.2 > /a-1.2 && cat "/a-1.2" > /b\n',
    "Extract /srv into": "FROM x\nWORKDIR /srv/app\n        ^^^^\nRUN pwd > /a\n",
    "Inline the ARG": "ARG V=1.2\nFROM x\nARG <|>V W=3\nENV A=$V\nRUN echo \"${V}\" $V$W > /a-$V\nLABEL b=$V\n",
    "Split": "FROM x\nRUN echo a > /a \\\n    # why\n    && (cd /tmp; pwd) > /b <|>&& cat /a /b > /c\n",
    "Merge": "FROM x\nRUN echo a > /a\n^^^\n\n# why\nRUN cat /a > /b && \\\n    echo c\nRUN echo d | cat > /d\n^^^\n",
    "Write a here-document": "FROM x\nRUN <|>mkdir /o && \\\n    echo \"a \\\n b\" >/o/a && \\\n    # c\n    pwd >/b\n",
    "Join the here-document": "FROM x\nRUN <<E\nset -e\n<|>mkdir /o # why\n\nfalse || echo '1 2' > /o/a\nE\n",
    "Use exec form with /bin/sh": 'FROM x\nENTRYPOINT <|>exec cat "$A" \\\n    é\nCMD b\n',
    "Use shell form": 'FROM x\nSHELL ["/bin/sh", "-ec"]\nCMD ["/bin/sh", "-ec", <|>"echo \\"a\\" && b"]\n',
    "Sort the packages": "FROM x\nRUN apk add --no-cache git <|>bash curl && echo a > /a\n",
}  # fmt: skip

OTHER = {
    "Turn the ENV": ("FROM x\nENV A=1 <|>B='2 3'\nRUN echo $A $B > /a\n", {"config:Env"}),
    "Turn the ARG": ("FROM x\nARG <|>A='1 2' B\nRUN echo $A > /a\n".replace(" B\n", "\n"), {"config:Env"}),
    "Add an ENV": ("FROM x\nARG <|>A='1 2'\nRUN echo $A > /a\n", {"config:Env"}),
}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build context with one file."""
    folder = tmp_path_factory.mktemp("builds") / "context"
    folder.mkdir()
    (folder / "a").write_text("a\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(context: Path) -> Iterator[str]:
    """The address at which the files of the context can be fetched."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(context))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def compared(context: Path, before: str, after: str) -> set[str]:
    """In what the images differ that are built before and after."""
    images = {"x": stand_in_image()}
    one, other = build(context, before, images), build(context, after, images)
    assert isinstance(one, Image), one
    assert isinstance(other, Image), other
    return differences(one, other)


@pytest.mark.parametrize("title", SAME)
def test_the_image_is_the_same(title: str, context: Path):
    assert compared(context, *changed(title, SAME[title])) == set()


@pytest.mark.parametrize("title", OTHER)
def test_the_image_differs_as_the_title_says(title: str, context: Path):
    source, meant = OTHER[title]
    assert compared(context, *changed(title, source)) == meant


def test_a_mount_finds_a_stage_by_its_name(context: Path):
    # By its number it does not: that is the name of an image there.
    source = "FROM x\nRUN echo a > /a\nFROM x\nRUN --mount=from=<|>0,target=/m cp /m/a /c\n"
    before, after = changed("Name the stage", source)
    images = {"x": stand_in_image()}
    assert isinstance(build(context, before, images), Failure)
    assert isinstance(build(context, after, images), Image)


def test_what_add_downloads_is_the_file_that_curl_would_have_made(context: Path, server: str):
    checksum = hashlib.sha256(b"a\n").hexdigest()
    _, after = changed(
        "Download by ADD",
        f"FROM x\nRUN <|>mkdir -p /opt/b && curl -fsSLo /opt/b/c https://example.org/a"
        f' && echo "{checksum}  /opt/b/c" | sha256sum -c - && chmod +x /opt/b/c\n',
    )
    assert f"--checksum=sha256:{checksum}" in after
    copied = "FROM x\nRUN umask 022 && mkdir -p /opt/b\nCOPY --chmod=755 a /opt/b/c\n"
    assert compared(context, copied, after.replace("https://example.org", server)) == set()
