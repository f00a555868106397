import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { CLIENT_SETTINGS, SECTION, START_SETTINGS } from "../src/settings";

interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly configurationDefaults: Readonly<Record<string, unknown>>;
    readonly commands: readonly { readonly command: string }[];
    readonly languages: readonly { readonly id: string }[];
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

test("every command of the manifest is registered, and no other", () => {
  const registered = [...readFileSync("src/commands.ts", "utf8").matchAll(/registerCommand\("([^"]+)"/g)].map(
    (match) => match[1],
  );
  assert.deepEqual(
    manifest.contributes.commands.map((it) => it.command),
    registered,
  );
});

test("findings that the language server of other extensions makes too are left to ours", () => {
  const defaults = Object.entries(manifest.contributes.configurationDefaults);
  const others = defaults.filter(([key]) => key.startsWith("docker.languageserver.diagnostics."));
  assert.equal(others.length, 9);
  assert.ok(others.every(([, value]) => value === "ignore"));
});

test("every file of snippets is contributed, for a language the manifest names", () => {
  const { languages, snippets } = manifest.contributes;
  assert.deepEqual(
    snippets.map((it) => it.path).sort(),
    readdirSync("../snippets").map((name) => `./snippets/${name}`),
  );
  for (const { language } of snippets) {
    assert.ok(
      languages.some((it) => it.id === language),
      language,
    );
  }
});

test("the extension's own settings are in the manifest", () => {
  for (const key of CLIENT_SETTINGS) {
    assert.ok(`${SECTION}.${key}` in manifest.contributes.configuration.properties, key);
  }
});

test("a workspace that is not trusted cannot name the programs to run", () => {
  assert.deepEqual(
    manifest.capabilities.untrustedWorkspaces.restrictedConfigurations,
    [...START_SETTINGS, "shellcheck"].map((key) => `${SECTION}.${key}`),
  );
  for (const [key, setting] of Object.entries(manifest.contributes.configuration.properties)) {
    assert.equal(
      setting.scope === "machine-overridable",
      manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(key),
      key,
    );
  }
});

test("the extension has the server's version", () => {
  const python = readFileSync("../server/dockwright/__init__.py", "utf8");
  assert.ok(
    python.includes(`__version__ = "${manifest.version}"`),
    `${manifest.version} in package.json, not in the server`,
  );
});

test("the lock file names no machine to fetch from", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { resolved?: string }>;
  };
  assert.deepEqual(
    Object.entries(lock.packages).filter(([, it]) => it.resolved !== undefined),
    [],
  );
});
