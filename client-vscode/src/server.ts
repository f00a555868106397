/** Which program is the server: the user's own, else the bundled one, run by a Python that can. */

import type { Kind } from "./connection";
import { findProgram, isInWorkspace, type Machine } from "./programs";
import { askPython, ISOLATED, isSupported, OLDEST_PYTHON, versionText, type Python } from "./python";

/** A server ready to be started. */
export interface Server {
  readonly kind: Kind;
  readonly program: string;
  readonly arguments: readonly string[];
  /** For people: which one it is. */
  readonly description: string;
}

/** What the choice depends on. */
export interface Wishes {
  /** `dockwright.server.command`, empty when not set. */
  readonly command: readonly string[];
  /** `dockwright.python`, empty when not set. */
  readonly python: string;
  /** The script that starts the bundled server. */
  readonly script: string;
  /** The interpreter that the Python extension has chosen, where there is that extension and it may be asked. */
  readonly activeInterpreter: () => Promise<string | undefined>;
  readonly machine: Machine;
  /** Where each step of the search is told. */
  readonly report: (line: string) => void;
}

/** No server can be started; the message is for the user. */
export class ServerNotFound extends Error {}

/** The user named neither a server nor a Python, and no Python on this machine will do. */
export class PythonNotFound extends ServerNotFound {}

/** Return the server to start, or raise `ServerNotFound`. What the user named is never silently replaced. */
export async function findServer(wishes: Wishes): Promise<Server> {
  const [program, ...rest] = wishes.command;
  if (program !== undefined) {
    const found = await findProgram(program, wishes.machine);
    if (found === undefined) {
      throw new ServerNotFound(`The program "${program}" of the setting dockwright.server.command was not found.`);
    }
    return { kind: "configured", program: found, arguments: rest, description: [found, ...rest].join(" ") };
  }
  const python = wishes.python === "" ? await findPython(wishes) : await chosenPython(wishes);
  return {
    kind: "bundled",
    program: python.executable,
    arguments: [...ISOLATED, wishes.script, "lsp"],
    description: `bundled server, Python ${versionText(python.version)}`,
  };
}

async function chosenPython(wishes: Wishes): Promise<Python> {
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

async function findPython(wishes: Wishes): Promise<Python> {
  const tooOld: string[] = [];
  for await (const [program, leading] of candidates(wishes)) {
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
  const seen = tooOld.length > 0 ? ` Found only ${tooOld.join(", ")}.` : "";
  throw new PythonNotFound(
    `Dockwright needs Python ${versionText(OLDEST_PYTHON)} or later to run.${seen} ` +
      "Install it, or name one in the setting dockwright.python.",
  );
}

/** The Pythons to try, best first, each with the arguments it needs to be Python 3. */
async function* candidates(wishes: Wishes): AsyncGenerator<readonly [program: string, leading: readonly string[]]> {
  const active = await wishes.activeInterpreter();
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
