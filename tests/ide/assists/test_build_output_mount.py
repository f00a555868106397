"""What Cargo builds lies in a cache mount, and what is used of it is copied out."""

from __future__ import annotations

from tests.support.assists import check_assist, check_not_offered

TITLE = "Keep Cargo's build output in a cache mount"
STORE = "--mount=type=cache,target=/usr/local/cargo/registry"


def test_beside_the_mounts_that_are_there():
    check_assist(f"{TITLE}, and copy the program out", f"""\
        FROM rust:1 AS build
        WORKDIR /src
        RUN {STORE} \\
            cargo <|>build --release
        FROM scratch
        COPY --from=build /src/target/release/app /
        """, f"""\
        FROM rust:1 AS build
        WORKDIR /src
        RUN --mount=type=cache,target=/src/target,sharing=locked {STORE} \\
            cargo build --release \\
            && cp target/release/app /usr/local/bin/
        FROM scratch
        COPY --from=build /usr/local/bin/app /
        """)  # fmt: skip


def test_where_the_run_copies_by_itself():
    check_assist(
        TITLE,
        "FROM rust:1\nWORKDIR /src\nRUN <|>cargo build && cp target/debug/app /app\nCMD /app\n",
        "FROM rust:1\nWORKDIR /src\nRUN --mount=type=cache,target=/src/target,sharing=locked cargo build"
        " && cp target/debug/app /app\nCMD /app\n",
    )


def test_elsewhere_and_once_only():
    text = "FROM rust:1\nWORKDIR /src\nRUN cargo build && cp target/debug/app /app\nCMD <|>/app\n"
    check_not_offered(TITLE, text)
    moved = text.replace("<|>", "").replace("RUN ", "RUN --mount=type=cache,target=/src/target <|>")
    check_not_offered(TITLE, moved)
