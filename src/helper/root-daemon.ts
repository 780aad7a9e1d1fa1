import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import { type Child, startDaemon } from './exec';
import { identityKeyOf } from './process-identity';
import { TRACING_GROUP, tracingGid, type UserLttng } from './user-lttng';

const PID_FILE = '/var/run/lttng/lttng-sessiond.pid';
/** It loads some forty modules of the kernel; on a slow machine that takes seconds. */
const READY_LIMIT_MS = 30_000;
/** One whose owner has just been killed ends at once (parent-death signal). */
const GOING_LIMIT_MS = 5_000;
const END_LIMIT_MS = 1_500;

/** The root session daemon: the one that runs already, or a child of ours, which ends with us however we end. */
export class RootDaemon {
  #child: Child | undefined;
  #ensuring: Promise<{ started: boolean }> | undefined;

  /** @param onChange is told when one was started */
  constructor(
    private readonly lttng: UserLttng,
    private readonly onChange: () => void,
  ) {}

  /** The one that we started, as process-identity.ts names it. */
  get identity(): string | undefined {
    return this.#child && identityKeyOf(this.#child.pid);
  }

  /**
   * @returns whether this call started it
   * @throws AppError `missing` without lttng, its group or the kernel tracer; `config` when the one that runs ends with another
   *   process of ours; `command` when it does not start
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

  /** Ends the one that we started; a foreign one is left alone. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.kill('SIGTERM');
    await Promise.race([child.ended, delay(END_LIMIT_MS)]);
    if (!child.hasEnded()) child.kill('SIGKILL');
  }

  async #ensure(signal: AbortSignal): Promise<{ started: boolean }> {
    await tracingGid();
    if (!this.isOwn) await this.#letDyingOneGo(signal);
    const started = !this.isOwn && !(await this.lttng.daemonAnswers(signal));
    if (started) await this.#start(signal);
    await this.#findKernelTracer(signal);
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
    throw new AppError('command', `The root session daemon ended at once. ${lastLine(child.words())}`.trim(), {
      detail: child.words(),
      hint: 'Look whether it starts by hand: `sudo lttng-sessiond --verbose`. One may run that is closed to the group tracing.',
    });
  }

  /** A daemon that is the child of another process of ours ends with it: a recording there would be cut off. */
  async #letDyingOneGo(signal: AbortSignal): Promise<void> {
    const owner = daemonOwner();
    if (owner === undefined) return;
    const pid = Number(owner.split(':')[1]);
    if (identityKeyOf(pid) === owner)
      throw new AppError(
        'config',
        `Another recording of Containers Trace (process ${pid}) has started the root session daemon, which ends with it.`,
        {
          hint: 'Wait for it to end, or start a lasting daemon: `sudo lttng-sessiond --daemonize`.',
        },
      );
    await until(() => daemonOwner() !== owner, GOING_LIMIT_MS, signal);
  }

  /** Asked each time: modules may have been loaded, or unloaded, since. */
  async #findKernelTracer(signal: AbortSignal): Promise<void> {
    try {
      await this.lttng.command({ verb: 'list-kernel-events', what: 'tracepoint' }, { signal });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'command') throw error;
      const words = [error.detail, this.#child?.words()].filter(Boolean).join('\n');
      throw new AppError('missing', `The root session daemon has no kernel tracer. ${lastLine(words)}`, {
        detail: words,
        hint: existsSync('/proc/lttng')
          ? 'The modules are loaded, but the daemon does not take them: start it again.'
          : 'Install the modules of LTTng for this kernel; the doctor names what is missing. Recording userspace alone needs none.',
        cause: error,
      });
    }
  }
}

const lastLine = (words: string): string => words.split('\n').at(-1) ?? '';

/** Who started the daemon that runs, where that was one of ours. */
function daemonOwner(): string | undefined {
  try {
    const pid = Number(readFileSync(PID_FILE, 'utf8').trim());
    const environ = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\u0000');
    return environ.find((entry) => entry.startsWith(`${OWNER_ENV}=`))?.slice(OWNER_ENV.length + 1);
  } catch {
    return undefined; // no daemon: nobody's child
  }
}

async function until(isSo: () => boolean | Promise<boolean>, limitMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isSo())) {
    if (signal.aborted) throw new AppError('cancelled', 'Cut off while waiting for the root session daemon.');
    if (performance.now() > deadline)
      throw new AppError('command', `Waited ${limitMs / 1000} s for the root session daemon in vain.`);
    await delay(20);
  }
}
