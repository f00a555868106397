"""Neovim with the blocks of docs/editors.md: the newest way of setting a server up, and the older one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.editors import SAFE, Project, block, program, with_settings

DRIVER = Path(__file__).with_name("neovim.lua")
# The name of the program, what it says of itself, and the heading of its block.
WAYS = {
    "0.11 and later": ("nvim", r"NVIM v(0\.1[1-9]|0\.[2-9]\d|[1-9])"),
    "0.8 to 0.10": ("nvim-0.10", r"NVIM v0\.([89]|10)\."),
}

Check = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(params=WAYS)
def neovim(request: pytest.FixtureRequest, project: Project) -> Check:
    """Runs a check, in Lua, in Neovim on the project's Dockerfile; what the check returns."""
    name, wanted = WAYS[request.param]
    path = program(name, "Neovim", wanted)

    def check(lua: str, ignore: str = "") -> Any:
        init = block(f"Neovim / {request.param}", "lua") + block("Neovim / On saving", "lua")
        if ignore:
            init = with_settings(init, "-- ", ignore)
        project.write("config/nvim/init.lua", init)
        written = project.write("check.lua", lua)
        command = [path, "--headless", "-i", "NONE", "-n", "Dockerfile", "-S", str(DRIVER)]
        return project.told_by(command, CHECK=str(written))

    return check


def test_findings_arrive(neovim: Check):
    assert set(neovim("return found()")) >= SAFE


def test_a_finding_lies_at_its_word(neovim: Check):
    found = neovim("""
        for _, it in ipairs(vim.diagnostic.get(0)) do
          if it.code == "add-instead-of-copy" then
            return { it.lnum, it.col, it.end_lnum, it.end_col, it.source }
          end
        end
    """)
    assert found == [2, 0, 2, 3, "dockwright"]


def test_findings_follow_the_text(neovim: Check):
    left = neovim("""
        vim.api.nvim_buf_set_lines(0, 2, 3, false, { "COPY app.py /srv/" })
        wait_for("the finding to go", function() return not has(found(), "add-instead-of-copy") end)
        return found()
    """)
    assert "maintainer-deprecated" in left


def test_hover(neovim: Check):
    shown = neovim("""
        at(3, 1)
        local told
        if vim.fn.has("nvim-0.11") == 0 and not pcall(vim.treesitter.language.inspect, "markdown") then
          -- Debian's lacks the parser for Markdown, without which it shows nothing: look at what it would show.
          vim.lsp.handlers["textDocument/hover"] = function(_, result) told = { result.contents.value } end
        end
        vim.lsp.buf.hover()
        wait_for("a window that floats, or what is to stand in it", function()
          for _, window in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(window).relative ~= "" then
              told = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
            end
          end
          return told
        end)
        return told
    """)
    assert "ADD" in " ".join(shown)


def test_completion(neovim: Check):
    offered = neovim("""
        at(6, 0)
        press("oUS<C-x><C-o>")
        wait_for("a menu, or its only entry", function()
          return vim.fn.pumvisible() == 1 or lines()[7]:find("USER")
        end)
        local words = { lines()[7] }
        for _, it in ipairs(vim.fn.complete_info({ "items" }).items) do
          table.insert(words, it.word)
        end
        return words
    """)
    assert any(it.startswith("USER") for it in offered)


def test_a_quick_fix_is_applied(neovim: Check):
    line = neovim("""
        at(3, 0)
        vim.lsp.buf.code_action({ apply = true, filter = function(it) return it.title == "Use COPY" end })
        wait_for("COPY", function() return lines()[3]:find("^COPY") end)
        wait_for("the finding to go", function() return not has(found(), "add-instead-of-copy") end)
        return lines()[3]
    """)
    assert line == "COPY app.py /srv/"


def test_rename(neovim: Check):
    changed = neovim("""
        at(1, 21)
        vim.lsp.buf.rename("maker")
        wait_for("the new name", function() return lines()[6]:find("maker") end)
        return { lines()[1], lines()[6] }
    """)
    assert changed == ["FROM debian:12.5 AS maker", "COPY --from=maker /srv /srv"]


def test_format(neovim: Check):
    changed = neovim("""
        vim.lsp.buf.format({ name = "dockwright" })
        wait_for("RUN", function() return lines()[4]:find("^RUN") end)
        return lines()
    """)
    assert changed[2:4] == ["ADD app.py /srv/", "RUN cd /srv && make"]


def test_saving_formats_and_fixes_what_is_safe(neovim: Check, project: Project):
    neovim('vim.cmd("silent! write") return true')
    assert "\nCOPY app.py /srv/\nRUN cd /srv && make\n" in project.text
    assert "MAINTAINER" not in project.text


def test_settings_are_heard_of(neovim: Check):
    found = neovim(
        """
        wait_for("the settings", function() return not has(found(), "add-instead-of-copy") end)
        return found()
        """,
        ignore="add-instead-of-copy",
    )
    assert "maintainer-deprecated" in found
