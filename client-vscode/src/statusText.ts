/** What the entry in the language status says. */

import type { Kind } from "./connection";

/** What there is to show. */
export type Status =
  | { readonly state: "starting" }
  | {
      readonly state: "running";
      readonly kind: Kind;
      readonly version: string | undefined;
      readonly description: string;
    }
  | { readonly state: "waiting"; readonly reason: string; readonly seconds: number }
  | { readonly state: "stopped"; readonly reason: string };

/** The words for a status, and what they are about. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly failed: boolean;
}

const KINDS: Readonly<Record<Kind, string>> = {
  configured: "your server",
  environment: "installed server",
  bundled: "bundled server",
  pyodide: "bundled server, without Python",
};

/** Return the words for `status`. */
export function statusText(status: Status): StatusText {
  switch (status.state) {
    case "starting":
      return { text: "Dockwright", detail: "starting", busy: true, failed: false };
    case "running": {
      const text = status.version === undefined ? "Dockwright" : `Dockwright ${status.version}`;
      return { text, detail: `${KINDS[status.kind]}: ${status.description}`, busy: false, failed: false };
    }
    case "waiting": {
      const detail = `the server ended (${status.reason}); it starts again in ${status.seconds} s`;
      return { text: "Dockwright", detail, busy: true, failed: false };
    }
    case "stopped":
      return { text: "Dockwright does not run", detail: status.reason, busy: false, failed: true };
  }
}
