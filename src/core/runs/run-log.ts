import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '@shared/model/run-event';
import { MIB } from '@shared/model/units';
import { LOG_FILE } from '../library/trace-folder';

/** Bounds run.log for a program that prints endlessly. */
const LONGEST_LOG_CHARS = 512 * MIB;
/** Bounds the output that is buffered in memory for a slow disk. */
const MOST_WAITING_CHARS = 32 * MIB;

interface LeftOut {
  code: string;
  message: string;
}
const FULL: LeftOut = {
  code: 'log-full',
  message: `The program printed more than ${LONGEST_LOG_CHARS / MIB} MiB. The rest of its output is not in run.log.`,
};
const SLOW: LeftOut = {
  code: 'log-slow',
  message: 'The program printed faster than the disk could write. Some of its output is not in run.log.',
};

/** run.log: the events of a run with the containers' output, one JSON object per line. Created after the trace's folder. */
export class RunLog {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #early: string[] = [];
  #written = 0;
  readonly #reported = new Set<LeftOut>();

  constructor(tracePath: string) {
    this.#path = join(tracePath, LOG_FILE);
  }

  /** @returns a warning when output is left out, once for each reason */
  add(event: RunEvent): RunEvent | undefined {
    if (event.type === 'trace-grew') return undefined; // live figures
    if (event.type === 'step-output' && this.#written > LONGEST_LOG_CHARS) return this.#warnOnce(FULL);
    if (event.type === 'step-output' && this.#waitingChars > MOST_WAITING_CHARS) return this.#warnOnce(SLOW);
    this.#write(event);
    if (event.type === 'step-finished' && event.stepId === 'folder') this.#open();
    return undefined;
  }

  get #waitingChars(): number {
    return this.#stream?.errored ? 0 : (this.#stream?.writableLength ?? 0);
  }

  #warnOnce(leftOut: LeftOut): RunEvent | undefined {
    if (this.#reported.has(leftOut)) return undefined;
    this.#reported.add(leftOut);
    const hint = 'The trace itself is complete. To keep all output, let the program write it to a file.';
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
    this.#stream.on('error', () => undefined); // a full disk is detected by the trace's files; run.log is secondary
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
