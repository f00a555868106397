import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findServer, PythonNotFound, ServerNotFound, type Wishes } from "../src/server";
import { machine, scratchFolder, writeEnvironment, writeProgram, writePython } from "./machines";

const SCRIPT = "/extension/python/run_server.py";

function wishes(changed: Partial<Wishes>): Wishes {
  return {
    command: [],
    python: "",
    fromEnvironment: true,
    trusted: true,
    script: SCRIPT,
    version: "0.3.1",
    activeInterpreter: () => Promise.resolve(undefined),
    machine: machine([]),
    report: () => undefined,
    ...changed,
  };
}

async function refusal(changed: Partial<Wishes>): Promise<string> {
  try {
    await findServer(wishes(changed));
  } catch (error) {
    assert.ok(error instanceof ServerNotFound);
    return error.message;
  }
  throw new assert.AssertionError({ message: "a server was found" });
}

test("the user's server comes before everything else", async () => {
  const root = scratchFolder();
  const program = writeProgram(join(root, "my-server"));
  const server = await findServer(
    wishes({ command: ["my-server", "lsp", "--fast"], python: join(root, "nothing"), machine: machine([root]) }),
  );
  assert.deepEqual(server, {
    kind: "configured",
    program,
    arguments: ["lsp", "--fast"],
    description: `${program} lsp --fast`,
  });
});

test("what the Python extension's interpreter has installed comes before the PATH and what is bundled", async () => {
  const root = scratchFolder();
  const active = writeEnvironment(join(root, "project", ".venv", "bin", "python"), "0.3.0");
  writeProgram(join(root, "bin", "dockwright"), "echo dockwright 0.3.1");
  const told: string[] = [];
  const server = await findServer(
    wishes({
      activeInterpreter: () => Promise.resolve(active),
      machine: machine([join(root, "bin")], [join(root, "project")]),
      report: (line) => told.push(line),
    }),
  );
  assert.deepEqual(server, {
    kind: "environment",
    program: active,
    arguments: ["-I", "-m", "dockwright", "lsp"],
    description: active,
  });
  assert.deepEqual(told, [`${active}: has dockwright 0.3.0, which is taken`]);
});

test("a dockwright on the PATH comes before what is bundled", async () => {
  const root = scratchFolder();
  const program = writeProgram(join(root, "dockwright"), 'test "$*" = --version && echo dockwright 0.3.7');
  const python = writePython(join(root, "python3"), [3, 12]);
  const server = await findServer(
    wishes({ activeInterpreter: () => Promise.resolve(python), machine: machine([root]) }),
  );
  assert.deepEqual(server, { kind: "environment", program, arguments: ["lsp"], description: program });
});

test("a dockwright on the PATH inside the workspace is passed over", async () => {
  const root = scratchFolder();
  writeProgram(join(root, "dockwright"), "echo dockwright 0.3.7");
  await assert.rejects(() => findServer(wishes({ machine: machine([root], [root]) })), PythonNotFound);
});

test("what does not go with the extension is said to, and what is bundled is taken", async () => {
  const root = scratchFolder();
  const active = writeEnvironment(join(root, "env", "python"), "0.2.9");
  const other = writeProgram(join(root, "bin", "dockwright"), "echo dockwright 1.0.0");
  const told: string[] = [];
  const server = await findServer(
    wishes({
      activeInterpreter: () => Promise.resolve(active),
      machine: machine([join(root, "bin")]),
      report: (line) => told.push(line),
    }),
  );
  assert.equal(server.kind, "bundled");
  assert.equal(server.program, active);
  assert.deepEqual(told, [
    `${active}: has dockwright 0.2.9, which does not go with this extension's 0.3.1`,
    `${other}: has dockwright 1.0.0, which does not go with this extension's 0.3.1`,
    `${active}: Python 3.12 runs the server`,
  ]);
});

test("another program of that name is none", async () => {
  const root = scratchFolder();
  writePython(join(root, "python3"), [3, 12]);
  for (const script of ["echo 0.3.1", "echo dockwright; echo 0.3.1", "exit 1"]) {
    writeProgram(join(root, "dockwright"), script);
    assert.equal((await findServer(wishes({ machine: machine([root]) }))).kind, "bundled", script);
  }
});

test("where environments are not wanted, nothing in them is run", async () => {
  const root = scratchFolder();
  const trace = join(root, "was-run");
  writeProgram(join(root, "dockwright"), `touch ${trace}; echo dockwright 0.3.1`);
  const active = writePython(join(root, "python"), [3, 12]);
  const server = await findServer(
    wishes({ fromEnvironment: false, activeInterpreter: () => Promise.resolve(active), machine: machine([root]) }),
  );
  assert.equal(server.kind, "bundled");
  assert.ok(!existsSync(trace));
});

test("in a workspace that is not trusted nothing is run that the user has not named", async () => {
  const root = scratchFolder();
  const trace = join(root, "was-run");
  for (const name of ["dockwright", "python3", "python"]) {
    writeProgram(join(root, name), `touch ${trace}; echo dockwright 0.3.1`);
  }
  const untrusted = { trusted: false, machine: machine([root]) };
  await assert.rejects(() => findServer(wishes(untrusted)), PythonNotFound);
  const full = writeEnvironment(join(root, "full"), "0.3.1");
  const server = await findServer(wishes({ ...untrusted, python: full }));
  assert.deepEqual([server.kind, server.program], ["bundled", full]);
  const mine = writeProgram(join(root, "mine"));
  assert.equal((await findServer(wishes({ ...untrusted, command: ["mine"] }))).program, mine);
  assert.ok(!existsSync(trace));
});

test("with a Python of the setting its environment counts, and not the PATH", async () => {
  const root = scratchFolder();
  writeProgram(join(root, "dockwright"), "echo dockwright 0.3.1");
  const path = machine([root]);
  const python = writePython(join(root, "plain"), [3, 11]);
  assert.equal((await findServer(wishes({ python, machine: path }))).kind, "bundled");
  const full = writeEnvironment(join(root, "full"), "0.3.1");
  assert.equal((await findServer(wishes({ python: full, machine: path }))).program, full);
});

test("a server that is not there is said to be missing, not replaced", async () => {
  const root = scratchFolder();
  writePython(join(root, "python3"), [3, 12]);
  assert.match(
    await refusal({ command: ["my-server"], machine: machine([root]) }),
    /"my-server".*dockwright\.server\.command/,
  );
});

test("the bundled server runs in the Python of the setting, isolated", async () => {
  const root = scratchFolder();
  const python = writePython(join(root, "mine"), [3, 11]);
  writePython(join(root, "python3"), [3, 13]);
  const server = await findServer(wishes({ python, machine: machine([root]) }));
  assert.deepEqual(server, {
    kind: "bundled",
    program: python,
    arguments: ["-I", "-S", SCRIPT, "lsp"],
    description: "Python 3.11",
  });
});

test("a Python of the setting that will not do is said so, not replaced", async () => {
  const root = scratchFolder();
  writePython(join(root, "python3"), [3, 13]);
  const path = machine([root]);
  assert.match(
    await refusal({ python: writePython(join(root, "old"), [3, 9]), machine: path }),
    /is Python 3\.9; 3\.10 or later/,
  );
  assert.match(await refusal({ python: writeProgram(join(root, "other")), machine: path }), /does not run as Python 3/);
  assert.match(await refusal({ python: join(root, "none"), machine: path }), /was not found/);
});

test("the Python extension's interpreter comes before the PATH, also out of the workspace", async () => {
  const root = scratchFolder();
  const active = writePython(join(root, "project", ".venv", "bin", "python"), [3, 12]);
  writePython(join(root, "bin", "python3"), [3, 13]);
  const server = await findServer(
    wishes({
      activeInterpreter: () => Promise.resolve(active),
      machine: machine([join(root, "bin")], [join(root, "project")]),
    }),
  );
  assert.equal(server.program, active);
});

test("the first good Python on the PATH is taken, past those that are too old or broken", async () => {
  const root = scratchFolder();
  writePython(join(root, "python3"), [3, 8]);
  const good = writePython(join(root, "python"), [3, 10]);
  const told: string[] = [];
  const active = writeProgram(join(root, "broken"), "exit 1");
  const server = await findServer(
    wishes({
      activeInterpreter: () => Promise.resolve(active),
      machine: machine([root]),
      report: (line) => told.push(line),
    }),
  );
  assert.equal(server.program, good);
  assert.deepEqual(told, [
    `${active}: does not run as Python 3`,
    `${join(root, "python3")}: Python 3.8 is too old`,
    `${good}: Python 3.10 runs the server`,
  ]);
});

test("a wrapper that leads into the workspace is passed over", async () => {
  const root = scratchFolder();
  const inside = writePython(join(root, "project", "python"), [3, 12]);
  writePython(join(root, "bin", "python3"), [3, 12], inside);
  assert.match(
    await refusal({ machine: machine([join(root, "bin")], [join(root, "project")]) }),
    /No Python 3\.10 or later was found\./,
  );
});

test("where only old ones are found they are named", async () => {
  const root = scratchFolder();
  writePython(join(root, "python3"), [3, 8]);
  writePython(join(root, "python"), [3, 6]);
  assert.match(await refusal({ machine: machine([root]) }), /was found, only 3\.8, 3\.6\. .*dockwright\.python/);
});
