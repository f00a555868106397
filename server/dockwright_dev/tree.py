"""Prints a Dockerfile's syntax tree: as it is, or in the terms of BuildKit's parser, to be compared with it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dockwright.syntax.dockerfile import ast, lexer
from dockwright.syntax.dockerfile.dump import dump
from dockwright.syntax.dockerfile.parser import parse
from dockwright.syntax.dockerfile.tree import Tree


def print_tree(file: Path, *, as_json: bool) -> int:
    """Print the tree of `file`, of standard input where that is `-`; returns the exit code."""
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return 2
    tree = parse(text)
    if as_json:
        print(json.dumps(buildkit_terms(tree), indent=2, ensure_ascii=False))
    else:
        print(dump(tree), end="")
    return 0


def buildkit_terms(tree: Tree) -> list[dict[str, Any]]:
    """Each instruction as BuildKit's parser hands it on; lines count from 1 and end at line feeds only."""
    found = []
    line = 1
    place = 0
    for instruction in tree.instructions:
        start, end = instruction.full_range
        line += tree.text.count("\n", place, start)
        # The last line's own line end does not begin another one.
        last = line + tree.text.count("\n", start, max(start, end - 1))
        found.append({**_terms(instruction), "start_line": line, "end_line": last})
        place = start
    return found


def _terms(instruction: ast.Instruction) -> dict[str, Any]:
    exec_form = getattr(instruction, "exec_form", None)
    if exec_form is None:
        command = getattr(instruction, "command", None)
        exec_form = command if isinstance(command, ast.ExecForm) else None
    terms: dict[str, Any] = {
        "value": instruction.keyword.text,
        "args": _arguments(instruction, exec_form),
        "json": exec_form is not None,
        "flags": [lexer.unquote_flag(flag.text) for flag in instruction.flags],
        "heredocs": [
            {
                "name": it.name,
                "content": it.content,
                "expand": it.expand,
                "chomp": it.chomp,
                # Go reads it as an unsigned number of 64 bits; what is larger becomes the largest.
                "file_descriptor": min(int(it.fd.lstrip("0")[:20] or 0), 2**64 - 1),
            }
            for it in instruction.heredocs
        ],
    }
    if isinstance(instruction, ast.Onbuild) and instruction.trigger is not None:
        terms["children"] = [{**_terms(instruction.trigger), "start_line": 0, "end_line": 0}]
    return terms


def _arguments(instruction: ast.Instruction, exec_form: ast.ExecForm | None) -> list[str]:
    match instruction:
        case ast.Healthcheck(kind=None):
            return []
        case ast.Healthcheck(kind=ast.Word() as kind, command=command):
            rest = exec_form.values if exec_form else [command.text] if isinstance(command, ast.ShellForm) else []
            return [kind.text, *rest]
        case ast.KeyValue(pairs=pairs, legacy=legacy):
            separator = "" if legacy else "="
            return [text for it in pairs for text in (it.name.text, it.value.text if it.value else "", separator)]
        case ast.Arg(pairs=pairs):
            return [it.name.text if it.value is None else f"{it.name.text}={it.value.text}" for it in pairs]
        case ast.Onbuild(trigger=None):
            return []
        case ast.Onbuild() | ast.Unknown():
            # BuildKit keeps an empty node where it reads on in another way, or not at all.
            return [""]
    if exec_form is not None:
        return list(exec_form.values)
    if isinstance(instruction, ast.From | ast.Transfer | ast.Volume | ast.Expose):
        return [word.text for word in instruction.words]
    return [instruction.arguments_text] if instruction.arguments_text else []
