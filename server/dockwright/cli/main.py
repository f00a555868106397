"""The commands and their options. What a command does is imported when it is the one asked for."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from dockwright import __version__
from dockwright.cli.exit_codes import FAILED


def main(arguments: Sequence[str]) -> int:
    """Run a command; the answer is the exit code."""
    logging.basicConfig(format="dockwright: %(message)s", level=logging.WARNING)
    options = _parser().parse_args(arguments)
    try:
        code = _run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read our output has seen enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.command == "check":
        from dockwright.cli.check import check

        return check(options)
    if options.command == "fix":
        from dockwright.cli.fix import fix

        return fix(options)
    if options.command == "format":
        from dockwright.cli.format import format

        return format(options)
    if options.command == "config":
        from dockwright.cli.config import config

        return config(options)
    if options.command == "explain":
        from dockwright.cli.explain import explain

        return explain(options.rule)
    from dockwright.cli.explain import list_rules

    return list_rules(options.output_format, only_summary=options.summary)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dockwright",
        description="Find what is wrong in Dockerfiles, and put it right.",
        epilog="Exit codes: 0 nothing found, 1 something found, 2 something could not be done.",
    )
    parser.add_argument("--version", action="version", version=f"dockwright {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="report what is found in Dockerfiles")
    _add_files(check)
    check.add_argument(
        "--output-format", choices=("text", "json", "sarif", "github", "gitlab"), default="text", help="default: text"
    )
    check.add_argument(
        "--shellcheck",
        metavar="PROGRAM",
        help="the ShellCheck that looks at shell scripts: auto, the one that is installed; selected (the default),"
        " only where its codes are selected; off; or its path",
    )

    fix = commands.add_parser(
        "fix",
        help="apply fixes to Dockerfiles",
        description="Apply fixes: those that leave the image as it is or make a file build that did not, and with"
        " --unsafe all others too.",
    )
    _add_files(fix)
    fix.add_argument("--unsafe", action="store_true", help="also fixes that may change the image")
    fix.add_argument("--diff", action="store_true", help="print what would change, and write nothing")
    fix.add_argument(
        "--rule",
        action="append",
        metavar="RULE",
        help="only the fixes of this rule, which runs also where it is off by default: its id, or what another linter"
        " calls it; may be given several times",
    )
    fix.add_argument("--interactive", action="store_true", help="show each fix and ask whether to apply it")

    format = commands.add_parser(
        "format",
        help="lay out Dockerfiles",
        description="Lay out Dockerfiles: the case of keywords, blanks, how continued lines are indented, blank lines."
        " What a file says does not change.",
        epilog="Exit codes: 0 done, or nothing to do; 1 with --check or --diff: something would change; 2 something"
        " could not be done.",
    )
    _add_paths(format)
    format.add_argument("--check", action="store_true", help="name the files that would change, and write nothing")
    format.add_argument("--diff", action="store_true", help="print what would change, and write nothing")
    _add_config(format)
    _add_work(format)

    config = commands.add_parser("config", help="print the settings that hold for a file, and where they come from")
    config.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or folder; default: this folder")
    _add_choices(config)
    config.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")

    explain = commands.add_parser("explain", help="print the page of a rule")
    explain.add_argument("rule", metavar="RULE", help="its id, or what another linter calls it")

    rules = commands.add_parser("rules", help="list all rules")
    rules.add_argument(
        "--summary", action="store_true", help="only how many there are, run by default and have fixes, by category"
    )
    rules.add_argument("--output-format", choices=("text", "json"), default="text", help="default: text")

    # The server's door is opened in `dockwright.__main__`; here it is only named.
    commands.add_parser("lsp", help="run the language server on standard input and output", add_help=True)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    _add_choices(parser)
    _add_work(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        default=["."],
        help="files, folders to walk, or - for standard input; default: this folder",
    )
    parser.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave out what the settings exclude also where it is named as a PATH, as by pre-commit",
    )


def _add_work(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=_positive, metavar="N", help="processes to use; default: as many as help")
    parser.add_argument(
        "--stdin-filename", metavar="PATH", help="what standard input is called, and whose settings hold"
    )


def _add_choices(parser: argparse.ArgumentParser) -> None:
    """The options that go before what settings files say."""
    parser.add_argument(
        "--select",
        action="append",
        type=_names,
        metavar="RULES",
        help="only these rules: ids, names that other linters use, categories or ALL, separated by commas",
    )
    parser.add_argument("--ignore", action="append", type=_names, metavar="RULES", help="all but these rules")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "information", "hint", "never"),
        help="end with 1 only for findings that are as grave as that; default: hint",
    )
    parser.add_argument(
        "--no-inline-ignores",
        action="store_false",
        dest="inline_ignores",
        help="report also what comments in the files silence",
    )
    _add_config(parser)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="read settings from this file and from no other")


def _names(value: str) -> list[str]:
    return [name for name in (it.strip() for it in value.split(",")) if name]


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(value)
    return number
