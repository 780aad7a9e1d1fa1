import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import type { DaemonRef } from '@shared/planning/step';
import { ustSocketPath } from '@shared/planning/ust-socket';
import type { RootAccess } from '@shared/privilege/level';
import { CAN_ISOLATE, daemonCommand } from '@shared/tracing/daemon-command';
import type { DaemonReport } from '@shared/tracing/daemon-reports';
import { raisingArguments } from '@shared/tracing/process-limits';
import { limits } from '../limits';
import { type ChildDaemon, startChildDaemon } from '../process/child-daemon';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';
import { identityKey, ownIdentity } from '../process/identity';
import { isTimeLimit, waitUntil } from '../process/wait-until';
import { DaemonLog } from './daemon-log';
import { daemonProcesses, killDaemonProcesses } from './daemon-processes';
import { answers } from './lttng';
import { ownLimits } from './machine-resources';

const END_LIMIT_MS = 5_000;
const ROOT_PID_FILE = '/var/run/lttng/lttng-sessiond.pid';

/**
 * The session daemon that serves this process's recordings. As a plain user a private one, our child in the foreground,
 * under a short 0700 folder: only our containers reach it. As root the root daemon, for its folder is fixed in 2.13:
 * the one that runs, or a child of ours. What we started ends with us, however we end (parent-death signal).
 */
export class SessionDaemon {
  readonly ref: DaemonRef;
  #child: ChildDaemon | undefined;
  readonly #log = new DaemonLog();
  #wasStarted = false;

  constructor(
    private readonly runtimeDir: string,
    uid: number,
    private readonly canIsolate = probeIsolation,
  ) {
    this.ref =
      uid === 0 ? { kind: 'root', reach: 'self', home: runtimeDir } : { kind: 'private', home: join(runtimeDir, 'd') };
  }

  /**
   * The daemon that records a run's userspace. Who is in the group of the root daemon cannot start one of their own while that
   * one runs, but in a user namespace (shared/tracing/daemon-command.ts); where the system allows none, root's serves.
   */
  async refFor({ group, daemon }: Pick<RootAccess, 'group' | 'daemon'>): Promise<DaemonRef> {
    if (this.ref.kind === 'root' || this.#child || group !== 'member' || daemon !== 'running') return this.ref;
    if (await this.canIsolate()) return { ...this.ref, isolated: true };
    return { kind: 'root', reach: 'self', home: this.runtimeDir };
  }

  /**
   * Starts it unless it runs, and waits until it answers and its socket for traced programs is there.
   * @param ref as refFor said
   * @param ustSocket left out where no program is traced: the kernel alone
   * @throws AppError `missing` without lttng-sessiond, `config` when another recording of ours owns the root daemon
   */
  async ensure(ref: DaemonRef, ustSocket: string | undefined, signal?: AbortSignal): Promise<void> {
    if (this.ref.kind === 'root') refuseForeignOwner();
    if (!this.#child && !(this.ref.kind === 'root' && (await answers(ref, signal)))) this.#start(ref);
    const child = this.#child;
    let ended = false;
    void child?.ended.then(() => {
      ended = true;
    });
    const socket = ustSocket === undefined ? undefined : ustSocketPath(this.ref, ustSocket);
    try {
      await waitUntil(
        async () => {
          if (ended) throw daemonEnded(child);
          return (socket === undefined || existsSync(socket)) && (await answers(this.ref, signal));
        },
        {
          what: `the session daemon${ustSocket ? ` and its socket ${ustSocket}` : ''}`,
          timeoutMs: limits().tracerReady,
          signal,
        },
      );
    } catch (error) {
      if (isTimeLimit(error)) await this.kill();
      throw error;
    }
  }

  #start(ref: DaemonRef): void {
    const env: Record<string, string> = {};
    if (ref.kind === 'private') {
      mkdirSync(ref.home, { mode: 0o700, recursive: true });
      env['LTTNG_HOME'] = ref.home;
    }
    const child = startChildDaemon(...withRaisedLimits(daemonCommand(ref)), ChildEnvironment.known(env), (text) =>
      this.#log.add(text),
    );
    this.#child = child;
    this.#wasStarted = true;
    void child.ended.then(() => {
      if (this.#child === child) this.#child = undefined;
    });
  }

  /**
   * Begins to note what the daemon reports of lost events.
   * @returns ends it, with each kind of report once; undefined: the daemon is not ours, what it prints is not known
   */
  listen(): (() => DaemonReport[]) | undefined {
    return this.#child && this.#log.listen();
  }

  /**
   * Kills the daemon that we started, and its consumer daemons: it does not respond. The next recording starts another one.
   * @returns whether there was one of ours; a foreign one is left alone
   */
  async kill(): Promise<boolean> {
    if (!this.#child) return false;
    this.#child = undefined;
    await killDaemonProcesses(this.ref);
    return true;
  }

  /** Ends the daemon that we started and waits for its end, and for its consumer daemons; a foreign one is left alone. */
  async end(): Promise<void> {
    if (!this.#wasStarted) return;
    this.#child?.kill('SIGTERM');
    await waitUntil(() => daemonProcesses(this.ref).length === 0, {
      what: 'the session daemon to end',
      timeoutMs: this.#child ? END_LIMIT_MS : 0,
      everyMs: 20,
    }).catch(() => killDaemonProcesses(this.ref));
  }
}

/** With the soft limits of the daemon raised to the hard ones by prlimit(1), which becomes the daemon; ours stay as they are. */
function withRaisedLimits([file, args]: [string, string[]]): [string, string[]] {
  const raised = raisingArguments(ownLimits());
  return raised.length === 0 ? [file, args] : ['prlimit', [...raised, '--', file, ...args]];
}

const PROBE_LIMIT_MS = 5_000;

async function probeIsolation(): Promise<boolean> {
  const okCodes = Array.from({ length: 256 }, (_, code) => code);
  const tried = await exec(...CAN_ISOLATE, { env: ChildEnvironment.known(), timeoutMs: PROBE_LIMIT_MS, okCodes });
  return tried.exitCode === 0;
}

function daemonEnded(child: ChildDaemon | undefined): AppError {
  const log = child?.log() ?? '';
  return new AppError(
    'command',
    `The session daemon ended at once. ${log ? `It says: ${log.split('\n').at(-1)}` : ''}`.trim(),
    {
      detail: log,
      hint: 'Look whether lttng-sessiond starts by hand: `lttng-sessiond --verbose`.',
    },
  );
}

/** A root daemon that is the child of another process of ours ends with that process: a recording there would be cut off. */
function refuseForeignOwner(): void {
  const owner = rootDaemonOwner();
  if (!owner || owner === identityKey(ownIdentity())) return;
  const pid = owner.split(':')[1] ?? '?';
  throw new AppError(
    'config',
    `Another recording of Containers Trace (process ${pid}) has started the root session daemon, which ends with it.`,
    {
      hint: 'Wait for it to end, start a lasting daemon with `lttng-sessiond --daemonize`, or record as a plain user.',
    },
  );
}

function rootDaemonOwner(): string | undefined {
  try {
    const pid = readFileSync(ROOT_PID_FILE, 'utf8').trim();
    const environ = readFileSync(`/proc/${Number(pid)}/environ`, 'utf8').split('\u0000');
    return environ.find((entry) => entry.startsWith(`${OWNER_ENV}=`))?.slice(OWNER_ENV.length + 1);
  } catch {
    return undefined; // no daemon, or not one that we can look at: not a child of ours
  }
}
