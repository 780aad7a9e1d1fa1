import { z } from 'zod';
import { deferred } from './deferred';
import type { Frame } from './frames';

export interface ProgramEnd {
  /** 128 + n when signal n ended it, like a shell's; 127 when it could not be started. */
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface ProgramOptions {
  /** Default root. */
  user?: 'root' | 'tester' | 'other';
  env?: Readonly<Record<string, string>>;
  /** Default the user's home. */
  cwd?: string;
  /** Given to its standard input, which is then closed. */
  input?: string;
  /** Default two minutes; then it is killed, and `ended` rejects. */
  timeoutMs?: number;
  onStdout?(bytes: Buffer): void;
  /** Its input is given later (Vm.sendInput, Vm.endInput). */
  keepsInputOpen?: boolean;
}

const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  ...{ SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGTERM: 15 },
};
const startedSchema = z.object({ pid: z.number() });
const doneSchema = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  error: z.string().optional(),
});

/** A program in the guest, as the messages about it tell. */
export class GuestProgram {
  readonly ended: Promise<ProgramEnd>;
  readonly pid: Promise<number>;
  #settle: { end(end: ProgramEnd): void; fail(error: Error): void; pid(pid: number): void };
  #stdout: Buffer[] = [];
  #stderr = '';
  #watchers = new Set<() => void>();
  #hasEnded = false;

  constructor(
    readonly shown: string,
    private readonly onStdout: ((bytes: Buffer) => void) | undefined,
    private readonly sendSignal: (name: string) => void,
  ) {
    const ended = deferred<ProgramEnd>();
    const pid = deferred<number>();
    this.ended = ended.promise;
    this.pid = pid.promise;
    this.#settle = {
      end: ended.resolve,
      pid: pid.resolve,
      fail: (error) => {
        ended.reject(error);
        pid.reject(error);
      },
    };
  }

  /** Sends a signal to the program only, not to its group. */
  kill(signal: NodeJS.Signals): void {
    this.sendSignal(signal);
  }

  get stdout(): string {
    return Buffer.concat(this.#stdout).toString();
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Resolves once its output (either) matches; rejects when it ended before. */
  async seen(pattern: RegExp): Promise<void> {
    const seen = deferred<void>();
    const look = (): void => {
      if (pattern.test(this.#stderr) || pattern.test(this.stdout)) seen.resolve();
      else if (this.#hasEnded)
        seen.reject(new Error(`${this.shown} ended before it printed ${pattern}:\n${this.stdout}\n${this.#stderr}`));
    };
    this.#watchers.add(look);
    look();
    this.ended.catch((error: unknown) => seen.reject(error));
    await seen.promise.finally(() => this.#watchers.delete(look));
  }

  /** Called by the link for each message about this program. */
  take({ kind, content }: Frame): void {
    if (kind === 'P') this.#settle.pid(startedSchema.parse(JSON.parse(content.toString())).pid);
    else if (kind === 'X') this.#stderr += content.toString();
    else if (kind === 'O' && this.onStdout) this.onStdout(content);
    else if (kind === 'O') this.#stdout.push(Buffer.from(content));
    else if (kind === 'D') this.#done(content);
    for (const look of this.#watchers) look();
  }

  #done(content: Buffer): void {
    const { code, signal, error } = doneSchema.parse(JSON.parse(content.toString()));
    if (error !== undefined) this.#stderr += `${error}\n`;
    this.#hasEnded = true;
    const exitCode = code ?? 128 + (SIGNAL_NUMBERS[signal ?? ''] ?? 0);
    this.#settle.end({ exitCode, stdout: this.stdout, stderr: this.#stderr });
  }

  /** Fails the program, because the guest has ended or the time limit is over. */
  fail(error: Error): void {
    this.#settle.fail(error);
  }
}
