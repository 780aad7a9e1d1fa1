/** Lines that a reloaded page can show. A build prints a few hundred. */
const KEPT_LINES = 500;
/** Lines are sent in batches, because compilers print faster than a page can draw. */
const SEND_EVERY_MS = 100;

/** The output of a build: its last lines, and those that were not sent to the page yet. */
export class BuildLines {
  readonly lines: string[] = [];
  /** Number of lines before `lines`. */
  droppedLines = 0;
  readonly #send: (lines: string[]) => void;
  readonly #unsent: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (lines: string[]) => void) {
    this.#send = send;
  }

  add(line: string): void {
    this.lines.push(line);
    if (this.lines.length > KEPT_LINES) {
      this.lines.shift();
      this.droppedLines += 1;
    }
    this.#unsent.push(line);
    this.#timer ??= setTimeout(() => this.flush(), SEND_EVERY_MS);
  }

  /** Sends the lines that were not sent yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#unsent.splice(0);
    if (lines.length > 0) this.#send(lines);
  }
}
