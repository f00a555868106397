"""Which door? `dockwright lsp` opens the server's, everything else the command line's; the other is not imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command in `sys.argv`; the answer is the exit code."""
    if sys.argv[1:2] == ["lsp"] and not {"-h", "--help"} & set(sys.argv[2:]):
        from dockwright.lsp.main import run

        return run(sys.argv[2:])
    from dockwright.cli.main import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
