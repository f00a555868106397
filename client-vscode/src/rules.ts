/** The names of rules: of all that there are, of those that found something, and where their pages are. */

import { SECTION } from "./settings";

/** A rule as a list shows it. */
export interface ListedRule {
  readonly label: string;
  readonly detail: string;
}

/** `vscode.Uri`, as far as it is used here. */
interface Link {
  readonly fragment: string;
}

/** The code of a `vscode.Diagnostic`. */
type Code<L> = string | number | { readonly value: string | number; readonly target: L } | undefined;

/** `vscode.Diagnostic`, as far as it is used here. */
interface Finding<R> {
  readonly range: R;
  readonly source?: string;
  readonly code?: Code<Link>;
}

/** Return the rules that the manifest names, each with what it finds; the names of other things are left out. */
export function listedRules(manifest: unknown): ListedRule[] {
  const choice = at(manifest, `contributes configuration properties ${SECTION}.ignore items anyOf 0`);
  const names = strings(at(choice, "enum"));
  const details = strings(at(choice, "markdownEnumDescriptions"));
  return names
    .map((label, index) => ({ label, detail: details[index] ?? "" }))
    .filter(({ detail }) => !/^(All |Alias of )/.test(detail))
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
}

/** Return the rules of ours among `findings` that hold at a place, each once. */
export function atPlace<R>(findings: readonly Finding<R>[], holds: (range: R) => boolean): string[] {
  const codes = findings.filter((it) => it.source === SECTION && holds(it.range)).map(({ code }) => nameOf(code));
  return [...new Set(codes.filter((it) => it !== undefined))];
}

/** Let the link of a finding's code show the page here, where it is of one of our rules; `link` makes such a link. */
export function withPageHere<L extends Link, T extends { code?: Code<L> }>(finding: T, link: (rule: string) => L): T {
  const { code } = finding;
  const rule = nameOf(code);
  // The anchor of a rule's page is its name: ShellCheck's pages, which are others', have none.
  if (rule !== undefined && typeof code === "object" && code.target.fragment === rule) {
    finding.code = { value: rule, target: link(rule) };
  }
  return finding;
}

function nameOf(code: Code<unknown>): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return typeof value === "string" ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === "string") : [];
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split(" ")) {
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  }
  return found;
}
