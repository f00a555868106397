import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Step {
  readonly id: string;
  readonly description: string;
  readonly completionEvents?: readonly string[];
  readonly media: { readonly svg: string; readonly altText: string };
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: object };
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
};
const steps = manifest.contributes.walkthroughs.flatMap((it) => it.steps);
const commands = manifest.contributes.commands.map((it) => it.command);

test("each step has a picture, and no picture is left over", () => {
  const used = [manifest.icon, ...steps.map((it) => it.media.svg)];
  assert.deepEqual(
    used.filter((it) => !existsSync(it)),
    [],
  );
  assert.deepEqual([...new Set(used)].sort(), readdirSync("media").map((name) => `media/${name}`));
});

test("what a step names of ours is there", () => {
  for (const { id, description, completionEvents = [] } of steps) {
    const text = [description, ...completionEvents].join(" ");
    for (const [, command = ""] of text.matchAll(/ommand:(dockwright\.\w+)/g)) {
      assert.ok(commands.includes(command), `${id}: ${command}`);
    }
    for (const [, setting = ""] of text.matchAll(/onSettingChanged:(dockwright\.[\w.]+)/g)) {
      assert.ok(setting in manifest.contributes.configuration.properties, `${id}: ${setting}`);
    }
  }
});

test("links to commands hold arguments that can be read", () => {
  for (const { description } of steps) {
    for (const [, words = ""] of description.matchAll(/command:[\w.]+\?([^)]*)\)/g)) {
      assert.doesNotThrow(() => {
        JSON.parse(decodeURIComponent(words));
      }, words);
    }
  }
});
