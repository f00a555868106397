"""The rules about the program that a container starts with."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "text",
    [
        'FROM nginx:1.27\nCMD ["nginx", "-g", "daemon off;"]',
        'FROM example.com/nginx\nCMD ["nginx"]',
        'FROM alpine:3.20\nSTOPSIGNAL quit\nCMD ["nginx"]',
        'FROM alpine:3.20\nSTOPSIGNAL $SIGNAL\nCMD ["nginx"]',
        'FROM alpine:3.20\nSTOPSIGNAL 3\nCMD ["nginx"]',
        'FROM alpine:3.20 AS a\nCMD ["nginx"]\nFROM alpine:3.20',
        'FROM alpine:3.20\nCMD ["echo", "nginx"]',
    ],
)
def test_nginx_that_is_stopped_well_or_not_known(text: str):
    check_rule("nginx-sigquit", f"{text}\n")


def test_nginx_with_another_signal():
    check_fix(
        "nginx-sigquit",
        "FROM alpine:3.20\nSTOPSIGNAL SIGTERM\nCMD nginx -g 'daemon off;'\n",
        "FROM alpine:3.20\nSTOPSIGNAL SIGQUIT\nCMD nginx -g 'daemon off;'\n",
        unsafe=True,
    )


def test_the_signal_goes_above_the_comment():
    check_fix(
        "systemd-stopsignal",
        'FROM fedora:40\n# Start.\nENTRYPOINT ["/usr/lib/systemd/systemd"]\n',
        'FROM fedora:40\nSTOPSIGNAL SIGRTMIN+3\n# Start.\nENTRYPOINT ["/usr/lib/systemd/systemd"]\n',
        unsafe=True,
    )


@pytest.mark.parametrize(
    "text",
    [
        'FROM alpine:3.20\nCMD ["/sbin/init"]',
        'FROM registry.access.redhat.com/ubi9-init\nCMD ["/sbin/init"]',
        'FROM debian:12\nSTOPSIGNAL RTMIN+3\nCMD ["/sbin/init"]',
        'FROM debian:12\nSTOPSIGNAL 37\nCMD ["/sbin/init"]',
        'FROM debian:12\nENTRYPOINT ["/init"]',
    ],
)
def test_no_systemd_or_a_good_signal(text: str):
    check_rule("systemd-stopsignal", f"{text}\n")


def test_package_managers_that_stay():
    check_rule(
        "package-manager-as-pid1",
        """\
        FROM node:22
        ENTRYPOINT ["docker-entrypoint.sh"]
        FROM node:22
        CMD cd /app && yarn run start
                       ^^^^
        """,
    )


@pytest.mark.parametrize(
    "lines",
    [
        'ENTRYPOINT ["tini", "--"]\nCMD ["npm", "start"]',
        'CMD ["npm", "test"]',
        "CMD npm start & node a.js",
        'ENTRYPOINT ["npm"]\nCMD start',
    ],
)
def test_no_package_manager_stays(lines: str):
    check_rule("package-manager-as-pid1", f"FROM node:22\n{lines}\n")


@pytest.mark.parametrize("tag", ["8", "8-jre", "8u191", "8u342-jre", "11", "17.0.1", "latest"])
def test_a_java_that_knows_its_limits(tag: str):
    check_rule("java-container-flags", f'FROM openjdk:{tag}\nCMD ["java", "-jar", "a.jar"]\n')


@pytest.mark.parametrize("image", ["openjdk:8u121-jre", "openjdk:7", "openjdk:9-jdk", "java:8"])
def test_a_java_that_does_not(image: str):
    check_rule(
        "java-container-flags",
        f"""\
        FROM {image}
        CMD ["java", "-jar", "a.jar"]
             ^^^^^^
        """,
    )
    check_rule("java-container-flags", f'FROM {image}\nCMD ["java", "-Xmx1g", "-jar", "a.jar"]\n')
    check_rule("java-container-flags", f"FROM {image}\nCMD java $JAVA_OPTS -jar a.jar\n")
    check_rule("java-container-flags", f"FROM {image}\nENV JAVA_TOOL_OPTIONS=-Xmx1g\nCMD java -jar a.jar\n")


@pytest.mark.parametrize(
    "lines",
    [
        'ENTRYPOINT ["/app", "--port=80"]\nCMD ["run"]',
        'ENTRYPOINT ["java", "-jar", "a.jar"]',
        'ENTRYPOINT ["python3.13", "-m", "app"]',
        'ENTRYPOINT ["tini", "--", "/app"]',
        'ENTRYPOINT ["/app", "serve"]',
        "ENTRYPOINT /app --port=80",
    ],
)
def test_arguments_that_belong_to_the_entrypoint(lines: str):
    check_rule("entrypoint-with-cmd-split", f"FROM a:1\n{lines}\n")


def test_services_and_places_to_work_in():
    check_rule("missing-expose", 'FROM debian:12\nCMD ["bash"]\n')
    check_rule("missing-expose", 'FROM redis:7\nCMD ["redis-server"]\n')
    check_rule("missing-expose", 'FROM debian:12 AS a\nEXPOSE 80\nFROM a\nCMD ["app"]\n')
    check_rule("missing-cmd-or-entrypoint", "FROM redis:7\nCOPY a /a\n")
    check_rule("missing-cmd-or-entrypoint", "FROM scratch\nCOPY a /a\n")
    check_rule("missing-cmd-or-entrypoint", 'FROM debian:12 AS a\nCMD ["a"]\nFROM a\nCOPY a /a\n')
    check_rule("missing-healthcheck", "FROM a:1 AS a\nHEALTHCHECK NONE\nFROM a\n")
    check_rule("healthcheck-without-timing", "FROM a:1\nHEALTHCHECK NONE\n")


def test_arguments_move_to_a_cmd():
    check_fix("entrypoint-with-cmd-split", """\
        FROM a:1
          entrypoint ["/bin/app", \\
            "--one", "a\\"b" ]""", """\
        FROM a:1
          entrypoint ["/bin/app"]
          cmd ["--one", "a\\"b" ]""", unsafe=True)  # fmt: skip


def test_arguments_stay_where_a_cmd_of_another_stage_would_take_their_place():
    file = 'FROM a:1 AS base\nENTRYPOINT ["/bin/app", "--one"]\nFROM base\nCMD ["--two"]\n'
    check_fix("entrypoint-with-cmd-split", file, file, unsafe=True)


def test_missing_times_are_written_behind_those_there_are():
    check_fix("healthcheck-without-timing", """\
        FROM a:1
        HEALTHCHECK --timeout=3s --retries=2 \\
            CMD ["ok"]
        """, """\
        FROM a:1
        HEALTHCHECK --timeout=3s --retries=2 --interval=30s --start-period=0s \\
            CMD ["ok"]
        """, unsafe=True)  # fmt: skip
