import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '@shared/model/run-event';
import { LOG_FILE } from '../library/trace-folder';

/** A program that prints without end does not fill the disk through us. */
const LONGEST_LOG_CHARS = 512 * 1024 * 1024;
/** What waits in memory for a slow disk. */
const MOST_WAITING_CHARS = 32 * 1024 * 1024;

interface LeftOut {
  code: string;
  message: string;
}
const FULL: LeftOut = {
  code: 'log-full',
  message: `The program printed more than run.log takes (${LONGEST_LOG_CHARS / 1_048_576} MiB): the rest of its output is not kept.`,
};
const SLOW: LeftOut = {
  code: 'log-slow',
  message: 'The program printed faster than the disk took it: some of its output is not in run.log.',
};

/** run.log: what happened in a run, one JSON event a line, with the containers' output. Begins with the trace's folder. */
export class RunLog {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #early: string[] = [];
  #written = 0;
  readonly #told = new Set<LeftOut>();

  constructor(tracePath: string) {
    this.#path = join(tracePath, LOG_FILE);
  }

  /** @returns what is to be told, once for each reason, when it leaves output out */
  add(event: RunEvent): RunEvent | undefined {
    if (event.type === 'trace-grew') return undefined; // figures of the moment
    if (event.type === 'step-output' && this.#written > LONGEST_LOG_CHARS) return this.#tellOnce(FULL);
    if (event.type === 'step-output' && this.#waits > MOST_WAITING_CHARS) return this.#tellOnce(SLOW);
    this.#write(event);
    if (event.type === 'step-finished' && event.stepId === 'folder') this.#open();
    return undefined;
  }

  get #waits(): number {
    return this.#stream?.errored ? 0 : (this.#stream?.writableLength ?? 0);
  }

  #tellOnce(leftOut: LeftOut): RunEvent | undefined {
    if (this.#told.has(leftOut)) return undefined;
    this.#told.add(leftOut);
    const hint = 'The trace itself is not touched by this. To keep all output, let the program write it to a file.';
    return { type: 'warned', at: Date.now(), ...leftOut, hint };
  }

  #write(event: RunEvent): void {
    const line = `${JSON.stringify(event.type === 'step-output' ? { ...event, shown: undefined } : event)}\n`;
    this.#written += line.length;
    if (this.#stream) this.#stream.write(line);
    else this.#early.push(line);
  }

  #open(): void {
    this.#stream = createWriteStream(this.#path, { flags: 'wx', mode: 0o600 });
    this.#stream.on('error', () => undefined); // a full disk is told by the tracer's own files; the log is an aid
    for (const line of this.#early) this.#stream.write(line);
    this.#early = [];
  }

  /** @param kept whether the trace's folder is still there */
  async end(kept: boolean): Promise<void> {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = undefined;
    if (!kept || stream.errored) return void stream.destroy();
    await new Promise<void>((resolve) => {
      stream.once('close', resolve);
      stream.end();
    });
  }
}
