/** Where a program's name leads: an absolute path, never into a folder that is open in the editor. */

import { constants, existsSync, promises as files, realpathSync } from "node:fs";
import { homedir } from "node:os";
import * as nodePath from "node:path";

/** The machine as far as finding programs goes; tests make their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folders that are open: what lies in them came with a repository. */
  readonly workspaceFolders: readonly string[];
}

/**
 * Return the absolute path of `program`, or `undefined` where there is none that may be run.
 *
 * An absolute path, also one from `~`, is taken as it is. A bare name is looked up on the PATH, of which relative
 * entries and entries inside an open folder do not count. Any other relative path means nothing without a current folder.
 */
export async function findProgram(program: string, machine: Machine): Promise<string | undefined> {
  const path = pathsOf(machine);
  const expanded =
    program.startsWith("~/") || program.startsWith("~\\") ? path.join(homedir(), program.slice(2)) : program;
  if (path.isAbsolute(expanded)) {
    return firstRunnable([expanded], machine);
  }
  if (expanded.includes("/") || expanded.includes(path.sep)) {
    return undefined;
  }
  const folders = searchPath(machine).filter((folder) => path.isAbsolute(folder) && !isInWorkspace(folder, machine));
  return firstRunnable(
    folders.map((folder) => path.join(folder, expanded)),
    machine,
  );
}

/** Tell whether `file` lies in an open folder, by its name or by where links lead. */
export function isInWorkspace(file: string, machine: Machine): boolean {
  const path = pathsOf(machine);
  // With the root of a disk open every program would lie in the workspace; nobody got that folder with a repository.
  const folders = machine.workspaceFolders.filter((folder) => path.dirname(folder) !== folder);
  const names = [file, realPath(file)];
  return folders
    .flatMap((folder) => [folder, realPath(folder)])
    .some((folder) => names.some((name) => isInside(name, folder, machine)));
}

/** Return the folder in which programs are started: any that no repository decides about. */
export function neutralFolder(): string {
  const home = homedir();
  return existsSync(home) ? home : nodePath.parse(process.execPath).root;
}

function isInside(file: string, folder: string, machine: Machine): boolean {
  const path = pathsOf(machine);
  // path.relative ignores case where the platform's file systems do: always on Windows; macOS is asked for by hand.
  const same = (name: string) => (machine.platform === "darwin" ? name.toLowerCase() : name);
  const way = path.relative(same(folder), same(file));
  return way === "" || (way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}

function searchPath(machine: Machine): string[] {
  // Windows does not care how the variable's name is written.
  const name = Object.keys(machine.environment).find(
    (key) => key === "PATH" || (isWindows(machine) && key.toUpperCase() === "PATH"),
  );
  const value = name === undefined ? undefined : machine.environment[name];
  return (value ?? "")
    .split(pathsOf(machine).delimiter)
    .map((entry) => (isWindows(machine) ? entry.replaceAll('"', "") : entry))
    .filter((entry) => entry !== "");
}

async function firstRunnable(paths: readonly string[], machine: Machine): Promise<string | undefined> {
  // .cmd and .bat need a shell, and a shell would read the arguments anew: only what can be started as it is.
  const endings = isWindows(machine) ? ["", ".exe", ".com"] : [""];
  for (const file of paths.flatMap((path) => endings.map((ending) => path + ending))) {
    if (await isRunnable(file)) {
      return file;
    }
  }
  return undefined;
}

async function isRunnable(file: string): Promise<boolean> {
  try {
    await files.access(file, constants.X_OK);
    return (await files.stat(file)).isFile();
  } catch {
    return false;
  }
}

function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

function isWindows(machine: Machine): boolean {
  return machine.platform === "win32";
}

function pathsOf(machine: Machine): nodePath.PlatformPath {
  return isWindows(machine) ? nodePath.win32 : nodePath.posix;
}
