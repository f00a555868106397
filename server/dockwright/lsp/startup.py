"""Imports what the server stands on, quicker than plain imports would.

Three things make `import pygls` slow, and none of them is needed here: the cycle collector runs again and again over
objects that all stay; asyncio brings in TLS; lsprotocol builds 554 classes, of which a session uses a handful.
Each trick can be switched off, alone or with the others, by naming those that shall stay in DOCKWRIGHT_STARTUP
("gc,tls,types" is the default, "" means plain imports). tests/lsp/test_startup.py holds lazy against eager.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any

VARIABLE = "DOCKWRIGHT_STARTUP"
TRICKS = ("gc", "tls", "types")


def tricks() -> frozenset[str]:
    """The tricks that are switched on."""
    chosen = os.environ.get(VARIABLE)
    return frozenset(TRICKS if chosen is None else chosen.split(","))


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Import without looking for garbage; what was imported is then never looked at again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        # A keystroke makes some thousand objects, nearly all of which go by themselves: a look for garbage with every
        # 700 of them, Python's choice, is several with each keystroke.
        gc.set_threshold(20_000, 20, 20)
        if was_enabled:
            gc.enable()


def import_asyncio_without_tls() -> None:
    """Import asyncio as on a Python that was built without ssl; it then offers no TLS, and we ask for none."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own sign for "this import fails"
    try:
        import_module("asyncio")
    finally:
        del sys.modules["ssl"]


class _Built(type):
    """The metaclass of a class that has been finished: an ordinary class."""


class _Unbuilt(type):
    """The metaclass of a class whose attrs methods are made when the first of them is needed.

    That is when it is called, or when someone asks whether it is an attrs class.
    """

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        _build(cls)
        return cls(*arguments, **named)

    def __getattr__(cls, name: str) -> Any:
        if name == "__attrs_attrs__":
            _build(cls)
            return getattr(cls, name)
        raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")


def _build(cls: type) -> None:
    import attrs

    # A class with slots would have to be another object than the one that has been handed out already.
    cls.__class__ = _Built
    for base in cls.__mro__[1:]:
        if type(base) is _Unbuilt:
            _build(base)
    attrs.define(cls, slots=False)


def import_types_unbuilt() -> None:
    """Import `lsprotocol.types` with its classes unbuilt; each is built on first use.

    They differ from eagerly built ones in having no `__slots__`.
    """
    if "lsprotocol.types" in sys.modules:
        return
    import attrs

    def define_later(cls: type) -> type:
        members = {name: it for name, it in vars(cls).items() if name not in ("__dict__", "__weakref__")}
        return _Unbuilt(cls.__name__, cls.__bases__, members)

    define = attrs.define
    attrs.define = define_later  # type: ignore[assignment]  # put back below
    try:
        import_module("lsprotocol.types")
    finally:
        attrs.define = define


def import_foundations() -> None:
    """Import asyncio, pygls and lsprotocol with the tricks that are switched on."""
    chosen = tricks()
    with importing():
        if "tls" in chosen:
            import_asyncio_without_tls()
        if "types" in chosen:
            import_types_unbuilt()
        import_module("pygls.lsp.server")


def importing() -> AbstractContextManager[None]:
    """Around imports: without looking for garbage, if that trick is switched on."""
    return _without_garbage_collection() if "gc" in tricks() else nullcontext()
