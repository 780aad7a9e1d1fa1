import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { OWNER_ENV } from '@shared/model/labels';
import { type Child, startDaemon } from './exec';
import { identityKeyOf } from './process-identity';
import { TRACING_GROUP, tracingGid, type UserLttng } from './user-lttng';

const PID_FILE = '/var/run/lttng/lttng-sessiond.pid';
/** The daemon loads some forty kernel modules, which takes seconds on a slow machine. */
const READY_LIMIT_MS = 30_000;
/** A daemon whose owner was just killed ends soon (parent-death signal). */
const ORPHAN_END_LIMIT_MS = 5_000;
const END_LIMIT_MS = 1_500;

/** The root session daemon: the running one, or a child, which the kernel ends with this process. */
export class RootDaemon {
  #child: Child | undefined;
  #ensuring: Promise<{ started: boolean }> | undefined;

  /** @param onChange called when a daemon was started */
  constructor(
    private readonly lttng: UserLttng,
    private readonly onChange: () => void,
  ) {}

  /** Key of the daemon that this helper started, see process-identity.ts. */
  get identity(): string | undefined {
    return this.#child && identityKeyOf(this.#child.pid);
  }

  /**
   * Starts the daemon unless one is running.
   * @returns whether this call started it
   * @throws AppError `missing` without lttng, its group or the kernel tracer; `config` when the running daemon belongs to another
   *   recording; `command` when the daemon does not start
   */
  ensure(signal: AbortSignal): Promise<{ started: boolean }> {
    this.#ensuring ??= this.#ensure(signal).finally(() => {
      this.#ensuring = undefined;
    });
    return this.#ensuring;
  }

  get isOwn(): boolean {
    return this.#child !== undefined;
  }

  async state(): Promise<'own' | 'foreign' | 'none'> {
    if (this.isOwn) return 'own';
    return (await this.lttng.daemonAnswers()) ? 'foreign' : 'none';
  }

  /** Ends the daemon if this helper started it. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.end();
    await Promise.race([child.ended, delay(END_LIMIT_MS)]);
    if (!child.hasEnded()) child.kill();
  }

  async #ensure(signal: AbortSignal): Promise<{ started: boolean }> {
    await tracingGid();
    if (!this.isOwn) await this.#awaitOrphanEnd(signal);
    const started = !this.isOwn && !(await this.lttng.daemonAnswers(signal));
    if (started) await this.#start(signal);
    await this.#requireKernelTracer(signal);
    return { started };
  }

  async #start(signal: AbortSignal): Promise<void> {
    const owner = identityKeyOf(process.pid) ?? '';
    const child = startDaemon('lttng-sessiond', [`--group=${TRACING_GROUP}`], { HOME: '/root', [OWNER_ENV]: owner });
    this.#child = child;
    this.onChange();
    void child.ended.then(() => {
      if (this.#child === child) this.#child = undefined;
    });
    await until(() => child.hasEnded() || this.lttng.daemonAnswers(signal), READY_LIMIT_MS, signal);
    if (!child.hasEnded()) return;
    throw new AppError('command', `The root session daemon ended immediately. ${lastLine(child.output())}`.trim(), {
      detail: child.output(),
      hint: 'Check that `sudo lttng-sessiond --verbose` starts. A running daemon that denies access to the group tracing can be the cause.',
    });
  }

  /** Refuses the daemon of another running recording, since it ends with that recording. Waits for the end of an orphan. */
  async #awaitOrphanEnd(signal: AbortSignal): Promise<void> {
    const owner = daemonOwner();
    if (owner === undefined) return;
    const pid = Number(owner.split(':')[1]);
    if (identityKeyOf(pid) === owner)
      throw new AppError(
        'config',
        `The root session daemon belongs to another recording of Containers Trace (process ${pid}) and ends with it.`,
        {
          hint: 'Wait until that recording has ended, or start a permanent daemon with `sudo lttng-sessiond --daemonize`.',
        },
      );
    await until(() => daemonOwner() !== owner, ORPHAN_END_LIMIT_MS, signal);
  }

  /** Asks the daemon each time, since modules can have been loaded or unloaded. */
  async #requireKernelTracer(signal: AbortSignal): Promise<void> {
    try {
      await this.lttng.command({ verb: 'list-kernel-events', what: 'tracepoint' }, { signal });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'command') throw error;
      const output = [error.detail, this.#child?.output()].filter(Boolean).join('\n');
      throw new AppError('missing', `The root session daemon has no kernel tracer. ${lastLine(output)}`, {
        detail: output,
        hint: existsSync('/proc/lttng')
          ? "LTTng's kernel modules are loaded, but the daemon does not use them. Restart the daemon."
          : "Install LTTng's modules for this kernel. The doctor names what is missing. Recording userspace alone needs no modules.",
        cause: error,
      });
    }
  }
}

const lastLine = (text: string): string => text.split('\n').at(-1) ?? '';

/** Key of the process of ours that started the running daemon; undefined for another daemon. */
function daemonOwner(): string | undefined {
  try {
    const pid = Number(readFileSync(PID_FILE, 'utf8').trim());
    const environ = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\u0000');
    return environ.find((entry) => entry.startsWith(`${OWNER_ENV}=`))?.slice(OWNER_ENV.length + 1);
  } catch {
    return undefined; // no daemon is running
  }
}

async function until(isSo: () => boolean | Promise<boolean>, limitMs: number, signal: AbortSignal): Promise<void> {
  const limit = awakeLimit(limitMs);
  while (!(await isSo())) {
    if (signal.aborted) throw new AppError('cancelled', 'Cancelled while waiting for the root session daemon.');
    if (limit.isOver)
      throw new AppError('command', `The root session daemon did not respond within ${limitMs / 1000} s.`);
    await delay(20);
  }
}
