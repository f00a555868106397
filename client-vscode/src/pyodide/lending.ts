/** Folders of this machine that Python in WebAssembly may read, under the paths that they have here. */

import { realpathSync, statSync } from "node:fs";
import type { Python } from "./python";

// What Python's own files and devices lie in, or would be hidden by.
const OWN = ["/", "/lib", "/dev", "/proc"];

const READ_ONLY_FILE_SYSTEM = 69; // EROFS in WASI, whose numbers Emscripten has taken over
const WRITING = 0o3; // O_WRONLY and O_RDWR

/** Lends folders to one Python, as it asks for them. */
export class Lending {
  readonly #lent: string[] = [];

  /** Let `python` read what lies in `folder`, and return whether it can. What lies in a lent folder is lent. */
  lend(python: Python, folder: string): boolean {
    if (OWN.some((it) => folder === it || (it !== "/" && folder.startsWith(`${it}/`)))) {
      return false;
    }
    if (this.#lent.some((it) => folder === it || folder.startsWith(`${it}/`))) {
      return true;
    }
    const root = hostPath(folder, process.platform);
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      return false;
    }
    const { FS } = python as unknown as { FS: FileSystem };
    if (this.#lent.length === 0) {
      shutAgainstWriting(FS);
    }
    FS.mkdirTree(folder);
    FS.mount(FS.filesystems.NODEFS, { root: realpathSync(root) }, folder);
    this.#lent.push(folder);
    return true;
  }
}

/** The path that a machine knows a folder by, for one that is written with slashes and begins with one. */
export function hostPath(folder: string, platform: NodeJS.Platform): string {
  if (platform !== "win32") {
    return folder;
  }
  const path = /^\/[a-z]:/i.test(folder) ? folder.slice(1) : folder;
  return (path.endsWith(":") ? `${path}/` : path).replaceAll("/", "\\");
}

/** The server has no reason to write; should it come to, it is refused. */
function shutAgainstWriting(FS: FileSystem): void {
  const { node_ops: nodes, stream_ops: streams } = FS.filesystems.NODEFS;
  const refuse = () => {
    throw new FS.ErrnoError(READ_ONLY_FILE_SYSTEM);
  };
  for (const name of ["mknod", "rename", "unlink", "rmdir", "symlink", "setattr"]) {
    nodes[name] = refuse;
  }
  for (const name of ["write", "setattr"]) {
    streams[name] = refuse;
  }
  const { open } = streams;
  streams["open"] = (stream) => ((stream as { flags: number }).flags & WRITING) === 0 ? open?.(stream) : refuse();
}

type Operations = Record<string, (first: unknown) => unknown>;

/** What is used of Emscripten's file system. */
interface FileSystem {
  readonly filesystems: { readonly NODEFS: NodeFileSystem };
  readonly ErrnoError: new (code: number) => Error;
  mkdirTree(path: string): void;
  mount(system: NodeFileSystem, options: { readonly root: string }, place: string): unknown;
}

/** The part of it that passes on what it is asked to Node. */
interface NodeFileSystem {
  readonly node_ops: Operations;
  readonly stream_ops: Operations;
}
