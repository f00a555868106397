/** All that Python is loaded from: its standard library, the packages and the server, compiled. */
export const PYTHON = "python.zip";

/** The files of the server in Pyodide. */
export const FILES = ["pyodide.asm.wasm", PYTHON] as const;
