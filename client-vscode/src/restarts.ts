/** How long to wait before a server that ended by itself is started again, and when to give up. */

const WINDOW_IN_MS = 3 * 60_000;
const FIRST_DELAY_IN_MS = 1_000;

/** A server that ends this often within three minutes stays down until the user asks. */
export const MOST_CRASHES = 5;

/** The crashes that still count. */
export class Restarts {
  #crashes: number[] = [];

  /** Note a crash at the time `now` (ms); return the ms to wait before the next start, or `undefined` to give up. */
  afterCrash(now: number): number | undefined {
    this.#crashes = [...this.#crashes.filter((time) => now - time < WINDOW_IN_MS), now];
    return this.#crashes.length < MOST_CRASHES ? FIRST_DELAY_IN_MS * 2 ** (this.#crashes.length - 1) : undefined;
  }

  /** Forget all crashes: the user asked for a new start. */
  forget(): void {
    this.#crashes = [];
  }
}
