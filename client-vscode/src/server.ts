/** Which program is the server: the user's own, else an environment's, else the bundled one in a Python that can. */

import type { Kind } from "./connection";
import { askEnvironment, askProgram, goTogether, IN_ENVIRONMENT } from "./environment";
import { findProgram, isInWorkspace, type Machine } from "./programs";
import { askPython, ISOLATED, isSupported, OLDEST_PYTHON, versionText, type Python } from "./python";

/** A server ready to be started. */
export interface Server {
  readonly kind: Kind;
  readonly program: string;
  readonly arguments: readonly string[];
  /** What its environment has besides the editor's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For people: which one it is. */
  readonly description: string;
}

/** What the choice depends on. */
export interface Wishes {
  /** `dockwright.server.command`, empty when not set. */
  readonly command: readonly string[];
  /** `dockwright.python`, empty when not set. */
  readonly python: string;
  /** Whether a `dockwright` that is installed in an environment comes before the bundled one. */
  readonly fromEnvironment: boolean;
  /** Whether the user trusts the workspace; where not, no program is looked for that the user has not named. */
  readonly trusted: boolean;
  /** The script that starts the bundled server. */
  readonly script: string;
  /** The version of the extension, and so of the bundled server. */
  readonly version: string;
  /** The interpreter that the Python extension has chosen, where there is that extension and it may be asked. */
  readonly activeInterpreter: () => Promise<string | undefined>;
  readonly machine: Machine;
  /** Where each step of the search is told. */
  readonly report: (line: string) => void;
}

/** No server can be started; the message is for the user. */
export class ServerNotFound extends Error {}

/** The user named neither a server nor a Python, and no Python on this machine will do, or may be looked for. */
export class PythonNotFound extends ServerNotFound {}

/** Return the server to start, or raise `ServerNotFound`. What the user named is never silently replaced. */
export async function findServer(wishes: Wishes): Promise<Server> {
  if (wishes.command.length > 0) {
    return configured(wishes);
  }
  const named = wishes.python === "" ? undefined : await namedPython(wishes);
  if (named === undefined && !wishes.trusted) {
    throw new PythonNotFound("No Python is looked for in a workspace that is not trusted.");
  }
  const active = named === undefined ? await wishes.activeInterpreter() : undefined;
  const found = await installed(named?.executable ?? active, wishes);
  return found ?? bundled(named ?? (await findPython(active, wishes)), wishes);
}

async function configured({ command, machine }: Wishes): Promise<Server> {
  const [program = "", ...rest] = command;
  const found = await findProgram(program, machine);
  if (found === undefined) {
    throw new ServerNotFound(`The program "${program}" of the setting dockwright.server.command was not found.`);
  }
  return { kind: "configured", program: found, arguments: rest, description: [found, ...rest].join(" ") };
}

function bundled(python: Python, wishes: Wishes): Server {
  return {
    kind: "bundled",
    program: python.executable,
    arguments: [...ISOLATED, wishes.script, "lsp"],
    description: `Python ${versionText(python.version)}`,
  };
}

/**
 * Return the `dockwright` that is installed with the interpreter, or else is on the PATH outside the workspace.
 *
 * With a Python of the setting the PATH is not asked: that setting says what the server runs in.
 */
async function installed(interpreter: string | undefined, wishes: Wishes): Promise<Server | undefined> {
  if (!wishes.fromEnvironment || !wishes.trusted) {
    return undefined;
  }
  const environment = interpreter === undefined ? undefined : await askEnvironment(interpreter);
  if (environment !== undefined) {
    const { executable, version } = environment.python;
    if (isSupported(version) && fits(executable, environment.version, wishes)) {
      const words = [...IN_ENVIRONMENT, "lsp"];
      return { kind: "environment", program: executable, arguments: words, description: executable };
    }
  }
  const program = wishes.python === "" ? await findProgram("dockwright", wishes.machine) : undefined;
  if (program !== undefined) {
    const version = await askProgram(program);
    if (version === undefined) {
      wishes.report(`${program}: does not answer as Dockwright does`);
    } else if (fits(program, version, wishes)) {
      return { kind: "environment", program, arguments: ["lsp"], description: program };
    }
  }
  return undefined;
}

function fits(where: string, version: string, wishes: Wishes): boolean {
  const does = goTogether(version, wishes.version);
  wishes.report(
    does
      ? `${where}: has dockwright ${version}, which is taken`
      : `${where}: has dockwright ${version}, which does not go with this extension's ${wishes.version}`,
  );
  return does;
}

async function namedPython(wishes: Wishes): Promise<Python> {
  const named = `"${wishes.python}" of the setting dockwright.python`;
  const program = await findProgram(wishes.python, wishes.machine);
  if (program === undefined) {
    throw new ServerNotFound(`The program ${named} was not found.`);
  }
  const python = await askPython(program);
  if (python === undefined) {
    throw new ServerNotFound(`${named} does not run as Python 3.`);
  }
  if (!isSupported(python.version)) {
    throw new ServerNotFound(
      `${named} is Python ${versionText(python.version)}; ${versionText(OLDEST_PYTHON)} or later is needed.`,
    );
  }
  return python;
}

async function findPython(active: string | undefined, wishes: Wishes): Promise<Python> {
  const tooOld: string[] = [];
  for await (const [program, leading] of candidates(active, wishes)) {
    const python = await askPython(program, leading);
    if (python === undefined) {
      wishes.report(`${program}: does not run as Python 3`);
    } else if (isInWorkspace(python.executable, wishes.machine) && !isInWorkspace(program, wishes.machine)) {
      // A wrapper on the PATH that hands over to the folder it is run for, as version managers do.
      wishes.report(`${program}: leads into the workspace, to ${python.executable}`);
    } else if (!isSupported(python.version)) {
      wishes.report(`${program}: Python ${versionText(python.version)} is too old`);
      tooOld.push(versionText(python.version));
    } else {
      wishes.report(`${program}: Python ${versionText(python.version)} runs the server`);
      return python;
    }
  }
  const seen = tooOld.length > 0 ? `, only ${tooOld.join(", ")}` : "";
  throw new PythonNotFound(
    `No Python ${versionText(OLDEST_PYTHON)} or later was found${seen}. ` +
      "One can be named in the setting dockwright.python.",
  );
}

/** The Pythons to try, best first, each with the arguments it needs to be Python 3. */
async function* candidates(
  active: string | undefined,
  wishes: Wishes,
): AsyncGenerator<readonly [program: string, leading: readonly string[]]> {
  if (active !== undefined) {
    yield [active, []];
  }
  const windows = wishes.machine.platform === "win32";
  // On Windows the launcher knows the installed versions, while "python3" is often only an advertisement for a shop.
  const names: readonly (readonly [string, readonly string[]])[] = windows
    ? [
        ["py", ["-3"]],
        ["python", []],
        ["python3", []],
      ]
    : [
        ["python3", []],
        ["python", []],
      ];
  for (const [name, leading] of names) {
    const program = await findProgram(name, wishes.machine);
    if (program !== undefined) {
      yield [program, leading];
    }
  }
}
