import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Rule {
  readonly beforeText: string;
  readonly afterText?: string;
  readonly previousLineText?: string;
  readonly action: { readonly indent: string; readonly appendText?: string };
}

const { onEnterRules } = JSON.parse(readFileSync("language-configuration.json", "utf8")) as { onEnterRules: Rule[] };

/** What Enter does with the cursor at `|`, as VS Code finds it out: the first rule that fits, and nothing else. */
function enter(line: string, previous = ""): Rule["action"] | undefined {
  const [before = "", after = ""] = line.split("|");
  return onEnterRules.find(
    (rule) =>
      new RegExp(rule.beforeText).test(before) &&
      new RegExp(rule.afterText ?? "").test(after) &&
      new RegExp(rule.previousLineText ?? "").test(previous),
  )?.action;
}

test("after the first line of a continued instruction the next is indented", () => {
  for (const line of ["RUN apt-get update \\|", "ENV A=1 \\  |", "healthcheck --interval=5s \\|"]) {
    assert.deepEqual(enter(line), { indent: "indent" }, line);
  }
});

test("between its lines the indentation stays", () => {
  assert.equal(enter("    && make \\|", "RUN ./configure \\"), undefined);
  assert.equal(enter("    # what follows is slow|", "RUN ./configure \\"), undefined);
});

test("after its last line the indentation ends", () => {
  assert.deepEqual(enter("    && make|", "RUN ./configure \\"), { indent: "outdent" });
  assert.deepEqual(enter("    x|", "RUN \\"), { indent: "outdent" });
});

test("elsewhere Enter does what it always does", () => {
  for (const line of ["FROM alpine|", "    a line of a heredoc|", "# a path: C:\\|", "|", "# all of a comment|"]) {
    assert.equal(enter(line, "FROM alpine"), undefined, line);
  }
});

test("a comment that is broken in two stays a comment", () => {
  assert.deepEqual(enter("# first half | second half"), { indent: "none", appendText: "# " });
  assert.deepEqual(enter("    #|no blank"), { indent: "none", appendText: "# " });
  assert.equal(enter("|# below"), undefined);
});
