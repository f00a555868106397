"""Emacs with eglot and with lsp-mode, set up by the blocks of docs/editors.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.editors import Project, block, program, with_settings

DRIVER = Path(__file__).with_name("emacs.el")

Check = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def emacs(project: Project) -> Check:
    """Runs a check, in Emacs Lisp, in Emacs on the project's Dockerfile; what the check returns."""
    path = program("emacs", "Emacs", r"GNU Emacs (29|[3-9]\d)")

    def check(lisp: str, heading: str, ignore: str = "", mode: str = "dockerfile-mode") -> Any:
        setup = block(heading, "elisp")
        if ignore:
            setup = with_settings(setup, ";; ", ignore)
        given = {
            "PACKAGE": heading.rpartition(" ")[2],
            "SETUP": str(project.write("setup.el", setup)),
            "CHECK": str(project.write("check.el", f"(defun check () {lisp})")),
        }
        if mode:
            given["MODE"] = mode
        return project.told_by([path, "-Q", "--batch", "-l", str(DRIVER)], **given)

    return check


def eglot(emacs: Check, lisp: str, ignore: str = "") -> Any:
    """What a check gives with eglot, once it shows findings."""
    return emacs(f'(wait-for "findings" (lambda () (has (found) "MAINTAINER"))) {lisp}', "Emacs / eglot", ignore)


def lsp_mode(emacs: Check, lisp: str, ignore: str = "") -> Any:
    """The same with lsp-mode."""
    return emacs(f'(wait-for "findings" (lambda () (has (found) "MAINTAINER"))) {lisp}', "Emacs / lsp-mode", ignore)


@pytest.fixture(params=[eglot, lsp_mode])
def client(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """One of the two clients that Emacs has."""
    return request.param


def test_findings_arrive(emacs: Check, client: Callable[..., Any]):
    found = client(emacs, "(vconcat (found))")
    assert any("ADD of a local file" in it for it in found)


def test_findings_arrive_in_an_emacs_without_a_mode_for_dockerfiles(emacs: Check):
    lisp = """
        (wait-for "findings" (lambda () (has (found) "MAINTAINER")))
        (vector (symbol-name major-mode) (progn (eglot-format-buffer) (line 4)))
    """
    assert emacs(lisp, "Emacs / eglot", mode="") == ["dockerfile-mode", "RUN cd /srv && make"]


def test_findings_follow_the_text(emacs: Check, client: Callable[..., Any]):
    text = client(
        emacs,
        """
        (at 3 0) (delete-char 3) (insert "COPY")
        (run-hooks 'post-command-hook)
        (wait-for "the finding to go" (lambda () (not (has (found) "ADD of a local"))))
        (line 3)
        """,
    )
    assert text == "COPY app.py /srv/"


def test_hover_of_eglot(emacs: Check):
    told = eglot(
        emacs,
        """
        (at 3 1)
        (let (shown)
          (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
          (substring-no-properties (wait-for "a hover" (lambda () shown))))
        """,
    )
    assert "ADD" in told


def test_hover_of_lsp_mode(emacs: Check):
    told = lsp_mode(
        emacs,
        """
        (at 3 1)
        (lsp-describe-thing-at-point)
        (with-current-buffer "*lsp-help*" (buffer-substring-no-properties (point-min) (point-max)))
        """,
    )
    assert "ADD" in told


def test_completion(emacs: Check, client: Callable[..., Any]):
    offered = client(
        emacs,
        """
        (goto-char (point-max)) (insert "US")
        (run-hooks 'post-command-hook)
        (let ((found (run-hook-wrapped 'completion-at-point-functions #'completion--capf-wrapper 'all)))
          (vconcat (mapcar #'substring-no-properties (all-completions "US" (nth 3 found)))))
        """,
    )
    assert any(it.startswith("USER") for it in offered)


def test_a_quick_fix_is_applied_by_eglot(emacs: Check):
    line = eglot(
        emacs,
        """
        (at 3 0)
        (setq eglot-confirm-server-edits nil)
        (setq last-nonmenu-event ?x) ; so that it asks as for a key, not by a menu of the mouse
        (cl-letf (((symbol-function 'completing-read) (lambda (&rest _) "Use COPY")))
          (eglot-code-actions (point) (+ (point) 3) nil t))
        (wait-for "the finding to go" (lambda () (not (has (found) "ADD of a local"))))
        (line 3)
        """,
    )
    assert line == "COPY app.py /srv/"


def test_a_quick_fix_is_applied_by_lsp_mode(emacs: Check):
    line = lsp_mode(
        emacs,
        """
        (at 3 0)
        (lsp-execute-code-action
          (seq-find (lambda (it) (equal (lsp:code-action-title it) "Use COPY")) (lsp-code-actions-at-point)))
        (wait-for "the finding to go" (lambda () (not (has (found) "ADD of a local"))))
        (line 3)
        """,
    )
    assert line == "COPY app.py /srv/"


@pytest.mark.parametrize(("client", "command"), [(eglot, "eglot-rename"), (lsp_mode, "lsp-rename")])
def test_rename(emacs: Check, client: Callable[..., Any], command: str):
    changed = client(
        emacs, f'(setq eglot-confirm-server-edits nil) (at 1 21) ({command} "maker") (vector (line 1) (line 6))'
    )
    assert changed == ["FROM debian:12.5 AS maker", "COPY --from=maker /srv /srv"]


@pytest.mark.parametrize(("client", "command"), [(eglot, "eglot-format-buffer"), (lsp_mode, "lsp-format-buffer")])
def test_format(emacs: Check, client: Callable[..., Any], command: str):
    changed = client(emacs, f"({command}) (vector (line 3) (line 4))")
    assert changed == ["ADD app.py /srv/", "RUN cd /srv && make"]


def test_saving_formats_and_fixes_what_is_safe(emacs: Check, client: Callable[..., Any], project: Project):
    client(emacs, "(set-buffer-modified-p t) (save-buffer) t")
    assert "\nCOPY app.py /srv/\nRUN cd /srv && make\n" in project.text
    assert "MAINTAINER" not in project.text


def test_settings_are_heard_of(emacs: Check, client: Callable[..., Any]):
    found = client(
        emacs,
        '(wait-for "the settings" (lambda () (not (has (found) "ADD of a local")))) (vconcat (found))',
        ignore="add-instead-of-copy",
    )
    assert any("MAINTAINER" in it for it in found)
