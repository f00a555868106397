"""What each construct of the shell reads as."""

from __future__ import annotations

import pytest

from dockwright.syntax.shell import parse
from dockwright.syntax.shell.ast import CompoundCommand, SimpleCommand


def argvs(text: str) -> list[list[str]]:
    return [[word.text for word in command.words] for command in parse(text).commands]


def only(text: str) -> SimpleCommand:
    (command,) = parse(text).commands
    return command


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \t", []),
        ("# nothing", []),
        ("a", [["a"]]),
        ("a b  c\t d", [["a", "b", "c", "d"]]),
        ("a && b || c; d & e", [["a"], ["b"], ["c"], ["d"], ["e"]]),
        ("a | b |& c", [["a"], ["b"], ["c"]]),
        ("a &&\n b |\n\n c", [["a"], ["b"], ["c"]]),
        ("a # b && c\nd", [["a"], ["d"]]),
        ("a#b c", [["a#b", "c"]]),
        ("a \\\n  b", [["a", "b"]]),
        ("a\\\nb c\\\n d", [["a\\\nb", "c", "d"]]),
        ("a\r\nb\r\n", [["a"], ["b"]]),
        ("'a b' \"c d\" e\\ f $'g h' $\"i j\"", [["'a b'", '"c d"', "e\\ f", "$'g h'", '$"i j"']]),
        ("echo 'a'\"b\"c", [["echo", "'a'\"b\"c"]]),
        ('echo "a $(b "c d" $(e)) f" g', [["echo", '"a $(b "c d" $(e)) f"', "g"], ["b", '"c d"', "$(e)"], ["e"]]),
        ("echo `a b` c", [["echo", "`a b`", "c"], ["a", "b"]]),
        ("echo `a \\`b c\\``", [["echo", "`a \\`b c\\``"], ["a", "`b c`"], ["b", "c"]]),
        ("echo ${A} ${A:-b c} ${A:-$(d)} ${#A} ${A%%*}", None),
        ('echo "${A:-it\'s}" b', [["echo", '"${A:-it\'s}"', "b"]]),
        ("echo $((1 + (2) * $(a))) b", [["echo", "$((1 + (2) * $(a)))", "b"], ["a"]]),
        ("echo $((a) | b)", [["echo", "$((a) | b)"], ["a"], ["b"]]),
        ("(a; b) && { c; d; }", [["a"], ["b"], ["c"], ["d"]]),
        ("((a)); ((x = 1 << 2)); b", [["b"]]),
        ("( (a) ); ((a) ; b)", [["a"], ["a"], ["b"]]),
        ("if a; then b; elif c; then d; else e; fi; f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("for x in a b; do c $x; done; d", [["c", "$x"], ["d"]]),
        ("for x; do a; done", [["a"]]),
        ("for x do a; done", [["a"]]),
        ("for ((i = 0; i < 3; i++)); do a; done", [["a"]]),
        ("select x in a; do b; done", [["b"]]),
        ("while a; do b; done; until c; do d; done", [["a"], ["b"], ["c"], ["d"]]),
        ("case $x in a) b;; (c|d) e ;& *) f; g;;& esac; h", [["b"], ["e"], ["f"], ["g"], ["h"]]),
        ("case x in\n a)\n  b\n  ;;\n esac\nc", [["b"], ["c"]]),
        ("case x in a) b; esac", [["b"]]),
        ("f() { a; }; g () ( b ); function h { c; }; function i() { d; }", [["a"], ["b"], ["c"], ["d"]]),
        ("! a | b; time -p c; time d", [["a"], ["b"], ["c"], ["d"]]),
        ("[[ -n $(a) && ( $b == c* || $d =~ ^(e|f)$ ) ]] && g", [["a"], ["g"]]),
        ("[ a = b ] && c", [["[", "a", "=", "b", "]"], ["c"]]),
        ("a {} } if then", [["a", "{}", "}", "if", "then"]]),
        ("'if' a", [["'if'", "a"]]),
        ("A=1 B=2 a C=3", [["a", "C=3"]]),
        ("A=(b c) d; export E=(f g) h", [["d"], ["export", "E=(f g)", "h"]]),
        ("a <(b) >(c)", [["a", "<(b)", ">(c)"], ["b"], ["c"]]),
        ("ls @(a|b)*.txt !(c)", [["ls", "@(a|b)*.txt", "!(c)"]]),
        ("a <<EOF && b\nc $(d)\nEOF\ne", [["a"], ["b"], ["d"], ["e"]]),
        ("a <<'EOF'\n$(b)\nEOF\nc", [["a"], ["c"]]),
        ("a <<-EOF\n\tb\n\tEOF\nc", [["a"], ["c"]]),
        ("a <<ONE <<TWO\n1\nONE\n2\nTWO\nb", [["a"], ["b"]]),
        ("a <<< 'b c' d", [["a", "d"]]),
    ],
)
def test_commands_are_found_in_every_construct(text: str, expected: list[list[str]] | None):
    script = parse(text)
    if expected is not None:
        assert argvs(text) == expected
    assert script.problems == ()


@pytest.mark.parametrize(
    ("word", "value", "quoting"),
    [
        ("plain", "plain", "none"),
        ("'a $b `c` \\'", "a $b `c` \\", "single"),
        ('"a \\$b \\" \\x"', 'a $b " \\x', "double"),
        ("a'b'\"c\"\\ d", "abc d", "mixed"),
        ("''", "", "single"),
        ("a\\\nb", "ab", "none"),
        ('"a\\\nb"', "ab", "double"),
        ("$'a\\nb\\x41\\u00e9\\'\\\\\\q'", "a\nbA\u00e9'\\\\q", "mixed"),
        ('$"a b"', "a b", "mixed"),
        ("$", "$", "none"),
        ("a$", "a$", "none"),
        ("a%$/b", "a%$/b", "none"),
        ("*.{a,b}", "*.{a,b}", "none"),
        ("$a", None, "none"),
        ('"$a"', None, "double"),
        ("a$(b)", None, "none"),
        ("`a`", None, "none"),
        ("$((1))", None, "none"),
        ("$[1 + 2]", None, "none"),
        ("b\\", "b\\", "mixed"),
    ],
)
def test_a_word_has_its_value_and_quoting(word: str, value: str | None, quoting: str):
    found = parse(f"echo {word}").commands[0].words[1]
    assert (found.text, found.value, found.quoting) == (word, value, quoting)


def test_expansions_have_name_kind_and_place():
    text = 'a $b "${c:-$d}" $(e) $((f)) ${#g} ${!h} $1 $@ <(i) "$j"'
    words = parse(text).commands[0].words
    found = [(it.range.slice(text), it.kind, it.name, it.quoted) for word in words for it in word.expansions]
    assert found == [
        ("$b", "parameter", "b", False),
        ("${c:-$d}", "parameter", "c", True),
        ("$d", "parameter", "d", True),
        ("$(e)", "command", None, False),
        ("$((f))", "arithmetic", None, False),
        ("${#g}", "parameter", "g", False),
        ("${!h}", "parameter", "h", False),
        ("$1", "parameter", "1", False),
        ("$@", "parameter", "@", False),
        ("<(i)", "process", None, False),
        ("$j", "parameter", "j", True),
    ]


def test_separators_stand_before_and_after():
    text = "a && b || c; d | e & f\ng"
    commands = parse(text).commands
    around = [(it.before and it.before.text, it.after and it.after.text) for it in commands]
    assert around == [
        (None, "&&"),
        ("&&", "||"),
        ("||", ";"),
        (";", "|"),
        ("|", "&"),
        ("&", "\n"),
        ("\n", None),
    ]
    assert all(it.after.range.slice(text) == it.after.text for it in commands if it.after)


def test_pipelines_group_their_commands():
    pipelines = parse("a | b && ! c; (d) | e").body.pipelines
    assert [(len(it.commands), it.negated) for it in pipelines] == [(2, False), (1, True), (2, False)]
    assert [it.before and it.before.text for it in pipelines] == [None, "&&", ";"]


def test_each_command_knows_what_it_lies_in():
    text = (
        "a; (b); { c; }; if d; then e; else f; fi; while g; do h; done; for x in y; do i; done;"
        "case x in y) j;; esac; k() { l; }; m $(n) `o`; (if p; then q; fi)"
    )
    assert {it.words[0].text: it.nesting for it in parse(text).commands} == {
        "a": (),
        "b": ("subshell",),
        "c": ("group",),
        "d": ("condition",),
        "e": ("branch",),
        "f": ("branch",),
        "g": ("condition",),
        "h": ("loop",),
        "i": ("loop",),
        "j": ("case",),
        "l": ("function", "group"),
        "m": (),
        "n": ("substitution",),
        "o": ("substitution",),
        "p": ("subshell", "condition"),
        "q": ("subshell", "branch"),
    }


def test_a_flat_list_is_told_from_control_flow():
    assert parse("a && b; c | d").is_flat
    assert not parse("a && (b)").is_flat
    assert not parse("a && (b)").has_control_flow
    assert parse("a && if b; then c; fi").has_control_flow
    assert parse('echo "$(for x in y; do z; done)"').has_control_flow
    assert not parse("[[ a ]] && { b; }").has_control_flow


def test_compound_commands_keep_their_words_and_lists():
    (loop,) = parse("for x in a b; do c; done > log").body.pipelines[0].commands
    assert isinstance(loop, CompoundCommand)
    assert (loop.kind, [it.text for it in loop.words], len(loop.lists)) == ("for", ["x", "a", "b"], 1)
    assert loop.redirections[0].target is not None
    assert loop.redirections[0].target.text == "log"


def test_redirections_have_descriptor_operator_and_target():
    text = "a > b 2>&1 < c >> d &> e {fd}> f <> g >| h 2>/dev/null"
    found = [(it.descriptor, it.operator, it.target and it.target.text) for it in only(text).redirections]
    assert found == [
        (None, ">", "b"),
        ("2", ">&", "1"),
        (None, "<", "c"),
        (None, ">>", "d"),
        (None, "&>", "e"),
        ("{fd}", ">", "f"),
        (None, "<>", "g"),
        (None, ">|", "h"),
        ("2", ">", "/dev/null"),
    ]


def test_a_here_document_has_body_and_terminator():
    text = "cat <<-'E F' > x\n\ta $b\n\tE F\nc"
    redirection = parse(text).commands[0].redirections[0]
    heredoc = redirection.heredoc
    assert heredoc is not None
    assert heredoc.body is not None
    assert heredoc.terminator is not None
    assert (heredoc.delimiter, heredoc.expands, heredoc.strips_tabs) == ("E F", False, True)
    assert heredoc.body.slice(text) == "\ta $b\n"
    assert heredoc.terminator.slice(text) == "\tE F"


def test_a_here_document_expands_unless_its_delimiter_is_quoted():
    for delimiter, expected in (("E", ["b"]), ("'E'", []), ("\\E", [])):
        heredoc = parse(f"cat <<{delimiter}\na $b \\$c\nE\n").commands[0].redirections[0].heredoc
        assert heredoc is not None
        assert [it.name for it in heredoc.expansions] == expected


def test_assignments_have_name_and_value():
    command = only("A= B=1 C+='2 3' D=$e F=(g 'h i') a")
    found = [(it.name, it.appends, it.value and it.value.value, it.elements) for it in command.assignments]
    assert found[:4] == [
        ("A", False, "", None),
        ("B", False, "1", None),
        ("C", True, "2 3", None),
        ("D", False, None, None),
    ]
    assert [it.value for it in command.assignments[4].elements or ()] == ["g", "h i"]


@pytest.mark.parametrize(
    ("text", "expected", "problem"),
    [
        ('echo "a && b\nc', [["echo", '"a && b'], ["c"]], 'the quote " is never closed'),
        ("echo 'a && b\nc", [["echo", "'a && b"], ["c"]], "the quote ' is never closed"),
        ("echo $(a && b", [["echo", "$(a && b"], ["a"], ["b"]], "the parenthesis ( is never closed"),
        ("echo `a && b", [["echo", "`a && b"], ["a"], ["b"]], "the backquote ` is never closed"),
        ("echo ${a && b", [["echo", "${a"], ["b"]], "the brace ${ is never closed"),
        ("(a && b", [["a"], ["b"]], "the parenthesis ( is never closed"),
        ("a) && b", [["a"], ["b"]], ") closes nothing here"),
        ("fi; a", [["a"]], "fi closes nothing here"),
        ("a && && b", [["a"], ["b"]], "&& without a command"),
        ("a | | b", [["a"], ["b"]], "| without a command after it"),
        ("if a; then b", [["a"], ["b"]], "if without fi"),
        ("if a; b", [["a"], ["b"]], "if without then"),
        ("(if a; then b) && c", [["a"], ["b"], ["c"]], "if without fi"),
        ("for x in a b; c", [["c"]], "for without do"),
        ("while a; do b", [["a"], ["b"]], "while without done"),
        ("case x in a) b", [["b"]], "case without esac"),
        ("(case x in a) b) && c", [["b"], ["c"]], "case without esac"),
        ("case x", [], "case without in"),
        ("{ a; b", [["a"], ["b"]], "{ without }"),
        ("f()", [], "a function without a body"),
        ("a >; b", [["a"], ["b"]], "> without a target"),
        ("cat <<EOF\na\nb", [["cat"]], "the here-document EOF never ends"),
        ("cat <<EOF", [["cat"]], "the here-document EOF has no lines"),
        ("a (b) c", [["a"], ["b"], ["c"]], "a parenthesis inside a command"),
        ("A=(b c", [[]], "the parenthesis ( is never closed"),
        ("[[ a && b", [["[[", "a"], ["b"]], None),
        ("a\n;; b", [["a"], ["b"]], ";; closes nothing here"),
    ],
)
def test_what_the_shell_refuses_is_a_problem_and_the_rest_is_read(
    text: str, expected: list[list[str]], problem: str | None
):
    assert argvs(text) == expected
    if problem:
        assert problem in [it.message for it in parse(text).problems]
