from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule

RULE = "eol-base-image"


@pytest.mark.parametrize(
    "image",
    [
        "debian:bookworm",
        "debian:12-slim",
        "debian:stable",
        "alpine:3",
        "alpine:3.22.1",
        "alpine:3.21",
        "ubuntu:22.04",
        "node:22-bookworm",
        "node:lts-alpine",
        "python:3",
        "python:3.13-alpine3.22",
        "php:8-fpm",
        "eclipse-temurin:17-jammy",
        "example.com/own:buster",
        "golang:1.12",
        "scratch",
        "node",
    ],
)
def test_images_that_are_looked_after_or_not_known(image: str):
    check_rule(RULE, f"FROM {image}\n")


def test_what_of_the_tag_has_ended():
    check_rule(RULE, """\
        ARG TAG=16-alpine
        FROM python:2-slim AS a
                    ^
        FROM node:22.1-stretch AS b
                       ^^^^^^^ `debian 9` in it got its last updates on 2022-06-30
        FROM node:${TAG} AS c
             ^^^^^^^^^^^ `node:16` got its last updates on 2023-09-11
        FROM mcr.microsoft.com/dotnet/aspnet:3.1-focal AS d
                                                 ^^^^^
        FROM docker.io/library/centos:7.9.2009 AS e
                                      ^^^^^^^^
        FROM a
        """)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("node:17.1-alpine", "node:22-alpine"),
        ("ubuntu:bionic", "ubuntu:jammy"),
        ("ubuntu:18.10", "ubuntu:22.04"),
        # 3.21 ends in the month of the table.
        ("alpine:3.10.2", "alpine:3.22"),
        # What else the tag asks for may not be there.
        ("python:3.6-rc-slim", "python:3.6-rc-slim"),
        ("php:7.4-zts", "php:7.4-zts"),
        ("centos:7", "centos:7"),
        ("alpine:3.10@sha256:" + "0" * 64, "alpine:3.10@sha256:" + "0" * 64),
    ],
)
def test_the_next_release_of_the_same_variant(before: str, after: str):
    check_fix(RULE, f"FROM {before} AS x\n", f"FROM {after} AS x\n", unsafe=True)


def test_the_variant_stays_and_the_release_of_its_system_goes():
    check_fix(
        RULE,
        """\
        FROM node:14-buster-slim
        FROM php:7.4-fpm-alpine3.12
        FROM python:3.6-stretch
        FROM php:7.4-zts
        """,
        """\
        FROM node:22-slim
        FROM php:8.3-fpm-alpine
        FROM python:3.11
        FROM php:7.4-zts
        """,
        unsafe=True,
    )
