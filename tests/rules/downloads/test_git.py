from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_the_switch_in_all_its_places():
    check_rule("git-ssl-verify-off", """\
        FROM debian:12
        ENV A=b GIT_SSL_NO_VERIFY=false
                ^^^^^^^^^^^^^^^^^^^^^^^
        ARG GIT_SSL_NO_VERIFY
        RUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git
            ^^^^^^^^^^^^^^^^^^^
        RUN export GIT_SSL_NO_VERIFY=true && make
                   ^^^^^^^^^^^^^^^^^^^^^^
        RUN git config --global http.sslVerify false
                                ^^^^^^^^^^^^^^^^^^^^
        RUN git config --system http."https://example.com".sslverify 0
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN git -C /src -c http.sslVerify=false pull
                           ^^^^^^^^^^^^^^^^^^^^
        RUN git config --global http.sslVerify true && git config http.sslVerify
        RUN echo "git config http.sslVerify false"
        """)  # fmt: skip


def test_the_switch_is_taken_away():
    check_fix("git-ssl-verify-off", """\
        ENV A=b GIT_SSL_NO_VERIFY=1
        ENV GIT_SSL_NO_VERIFY true
        RUN git -c http.sslVerify=false -C /src pull
        RUN git -chttp.sslVerify=false pull
        """, """\
        ENV A=b
        RUN git -C /src pull
        RUN git pull
        """, unsafe=True)  # fmt: skip


def test_add_for_a_clone_and_nothing_else():
    check_fix("git-clone-in-run", """\
        RUN git clone https://example.com/a /src/a
        run git clone -b v1 --depth 1 https://example.com/a.git /src/a
        RUN git clone https://example.com/a.git src
        RUN git clone --recurse-submodules https://example.com/a.git /src
        RUN git clone https://example.com/$NAME.git /src
        RUN git clone https://example.com/a.git /src && make -C /src
        RUN git clone git@example.com:a.git /src
        RUN ["git", "clone", "https://example.com/a.git", "/src"]
        """, """\
        ADD https://example.com/a.git /src/a
        add https://example.com/a.git#v1 /src/a
        RUN git clone https://example.com/a.git src
        RUN git clone --recurse-submodules https://example.com/a.git /src
        RUN git clone https://example.com/$NAME.git /src
        RUN git clone https://example.com/a.git /src && make -C /src
        RUN git clone git@example.com:a.git /src
        RUN ["git", "clone", "https://example.com/a.git", "/src"]
        """, unsafe=True)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "git clone --branch=v1.2 https://example.com/a.git",
        'git clone -b "$VERSION" https://example.com/a.git',
        "git clone https://example.com/a.git && cd a && git checkout 0123abc",
        "git clone https://example.com/a.git && git -C a reset --hard 0123abc",
        "git clone /srv/a.git",
        "git clone $OPTIONS https://example.com/a.git",
        "git --version",
    ],
)
def test_a_clone_that_is_the_same_tomorrow(command: str):
    check_rule("git-clone-unpinned", f"FROM debian:12\nRUN {command}\n")


def test_git_over_ssh():
    check_rule("git-clone-private-ssh", """\
        FROM debian:12
        COPY id_rsa /root/.ssh/
        RUN git clone --depth 1 ssh://git@example.com/a.git && git submodule add user@example.com:b.git
                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^                      ^^^^^^^^^^^^^^^^^^^^^^
        RUN --mount=type=secret,id=key,target=/root/.ssh/id_rsa git clone git@example.com:a.git
        RUN git clone https://user@example.com:8443/a.git
        RUN git config user.email git@example.com
        FROM debian:12
        RUN git config --global url."https://example.com/".insteadOf git@example.com:
        RUN git clone git@example.com:a.git
        """)  # fmt: skip


def test_what_add_can_unpack():
    check_fix("add-unpack", """\
        RUN curl -fsSL https://example.com/a.tgz | tar xz -C /opt/
        RUN wget -qO- https://example.com/a.tgz | tar -xzf - -C /opt
        RUN curl -fsSL https://example.com/a.tgz | tar xz
        RUN curl -fsSL -H "X: y" https://example.com/a.tgz | tar xz -C /opt
        RUN curl -fsSL https://example.com/a.tgz | tar xz --strip-components=1 -C /opt
        RUN curl -fsSL https://example.com/a.tgz | tar xz -C /opt && ls \\
            && make
        ARG V=1
        RUN curl -fsSL "https://example.com/a-${V}.tgz" | tar xz && make; ls
          run curl -fsSL "https://example.com/a-${V}.tgz" | tar xz
        RUN V=2 && curl -fsSL "https://example.com/a-$V.tgz" | tar xz
        RUN curl -fsSL "https://example.com/a-$W.tgz" | tar xz
        """, """\
        ADD --unpack=true https://example.com/a.tgz /opt/
        ADD --unpack=true https://example.com/a.tgz /opt/
        ADD --unpack=true https://example.com/a.tgz ./
        RUN curl -fsSL -H "X: y" https://example.com/a.tgz | tar xz -C /opt
        RUN curl -fsSL https://example.com/a.tgz | tar xz --strip-components=1 -C /opt
        ADD --unpack=true https://example.com/a.tgz /opt/
        RUN ls \\
            && make
        ARG V=1
        RUN curl -fsSL "https://example.com/a-${V}.tgz" | tar xz && make; ls
          add --unpack=true https://example.com/a-${V}.tgz ./
        RUN V=2 && curl -fsSL "https://example.com/a-$V.tgz" | tar xz
        RUN curl -fsSL "https://example.com/a-$W.tgz" | tar xz
        """, unsafe=True)  # fmt: skip


def test_an_ssh_mount_is_added():
    check_fix("git-clone-private-ssh", """\
        FROM debian:12
        RUN --network=default git clone git@example.com:a/b.git && git clone ssh://git@example.com/c.git
        USER 1000:1000
        RUN git clone git@example.com:a/b.git
        USER app
        RUN git clone git@example.com:a/b.git
        """, """\
        FROM debian:12
        RUN --mount=type=ssh --network=default git clone git@example.com:a/b.git && git clone ssh://git@example.com/c.git
        USER 1000:1000
        RUN --mount=type=ssh,uid=1000 git clone git@example.com:a/b.git
        USER app
        RUN git clone git@example.com:a/b.git
        """, unsafe=True)  # fmt: skip


def test_the_variable_is_taken_from_among_others():
    check_fix("git-ssl-verify-off", """\
        FROM debian:12
        ENV A=b GIT_SSL_NO_VERIFY=1 C=d
        RUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/a.git && GIT_SSL_NO_VERIFY=1 A=b git pull
        ONBUILD ENV GIT_SSL_NO_VERIFY=1
        """, """\
        FROM debian:12
        ENV A=b C=d
        RUN git clone https://example.com/a.git && A=b git pull
        ONBUILD ENV GIT_SSL_NO_VERIFY=1
        """, unsafe=True)  # fmt: skip


def test_the_switch_goes_with_its_command():
    check_fix("git-ssl-verify-off", """\
        FROM debian:12
        RUN git config --global http.sslVerify false && export GIT_SSL_NO_VERIFY=1 && git clone https://a.example/b
        RUN <<EOF
        git config --global http.sslVerify false
        make
        EOF
        RUN make || git config --global http.sslVerify false
        RUN git config --global http.sslVerify false
        """, """\
        FROM debian:12
        RUN git clone https://a.example/b
        RUN <<EOF
        make
        EOF
        RUN make || git config --global http.sslVerify false
        """, unsafe=True)  # fmt: skip
