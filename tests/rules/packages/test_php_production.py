from __future__ import annotations

import pytest

from tests.support.checks import check_rule


@pytest.mark.parametrize(
    "lines",
    [
        "FROM php:8.5-fpm",
        "FROM php:fpm",
        "FROM php:8.3-cli",
        "FROM php:8.3-fpm AS dev",
        "FROM php:8.3-fpm AS base\nRUN docker-php-ext-install pdo opcache\nFROM base",
        "FROM php:8.3-fpm\nFROM nginx:1.27",
    ],
)
def test_silent(lines: str):
    check_rule("php-production", f"{lines}\n")
