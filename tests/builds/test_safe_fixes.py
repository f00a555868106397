"""A safe fix leaves the image as it is, or makes one of a file that could not be built.

Each bad example of a rule's page that its safe fixes change is built by a real engine before and after them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dockwright.lint.diagnostic import Safety
from dockwright.lint.fixing import settle
from dockwright.lint.page import Example
from dockwright.lint.rule import Rule
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from dockwright.semantic.stages import UseKind
from tests.support.checks import asked_with, loud, settings_of_example
from tests.support.images import Failure, Image, build, differences, stand_in_image
from tests.support.project import Files

CONTEXT = {
    "a": "a\n",
    "app": "#!/bin/sh\necho 1.0\n",
    "app.py": "print(1)\n",
    "client/package-lock.json": '{"lockfileVersion": 3}\n',
    "client/package.json": '{"name": "client"}\n',
    "config/one.conf": "1\n",
    "configure": "#!/bin/sh\n",
    "go.mod": "module example.com/app\n",
    "help.txt": "help\n",
    "package-lock.json": '{"lockfileVersion": 3}\n',
    "package.json": '{"name": "app"}\n',
    "requirements.txt": "flask==3.0.0\n",
    "run.sh": "#!/bin/sh\n",
    "server.js": "start()\n",
    "site.conf": "site\n",
    "tls.conf": "tls\n",
    "tool": "tool\n",
    "tool.asc": "signature\n",
}
PROGRAMS = ("app", "run.sh", "configure")

# What makes an example one that can be built: what it lacks is put in.
BUILDABLE: dict[str, tuple[tuple[str, str], ...]] = {
    "flag-missing-value": (("AS build\n", "AS build\nCOPY app /app\n"),),
    "stage-name-casing": (("AS Build\n", "AS Build\nCOPY app /app\n"),),
    "gpg-batch": (("RUN gpg", "COPY tool tool.asc ./\nRUN gpg"),),
    "sha256sum-two-spaces": (
        ("ARG SUM", "COPY tool tool.tgz\nARG SUM=67948dd9afd6afe5043b0029d5aa7cf0f8b2824baf16f4f097d40d830edb686d"),
    ),
}

# Fixes that are about something in the image which nobody wants there: these paths differ, and nothing else.
MEANT: dict[str, tuple[str, ...]] = {
    # The index of packages, as after `apk update`, and the archives that pip has unpacked.
    "apk-no-cache": ("var", "var/cache*"),
    "pip-no-cache": ("root", "root/.cache*"),
    # A record of who logged in, as large as the account's number: the file that the rule is about.
    "useradd-no-log-init": ("var", "var/log*"),
    # Nothing but `docker inspect` shows the field that MAINTAINER fills; the label says the same.
    "maintainer-deprecated": ("config:Author", "config:Labels"),
    # ONBUILD keeps its line as it is written; it means the same.
    "instruction-casing": ("config:OnBuild",),
    "trailing-whitespace": ("config:OnBuild",),
    # Another word for the same signal.
    "canonical-stopsignal": ("config:StopSignal",),
}

# What no example of a page shows: each rule's safe fix where its example has another, and what could go wrong.
MORE: dict[str, tuple[str, ...]] = {
    "add-instead-of-copy": (
        "FROM x\nADD --chown=1000:1000 --chmod=640 app.py config/ /srv/\n",
        "FROM x\nADD tool config *.txt /srv/\n",
    ),
    "backtick-substitution": (
        "FROM x\nRUN echo `basename /a/b` \"`echo 'c d'`\" > /out\n",
        "FROM x\nRUN for a in `echo b c`; do case `echo d` in d) echo $a;; esac; done > `echo /out`\n",
    ),
    "continuation-with-trailing-space": ("FROM x\nRUN echo a \\  \n  # comment \\ \n  b \\\t\n  > /out\n",),
    "copy-multi-source-dest-slash": (
        'FROM alpine:3.22\nCOPY a app.py /etc\nADD --chmod=600 ["a", "config", "/usr/bin"]\n',
    ),
    "copy-url-or-git": ("FROM x\nCOPY app.py https://example.org/tool <<EOF /t/\nx\nEOF\n",),
    "copy-checksum-misuse": (
        "FROM x\nADD --checksum=67948DD9AFD6AFE5043B0029D5AA7CF0F8B2824BAF16F4F097D40D830EDB686D"
        " https://example.org/tool /tool\n",
    ),
    "copy-source-before-deps": ("FROM x\nWORKDIR /app\nCOPY . .\nRUN npm ci && cat server.js > /out\n",),
    "duplicate-env-key": (
        "FROM x\nENV A=1 B=2\nENV A=$B\nRUN echo $A $B > /out\n",
        "FROM x\nARG A=1\nENV A=2\nENV A=3\nLABEL a=$A\n",
    ),
    "duplicate-expose": (
        'FROM x\nARG P=80\nEXPOSE 80/udp 80 80/tcp 80/UDP 080 80-80 8:80 "80"\nEXPOSE $P 8000-8002 8001\n',
    ),
    "duplicate-flag": (
        "FROM x\nCOPY --chmod=600 --chmod=600 a /b\n",
        "FROM x\nCOPY --link \\\n  --link=True \\\n  # comment\n  a /b\n",
    ),
    "empty-continuation-line": (
        "FROM x\nRUN echo a \\\n\n\n  # comment\n\n  b \\\n\n  > /out\nENV A=\\\n\n1 B=2\n",
        "FROM x \\\n\nEXPOSE 80 \\\n\nSTOPSIGNAL SIGTERM \\\n\nLABEL a=b \\\n\n# comment\nCMD a && \\\n\n",
    ),
    "expose-host-mapping": (
        "FROM x\nEXPOSE 8080:80 53:53/udp [::1]:1:2 9000-9001:90-91\n",
        "FROM x\nEXPOSE 127.0.0.1::7\n",
    ),
    "expose-proto-casing": ("FROM x\nARG P=1\nEXPOSE 1/TCP 2-3/Udp $P/SCTP\n",),
    "group-labels": (
        'FROM x\nARG V=1\nLABEL a=$V\nLABEL "b c"=\'d e\'\n# why\nLABEL f="g\\"h"\nLABEL i j k\n',
        "FROM x\nENV V=1\nLABEL a=$V\nENV V=2\nLABEL b=$V\nLABEL c=$V\n",
    ),
    "indentation": (
        "FROM x\n  RUN <<EOF\n    echo a > /out\nEOF\n  RUN echo b \\\n      c >> /out\n\tCOPY <<-E /t\n\t\tx\n\tE\n",
    ),
    "instruction-casing": (
        'from x\nCOPY <<EOF /t\nrun x\nEOF\nrun ["sh", "-c", "echo run > /out"]\nonbuild run echo a\n'
        "healthcheck cmd true\n",
        "FROM x\nCOPY app /\nhealthcheck --interval=9s cmd run cmd\n",
    ),
    "legacy-key-value": (
        "FROM x\nARG V=1\nENV A \"b\" 'c' $V\nENV B a\\ b\nENV C   a   b  \nENV D a=b\n",
        'FROM x\nARG V=1\nENV A b "c $V" \'d "$V" \\e\' \\f\nLABEL {"g": "$V"} h\n',
        "FROM x\nENV A b \\\n  c\nENV B \"a b\"\nENV C a\\\\b \\$V ${V:-w}\nENV D 'a $V b'\n",
    ),
    "maintainer-deprecated": (
        'FROM x\nARG V=1\nMAINTAINER "Jane $V" O\'Neill <j@example.com> \\o/\n',
        "FROM x\nMAINTAINER Jane \\\n  $V\n",
        "FROM x\nLABEL org.opencontainers.image.authors=Jane\nMAINTAINER Jane\n",
    ),
    "multiple-cmd": ('FROM x\nCMD a\nENTRYPOINT ["b"]\nCMD c\n',),
    "multiple-entrypoint": (
        'FROM x\nENTRYPOINT ["a"]\nCMD ["b"]\nENTRYPOINT ["c"]\n',
        'FROM x AS y\nCMD ["b"]\nFROM y\nENTRYPOINT ["a"]\nENTRYPOINT ["c"]\n',
        'FROM x\nENTRYPOINT ["a"]\nSHELL ["/bin/sh", "-ec"]\nENTRYPOINT c\n',
    ),
    "multiple-healthcheck": ("FROM x\nHEALTHCHECK --interval=5m CMD a\nHEALTHCHECK NONE\n",),
    "multiple-spaces": (
        "FROM x\nRUN  echo  'a  b'   c  > /out\nENV  A=\"b  c\"   D=e\nLABEL a  b   c\nENV  Z  y   x\n",
    ),
    "redundant-target-platform": ("FROM --platform=${TARGETPLATFORM} x\n",),
    "run-too-long": (
        "FROM x\nRUN echo 'a && b' > /one && (echo c && echo d) > /two && if true; then echo e && echo f; fi > /three"
        ' && echo g || echo h; echo i | cat > /four && echo "$(echo j && echo k)" > /five && echo l > /six\n',
        "FROM x\nRUN echo 'a; b | c' > /one;echo d   ; (echo e; echo f) > /two; echo g"
        " | sed s/g/gggggggggggggggggggggggggggggggggggggggggggggg/ | sed s/g/hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh/"
        " | cat > /three; case i in i) echo j;; esac > /four # k; l | m\n",
    ),
    "shell-not-json": (
        "FROM x\nSHELL /bin/sh -e -c\nRUN echo a > /out\n",
        "FROM x\nSHELL ['/bin/sh', '-e' '-c',]\nRUN echo a > /out\n",
        'FROM x\nSHELL "/bin/sh" \\\n  -e \\\n  # comment\n  -c\nRUN echo a > /out\n',
    ),
    "sort-packages": (
        "FROM x\nRUN apk add --no-cache \\\n    # second\n    git \\\n    bash>1 \\\n    curl && \\\n    echo z a\n",
    ),
    "stage-name-casing": (
        "FROM x AS Build\nCOPY app /app\nFROM build AS Next\nFROM x\nCOPY --from=BUILD /app /app\n"
        "RUN --mount=from=Next,target=/n cp /n/app /b\n",
        "# Base is the first\nFROM x AS Base\nCOPY app /app\nFROM Base\nCOPY --from=BASE /app /b\n",
    ),
    "trailing-comment-as-argument": (
        'FROM x # a\nEXPOSE 80 # b\nLABEL c=d # e \\\n  f=g\nHEALTHCHECK NONE # h\nRUN ["true"] # i\nUSER 1 # j\n',
    ),
    "trailing-continuation": (
        "FROM x\nRUN echo a > /out && \\\n  echo b >> /out \\\n",
        "FROM x\nENV A=1 \\",
        'FROM x AS y \\\nSHELL ["/bin/sh", "-ec"] \\\nENV A=1 \\\n  B=2 \\\nRUN echo $A > /out\n',
    ),
    "trailing-whitespace": (
        "FROM x\nLABEL a b  \nUSER 1 \t\nWORKDIR /w \nSTOPSIGNAL 15 \nHEALTHCHECK CMD a  \nONBUILD RUN a \nCMD b  \n",
        "FROM x  \nCOPY <<EOF /t\na  \nEOF\nENV A b  \nRUN echo a \\\n  b   > /out \n",
    ),
    "unterminated-heredoc": ("FROM x\nCOPY <<EOF /t\na\n EOF \nCMD a\n",),
    "useradd-no-log-init": ("FROM x\nRUN useradd -u 1234567 -m app && echo a > /out\n",),
    "wget-progress": ("FROM x\nRUN wget -O /b https://example.com/a\n",),
    "curl-progress": ("FROM x\nRUN curl https://example.com/a | cat > /out\nRUN curl -Lo /b https://example.com/a\n",),
    "workdir-relative": ("FROM scratch\nWORKDIR app\nCOPY a .\n",),
}


def _examples() -> Iterator[tuple[Rule, int, Example]]:
    for rule in all_rules():
        if rule.fix is Safety.SAFE:
            for number, (bad, _) in enumerate(rule.page.cures):
                if bad.language == "dockerfile":
                    yield rule, number, bad
            for number, text in enumerate(MORE.get(rule.id, ()), 10):
                yield rule, number, Example("bad", text)


def _mended(rule: Rule, bad: Example) -> tuple[str, str]:
    """The example as it can be built, and what the safe fixes make of it."""
    text = bad.text
    for old, new in BUILDABLE.get(rule.id, ()):
        if bad not in rule.page.examples:
            break
        assert old in text
        text = text.replace(old, new)
    with loud():
        document = Document.parse(text, project=Files(CONTEXT))
        return text, settle(document, asked_with(rule), settings_of_example(rule, bad)).document.text


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("builds") / "context"
    for path, text in CONTEXT.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        (folder / path).chmod(0o755 if path in PROGRAMS else 0o644)
    return folder


@pytest.fixture(scope="module")
def server(context: Path) -> Iterator[str]:
    """The address at which the files of the context can be fetched."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(context))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def images_of(text: str) -> dict[str, str]:
    """The stand-in for each image that a file starts from or copies from."""
    uses = [use for stage in Document.parse(text).stages for use in stage.uses if use.stage is None]
    names = {use.user.base.text if use.kind is UseKind.BASE else use.text for use in uses if use.index is None}
    # No image has a name with capital letters.
    return {name: stand_in_image() for name in names if name and name != "scratch" and name.islower()}


@pytest.mark.parametrize(
    ("rule", "bad"), [pytest.param(rule, bad, id=f"{rule.id}-{number}") for rule, number, bad in _examples()]
)
def test_a_safe_fix_leaves_the_image_as_it_is(rule: Rule, bad: Example, context: Path, server: str):
    before, after = _mended(rule, bad)
    if before == after:
        # What that example shows has to be asked for.
        return
    images = images_of(before)
    before, after = (it.replace("https://example.org", server) for it in (before, after))
    original, fixed = build(context, before, images), build(context, after, images)
    assert isinstance(fixed, Image), fixed
    if isinstance(original, Failure):
        return
    found = differences(original, fixed)
    if found:
        # What two builds of one file differ in is no fix's work.
        again = build(context, before, images, is_fresh=True)
        assert isinstance(again, Image), again
        found -= differences(original, again)
    assert {it for it in found if not any(fnmatchcase(it, meant) for meant in MEANT.get(rule.id, ()))} == set()


def test_every_rule_with_a_safe_fix_is_built():
    built = {rule.id for rule, _, bad in _examples() if len(set(_mended(rule, bad))) == 2}
    assert {rule.id for rule in all_rules() if rule.fix is Safety.SAFE} == built
