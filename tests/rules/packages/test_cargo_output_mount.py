"""The second fix of package-cache-mount: what Cargo builds lies on a mount, and what is used of it is copied out."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from dockwright.lint.fixing import settle
from dockwright.lint.gates import accepts
from dockwright.lint.settings import Settings
from dockwright.rules.registry import all_rules
from dockwright.semantic.document import Document
from tests.support.checks import found_by, settings_with, the_rule
from tests.support.project import Files

RULE = the_rule("package-cache-mount")


def fixed(text: str, project: Files | None = None) -> str | None:
    """What the fix makes of a text, without the mounts for downloads; `None` where no finding has it."""
    document = Document.parse(dedent(text), project=project)
    results = set()
    for found in found_by(RULE, document, settings_with(RULE)):
        for fix in found.fixes:
            if "build output" in fix.title:
                after = accepts(document, fix, all_rules(), Settings(extend_select=(RULE.id,)))
                assert after is not None, "it does not pass the gates"
                assert ("copy the program" in fix.title) == ("cp " in after.text.replace(document.text, ""))
                results.add(after.text)
    assert len(results) < 2, "each finding has the same fix"
    return re.sub(r" --mount=type=cache,target=/usr/local/cargo/\S+", "", results.pop()) if results else None


def test_every_run_of_cargo_gets_the_mount_and_the_last_one_copies_out():
    after = fixed("""\
        FROM rust:1 AS build
        WORKDIR /src
        COPY Cargo.toml Cargo.lock ./
        RUN mkdir src && echo 'fn main() {}' > src/main.rs
        RUN cargo build --release --locked
        RUN rm src/*.rs target/release/deps/app*
        COPY . .
        # the real one
        RUN cargo build --release --locked --bin app && \\
            cargo test
        FROM debian:12
        COPY --from=build --chmod=755 /src/target/release/app /srv/
        CMD ["/srv/app"]
        """)
    mount = "--mount=type=cache,target=/src/target,sharing=locked"
    assert after == dedent(f"""\
        FROM rust:1 AS build
        WORKDIR /src
        COPY Cargo.toml Cargo.lock ./
        RUN mkdir src && echo 'fn main() {{}}' > src/main.rs
        RUN {mount} cargo build --release --locked
        RUN {mount} rm -f src/*.rs target/release/deps/app*
        COPY . .
        # the real one
        RUN {mount} cargo build --release --locked --bin app && \\
            cargo test && \\
            cp target/release/app /usr/local/bin/
        FROM debian:12
        COPY --from=build --chmod=755 /usr/local/bin/app /srv/
        CMD ["/srv/app"]
        """)


def test_runs_and_starts_of_its_own_stage_take_the_copy():
    after = fixed("""\
        FROM rust:1
        WORKDIR /src
        COPY . .
        RUN cargo build --release
        RUN strip target/release/app && ./target/release/app --version
        HEALTHCHECK CMD ["target/release/app", "check"]
        ENTRYPOINT exec /src/target/release/app serve
        """)
    assert after is not None
    assert after.partition("COPY . .\n")[2] == dedent("""\
        RUN --mount=type=cache,target=/src/target,sharing=locked cargo build --release \\
            && cp target/release/app /usr/local/bin/
        RUN strip /usr/local/bin/app && /usr/local/bin/app --version
        HEALTHCHECK CMD ["/usr/local/bin/app", "check"]
        ENTRYPOINT exec /usr/local/bin/app serve
        """)


def test_another_directory_target_profile_and_user():
    after = fixed("""\
        FROM rust:1 AS build
        USER 1000:1000
        ENV CARGO_TARGET_DIR=/home/app/built
        WORKDIR /home/app/src
        COPY . .
        RUN <<EOF
        set -e
        cargo build --profile dist --target x86_64-unknown-linux-musl
        EOF
        FROM scratch
        COPY --from=build ["/home/app/built/x86_64-unknown-linux-musl/dist/app", "/app"]
        """)
    assert after is not None
    assert after.partition("COPY . .\n")[2] == dedent("""\
        RUN --mount=type=cache,target=/home/app/built,uid=1000,gid=1000,sharing=locked <<EOF
        set -e
        cargo build --profile dist --target x86_64-unknown-linux-musl
        mkdir -p /home/app/out && cp /home/app/built/x86_64-unknown-linux-musl/dist/app /home/app/out/
        EOF
        FROM scratch
        COPY --from=build ["/home/app/out/app", "/app"]
        """)


def test_what_the_run_itself_copies_out_needs_the_mount_alone():
    after = fixed("""\
        FROM rust:1 AS build
        COPY . /src
        RUN cd /src && cargo build --release && mv target/release/app /app
        FROM scratch
        COPY --from=build /app /app
        """)
    assert after is not None
    mount = "--mount=type=cache,target=/src/target,sharing=locked"
    assert f"RUN {mount} cd /src && cargo build --release && mv target/release/app /app\n" in after


@pytest.mark.parametrize(
    "line", ["RUN cp target/release/app /usr/local/bin/app", "RUN cp target/release/app /opt && app"]
)
def test_the_copy_lies_in_no_other_program_s_place(line: str):
    after = fixed(f"FROM rust:1\nWORKDIR /src\nRUN cargo build --release\n{line}\nCMD app\n")
    assert after is not None
    assert "&& mkdir -p /out && cp target/release/app /out/" in after
    assert line.replace("target/release", "/out") in after


def test_several_programs_of_several_runs():
    after = fixed("""\
        FROM rust:1 AS build
        WORKDIR /src
        RUN cargo build --bin a
        RUN cargo build --bin b
        FROM scratch
        COPY --from=build /src/target/debug/a /src/target/debug/b /bin/
        """)
    assert after is not None
    assert "cargo build --bin a \\\n    && cp target/debug/a /usr/local/bin/\n" in after
    assert "cargo build --bin b \\\n    && cp target/debug/b /usr/local/bin/\n" in after


def test_of_packages_the_one_that_has_the_program():
    after = fixed("""\
        FROM rust:1 AS build
        WORKDIR /src
        RUN cargo build -r
        RUN cargo build -r -p my-server
        RUN cargo build -r -p tool
        FROM scratch
        COPY --from=build /src/target/release/tool /bin/
        """)
    assert after is not None
    assert "-p tool \\\n    && cp target/release/tool" in after
    assert "-p my-server\n" in after
    text = after.replace("/tool", "/server").replace("cargo build -r -p tool", "cargo test -p tool")
    text = text.replace(" \\\n    && cp target/release/server /usr/local/bin/", "")
    text = text.replace("/usr/local/bin/server", "/src/target/release/server")
    after = fixed(text.replace(" --mount=type=cache,target=/src/target,sharing=locked", ""))
    assert after is not None
    assert "-p my-server \\\n    && cp target/release/server" in after


def test_a_list_that_stops_at_failures():
    after = fixed(f"{STAGE}RUN set -eux; \\\n    cargo build --release; \\\n    cargo test\n{END}")
    assert after is not None
    assert "cargo test \\\n    && cp target/release/app /usr/local/bin/\n" in after
    # Without, only where nothing comes behind the build.
    after = fixed(f"{STAGE}RUN touch src/main.rs; cargo build --release\n{END}")
    assert after is not None
    assert "; cargo build --release \\\n    && cp target/release/app /usr/local/bin/\n" in after
    assert fixed(f"{STAGE}RUN cargo build --release; cargo test\n{END}") is None
    assert fixed(f"{STAGE}RUN cargo build --release; strip target/release/app\n{END}") is None


STAGE = "FROM rust:1 AS build\nWORKDIR /src\nCOPY . .\n"
BUILD = "RUN cargo build --release\n"
END = "FROM scratch\nCOPY --from=build /src/target/release/app /app\n"


@pytest.mark.parametrize(
    "text",
    [
        # Nobody sees who reads it, or what is read.
        STAGE + BUILD,
        STAGE + BUILD + 'CMD ["app"]',
        STAGE + BUILD + 'RUN strip target/release/app\nCOPY run.sh /\nCMD ["/run.sh"]\n',
        STAGE + BUILD + "RUN strip target/release/app\n",
        STAGE + BUILD + "RUN ./pack.sh\n" + END,
        STAGE + BUILD + "RUN make install\n" + END,
        STAGE + BUILD + "FROM scratch\nCOPY --from=build /src/target/release/ /app\n",
        STAGE + BUILD + "FROM scratch\nCOPY --from=build /src/target/release/app* /app\n",
        STAGE + BUILD + "FROM scratch\nARG NAME=app\nCOPY --from=build /src/target/release/$NAME /app\n",
        STAGE + BUILD + "FROM scratch\nCOPY --from=build /src /src\n",
        STAGE + BUILD + "FROM scratch\nCOPY --from=build --parents /src/target/release/app /\n",
        STAGE + BUILD + "FROM scratch\nCOPY --from=build /src/target/release/build/app/out/x /x\n",
        STAGE + BUILD + "FROM alpine:3\nRUN --mount=from=build,target=/b cp /b/src/target/release/app /\n",
        STAGE + BUILD + "RUN for it in a b; do cp target/release/$it /bin; done\n" + END,
        STAGE + BUILD + "RUN cp -r . /other\n" + END,
        STAGE + BUILD + "RUN rm -rf target/release/deps\n" + END,
        STAGE + BUILD + "ENV PATH=/src/target/release:$PATH\n" + END,
        STAGE + BUILD + "WORKDIR /src/target/release\nRUN ./app\n" + END,
        STAGE + BUILD + "VOLUME /src\n" + END,
        STAGE + BUILD + "ONBUILD RUN cargo build\n" + END,
        STAGE + BUILD + 'SHELL ["pwsh"]\nRUN app\n' + END,
        STAGE + BUILD + "RUN strip -o target/release/small target/release/app\n" + END,
        STAGE + BUILD + "RUN cp /etc/passwd target/release/data\n" + END,
        STAGE + BUILD + "RUN echo > target/release/data\n" + END,
        # It is not this that is built, or not surely.
        STAGE + "RUN cargo build --release -p a\nRUN cargo build --release -p b\n" + END,
        STAGE + "RUN cargo build\n" + END,
        STAGE + "RUN cargo build --release --bin other\n" + END,
        STAGE + "RUN cargo build --release --lib\n" + END,
        STAGE + "RUN cargo check --release\n" + END,
        STAGE + "RUN cargo install --path . && cargo build --release\n" + END,
        STAGE + "RUN cargo build --release --target $TRIPLE\n" + END,
        STAGE + "RUN cargo build --release --manifest-path app/Cargo.toml\n" + END,
        STAGE + "ARG CARGO_TARGET_DIR\n" + BUILD + END,
        STAGE + "RUN cd $DIR && cargo build --release\n" + END,
        STAGE + "RUN cargo leptos build && cargo build --release\n" + END,
        STAGE + "RUN mkdir .cargo && echo > .cargo/config.toml\n" + BUILD + END,
        STAGE.replace("WORKDIR /src\n", "") + BUILD + END,
        # A build that failed would leave the program of another one.
        STAGE + "RUN cargo build --release; cp target/release/app /app\n" + END.replace("/src/target/release", ""),
        STAGE + "RUN cargo build --release || cargo build --release -v\n" + END,
        STAGE + "RUN cargo build --release && rm -rf target\n" + END,
        STAGE + "RUN cargo build --release && mv target/release/app /x\n" + END,
        STAGE + 'RUN ["cargo", "build", "--release"]\n' + END,
        # The mount would be in the way of another, or is not one for all.
        STAGE + "RUN --mount=type=tmpfs,target=/src/target cargo build --release\n" + END,
        STAGE + "RUN --mount=target=. cargo build --release\n" + END,
        STAGE + BUILD + "USER 1000:1000\nRUN cargo build --release\n" + END,
        STAGE.replace("rust:1", "example.org/rust") + BUILD + END,
        STAGE + "RUN cargo test --target-dir /src/target/test\n" + BUILD + END,
        "# syntax=docker/dockerfile:1.1\n" + STAGE + BUILD + END,
        STAGE + BUILD + "RUN echo > /out && /usr/local/bin/app\n" + END,
        STAGE + "RUN cargo build --release && cargo build\n" + END + "COPY --from=build /src/target/debug/app /debug\n",
    ],
)
def test_none_where_something_would_break_or_nobody_knows(text: str):
    assert fixed(text) is None


def test_a_configuration_that_may_name_another_directory():
    text = STAGE + "COPY .cargo/config.toml .cargo/\n" + BUILD + END
    assert fixed(text) is None
    assert fixed(text, Files({".cargo/config.toml": "[build]\ntarget-dir = '/x'\n"})) is None
    assert fixed(text, Files({".cargo/config.toml": "[net]\nretry = 2\n"})) is not None


@pytest.mark.parametrize("base", ["rust:1", "example.org/rust"])
def test_with_all_other_rules_it_comes_to_rest(base: str):
    # Without a known CARGO_HOME, what Cargo builds is all that can lie on a mount.
    text = f"{STAGE}USER 0\n{BUILD}{END}".replace("rust:1", base)
    settings = Settings(extend_select=(RULE.id,))
    first = settle(Document.parse(text), all_rules(), settings, unsafe=True).document.text
    second = settle(Document.parse(first), all_rules(), settings, unsafe=True).document.text
    assert second == first
    assert "--mount=type=cache" in first
    assert ("cp target/release/app" in first) == (base != "rust:1")
