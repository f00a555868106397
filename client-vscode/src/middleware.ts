/** What is changed on the way between VS Code and the server. */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient";
import { rulePage } from "./rulePages";
import { withPageHere } from "./rules";
import { SECTION } from "./settings";

/** Return the changes; `settings` are those for a folder or a file, without a scope those for the window. */
export function middleware(settings: (scope?: vscode.Uri) => Record<string, unknown>): Middleware {
  return {
    handleDiagnostics: (uri, findings, next) => {
      next(uri, withPages(findings));
    },
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      if (report && "items" in report) {
        withPages(report.items);
      }
      return report;
    },
    provideWorkspaceDiagnostics: (previous, token, take, next) =>
      next(previous, token, (chunk) => {
        for (const report of chunk?.items ?? []) {
          if ("items" in report) {
            withPages(report.items);
          }
        }
        take(chunk);
      }),
    workspace: {
      configuration: async (parameters, token, next) => {
        const answers = await next(parameters, token);
        return Array.isArray(answers)
          ? parameters.items.map((item, index): unknown =>
              item.section === SECTION
                ? settings(item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri))
                : answers[index],
            )
          : answers;
      },
    },
  };
}

function withPages(findings: vscode.Diagnostic[]): vscode.Diagnostic[] {
  return findings.map((it) => withPageHere(it, rulePage));
}
