"""Start the server that lies unpacked in bundled/, with nothing from this machine's own packages.

The extension runs this file with `python -I -S`: neither the current folder, nor PYTHON* variables, nor an
environment's site-packages decide which code runs, so a workspace cannot slip its own in.
"""

import os
import runpy
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "bundled", "libs"))
runpy.run_module("dockwright", run_name="__main__", alter_sys=True)
