import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { askPython, isSupported, parseAnswer, versionText } from "../src/python";
import { scratchFolder, writeProgram, writePython } from "./machines";

test("an answer names the version and the executable", () => {
  assert.deepEqual(parseAnswer('[[3, 12], "/usr/bin/python3.12"]\n', "python3"), {
    executable: "/usr/bin/python3.12",
    version: [3, 12],
  });
  assert.deepEqual(parseAnswer('chatter\n[[3, 10], "C:\\\\P\\u00fc\\\\python.exe"]\r\n', "py"), {
    executable: "C:\\Pü\\python.exe",
    version: [3, 10],
  });
});

test("the program stands in for an executable that does not know its path", () => {
  for (const executable of ["null", '""']) {
    assert.deepEqual(parseAnswer(`[[3, 11], ${executable}]`, "/usr/local/bin/python"), {
      executable: "/usr/local/bin/python",
      version: [3, 11],
    });
  }
});

test("anything else is no Python", () => {
  for (const output of ["", "Python 3.11.2", "{}", "[]", "[3, 11]", "[[3]]", '[["3", "11"], "x"]', "null"]) {
    assert.equal(parseAnswer(output, "x"), undefined, output);
  }
});

test("3.10 is the oldest that will do, and 3.9 is older than 3.10", () => {
  for (const version of [
    [3, 10],
    [3, 14],
    [4, 0],
  ] as const) {
    assert.ok(isSupported(version), versionText(version));
  }
  for (const version of [
    [2, 7],
    [3, 9],
    [3, 1],
  ] as const) {
    assert.ok(!isSupported(version), versionText(version));
  }
});

test("a program that fails, hangs up or is missing is no Python", async () => {
  const root = scratchFolder();
  assert.equal(await askPython(writeProgram(join(root, "failing"), "echo '[[3, 12], \"x\"]'; exit 3")), undefined);
  assert.equal(await askPython(writeProgram(join(root, "silent"))), undefined);
  assert.equal(await askPython(join(root, "missing")), undefined);
});

test("a program is asked in isolation, after its own arguments", async () => {
  const root = scratchFolder();
  const echo = writeProgram(join(root, "py"), 'test "$1 $2 $3 $4" = "-3 -I -S -c" && echo \'[[3, 13], null]\'');
  assert.deepEqual(await askPython(echo, ["-3"]), { executable: echo, version: [3, 13] });
  const python = writePython(join(root, "python"), [3, 12]);
  assert.deepEqual(await askPython(python), { executable: python, version: [3, 12] });
});
