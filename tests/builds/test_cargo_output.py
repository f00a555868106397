"""What Cargo has built on a cache mount, and the RUN copied out, is the program that the container starts as before."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from uuid import uuid4

import pytest

from dockwright.lint import engine
from dockwright.lint.gates import accepts
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.images import Image, build, stand_in_image

SETTINGS = Settings(select=("package-cache-mount",))

# The text, and where the program lies in the image before and after.
CASES = {
    "copied into another stage": (
        """\
        FROM rust:1 AS build
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        FROM scratch
        COPY --from=build /src/target/release/app /app
        """,
        "app",
        "app",
    ),
    "after the dependencies": (
        """\
        FROM rust:1 AS build
        WORKDIR /src
        COPY Cargo.toml ./
        RUN mkdir src && echo 'echo dummy' > src/main.rs && cargo build --release
        RUN rm target/release/deps/app*
        COPY src src
        RUN cargo build --release --bin app
        FROM scratch
        COPY --from=build ["/src/target/release/app", "/bin/"]
        """,
        "bin/app",
        "bin/app",
    ),
    "started in its own stage": (
        """\
        FROM rust:1
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        RUN ./target/release/app > /said && chmod g-w target/release/app
        CMD ["./target/release/app"]
        """,
        "src/target/release/app",
        "usr/local/bin/app",
    ),
    "copied by the RUN itself": (
        """\
        FROM rust:1
        COPY . /src
        RUN cd /src && cargo build && mv target/debug/app /usr/bin/app
        CMD ["app"]
        """,
        "usr/bin/app",
        "usr/bin/app",
    ),
    "by another user, in a here-document": (
        """\
        FROM rust:1 AS build
        ENV CARGO_HOME=/tmp/cargo CARGO_TARGET_DIR=/src/built
        RUN mkdir /src && chown 1000:1000 /src
        USER 1000:1000
        WORKDIR /src
        COPY . .
        RUN <<EOF
        set -e
        cargo build --profile dist --target x86_64-unknown-linux-musl
        EOF
        FROM scratch
        COPY --from=build /src/built/x86_64-unknown-linux-musl/dist/app /app
        """,
        "app",
        "app",
    ),
}


@pytest.mark.parametrize(("text", "before", "after"), CASES.values(), ids=CASES)
def test_the_program_is_the_same(tmp_path: Path, text: str, before: str, after: str):
    # Whatever other builds have left on a mount of that name stays out of it.
    folder = f"src-{uuid4().hex}"
    text, before = dedent(text).replace("/src", f"/{folder}"), before.replace("src", folder)
    document = Document.parse(text)
    fixes = [
        fix for it in engine.run(document, all_rules(), SETTINGS) for fix in it.fixes if "build output" in fix.title
    ]
    assert fixes
    fixed = accepts(document, fixes[0], all_rules(), SETTINGS)
    assert fixed is not None
    context = tmp_path / "context"
    (context / "src").mkdir(parents=True)
    (context / "Cargo.toml").write_text('[package]\nname = "app"\n', encoding="utf-8")
    programs = []
    for source in ("echo one\n", "echo two\n"):
        # The second time the mount holds what was built of the first.
        (context / "src/main.rs").write_text(source, encoding="utf-8")
        images = [build(context, it, {"rust:1": stand_in_image()}) for it in (text, fixed.text)]
        one, other = images
        assert isinstance(one, Image), one
        assert isinstance(other, Image), other
        assert one.files[before] == other.files[after]
        assert one.files.get("said") == other.files.get("said")
        assert not any("target/" in it or "built/" in it for it in other.files)
        if before != after:
            assert other.configuration["Cmd"] == [f"/{after}"]
        programs.append(one.files[before].digest)
    assert programs[0] != programs[1]
