/**
 * Takes `importScripts` away from a worker, before Pyodide is loaded.
 *
 * VS Code starts workers by that function. Pyodide takes whoever has it for a worker that cannot import modules, which
 * it refuses; all that it would import is bundled with it.
 */

Object.defineProperty(globalThis, "importScripts", { value: undefined });
