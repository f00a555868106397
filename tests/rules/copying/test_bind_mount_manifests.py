from __future__ import annotations

import pytest

from tests.support.checks import check_rule

HEAD = "FROM node\nWORKDIR /app\n"


@pytest.mark.parametrize(
    "text",
    [
        # Without the rest below, the files have to come into the image somehow.
        f"{HEAD}COPY package.json ./\nRUN npm ci\n",
        f"{HEAD}COPY package.json ./\nRUN npm ci\nCOPY src src\n",
        f"{HEAD}COPY package*.json ./\nRUN npm ci\nCOPY . .\n",
        f"{HEAD}COPY package.json ./\nRUN npm ci && npm run x\nCOPY . .\n",
        f"{HEAD}COPY package.json ./\nRUN npm ci\nWORKDIR /other\nCOPY . .\n",
        f"{HEAD}COPY package.json /x/\nRUN npm ci\nCOPY . .\n",
        "FROM node\nCOPY package.json ./\nRUN npm ci\nCOPY . .\n",
    ],
)
def test_silent(text: str):
    check_rule("bind-mount-manifests", text)
