"""Compile the standard library, the packages and the server into one zip. pyodide.mjs runs this in Pyodide."""

import ast
import importlib.util
import os
import zipfile
from collections.abc import Iterator
from importlib._bootstrap_external import _code_to_hash_pyc

LIBS = "/made-from/libs"
STANDARD = "/made-from/standard.zip"
MADE = "/made-from/python.zip"

# What a server in a worker has no use for: programs of their own, tests, networks, other processes.
LEFT_OUT_OF_STANDARD = frozenset(
    "_pyio _pydatetime _pydecimal _pyrepl bdb cmd ctypes curses doctest ensurepip ftplib idlelib imaplib lib2to3"
    " mailbox multiprocessing netrc optparse pdb pickletools poplib profile pstats pyclbr pydoc pydoc_data rlcompleter"
    " smtplib sqlite3 statistics tabnanny tarfile test this timeit tkinter trace turtle turtledemo unittest venv"
    " webbrowser wsgiref xml xmlrpc zipapp".split()
)
# Stand-ins for what later Pythons have themselves.
LEFT_OUT_OF_LIBS = frozenset({"exceptiongroup", "tomli"})

ENCODINGS = frozenset("__init__ aliases ascii cp1252 cp437 idna latin_1 punycode utf_16 utf_32 utf_8 utf_8_sig".split())


def standard() -> Iterator[tuple[str, bytes]]:
    """The files of the standard library, and of Pyodide's own part of it."""
    with zipfile.ZipFile(STANDARD) as archive:
        for name in archive.namelist():
            top, _, rest = name.removesuffix(".py").partition("/")
            if top in LEFT_OUT_OF_STANDARD or (top == "encodings" and rest not in ENCODINGS):
                continue
            yield name, archive.read(name)


def libs() -> Iterator[tuple[str, bytes]]:
    """The files of the packages and the server."""
    for folder, folders, names in os.walk(LIBS):
        folders[:] = sorted(it for it in folders if it not in LEFT_OUT_OF_LIBS and not it.endswith(".dist-info"))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith((".pyi", ".pyc", "py.typed")):
                with open(path, "rb") as file:
                    yield os.path.relpath(path, LIBS), file.read()


def compiled(name: str, source: bytes) -> bytes:
    """The bytecode of a module, which is not to be compared with its source when it is imported."""
    tree = ast.parse(source, name)
    is_ours = name.startswith("dockwright/")
    for node in ast.walk(tree):
        # A module's docstring may be a rule's page; nobody asks for those of the others.
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and ast.get_docstring(node, False):
            node.body[0] = ast.copy_location(ast.Pass(), node.body[0])
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0 if is_ours else 2)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


with zipfile.ZipFile(MADE, "w", zipfile.ZIP_STORED) as made:
    for files in (standard(), libs()):
        for name, content in files:
            is_module = name.endswith(".py")
            entry = zipfile.ZipInfo(f"{name}c" if is_module else name, (1980, 1, 1, 0, 0, 0))
            made.writestr(entry, compiled(name, content) if is_module else content)
