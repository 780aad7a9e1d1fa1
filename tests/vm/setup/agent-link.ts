import { once } from 'node:events';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { patientMs } from '../../setup/patience';
import { deferred } from './deferred';
import { encodeFrame, type Frame, FrameReader } from './frames';
import { GuestProgram, type ProgramOptions } from './guest-program';

const DEFAULT_LIMIT_MS = 120_000;
const INPUT_BYTES_AT_ONCE = 128 * 1024;

const readySchema = z.object({ bootId: z.string(), uptimeS: z.number(), kernel: z.string() });
export type Ready = z.infer<typeof readySchema>;

/** The driver's end of the virtio-serial port: any number of programs at once. */
export class AgentLink {
  #programs = new Map<number, GuestProgram>();
  #reader = new FrameReader();
  #last = 0;
  #ready = deferred<Ready>();

  constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => {
      for (const frame of this.#reader.take(Buffer.from(bytes))) this.#take(frame);
    });
    socket.on('error', (error) => this.fail(error));
  }

  /** When the guest has booted (again, after `expectBoot`). */
  get ready(): Promise<Ready> {
    return this.#ready.promise;
  }

  /** The guest is about to boot: what runs in it is lost. */
  expectBoot(): void {
    this.#failPrograms(new Error('The guest was switched off.'));
    this.#reader = new FrameReader();
    this.#ready = deferred<Ready>();
  }

  /** The guest is about to shut down and boot: what runs in it can be read until it has booted. */
  expectBootAfterShutdown(): void {
    this.#ready = deferred<Ready>();
  }

  fail(error: Error): void {
    this.#ready.reject(error);
    this.#failPrograms(error);
  }

  start(argv: readonly string[], options: ProgramOptions): GuestProgram {
    const number = ++this.#last;
    const shown = argv.join(' ').slice(0, 300);
    const program = new GuestProgram(shown, options.onStdout, (name) => this.#send('K', number, { name }));
    this.#programs.set(number, program);
    const { user = 'root', cwd, env = {} } = options;
    this.#send('S', number, { argv, user, cwd, env });
    if (options.input !== undefined) void this.sendInput(program, Buffer.from(options.input));
    if (options.input !== undefined || !options.keepsInputOpen) this.endInput(program);
    const limitMs = patientMs(options.timeoutMs ?? DEFAULT_LIMIT_MS);
    const timer = setTimeout(() => {
      program.kill('SIGKILL');
      program.fail(new Error(`${shown} did not end within ${limitMs / 1000} s:\n${program.stdout}\n${program.stderr}`));
    }, limitMs);
    const over = (): void => {
      clearTimeout(timer);
      this.#programs.delete(number);
    };
    program.ended.then(over, over);
    return program;
  }

  /** Resolves when the socket has room for more. */
  async sendInput(program: GuestProgram, bytes: Buffer): Promise<void> {
    const number = this.#numberOf(program);
    for (let at = 0; at < bytes.length; at += INPUT_BYTES_AT_ONCE) {
      const content = bytes.subarray(at, at + INPUT_BYTES_AT_ONCE);
      if (!this.socket.write(encodeFrame({ kind: 'I', program: number, content }))) await once(this.socket, 'drain');
    }
  }

  endInput(program: GuestProgram): void {
    this.#send('E', this.#numberOf(program), {});
  }

  #numberOf(program: GuestProgram): number {
    const entry = [...this.#programs].find(([, one]) => one === program);
    if (!entry) throw new Error(`${program.shown} has ended already.`);
    return entry[0];
  }

  #send(kind: string, program: number, content: unknown): void {
    this.socket.write(encodeFrame({ kind, program, content: Buffer.from(JSON.stringify(content)) }));
  }

  #take(frame: Frame): void {
    if (frame.kind === 'R') this.#booted(readySchema.parse(JSON.parse(frame.content.toString())));
    else this.#programs.get(frame.program)?.take(frame);
  }

  #booted(ready: Ready): void {
    this.#failPrograms(new Error('The guest booted again by itself.'));
    this.#ready.resolve(ready);
  }

  #failPrograms(error: Error): void {
    for (const program of this.#programs.values()) program.fail(error);
    this.#programs.clear();
  }
}
