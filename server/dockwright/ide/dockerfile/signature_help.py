"""How an instruction, a flag or a directive is written, and which of its parts is being typed.

All places below are those of the logical line, in which a continued instruction stands in one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dockwright.catalog import instructions as catalog
from dockwright.ide.results import Parameter, Signature, Signatures
from dockwright.semantic.document import Document
from dockwright.syntax.dockerfile import ast
from dockwright.syntax.dockerfile.unit import BLANKS, UnitKind
from dockwright.text.quotes import open_quote
from dockwright.text.ranges import TextRange

_BEGUN_DIRECTIVE = re.compile(r"#[ \t]*([A-Za-z]+)[ \t]*=")
_PART = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(f"[^{BLANKS}]+")

# In braces the parts. Where an instruction has several forms, a part has the same number in each.
_SHELL_FORMS = {
    "ADD": "ADD {[flags]} {source} {...} {dest}",
    "CMD": "CMD {executable} {parameter} {...}",
    "COPY": "COPY {[flags]} {source} {...} {dest}",
    "ENTRYPOINT": "ENTRYPOINT {executable} {parameter} {...}",
    "EXPOSE": "EXPOSE {port} {...}",
    "MAINTAINER": "MAINTAINER {name}",
    "RUN": "RUN {command} {parameter} {...}",
    "STOPSIGNAL": "STOPSIGNAL {signal}",
    "VOLUME": "VOLUME {/vol} {...}",
    "WORKDIR": "WORKDIR {/the/workdir/path}",
}
_EXEC_FORMS = {
    "ADD": ('ADD {[flags]} {[} {"source"}, {...}, {"dest"} {]}',),
    "CMD": ('CMD {[} {"executable"}, {"parameter"}, {...} {]}', 'CMD {[} {"parameter"}, {"parameter2"}, {...} {]}'),
    "COPY": ('COPY {[flags]} {[} {"source"}, {...}, {"dest"} {]}',),
    "ENTRYPOINT": ('ENTRYPOINT {[} {"executable"}, {"parameter"}, {...} {]}',),
    "RUN": ('RUN {[} {"command"}, {"parameter"}, {...} {]}',),
    "SHELL": ('SHELL {[} {"executable"}, {"parameter"}, {...} {]}',),
    "VOLUME": ('VOLUME {[} {"/vol"}, {...} {]}',),
}
_RUNNING = frozenset(("CMD", "ENTRYPOINT", "RUN"))
_SHELL_FIRST = frozenset(("ADD", "COPY", "RUN"))
_FROM = {
    "": ("FROM {baseImage}", "FROM {baseImage}{} {AS} {stage}"),
    ":": ("FROM {baseImage}:{tag}", "FROM {baseImage}:{tag} {AS} {stage}"),
    "@": ("FROM {baseImage}@{digest}", "FROM {baseImage}@{digest} {AS} {stage}"),
}
_DIRECTIVES = {
    "escape": "escape={\\}",
    "syntax": "syntax={image}",
    "check": "check=skip={rule,...};error={true|false}",
}
_FLAGS = {
    ("FROM", "platform"): "{os}/{arch}/{variant}",
    ("COPY", "chown"): "{user}:{group}",
    ("ADD", "chown"): "{user}:{group}",
    ("ADD", "checksum"): "{algorithm}:{digest}",
    ("HEALTHCHECK", "interval"): "{30s}",
    ("HEALTHCHECK", "timeout"): "{30s}",
    ("HEALTHCHECK", "start-period"): "{5s}",
    ("HEALTHCHECK", "start-interval"): "{5s}",
    ("HEALTHCHECK", "retries"): "{3}",
}
_FROM_WHERE = (
    ("stage", "A stage above, by its name or number."),
    ("image", "An image."),
    ("context", "A further build context of that name (`--build-context`)."),
)
_DOCUMENTATION = {
    "[flags]": "Flags; each changes how the instruction works.",
    "source": "What is copied: files or directories of the build context, or of the stage that `--from` names.",
    "dest": "Where it goes in the image. With a `/` at its end it is a directory, which several sources need.",
    "executable": "The program.",
    "command": "The program.",
    "parameter": "An argument of the program.",
    "parameter2": "A further argument.",
    "port": "A port or a range of ports, with `/tcp` or `/udp` behind it.",
    "signal": "The signal that stops the container: a name such as `SIGQUIT`, or a number.",
    "/vol": "A path in the container whose files lie on a volume.",
    "/the/workdir/path": "The directory for what follows; a relative one continues the last.",
    "baseImage": "The image, or an earlier stage, that this stage builds on.",
    "tag": "Which version of the image.",
    "digest": "The digest, which never stands for anything else.",
    "AS": "Gives the stage a name.",
    "stage": "The stage's name, in lower case.",
    "user": "The user's name; it must be known in the image.",
    "uid": "The user's number.",
    "group": "The group's name.",
    "gid": "The group's number.",
    "name": "The variable's name.",
    "defaultValue": "What it holds unless the build is given another value.",
    "key": "The name.",
    "value": "Its value; quotes keep blanks together.",
    "key2": "A further name.",
    "value2": "Its value.",
    "CMD": "The command that tells whether the container is healthy: 0 for healthy, 1 for unhealthy.",
    "NONE": "No check, not even the base image's.",
    "INSTRUCTION": "What is run in a build that starts from this image.",
    "[": "Begins a JSON array: of strings in double quotes, which no shell reads.",
    "]": "Ends the array.",
    "...": "Further ones like the last.",
    "protocol": "`tcp`, which is what holds without it, or `udp`.",
    "<<delimiter": "The lines below are the script, up to one that has nothing but the delimiter.",
    "os": "The operating system, mostly `linux`.",
    "arch": "The processor, such as `amd64` or `arm64`.",
    "variant": "The variant of the processor, such as `v7`; mostly none.",
    "algorithm": "How the digest is made: `sha256`.",
    "mode": "One of the values that the flag knows.",
    "pattern": "What is left out: a path, in which `*` and `**` stand for any names.",
    "true|false": "Whether it holds; without a value it does.",
    "rule,...": "The checks to skip, or `all`.",
    "check,...": "The experimental checks to switch on, or `all`.",
    "image": "The frontend's image, mostly `docker/dockerfile:1`.",
    "\\": "The character: `\\` or a backtick.",
}


_OF_OWN = {
    "HEALTHCHECK": {"...": "The command and its arguments."},
    "MAINTAINER": {"name": "Who maintains the image; a label says it better."},
    "check": {"true|false": "Whether a finding fails the build."},
}
"""What parts of an instruction or directive mean that mean something else in others."""


def signature_help(document: Document, offset: int, *, unasked: bool = False) -> Signatures | None:
    """The forms of what is typed at `offset`, and the part that stands there.

    `unasked`: the editor asks by itself. Then there is nothing to say inside a script: it would only be in the way.
    """
    tree = document.tree
    if not 0 <= offset <= len(document.text):
        return None
    index = tree.unit_index(offset)
    index -= index == len(tree.units) and not document.text.endswith("\n")
    if 0 <= index < len(tree.units) and tree.units[index].kind in (UnitKind.COMMENT, UnitKind.DIRECTIVE):
        unit, start = tree.units[index], tree.starts[index]
        begun = unit.before.directives is not None
        return _directive(unit.text[: offset - start]) if begun else None
    instruction = tree.instruction_at(offset)
    if instruction is None:
        return None
    bare, place = instruction.bare, offset - instruction.base
    line = bare.unit.text.rfind("\n", 0, place) + 1
    if bare.unit.bodies and line >= bare.unit.bodies[0].content_start:
        return None
    if line and bare.unit.text[line:place].lstrip(BLANKS).startswith("#"):
        return None
    caret = bare.logical.offset(place)
    # Of a line that has only blanks BuildKit takes nothing; what is typed on it will stand behind a blank.
    left_out = bare.unit.text[bare.logical.source_end(caret) : place]
    found = _Typed(bare, caret, behind_blank=left_out[-1:] in (" ", "\t"), unasked=unasked).help()
    # An instruction that takes no flags has no form with them.
    return found if found is not None and found.signatures else None


def _directive(text: str) -> Signatures | None:
    match = _BEGUN_DIRECTIVE.match(text.lstrip("\ufeff" + BLANKS))
    known = catalog.directive(match[1]) if match is not None else None
    form = _DIRECTIVES.get(known.name) if known is not None else None
    if known is None or form is None:
        return None
    if known.name == "check":
        return _check(text[text.index("=") + 1 :], form, known.doc)
    return Signatures((_signature(form, known.doc, 0),), 0)


def _check(typed: str, form: str, documentation: str) -> Signatures:
    """The options of the check directive, of which the last one is being typed."""
    *before, last = typed.split(";")
    key = last.partition("=")[0].strip()
    if key.startswith("ex") and "experimental".startswith(key):
        return Signatures((_signature("check=experimental={check,...}", documentation, 0),), 0)
    has_skip = any(it.strip().startswith("skip") for it in before)
    is_error = "error".startswith(key) if key else has_skip
    return Signatures((_signature(form, documentation, 1 if is_error else 0, _OF_OWN["check"]),), 0)


def _signature(form: str, documentation: str, active: int | None, docs: dict[str, str] | None = None) -> Signature:
    """The signature of a form with its parts in braces."""
    parameters: list[Parameter] = []
    label: list[str] = []
    length = place = 0
    for match in _PART.finditer(form):
        label += (form[place : match.start()], match[1])
        length += match.start() - place
        range = TextRange(length, length + len(match[1]))
        words = match[1].strip('"')
        parameters.append(Parameter(range, (docs or {}).get(words) or _DOCUMENTATION.get(words, "")))
        length, place = range.end, match.end()
    label.append(form[place:])
    return Signature("".join(label), tuple(parameters), documentation, active)


class _Typed:
    """An instruction and the caret in it."""

    def __init__(self, instruction: ast.Instruction, caret: int, *, behind_blank: bool, unasked: bool) -> None:
        self.instruction = instruction
        self.caret = caret
        self.behind_blank = behind_blank
        self.unasked = unasked
        self.text = instruction.logical.text
        self.name = instruction.name
        self.flags = instruction.flags
        known = catalog.instruction(self.name)
        self.documentation = known.doc if known is not None else ""
        self.has_flags = bool(self.flags) or self.name in ("ADD", "COPY")
        """Whether the form shall show flags: the shortest form is the clearest, as long as none is typed."""
        self.start = self._offset(self.flags[-1].range.end if self.flags else instruction.keyword.range.end)
        """Where flags end and arguments begin."""
        self.words = [match.span() for match in _WORD.finditer(self.text, self.start)]
        self.word = sum(1 for _, end in self.words if end < caret + behind_blank)
        """The number of the word at the caret, or of the one that would begin there."""

    def _offset(self, source: int) -> int:
        return self.instruction.logical.offset(source)

    def help(self) -> Signatures | None:
        instruction = self.instruction
        if self.caret <= self._offset(instruction.keyword.range.end) or not self.documentation:
            return None
        if isinstance(instruction, ast.Onbuild):
            trigger = instruction.trigger
            if trigger is None or self.caret <= self._offset(trigger.keyword.range.end):
                return self._helped(["ONBUILD {INSTRUCTION}"], 0)
            return _Typed(trigger, self.caret, behind_blank=self.behind_blank, unasked=self.unasked).help()
        if self.flags and self.caret <= self.start:
            return self._of_flags()
        if self.word == 0 and self.words and self.text[slice(*self.words[0])] == "--":
            self.has_flags = True
            return self._at_flags()
        match instruction:
            case ast.From():
                return self._from()
            case ast.Healthcheck():
                return self._healthcheck()
            case ast.User():
                return self._user()
            case ast.Arg():
                return self._argument()
            case ast.KeyValue():
                return self._pairs()
        return self._command()

    def _helped(self, forms: Sequence[str], part: int | None) -> Signatures:
        found = []
        for form in forms:
            # The number is one for all forms, which it may be beyond the end of.
            active = part if part is not None and part < len(_PART.findall(form)) else None
            found.append(_signature(form, self.documentation, active, _OF_OWN.get(self.name)))
        return Signatures(tuple(found), 0)

    def _with_flags(self, form: str) -> str:
        if not self.has_flags or "{[flags]}" in form:
            return form
        return form.replace(" ", " {[flags]} ", 1)

    # --- flags ---

    def _of_flags(self) -> Signatures | None:
        for flag in self.flags:
            value = flag.value
            if value is not None and self._offset(value.range.start) <= self.caret <= self._offset(flag.range.end):
                return self._flag(flag, value) or self._at_flags()
        return self._at_flags()

    def _at_flags(self) -> Signatures:
        if isinstance(self.instruction, ast.From):
            forms = [form for both in _FROM.values() for form in both]
        elif isinstance(self.instruction, ast.Healthcheck):
            forms = ["HEALTHCHECK {[flags]} {CMD} {...}"]
        else:
            shell, execs = _SHELL_FORMS.get(self.name), _EXEC_FORMS.get(self.name, ())
            forms = [*([shell] if shell is not None else []), *execs]
        return self._helped([self._with_flags(form) for form in forms], 0)

    def _flag(self, flag: ast.Flag, value: ast.Word) -> Signatures | None:
        instruction = catalog.instruction(self.name)
        known = instruction.flag(flag.name) if instruction is not None else None
        if known is None:
            return None
        if flag.name == "mount":
            return self._mount(flag)
        typed = self.text[self._offset(value.range.start) : self.caret]
        form = (
            _FLAGS.get((self.name, flag.name)) or f"{{{'true|false' if not known.takes_value else known.placeholder}}}"
        )
        if flag.name == "from":
            forms = [(f"--from={{{name}}}", {name: doc}) for name, doc in _FROM_WHERE]
            return Signatures(tuple(_signature(form, known.doc, 0, docs) for form, docs in forms), 0)
        parts = _PART.findall(form)
        active = min(sum(1 for it in typed if it in ":/"), len(parts) - 1)
        return Signatures((_signature(f"{self.name} --{flag.name}={form} ...", known.doc, active),), 0)

    def _mount(self, flag: ast.Flag) -> Signatures:
        named = flag.option("type")
        name = catalog.DEFAULT_MOUNT_TYPE if named is None else (named.plain or "").lower()
        chosen = next((it for it in catalog.MOUNT_TYPES.values() if it.name.startswith(name)), None)
        at = self._option(flag)
        types = [*catalog.MOUNT_TYPES.values()]
        if chosen is not None and named is not None and at is not None and at.key != "type":
            types = [chosen]
        typed = "" if at is None else at.key
        found = []
        for it in types:
            options = it.options
            form = ",".join((f"{{type={it.name}}}", *(f"{{{option.key}=<{option.key}>}}" for option in options)))
            docs = {f"type={it.name}": it.doc} | {f"{option.key}=<{option.key}>": option.doc for option in options}
            exact = [number for number, option in enumerate(options, 1) if typed in option.names]
            begun = [number for number, option in enumerate(options, 1) if typed and option.key.startswith(typed)]
            given = {option.key for option in flag.options}
            free = [number for number, option in enumerate(options, 1) if given.isdisjoint(option.names)]
            if typed == "type" or (not typed and named is None):
                active: int | None = 0
            else:
                active = next(iter((*exact, *begun, *(() if typed else free))), None)
            found.append(_signature(f"RUN --mount={form} ...", it.doc, active, docs))
        number = next((number for number, it in enumerate(types) if it is chosen), 0)
        return Signatures(tuple(found), number)

    def _option(self, flag: ast.Flag) -> ast.MountOption | None:
        """The option that the caret is in."""
        for option in flag.options:
            if self._offset(option.range.start) <= self.caret <= self._offset(option.range.end):
                return option
        return None

    # --- arguments ---

    def _forms(self) -> list[str]:
        """The forms that what is typed so far may become."""
        shell, execs = _SHELL_FORMS.get(self.name), _EXEC_FORMS.get(self.name, ())
        first = self.words[0][0] if self.words else None
        forms: list[str] = []
        if first is None or not self.text.startswith("[", first) or self.caret <= first:
            forms = [shell] if shell is not None else []
        if first is None or self.text.startswith("[", first):
            forms = [*forms, *execs] if self.name in _SHELL_FIRST else [*execs, *forms]
        return forms

    def _command(self) -> Signatures | None:
        """Words, or the strings of an exec form."""
        first = self.words[0][0] if self.words else None
        lead = 1 if self.has_flags else 0
        if first is not None and self.text.startswith("[", first) and self.caret > first:
            number, count, after = self._element(first)
            execs = [self._with_flags(form) for form in _EXEC_FORMS.get(self.name, ())]
            if after == 0:
                inner = len(_PART.findall(execs[0])) - lead - 2 if execs else 0
                return self._helped(execs, lead + 1 + self._slot(number, count, inner)) if execs else None
            if after == 1:
                return self._helped(execs, len(_PART.findall(execs[0])) - 1) if execs else None
            forms = [_SHELL_FORMS[self.name]] if self.name in _SHELL_FORMS else []
        else:
            forms = self._forms()
        special = self._special(lead)
        if special is not None:
            return special
        if not forms or (self.unasked and self.name in _RUNNING and self.word > 0):
            return None
        forms = [self._with_flags(form) for form in forms]
        if first is None or self.caret < first:
            return self._helped(forms, lead)
        return self._helped(forms, lead + self._slot(self.word, len(self.words), len(_PART.findall(forms[0])) - lead))

    def _special(self, lead: int) -> Signatures | None:
        """The forms of a port with its protocol, and of a script below."""
        word = self.text[slice(*self.words[self.word])] if self.word < len(self.words) else ""
        if self.name == "EXPOSE" and "/" in word:
            port = "EXPOSE {port}/{protocol} {port}/{protocol} {...}" if self.word else "EXPOSE {port}/{protocol} {...}"
            is_protocol = self.caret > self.words[self.word][0] + word.index("/")
            return self._helped([port], 2 * bool(self.word) + is_protocol)
        if self.name == "RUN" and self.words and self.text.startswith("<<", self.words[0][0]):
            return self._helped([self._with_flags("RUN {<<delimiter}")], lead + self.word)
        return None

    def _slot(self, number: int, count: int, slots: int) -> int:
        """Which of `slots` parts argument `number` of `count` is; of COPY and ADD the last one is the destination."""
        if isinstance(self.instruction, ast.Transfer):
            return 0 if number == 0 else slots - 1 if number >= count - 1 else 1
        return min(number, slots - 1)

    def _element(self, first: int) -> tuple[int, int, int]:
        """The number of the string at the caret and how many there are; 1 just behind the `]`, 2 further behind."""
        quoted = escaped = False
        number = count = 0
        for at in range(first + 1, len(self.text)):
            character = self.text[at]
            if escaped:
                escaped = False
            elif quoted and character == "\\":
                escaped = True
            elif character == '"':
                quoted = not quoted
            elif not quoted and character == ",":
                count += 1
                number += at < self.caret
            elif not quoted and character == "]":
                if self.caret > at:
                    return number, count + 1, 1 if self.caret == at + 1 else 2
                break
        return number, count + 1, 0

    def _from(self) -> Signatures:
        lead = 1 if self.has_flags else 0
        image = self.text[slice(*self.words[0])] if self.words else ""
        sign = "@" if "@" in image else ":" if ":" in image.rpartition("/")[2] else ""
        is_named = self.word > 0 or len(self.words) > 1
        signs = (sign,) if sign else tuple(_FROM)
        kinds = (1,) if is_named else (0, 1)
        forms = [self._with_flags(_FROM[it][kind]) for kind in kinds for it in signs]
        if self.word == 0:
            place = self.caret - self.words[0][0] if self.words else 0
            at = image.find(sign, image.rfind("/") + 1 if sign == ":" else 0) if sign else len(image)
            return self._helped(forms, lead + (1 if sign and place > at else 0))
        return self._helped(forms, lead + 1 + self.word)

    def _healthcheck(self) -> Signatures | None:
        if not self.words:
            check = self._with_flags("HEALTHCHECK {CMD} ...") if self.flags else "HEALTHCHECK [flags] {CMD} ..."
            return self._helped([check] if self.flags else [check, "HEALTHCHECK {NONE}"], 1 if self.flags else 0)
        kind = self.text[slice(*self.words[0])].upper()
        form = "HEALTHCHECK {[flags]} {CMD} {...}"
        execs = 'HEALTHCHECK {[flags]} {CMD} {[} {"command"}, {"parameter"}, {...} {]}'
        if "NONE".startswith(kind) and not self.flags:
            return self._helped(["HEALTHCHECK {NONE}"], 0) if self.word == 0 else None
        if self.caret < self.words[0][0]:
            return self._helped([form], 0)
        first = self.words[1][0] if len(self.words) > 1 else None
        if first is not None and kind == "CMD" and self.text.startswith("[", first) and self.caret > first:
            number, count, after = self._element(first)
            if after < 2:
                return self._helped([execs], 6 if after else 3 + self._slot(number, count, 3))
        if self.unasked and self.word > 1:
            return None
        if self.word == 0:
            return self._helped([form], 1)
        return self._helped([form, execs] if first is None else [form], 2)

    def _user(self) -> Signatures:
        arguments = self.text[self.words[0][0] :] if self.words else ""
        colon = arguments.find(":")
        if colon < 0:
            return self._helped(["USER {user}", "USER {user}:{group}", "USER {uid}", "USER {uid}:{gid}"], 0)
        is_group = self.caret > self.words[0][0] + colon
        return self._helped(["USER {user}:{group}", "USER {uid}:{gid}"], 1 if is_group else 0)

    def _argument(self) -> Signatures:
        spans = [self._span(pair) for pair in self._written_pairs()]
        number, part = self._pair(spans, self.caret + self.behind_blank)
        if len(spans) > 1 or number > 0:
            # BuildKit takes several names since 1.2 of its frontend.
            form = "ARG {name}={defaultValue} {name}={defaultValue} ..."
            return self._helped([form], (2 if number else 0) + part)
        has_value = bool(spans) and "=" in self.text[slice(*spans[0])]
        forms = ["ARG {name}={defaultValue}"]
        return self._helped(forms if has_value else ["ARG {name}", *forms], part)

    def _pair(self, spans: Sequence[tuple[int, int]], caret: int) -> tuple[int, int]:
        """The number of the pair at the caret, and 1 in its value, else 0."""
        quote = open_quote(self.text[self.start : self.caret], self.instruction.escape)
        if quote >= 0:
            # Blanks are part of what nothing closes yet.
            place = self.start + quote
            return sum(1 for _, end in spans if end < place), 1 if self.text[place - 1] == "=" else 0
        number = sum(1 for _, end in spans if end < caret)
        if number >= len(spans):
            return number, 0
        start, end = spans[number]
        return number, 1 if start <= self.text.find("=", start, end) < self.caret else 0

    def _pairs(self) -> Signatures:
        """`name=value` again and again, or the old form, which has a blank for its `=`."""
        legacy = f"{self.name} {{key}} {{value}}"
        one = f"{self.name} {{key}}={{value}}"
        two = f"{self.name} {{key}}={{value}} {{key2}}={{value2}}"
        spans = [self._span(pair) for pair in self._written_pairs()]
        has_equals = any("=" in self.text[slice(*it)] for it in (*self.words[:1], *spans[:1]))
        if not has_equals:
            if len(self.words) > 1 or self.word > 0:
                return self._helped([legacy], 0 if self.word == 0 else 1)
            return self._helped([one, two, legacy], 0)
        number, part = self._pair(spans, self.caret)
        if len(spans) < 2 and number == 0:
            return self._helped([one, two], part)
        return self._helped([two], (2 if number else 0) + part)

    def _written_pairs(self) -> Iterator[ast.Pair]:
        instruction = self.instruction
        if isinstance(instruction, ast.Arg) or (isinstance(instruction, ast.KeyValue) and not instruction.legacy):
            yield from instruction.pairs

    def _span(self, pair: ast.Pair) -> tuple[int, int]:
        return self._offset(pair.range.start), self._offset(pair.range.end)
