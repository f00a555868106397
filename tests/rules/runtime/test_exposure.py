from __future__ import annotations

from tests.support.checks import check_fix, check_rule


def test_ports_by_which_people_log_in():
    check_rule("admin-port-exposed", """\
        FROM debian:12
        EXPOSE 80 22/tcp 8080:3389 20-25 514 53/udp $PORT
                  ^^^^^^ Port 22 is that of SSH, by which people log in to the container
                         ^^^^^^^^^
        FROM gitea/gitea:1.22
        EXPOSE 22
        FROM debian:12
        RUN apt-get install -y vsftpd
        EXPOSE 21
        """)  # fmt: skip


def test_sockets_of_engines():
    check_rule("docker-socket-volume", """\
        FROM debian:12
        VOLUME ["/data", "/run/containerd/containerd.sock"]
                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        VOLUME /run/app.sock /var/run/docker.sock.d
        """)  # fmt: skip


def test_debugging_where_it_ships():
    check_rule("debug-feature-in-production", """\
        FROM node:22 AS test
        ENV NODE_ENV=development
        FROM node:22
        ENV NODE_ENV=production DEBUG=express:* APP_DEBUG=TRUE
                                                ^^^^^^^^^^^^^^
        ENV JAVA_TOOL_OPTIONS="-agentlib:jdwp=transport=dt_socket,server=y"
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        RUN docker-php-ext-enable xdebug && node --inspect build.js
                                  ^^^^^^
        CMD ["node", "--inspect=0.0.0.0", "server.js"]
                     ^^^^^^^^^^^^^^^^^^^
        """)  # fmt: skip


def test_privileged_containers():
    check_rule("privileged-run-label", """\
        FROM debian:12
        LABEL note="never use --privileged" run="podman run --privileged x"
                                                            ^^^^^^^^^^^^
        RUN docker run --rm --privileged x && echo docker run --privileged
                            ^^^^^^^^^^^^
        """)  # fmt: skip


def test_a_port_to_log_in_by_is_taken_away():
    check_fix("admin-port-exposed", """\
        FROM nginx:1.27
        EXPOSE 22/tcp \\
            80 23
        EXPOSE 3389
        # The next one
        EXPOSE 22
        EXPOSE 80 \\
            # and
            22
        """, """\
        FROM nginx:1.27
        EXPOSE 80
        # The next one
        EXPOSE 22
        EXPOSE 80 \\
            # and
            22
        """, unsafe=True)  # fmt: skip


def test_debugging_is_switched_off():
    check_fix("debug-feature-in-production", """\
        FROM php:8.4
        ENV A=b NODE_ENV=development APP_DEBUG="true" WP_DEBUG=True DEBUG=*
        RUN docker-php-ext-enable opcache xdebug && phpenmod xdebug
        CMD ["node", "--inspect=0.0.0.0:9229", "a.js"]
        """, """\
        FROM php:8.4
        ENV A=b NODE_ENV=production APP_DEBUG="true" WP_DEBUG=False DEBUG=*
        RUN docker-php-ext-enable opcache && phpenmod xdebug
        CMD ["node", "a.js"]
        """, unsafe=True)  # fmt: skip


def test_the_socket_is_taken_from_among_other_volumes():
    check_fix("docker-socket-volume", """\
        FROM docker:27-cli
        VOLUME /data /var/run/docker.sock
        VOLUME ["/var/run/docker.sock", "/data"]
        ONBUILD VOLUME /var/run/docker.sock
        """, """\
        FROM docker:27-cli
        VOLUME /data
        VOLUME ["/data"]
        ONBUILD VOLUME /var/run/docker.sock
        """, unsafe=True)  # fmt: skip
