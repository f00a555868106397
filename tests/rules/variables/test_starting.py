"""The rules about what a container starts with."""

from __future__ import annotations

import pytest

from tests.support.checks import check_fix, check_rule


@pytest.mark.parametrize(
    "lines",
    [
        "FROM node:22\nENV NODE_ENV=development\nCMD node a.js",
        "FROM node:22\nCMD npm run dev",
        "FROM node:22\nCMD bash",
        "FROM node:22\nCMD NODE_ENV=production node a.js",
        "FROM example.com/node\nCMD node a.js",
    ],
)
def test_node_silent(lines: str):
    check_rule("node-env-production", f"{lines}\n")


def test_node_env_comes_above_both():
    check_fix(
        "node-env-production",
        'FROM node:22\nRUN npm ci\n# start\nENTRYPOINT ["node"]\nCMD ["a.js"]\n',
        'FROM node:22\nRUN npm ci\nENV NODE_ENV=production\n# start\nENTRYPOINT ["node"]\nCMD ["a.js"]\n',
        unsafe=True,
    )


@pytest.mark.parametrize(
    "lines",
    [
        "FROM python:3.13\nENV PYTHONUNBUFFERED=1\nCMD python a.py",
        'FROM python:3.13\nCMD ["python3", "-u", "a.py"]',
        "FROM python:3.13\nCMD bash",
        "FROM debian:12\nCMD python3 a.py",
    ],
)
def test_python_silent(lines: str):
    check_rule("python-env-flags", f"{lines}\n")


def test_python_asked_for_both():
    check_fix(
        "python-env-flags",
        "FROM python:3.13\nCMD gunicorn app\n",
        "FROM python:3.13\nENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1\nCMD gunicorn app\n",
        unsafe=True,
        options={"bytecode": True},
    )
