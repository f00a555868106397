"""Ports that containers listen on.

Source: the EXPOSE lines of Docker's official images, and the defaults that frameworks document (2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PORTS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "adminer": ("8080",),
        "caddy": ("80", "443", "443/udp", "2019"),
        "cassandra": ("7000", "7001", "7199", "9042", "9160"),
        "couchdb": ("5984", "4369", "9100"),
        "docker": ("2375", "2376"),
        "eclipse-mosquitto": ("1883",),
        "elasticsearch": ("9200", "9300"),
        "ghost": ("2368",),
        "golang": ("8080",),
        "haproxy": ("80", "443"),
        "httpd": ("80",),
        "influxdb": ("8086",),
        "jetty": ("8080",),
        "kibana": ("5601",),
        "kong": ("8000", "8443", "8001", "8444"),
        "mariadb": ("3306",),
        "memcached": ("11211",),
        "mongo": ("27017",),
        "mysql": ("3306", "33060"),
        "nats": ("4222", "6222", "8222"),
        "neo4j": ("7474", "7473", "7687"),
        "nextcloud": ("80",),
        "nginx": ("80", "443"),
        "node": ("3000", "8080"),
        "php": ("80", "9000"),
        "postgres": ("5432",),
        "python": ("8000", "5000", "8080"),
        "rabbitmq": ("5672", "15672", "5671", "4369", "25672"),
        "redis": ("6379",),
        "registry": ("5000",),
        "ruby": ("3000",),
        "rust": ("8080",),
        "solr": ("8983",),
        "sonarqube": ("9000",),
        "tomcat": ("8080",),
        "traefik": ("80", "443", "8080"),
        "vault": ("8200",),
        "wordpress": ("80",),
        "zookeeper": ("2181", "2888", "3888", "8080"),
        "mcr.microsoft.com/dotnet/aspnet": ("8080", "8081"),
        "nginxinc/nginx-unprivileged": ("8080",),
    }
)
"""The ports of images by their repositories; of those for a language, the ones that its frameworks use."""

USUAL: Mapping[str, str] = MappingProxyType(
    {
        "80": "HTTP",
        "8080": "HTTP",
        "3000": "Node.js, Rails, Grafana",
        "443": "HTTPS",
        "8000": "Django, FastAPI",
        "5000": "Flask, registries",
        "8443": "HTTPS",
        "9000": "PHP-FPM",
        "5432": "PostgreSQL",
        "3306": "MySQL, MariaDB",
        "6379": "Redis",
        "27017": "MongoDB",
        "5672": "AMQP",
        "9090": "Prometheus",
        "50051": "gRPC",
        "8888": "Jupyter",
        "53": "DNS",
        "1883": "MQTT",
        "9200": "Elasticsearch",
        "2019": "Caddy's administration",
    }
)
"""Ports worth offering, the most used first, and what listens there."""

DATA_DIRECTORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "caddy": ("/data", "/config"),
        "docker": ("/var/lib/docker",),
        "elasticsearch": ("/usr/share/elasticsearch/data",),
        "ghost": ("/var/lib/ghost/content",),
        "influxdb": ("/var/lib/influxdb2",),
        "mariadb": ("/var/lib/mysql",),
        "mongo": ("/data/db", "/data/configdb"),
        "mysql": ("/var/lib/mysql",),
        "nextcloud": ("/var/www/html",),
        "nginx": ("/var/cache/nginx", "/var/run", "/etc/nginx/conf.d"),
        "postgres": ("/var/lib/postgresql",),
        "rabbitmq": ("/var/lib/rabbitmq",),
        "redis": ("/data",),
        "registry": ("/var/lib/registry",),
        "wordpress": ("/var/www/html",),
    }
)
"""Where the programs of images keep what is to outlive a container."""
