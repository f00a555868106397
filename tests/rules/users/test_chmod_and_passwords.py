from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


def test_modes_that_let_everyone_write():
    check_fix("chmod-world-writable", """\
        FROM debian:12
        RUN chmod -R 0777 /srv && chmod 666 /a && chmod 2775 /b && chmod 757 /c
        RUN install -d -m 777 /d && mkdir -p --mode 777 /e
        RUN ["chmod", "777", "/f"]
        ADD --chmod=0766 g /g
        RUN chmod a+rwx /h && chmod u+x,o+w /i && chmod go=w /j && chmod a+w,g-x /k && chmod a+w-x /l
        """, """\
        FROM debian:12
        RUN chmod -R 0755 /srv && chmod 644 /a && chmod 2775 /b && chmod 755 /c
        RUN install -d -m 755 /d && mkdir -p --mode 755 /e
        RUN ["chmod", "755", "/f"]
        ADD --chmod=0744 g /g
        RUN chmod u+rwx,go+rx /h && chmod u+x,u+w /i && chmod go= /j && chmod u+w,g-x /k && chmod a+w-x /l
        """, unsafe=True)  # fmt: skip
    check_rule("chmod-world-writable", """\
        FROM debian:12
        RUN chmod -R ugo+rwx /a && chmod u=rw,o=rw /b && chmod o+w "$DIR"
                     ^^^^^^^             ^^^^^^^^^             ^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        "chmod 1777 /tmp",
        "chmod a+rwxt /data",
        "chmod +w /a",
        "chmod g+w,o-w /a",
        "chmod o-rwx /a",
        "chmod -w /a",
        "chmod a+rx /a",
        "chmod 666 /dev/null /dev/tty",
        "chmod $MODE /a",
        "chmod --reference=777 /a",
        "echo chmod 777 /a",
    ],
)
def test_modes_that_do_not(command: str):
    check_rule("chmod-world-writable", f"FROM debian:12\nRUN {command}\n")


def test_passwords_that_the_build_knows():
    check_rule("chpasswd", """\
        FROM debian:12
        ARG PASSWORD=abc
        RUN echo 'root:Gx4k' | sudo chpasswd
                 ^^^^^^^^^^^
        RUN echo "app:$PASSWORD" | chpasswd && printf 'x\\nx\\n' | passwd app
                 ^^^^^^^^^^^^^^^                      ^^^^^^^^
        RUN useradd -m -p '$6$salt$hash' app && usermod --password=abcdefgh/.123 app
                          ^^^^^^^^^^^^^^                ^^^^^^^^^^^^^^^^^^^^^^^^
        RUN chpasswd <<< "root:abc"
                         ^^^^^^^^^^
        """)  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        'echo "root:$(cat /run/secrets/password)" | chpasswd',
        'echo "root:$UNKNOWN" | chpasswd',
        "chpasswd < /run/secrets/passwords",
        "usermod -p '*' app",
        "useradd -p '!' app",
        "useradd -p gitpod gitpod",
        "passwd -l root",
        "passwd --delete root",
        "useradd -m app",
        "echo chpasswd",
    ],
)
def test_passwords_from_elsewhere(command: str):
    check_rule("chpasswd", f"FROM debian:12\nRUN {command}\n")


def test_a_password_is_taken_out_of_its_run():
    check_fix("chpasswd", """\
        FROM debian:12
        RUN useradd app && echo 'app:secret' | chpasswd && mkdir /srv/app
        RUN echo root:root | chpasswd
        RUN useradd --password '$6$a$b' -m app2
        RUN echo 'a:b' | tee /x | chpasswd
        RUN make; echo 'a:b' | chpasswd
        RUN usermod -p '$6$a$b' app
        """, """\
        FROM debian:12
        RUN useradd app && mkdir /srv/app
        RUN useradd -m app2
        RUN echo 'a:b' | tee /x | chpasswd
        RUN make; echo 'a:b' | chpasswd
        RUN usermod -p '$6$a$b' app
        """, unsafe=True)  # fmt: skip
