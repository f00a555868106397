import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findProgram, isInWorkspace } from "../src/programs";
import { machine, scratchFolder, writeProgram } from "./machines";

test("a bare name is the first runnable file of that name on the PATH", async () => {
  const root = scratchFolder();
  mkdirSync(join(root, "a", "tool"), { recursive: true });
  chmodSync(writeProgram(join(root, "b", "tool")), 0o644);
  const wanted = writeProgram(join(root, "c", "tool"));
  writeProgram(join(root, "d", "tool"));
  assert.equal(await findProgram("tool", machine(["a", "b", "c", "d"].map((name) => join(root, name)))), wanted);
});

test("what lies in an open folder does not count, also behind a link", async () => {
  const root = scratchFolder();
  writeProgram(join(root, "project", "bin", "tool"));
  symlinkSync(join(root, "project"), join(root, "link"));
  const path = [join(root, "project", "bin"), join(root, "link", "bin")];
  assert.equal(await findProgram("tool", machine(path, [join(root, "project")])), undefined);
  assert.equal(await findProgram("tool", machine(path, [join(root, "link")])), undefined);
  assert.equal(await findProgram("tool", machine(path)), join(root, "project", "bin", "tool"));
});

test("relative entries of the PATH and relative paths lead nowhere", async () => {
  const root = scratchFolder();
  writeProgram(join(root, "tool"));
  const before = process.cwd();
  process.chdir(root);
  try {
    assert.equal(await findProgram("tool", machine([".", ""])), undefined);
    assert.equal(await findProgram("./tool", machine([root])), undefined);
  } finally {
    process.chdir(before);
  }
});

test("an absolute path is taken as it is, also inside an open folder", async () => {
  const root = scratchFolder();
  const wanted = writeProgram(join(root, "project", "tool"));
  assert.equal(await findProgram(wanted, machine([], [join(root, "project")])), wanted);
  assert.equal(await findProgram(join(root, "none"), machine([])), undefined);
});

test("an open root of a disk shuts nothing out", () => {
  assert.equal(isInWorkspace("/usr/bin/python3", machine([], ["/"])), false);
});

test("a folder holds what lies below it and nothing beside it", () => {
  const open = machine([], ["/home/me/project"]);
  assert.equal(isInWorkspace("/home/me/project/.venv/bin/python", open), true);
  assert.equal(isInWorkspace("/home/me/project2/python", open), false);
  assert.equal(isInWorkspace("/home/me/python", open), false);
  assert.equal(isInWorkspace("/home/me/project/..python", open), true);
});

test("Windows does not care about the case of a path, nor macOS", () => {
  assert.equal(
    isInWorkspace("c:\\Code\\app\\python.exe", {
      platform: "win32",
      environment: {},
      workspaceFolders: ["C:\\code\\App"],
    }),
    true,
  );
  assert.equal(
    isInWorkspace("d:\\code\\app\\python.exe", {
      platform: "win32",
      environment: {},
      workspaceFolders: ["c:\\code\\app"],
    }),
    false,
  );
  assert.equal(
    isInWorkspace("/Users/me/App/python", { platform: "darwin", environment: {}, workspaceFolders: ["/users/me/app"] }),
    true,
  );
});
