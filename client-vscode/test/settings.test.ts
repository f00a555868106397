import assert from "node:assert/strict";
import { test } from "node:test";
import {
  pythonSetting,
  serverCommand,
  serverSettings,
  settingKeys,
  type Configuration,
  type Inspection,
} from "../src/settings";

/** A configuration of which only `set` was set, where `where` says. */
function configuration(set: Record<string, unknown>, where: keyof Inspection = "globalValue"): Configuration {
  return {
    get: (key) => set[key] ?? "the default",
    inspect: (key) => (key in set ? { [where]: set[key] } : {}),
  };
}

test("the server hears what was set, nested, and no defaults", () => {
  const keys = ["select", "ignore", "format.indent", "format.blankLines"];
  const set = { select: ["latest-tag"], "format.indent": 2, "format.blankLines": false };
  assert.deepEqual(serverSettings(configuration(set), keys), {
    select: ["latest-tag"],
    format: { indent: 2, blankLines: false },
  });
});

test("the extension's own settings stay here", () => {
  const set = { "server.command": ["x"], python: "y", "trace.server": "verbose", select: [] };
  assert.deepEqual(serverSettings(configuration(set), Object.keys(set)), { select: [] });
});

test("a setting counts wherever it was set", () => {
  for (const where of [
    "globalValue",
    "workspaceValue",
    "workspaceFolderValue",
    "workspaceFolderLanguageValue",
  ] as const) {
    assert.deepEqual(serverSettings(configuration({ select: ["x"] }, where), ["select"]), { select: ["x"] }, where);
  }
});

test("the keys come from the manifest", () => {
  const properties = { "dockwright.select": {}, "dockwright.format.indent": {}, "other.thing": {} };
  assert.deepEqual(settingKeys({ contributes: { configuration: { properties } } }), ["select", "format.indent"]);
  for (const manifest of [undefined, null, {}, { contributes: [] }, { contributes: { configuration: "?" } }]) {
    assert.deepEqual(settingKeys(manifest), []);
  }
});

test("a server command is a list of words with a program", () => {
  assert.deepEqual(serverCommand(configuration({ "server.command": ["dockwright", "lsp"] })), ["dockwright", "lsp"]);
  for (const value of [[], [" "], "dockwright lsp", 3, [null]]) {
    assert.deepEqual(serverCommand(configuration({ "server.command": value })), []);
  }
});

test("a Python is a path without the blanks around it", () => {
  assert.equal(pythonSetting(configuration({ python: " /usr/bin/python3 " })), "/usr/bin/python3");
  assert.equal(pythonSetting(configuration({ python: 3 })), "");
});
