"""The door: `dockwright lsp`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dockwright.lsp.startup import import_foundations, importing


def run(arguments: Sequence[str] = ()) -> int:
    """Serve on stdin and stdout until the client says `exit` or is gone; return the exit code.

    `arguments` may hold `--stdio`, which editors pass by habit.
    """
    for argument in arguments:
        if argument != "--stdio":
            sys.stderr.write(f"dockwright lsp: unknown argument {argument!r}; it serves on stdin and stdout\n")
            return 2
    import_foundations()
    with importing():
        import logging

        from dockwright.lsp.server import Server
        from dockwright.lsp.transport import serve

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    server = Server()
    try:
        return serve(server.protocol, server.settle)
    finally:
        server.close()
