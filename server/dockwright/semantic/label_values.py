"""Whether the text of a label is what its type asks for: an e-mail address, a version, a licence …"""

from __future__ import annotations

import re
from datetime import datetime

from dockwright.catalog.licenses import EXCEPTIONS, LICENSES, written_license
from dockwright.text.spelling import nearest

_EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]\S*")
_HASH = re.compile(r"[0-9A-Fa-f]{7,40}|[0-9A-Fa-f]{64}")
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_NUMBER = r"(?:0|[1-9]\d*)"
_PRE_RELEASE = r"(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)"
_SEMANTIC_VERSION = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_PRE_RELEASE}(?:\.{_PRE_RELEASE})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)
_LICENSE_WORD = re.compile(r"\s*([()]|[A-Za-z0-9.:+-]+)")
_OWN_LICENSE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_OWN_EXCEPTION = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?AdditionRef-[A-Za-z0-9.-]+")


def is_email(text: str) -> bool:
    """Whether it is an address as RFC 5322 has them, without a name and without quotes or comments."""
    return _EMAIL.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether it is an absolute address with a host."""
    return _URL.fullmatch(text) is not None


def is_git_hash(text: str) -> bool:
    """Whether it is the hash of a commit, whole or shortened to no less than the seven digits that git shows."""
    return _HASH.fullmatch(text) is not None


def is_time(text: str) -> bool:
    """Whether it is a date and time as RFC 3339 has them; a second may be a leap second."""
    found = _TIME.fullmatch(text)
    if found is None or int(found[3]) > 60:
        return False
    try:
        datetime.fromisoformat(f"{found[1]}T{found[2]}:00")
    except ValueError:
        return False
    return True


def is_semantic_version(text: str) -> bool:
    """Whether it is a version as Semantic Versioning 2.0.0 has them."""
    return _SEMANTIC_VERSION.fullmatch(text) is not None


def is_license(text: str) -> bool:
    """Whether it is an SPDX licence expression (SPDX 2.3, annex D): ids of the list joined by AND, OR and WITH.

    Ids and operators are taken in any case, as the annex matches the ones and all readers the others.
    """
    words = _words(text)
    depth = 0
    expects_license = True
    index = 0
    while index < len(words):
        word = words[index]
        if expects_license:
            if word == "(":
                depth += 1
            elif _is_license_id(word):
                expects_license = False
            else:
                return False
        elif word == ")":
            depth -= 1
            if depth < 0:
                return False
        elif word.upper() in ("AND", "OR"):
            expects_license = True
        elif word.upper() == "WITH":
            index += 1
            # An exception belongs to one licence, so no parenthesis stands before it.
            if words[index - 2] == ")" or index >= len(words) or not _is_exception(words[index]):
                return False
        else:
            return False
        index += 1
    return not expects_license and depth == 0


def _words(text: str) -> list[str]:
    """The words and parentheses of an expression; none where anything else stands in it."""
    found: list[str] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        word = _LICENSE_WORD.match(text, place, end)
        if word is None:
            return []
        found.append(word[1])
        place = word.end()
    return found


def _is_license_id(word: str) -> bool:
    return word.lower().removesuffix("+") in LICENSES or _OWN_LICENSE.fullmatch(word) is not None


def _is_exception(word: str) -> bool:
    return word.lower() in EXCEPTIONS or _OWN_EXCEPTION.fullmatch(word) is not None


_ADDRESS_IN_NAME = re.compile(r"[^<>]*<(?:mailto:)?([^<>\s]+)>\s*")
_HOST_FIRST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE | re.ASCII)


def address_in(text: str) -> str | None:
    """The e-mail address in `Jane Doe <jane@example.com>` or `mailto:jane@example.com`; `None` where none is."""
    found = _ADDRESS_IN_NAME.fullmatch(text)
    return found[1] if found is not None else text.strip().removeprefix("mailto:")


def with_scheme(text: str) -> str | None:
    """An address without a scheme as one with `https`; `None` for what does not begin with a host."""
    return f"https://{text}" if _HOST_FIRST.fullmatch(text) is not None else None


def with_offset(text: str) -> str:
    """A date and time without an offset as one in UTC."""
    return f"{text}Z"


def with_three_numbers(text: str) -> str | None:
    """`v1.2.3` and `1.2` as semantic versions."""
    number = text.removeprefix("v").removeprefix("V")
    return f"{number}.0" if re.fullmatch(rf"{_NUMBER}\.{_NUMBER}", number, re.ASCII) is not None else number


def nearest_license(text: str) -> str | None:
    """The id of the SPDX list that was meant by a licence's name, as `Apache 2.0`; `None` where several may be."""
    name = text.lower().removeprefix("the ")
    for word in (" license", " licence", ",", " version"):
        name = name.replace(word, "")
    name = re.sub(r"[ _]v?(?=\d)|-v(?=\d)", "-", name.strip())
    near = next((it for it in (name, f"{name}.0") if it in LICENSES), None) or nearest(name, LICENSES)
    if near is None or re.findall(r"\d+", near.removesuffix(".0")) != re.findall(r"\d+", name.removesuffix(".0")):
        # Another version is another licence.
        return None
    return written_license(near)
