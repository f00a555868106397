"""What stands behind a variable's name in braces, `${NAME:-value}` and its like, in words."""

from __future__ import annotations

import re

from dockwright.ide.markdown import code

_MODIFIED = re.compile(
    r"\$\{(?P<prefix>[!#]?)(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<operator>:?[-+?=]|##?|%%?|//?|\^\^?|,,?|:|@)?"
)


def explain_modifier(written: str, *, in_shell: bool) -> str:
    """What a reference as `written` makes of the variable's value; empty where it only is replaced by it."""
    found = _MODIFIED.match(written)
    if found is None:
        return ""
    name, operator = found["name"], found["operator"]
    if in_shell and found["prefix"] == "#" and operator is None:
        return f"{code('${#' + name + '}')}: how many characters its value has."
    if in_shell and found["prefix"] == "!":
        return f"{code('${!' + name + '}')}: the value of the variable that its value names, in bash."
    if operator is None or found["prefix"]:
        return ""
    argument = written[found.end() :].removesuffix("}")
    said = _said(name, operator, argument, in_shell=in_shell)
    return f"{code(operator)}: {said}" if said else ""


def _said(name: str, operator: str, argument: str, *, in_shell: bool) -> str:
    given = code(argument) if argument else "nothing"
    missing = f"{code(name)} is not set, or is empty" if operator.startswith(":") else f"{code(name)} is not set"
    present = f"{code(name)} is set, and not empty" if operator.startswith(":") else f"{code(name)} is set"
    match operator.removeprefix(":") or operator:
        case "-":
            return f"{given} where {missing}."
        case "+":
            return f"{given} where {present}; else nothing."
        case "?":
            what = "the script" if in_shell else "the build"
            return f"{what} fails where {missing}" + (f", with the words {given}." if argument else ".")
        case "#" | "##" as which:
            return f"without the {_length(which)} beginning that matches {given}."
        case "%" | "%%" as which:
            return f"without the {_length(which)} end that matches {given}."
        case "/" | "//" as which:
            pattern, _, replacement = argument.partition("/")
            where = "each match" if which == "//" else "the first match"
            made = code(replacement) if replacement else "nothing"
            shell = " (bash; a plain `sh` does not know it)" if in_shell else ""
            return f"with {where} of {code(pattern)} replaced by {made}{shell}."
    return _in_shell(name, operator, given, missing) if in_shell else ""


def _in_shell(name: str, operator: str, given: str, missing: str) -> str:
    match operator:
        case "=" | ":=":
            return f"{given} where {missing}, which is then also its value."
        case ":":
            return f"a part of the value, from {given} on (bash; a plain `sh` does not know it)."
        case "^" | "^^":
            return "in upper case: " + ("all of it (bash)." if operator == "^^" else "its first letter (bash).")
        case "," | ",,":
            return "in lower case: " + ("all of it (bash)." if operator == ",," else "its first letter (bash).")
    return ""


def _length(operator: str) -> str:
    return "shortest" if len(operator) == 1 else "longest"
