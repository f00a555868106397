/** What the user's settings say, read through the little of `vscode.WorkspaceConfiguration` that is needed. */

/** The section all settings are in. */
export const SECTION = "dockwright";

/** The settings that only concern the extension; the server never hears of them. */
export const CLIENT_SETTINGS: readonly string[] = ["server.command", "importStrategy", "python", "trace.server"];

/** A change of one of these asks for another server process. */
export const START_SETTINGS: readonly string[] = ["server.command", "importStrategy", "python"];

/** `vscode.WorkspaceConfiguration` of the section, as far as it is used here. */
export interface Configuration {
  get(key: string): unknown;
  inspect(key: string): Inspection | undefined;
}

/** Where a setting may have been given a value; `undefined` where it was not. */
export interface Inspection {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly globalLanguageValue?: unknown;
  readonly workspaceLanguageValue?: unknown;
  readonly workspaceFolderLanguageValue?: unknown;
}

/** Return the server that the user wants in place of the bundled one: program and arguments, empty for none. */
export function serverCommand(configuration: Configuration): readonly string[] {
  const value = configuration.get("server.command");
  if (!Array.isArray(value)) {
    return [];
  }
  const words = value.filter((word): word is string => typeof word === "string");
  return words[0]?.trim() ? words : [];
}

/** Tell whether a server that is installed in an environment comes before the bundled one. */
export function prefersEnvironment(configuration: Configuration): boolean {
  return configuration.get("importStrategy") !== "useBundled";
}

/** Return the Python that the user wants, empty for none. */
export function pythonSetting(configuration: Configuration): string {
  const value = configuration.get("python");
  return typeof value === "string" ? value.trim() : "";
}

/**
 * Return what the user set of the settings `keys`, nested as in settings.json, without the extension's own.
 *
 * Defaults stay out: the server knows its own, and a default must not outweigh the project's configuration file.
 */
export function serverSettings(configuration: Configuration, keys: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const key of keys) {
    if (!CLIENT_SETTINGS.includes(key) && isSet(configuration.inspect(key))) {
      place(settings, key.split("."), configuration.get(key));
    }
  }
  return settings;
}

/** Return the keys of the section in a manifest's `contributes`, without the section's name. */
export function settingKeys(manifest: unknown): string[] {
  const properties = at(manifest, ["contributes", "configuration", "properties"]);
  const prefix = `${SECTION}.`;
  return Object.keys(properties ?? {})
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

function isSet(inspection: Inspection | undefined): boolean {
  return (
    inspection !== undefined &&
    [
      inspection.globalValue,
      inspection.workspaceValue,
      inspection.workspaceFolderValue,
      inspection.globalLanguageValue,
      inspection.workspaceLanguageValue,
      inspection.workspaceFolderLanguageValue,
    ].some((value) => value !== undefined)
  );
}

function place(settings: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) {
    return;
  }
  if (rest.length === 0) {
    settings[name] = value;
    return;
  }
  const inner = asRecord(settings[name]) ?? {};
  settings[name] = inner;
  place(inner, rest, value);
}

function at(value: unknown, path: readonly string[]): Record<string, unknown> | undefined {
  let found = asRecord(value);
  for (const name of path) {
    found = asRecord(found?.[name]);
  }
  return found;
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
