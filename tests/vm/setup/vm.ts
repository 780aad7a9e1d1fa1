import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { awaitCondition } from '../../setup/await-condition';
import { AgentLink, type Ready } from './agent-link';
import { deferred } from './deferred';
import type { GuestProgram, ProgramEnd, ProgramOptions } from './guest-program';
import { type Hardware, placesOf, qemuCommand, qemuEnvironment } from './qemu-command';
import { Qmp } from './qmp';

/** Eight seconds on a quiet machine. Other suites run beside. */
const BOOT_LIMIT_MS = 240_000;
const START_LIMIT_MS = 30_000;

/**
 * A running virtual machine with a real kernel that can load LTTng's modules. The machine ends with this process. `close`
 * ends it at once. No change in it is permanent.
 */
export class Vm {
  private constructor(
    private readonly folder: string,
    private readonly qemu: ChildProcess,
    private readonly link: AgentLink,
    private readonly qmp: Qmp,
    private readonly bootLimitMs: number,
    readonly bootMs: number,
    private ready: Ready,
  ) {}

  get kernel(): string {
    return this.ready.kernel;
  }

  /** @throws Error with what QEMU and the guest's console said */
  static async boot(hardware: Hardware, bootLimitMs = BOOT_LIMIT_MS): Promise<Vm> {
    const beganMs = performance.now();
    // Short: the paths of sockets end at 108 bytes.
    const folder = mkdtempSync('/tmp/ctvm-');
    const [program = '', ...words] = qemuCommand(folder, hardware);
    const log = openSync(join(folder, 'qemu.log'), 'w');
    const qemu = spawn(program, words, { env: qemuEnvironment(), stdio: ['ignore', log, log] });
    closeSync(log);
    try {
      const places = placesOf(folder);
      const link = new AgentLink(await connected(places.agent, qemu));
      qemu.once('exit', () => link.fail(new Error(`The virtual machine ended.\n${logsOf(folder)}`)));
      const qmp = await Qmp.open(await connected(places.qmp, qemu));
      const ready = await inTime(link.ready, bootLimitMs, folder);
      const vm = new Vm(folder, qemu, link, qmp, bootLimitMs, performance.now() - beganMs, ready);
      await vm.#setClock();
      return vm;
    } catch (error) {
      await end(qemu);
      const logs = logsOf(folder);
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`The virtual machine did not boot: ${String(error)}\n${logs}`);
    }
  }

  /** Starts a program in the guest. */
  start(argv: readonly string[], options: ProgramOptions = {}): GuestProgram {
    return this.link.start(argv, options);
  }

  /** Runs a program, or a text as a shell script, to its end, whatever its exit code. */
  run(command: string | readonly string[], options: ProgramOptions = {}): Promise<ProgramEnd> {
    return this.start(typeof command === 'string' ? ['bash', '-c', command] : command, options).ended;
  }

  /** The same, for what must succeed. @returns its standard output @throws Error with its words */
  async must(command: string | readonly string[], options: ProgramOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(command, options);
    if (exitCode !== 0)
      throw new Error(
        `${String(command).slice(0, 500)}: exit code ${exitCode}\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`,
      );
    return stdout;
  }

  /** Gives a program, started with `keepsInputOpen`, more input. */
  sendInput(program: GuestProgram, bytes: Buffer): Promise<void> {
    return this.link.sendInput(program, bytes);
  }

  endInput(program: GuestProgram): void {
    this.link.endInput(program);
  }

  /** Cuts the power and boots again with the same disks: what was not written to them is lost. */
  async powerCut(): Promise<void> {
    this.link.expectBoot();
    await this.qmp.execute('system_reset');
    await this.#booted();
  }

  /** Lets the guest's init system boot it again. Programs in the guest can be read until then. @returns how long it took */
  async reboot(): Promise<number> {
    const beganMs = performance.now();
    this.link.expectBootAfterShutdown();
    await this.must(['systemctl', '--no-block', 'reboot']);
    await this.#booted();
    return performance.now() - beganMs;
  }

  /** Lets the guest's init system end it. */
  async powerOff(): Promise<void> {
    const ended = new Promise((resolve) => this.qemu.once('exit', resolve));
    await this.must(['systemctl', '--no-block', 'poweroff']);
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #booted(): Promise<void> {
    this.ready = await inTime(this.link.ready, this.bootLimitMs, this.folder);
    await this.#setClock();
  }

  /** The output of the guest's kernel and its first process. */
  console(): string {
    return readFileSync(placesOf(this.folder).console, 'utf8');
  }

  async close(): Promise<void> {
    await end(this.qemu);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #setClock(): Promise<void> {
    await this.must(['date', '--set', `@${(Date.now() / 1000).toFixed(3)}`]);
  }
}

async function connected(path: string, qemu: ChildProcess): Promise<Socket> {
  let socket: Socket | undefined;
  await awaitCondition(
    async () => {
      if (qemu.exitCode !== null || qemu.signalCode !== null) throw new Error('QEMU ended at once.');
      if (existsSync(path)) socket = await connect(path);
      return socket !== undefined;
    },
    { what: `QEMU to open ${path}`, timeoutMs: START_LIMIT_MS },
  );
  if (!socket) throw new Error(`no connection to ${path}`);
  return socket;
}

const connect = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined)); // not listening yet
  });

async function inTime(ready: Promise<Ready>, limitMs: number, folder: string): Promise<Ready> {
  const late = deferred<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`The guest was not ready after ${limitMs / 1000} s.\n${logsOf(folder)}`)),
    limitMs,
  );
  return await Promise.race([ready, late.promise]).finally(() => clearTimeout(timer));
}

const logsOf = (folder: string): string =>
  ['qemu.log', 'console']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8').slice(-4000))
    .join('\n');

async function end(qemu: ChildProcess): Promise<void> {
  if (qemu.exitCode !== null || qemu.signalCode !== null) return;
  const ended = new Promise((resolve) => qemu.once('exit', resolve));
  qemu.kill('SIGKILL');
  await ended;
}
