"""The commands that make users and put them into groups, and which of their flags take a value.

Source: the manual pages of shadow-utils (useradd, usermod, groupadd), Debian's adduser and BusyBox's applets (2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dockwright.catalog.images import Family

MAKING_USERS: frozenset[str] = frozenset({"useradd", "adduser"})
"""Commands that make a user; `adduser NAME GROUP` only puts one into a group."""

HAVING_ADDUSER: frozenset[Family] = frozenset({Family.ALPINE, Family.BUSYBOX, Family.WOLFI})
"""Families that have BusyBox's `adduser` and `addgroup`."""

HAVING_USERADD: frozenset[Family] = frozenset(
    {Family.ARCH, Family.DEBIAN, Family.FEDORA, Family.RED_HAT, Family.UBUNTU}
)
"""Families that have `useradd`, but for Red Hat's minimal and micro images; Amazon's have to install it."""

NUMBER_IS_ENOUGH: frozenset[Family] = frozenset({Family.AMAZON, Family.AZURE, Family.PHOTON, Family.SUSE})
"""Families in whose images `useradd` may be missing, so that a user is best named by a number without an account."""

NUMBERS: Mapping[str, str] = MappingProxyType(
    {"root": "0", "nobody": "65534", "nogroup": "65534", "nonroot": "65532"},
)
"""The numbers of users and groups that have the same one nearly everywhere: Debian's and Alpine's, and distroless's."""

CHANGING_ACCOUNTS: frozenset[str] = MAKING_USERS | {
    "addgroup", "chpasswd", "delgroup", "deluser", "groupadd", "groupdel", "groupmod", "userdel", "usermod",
}  # fmt: skip
"""Commands that only root may use, as they write to `/etc/passwd` or `/etc/group`."""

DROPPING_PRIVILEGES: frozenset[str] = frozenset(
    (
        "apache2 apache2-foreground apache2ctl apachectl atd avahi-daemon circusd cron crond dbus-daemon dnsmasq"
        " dovecot gitea haproxy httpd httpd-foreground mariadbd memcached mongod monit mysqld mysqld_safe named nginx"
        " ntpd openvpn php-fpm postfix postgres proftpd rabbitmq-server redis-server rsyslogd runsvdir s6-svscan"
        " service squid sshd su sudo supervisord systemd tini vsftpd"
    ).split()
)
"""Servers and supervisors that start as root and run their work as another user, or start what may do so."""

NEEDING_ROOT: frozenset[str] = frozenset(
    (
        "apache2 apache2-foreground apache2ctl apachectl atd avahi-daemon cron crond dbus-daemon dovecot httpd"
        " httpd-foreground init my_init nginx ntpd openvpn postfix proftpd runsvdir s6-svscan service sshd su sudo"
        " supervisord systemd vsftpd"
    ).split()
)
"""Servers and supervisors that do not start as another user, or not without other settings."""

FLAGS_WITH_VALUE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "useradd": frozenset(
            "-b -c -d -e -f -g -G -k -K -p -P -R -s -u -Z --base-dir --comment --home-dir --home --expiredate"
            " --inactive --gid --groups --skel --key --password --prefix --root --shell --uid --selinux-user".split()
        ),
        # One name, three programs: Debian's, BusyBox's, and on Red Hat's systems useradd itself.
        "adduser": frozenset(
            "-c -d -g -G -h -k -s -u --comment --conf --firstgid --firstuid --gecos --gid --group-id --home --home-dir"
            " --ingroup --lastgid --lastuid --shell --skel --uid".split()
        ),
        "usermod": frozenset(
            "-c -d -e -f -g -G -l -p -P -R -s -u -v -V -w -W -Z --comment --home --expiredate --inactive --gid --groups"
            " --login --password --prefix --root --shell --uid".split()
        ),
        "groupadd": frozenset("-g -K -p -P -R -U --gid --key --password --prefix --root --users".split()),
        "addgroup": frozenset("-g --gid --conf --firstgid --lastgid".split()),
    }
)
"""The flags whose value is the next word, where it is not written to them."""


class ImageUser(NamedTuple):
    """A user that an image brings."""

    name: str
    uid: str
    gid: str
    home: str


IMAGE_USERS: Mapping[str, ImageUser] = MappingProxyType(
    {
        "gradle": ImageUser("gradle", "1000", "1000", "/home/gradle"),
        "jenkins/jenkins": ImageUser("jenkins", "1000", "1000", "/var/jenkins_home"),
        "node": ImageUser("node", "1000", "1000", "/home/node"),
        "oven/bun": ImageUser("bun", "1000", "1000", "/home/bun"),
    }
)
"""The users that images bring for those who do not want to be root.

Source: the Dockerfiles of nodejs/docker-node, gradle/docker-gradle, oven-sh/bun and jenkinsci/docker (2026-08).
"""

ROOT_IMAGES: frozenset[str] = frozenset(
    (
        "centos ghcr.io/astral-sh/uv lukemathwalker/cargo-chef nvidia/cuda opensuse/leap opensuse/tumbleweed"
        " oven/bun pytorch/pytorch quay.io/centos/centos redhat/ubi8 redhat/ubi9 registry.access.redhat.com/ubi8"
        " registry.access.redhat.com/ubi8/ubi registry.access.redhat.com/ubi9 registry.access.redhat.com/ubi9/ubi"
        " rockylinux/rockylinux"
    ).split()
)
"""Images, mostly none of Docker's own, that run as root (their Dockerfiles, 2026-08)."""
