"""Which of the project's commands? Each module is imported only where it is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m dockwright_dev", description="The project's own commands.")
    commands = parser.add_subparsers(dest="command", required=True)

    new_rule = commands.add_parser("new-rule", help="write a rule and its test, both red until filled")
    new_rule.add_argument("name", metavar="TOPIC/NAME", help="such as copying/add-instead-of-copy")

    generate = commands.add_parser(
        "generate", help="write the rules' pages, the settings' schema and VS Code's settings"
    )
    generate.add_argument("--check", action="store_true", help="write nothing; fail where something is out of date")

    tree = commands.add_parser("tree", help="print a file's syntax tree")
    tree.add_argument("file", type=Path, metavar="FILE", help="a Dockerfile, or - for standard input")
    tree.add_argument("--json", action="store_true", help="the instructions in the terms of BuildKit's parser")

    timing = commands.add_parser("timing", help="measure the server and the command line beside their rivals")
    timing.add_argument("--rounds", type=int, default=3, help="how often each is run, in turn (default: 3)")

    sample = commands.add_parser("sample", help="print findings in real files at random, to be judged by a reader")
    sample.add_argument("--count", type=int, default=200, help="how many (default: 200)")
    sample.add_argument("--seed", type=int, default=1, help="which ones (default: 1)")

    engine = commands.add_parser("engine", help="run a command with a Docker engine, one of its own if need be")
    engine.add_argument(
        "--fetch", action="store_true", help="get the engine from Debian's packages where it is missing"
    )
    engine.add_argument("program", metavar="COMMAND", nargs=argparse.REMAINDER, help="what to run, after --")

    editors = commands.add_parser("editors", help="say which editors the tests find here")
    editors.add_argument("--fetch", action="store_true", help="first get them, from Debian and npm, into .editors")

    toolchains = commands.add_parser("toolchains", help="make the images with real package managers that tests ask for")
    toolchains.add_argument("names", nargs="*", metavar="NAME", help="node, python, go, ruby, php, rust (default: all)")

    rebuilds = commands.add_parser("rebuilds", help="time rebuilds before and after the order for the cache")
    rebuilds.add_argument("--rounds", type=int, default=5, help="how often each is rebuilt (default: 5)")

    fixes = commands.add_parser("fixes-compared", help="what the fixes of several linters make of the same files")
    fixes.add_argument("folder", type=Path, metavar="FOLDER", help="Dockerfiles; copies of them are fixed")
    fixes.add_argument("--count", type=int, default=0, help="so many of them, evenly taken (default: all)")

    options = parser.parse_args(arguments)
    if options.command == "new-rule":
        from dockwright_dev.new_rule import write_rule

        return write_rule(options.name)
    if options.command == "fixes-compared":
        from dockwright_dev.fixes_compared import compare

        return compare(options.folder, options.count)
    if options.command == "generate":
        from dockwright_dev.generate import generate as write

        return write(check=options.check)
    if options.command == "tree":
        from dockwright_dev.tree import print_tree

        return print_tree(options.file, as_json=options.json)
    if options.command == "sample":
        from dockwright_dev.sample import sample as draw

        return draw(options.count, options.seed)
    if options.command == "engine":
        from dockwright_dev.engine import with_engine

        program = options.program[1:] if options.program[:1] == ["--"] else options.program
        return with_engine(program, fetch=options.fetch) if program else 2
    if options.command == "editors":
        from dockwright_dev.editors import list_editors

        return list_editors(fetch=options.fetch)
    if options.command == "toolchains":
        from dockwright_dev.toolchains import make_toolchains

        return make_toolchains(options.names)
    if options.command == "rebuilds":
        from dockwright_dev.rebuilds import measure_rebuilds

        return measure_rebuilds(options.rounds)
    from dockwright_dev.timing import measure

    return measure(options.rounds)


if __name__ == "__main__":
    sys.exit(main())
