/** VS Code's half without a window: started, waited for, stopped. */

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PATIENCE_IN_MS, type Surroundings } from "./surroundings";

/** A server that is up. */
export interface Running {
  readonly url: string;
  stop(): void;
}

/** The user's settings that every run begins with: nothing is asked, nothing is looked for in the network. */
const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Install the extension in a code-server of this run's own and start it, with `settings` as the user's. */
export async function startCodeServer(
  told: Surroundings,
  settings: Readonly<Record<string, unknown>>,
): Promise<Running> {
  const { node, codeServer, vsix, work } = told;
  const data = join(work, "data");
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User", "settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  // Without a file of its own it would write one into the home.
  const configuration = join(work, "code-server.yaml");
  writeFileSync(configuration, "auth: none\ncert: false\n");
  const options = [codeServer, "--config", configuration, "--user-data-dir", data];
  const own = [...options, "--extensions-dir", join(work, "extensions")];
  const installed = spawnSync(node, [...own, "--install-extension", vsix], { encoding: "utf8" });
  if (installed.status !== 0) {
    throw new Error(`The extension was not installed:\n${installed.stdout}${installed.stderr}`);
  }
  const flags = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  return start(told, [...own, ...flags, "--disable-workspace-trust", "--bind-addr", "127.0.0.1:0"]);
}

/**
 * Start VS Code's own server, which takes an extension to test from the address that a browser opens.
 *
 * `trusting`: every folder is trusted, as in a VS Code that never asks.
 */
export function startServer(told: Surroundings, trusting: boolean): Promise<Running> {
  const { server, work } = told;
  const folders = ["server-data", "user-data", "extensions"].map((name) => join(work, name));
  const [serverData = "", userData = "", extensions = ""] = folders;
  return start(told, [
    server,
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
    ...["--enable-smoke-test-driver", "--telemetry-level", "off"],
    ...(trusting ? ["--disable-workspace-trust"] : []),
    ...["--server-data-dir", serverData, "--user-data-dir", userData, "--extensions-dir", extensions],
  ]);
}

async function start({ node, path, work }: Surroundings, command: readonly string[]): Promise<Running> {
  const env = { ...process.env, PATH: path };
  const child = spawn(node, command, { cwd: work, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const port = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => {
      reject(new Error(`VS Code's server ${why}:\n${said}`));
    };
    const timer = setTimeout(fail, PATIENCE_IN_MS, "does not come up");
    child.once("error", reject);
    child.once("exit", () => {
      fail("ended");
    });
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(?:listening on .*?127\.0\.0\.1:|agent listening on )(\d+)/.exec(said)?.[1];
      if (found !== undefined) {
        clearTimeout(timer);
        resolve(found);
      }
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
  });
  return { url: `http://127.0.0.1:${port}/`, stop: () => void child.kill() };
}
