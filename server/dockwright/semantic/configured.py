"""What a build has set up for its later instructions in a file rather than by a flag: package managers, `/bin/sh`."""

from __future__ import annotations

import re
from typing import cast

from dockwright.catalog.images import APT_SETTINGS
from dockwright.syntax.dockerfile import ast

APT_ASSUME_YES = "apt assume-yes"
APT_KEEPS_ARCHIVES = "apt keeps archives"
APT_INSTALL_RECOMMENDS = "apt install-recommends"
APK_CACHE = "apk cache"
RPM_ASSUME_YES = "rpm assume-yes"
PIP_CACHE = "pip cache"
OTHER_SH = "sh"
"""`/bin/sh` may be another program than the base image has there."""
GEM_NO_DOCUMENT = "gem no-document"
NODE = "node "
"""Before the major version of Node whose packages a repository of NodeSource has."""

_APT = {APT_ASSUME_YES: "assume-yes", APT_INSTALL_RECOMMENDS: "install-recommends"}
_NOTHING: frozenset[str] = frozenset()
_NODESOURCE = re.compile(r"nodesource\.com/(?:setup_|node_)([0-9]{1,2})\.x")


def configured_in(repository: str) -> frozenset[str]:
    """What an image, named without tag, has settled for what is built on it, as the constants above."""
    options = APT_SETTINGS.get(repository.partition("/")[0], ())
    return frozenset(name for name, option in _APT.items() if option in options) if options else _NOTHING


def configured_by(instruction: ast.Instruction) -> frozenset[str]:
    """What an instruction may settle from its own RUN on, as the constants above; kept on it."""
    memo = instruction.unit.memo
    found = memo.get(configured_by)
    if found is None:
        found = memo[configured_by] = _configured_by(instruction)
    return cast("frozenset[str]", found)


def _configured_by(instruction: ast.Instruction) -> frozenset[str]:
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        return _NOTHING
    if not isinstance(instruction, ast.Run | ast.Transfer):
        return _NOTHING
    text = instruction.unit.text
    found: set[str] = set()
    if "apt.conf" in text:
        # What a copied file says is not known; a here-document's body is.
        copied = isinstance(instruction, ast.Transfer) and not instruction.heredocs
        found |= {name for name, option in _APT.items() if copied or option in text.lower()}
        if copied or "docker-clean" in text or "keep-downloaded-packages" in text.lower():
            found.add(APT_KEEPS_ARCHIVES)
    if "/etc/apk/cache" in text or "setup-apkcache" in text:
        # Then apk keeps packages in a cache of its own, on purpose.
        found.add(APK_CACHE)
    if "yum.conf" in text or "dnf.conf" in text:
        # `defaultyes` makes a yes of no answer.
        copied = isinstance(instruction, ast.Transfer) and not instruction.heredocs
        if copied or "assumeyes" in text or "defaultyes" in text:
            found.add(RPM_ASSUME_YES)
    if "pip.conf" in text or "config set" in text:
        if isinstance(instruction, ast.Transfer):
            found |= {PIP_CACHE} if "pip.conf" in text else set()
        elif "no-cache-dir" in text:
            found.add(PIP_CACHE)
    if "/bin/sh" in text and isinstance(instruction, ast.Run):
        if "ln " in text or "mv " in text or "cp " in text or "update-alternatives" in text:
            found.add(OTHER_SH)
    elif "reconfigure" in text and "dash" in text:
        found.add(OTHER_SH)
    if "gemrc" in text and (isinstance(instruction, ast.Transfer) or "--no-" in text):
        found.add(GEM_NO_DOCUMENT)
    if "nodesource" in text:
        found |= {NODE + it for it in _NODESOURCE.findall(text)}
    return frozenset(found)
