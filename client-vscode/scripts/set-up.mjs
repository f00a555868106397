// In a fresh clone, fetch what the lock file names, so that packaging is one command. Needs no package itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const npm = process.env.npm_execpath;
if (!existsSync("node_modules") && npm !== undefined) {
  console.log("Fetching what the lock file names ...");
  const { status } = spawnSync(process.execPath, [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}
