"""What images bring along for their containers besides a program: the ports they expose, the directory they start in.

Source: the Dockerfiles behind docker-library/official-images, and those of nginxinc, grafana, prom, jenkins (2026-08).
Only what is the same in all variants of the last years, or told by the tag, stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dockwright.catalog.images import normal_repository

_PORTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "adminer": ("8080",),
        "caddy": ("80", "443", "443/udp", "2019"),
        "elasticsearch": ("9200", "9300"),
        "ghost": ("2368",),
        "grafana/grafana": ("3000",),
        "httpd": ("80",),
        "influxdb": ("8086",),
        "jenkins/jenkins": ("8080", "50000"),
        "kibana": ("5601",),
        "mariadb": ("3306",),
        "memcached": ("11211",),
        "mongo": ("27017",),
        "mysql": ("3306", "33060"),
        "nginx": ("80",),
        "nginxinc/nginx-unprivileged": ("8080",),
        "postgres": ("5432",),
        "prom/prometheus": ("9090",),
        "redis": ("6379",),
        "registry": ("5000",),
        "sonarqube": ("9000",),
        "tomcat": ("8080",),
        "valkey": ("6379",),
    }
)
_OF_PHP: Mapping[str, str] = MappingProxyType({"apache": "80", "fpm": "9000"})
_LIKE_PHP = frozenset(("php", "wordpress", "drupal", "nextcloud", "joomla"))

_DIRECTORIES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("alpine busybox debian ubuntu node python ruby rust nginx postgres mysql mongo".split(), "/"),
        "caddy": "/srv",
        "composer": "/app",
        "ghost": "/var/lib/ghost",
        "golang": "/go",
        "httpd": "/usr/local/apache2",
        "redis": "/data",
        "tomcat": "/usr/local/tomcat",
        "valkey": "/data",
    }
)


def exposed_ports(repository: str, tag: str | None = None) -> tuple[str, ...]:
    """The ports that an image is known to expose, as EXPOSE has them; none where nothing is known."""
    name = normal_repository(repository)
    if name in _LIKE_PHP:
        # Without a word for its server, an image of PHP alone has none, one of an application Apache.
        words = (tag or "").split("-")
        server = next((it for it in _OF_PHP if it in words), "" if name == "php" or "cli" in words else "apache")
        return (_OF_PHP[server],) if server else ()
    return _PORTS.get(name, ())


def working_directory(repository: str, tag: str | None = None) -> str | None:
    """The directory that an image's containers start in; `None` where that is not known."""
    name = normal_repository(repository)
    if "windows" in (tag or "") or "nanoserver" in (tag or ""):
        return None
    if name == "php" and any(it in _OF_PHP for it in (tag or "").split("-")):
        return "/var/www/html"
    return _DIRECTORIES.get(name)
