import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { OWNER_ENV } from '@shared/model/labels';
import type { DaemonRef } from '@shared/planning/step';
import { ustSocketPath } from '@shared/planning/ust-socket';
import type { RootAccess } from '@shared/privilege/level';
import { CAN_ISOLATE, daemonCommand } from '@shared/tracing/daemon-command';
import type { DaemonReport } from '@shared/tracing/daemon-reports';
import { heldDaemon } from '@shared/tracing/held-daemon';
import { raisingArguments } from '@shared/tracing/process-limits';
import { limits } from '../limits';
import { type ChildDaemon, type ChildEnd, type HeldDaemon, startHeldDaemon } from '../process/child-daemon';
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
 * The session daemon for this process's recordings. For a plain user it is a private one: our child in the foreground, in a
 * short 0700 folder that only our containers can reach. For root it is the root daemon, whose folder is fixed in 2.13: the
 * running one, or a child of ours. Our child ends with this process, even after a kill, and survives the signals that are sent
 * to all processes at once (shared/tracing/held-daemon.ts).
 */
export class SessionDaemon {
  readonly ref: DaemonRef;
  #child: HeldDaemon | undefined;
  readonly #log = new DaemonLog();
  readonly #lossObservers = new Set<(end: ChildEnd) => void>();
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
   * The daemon that records a run's userspace. While the root daemon is running, a member of its group can start another
   * daemon only in a user namespace (shared/tracing/daemon-command.ts). If the system allows none, the root daemon is used.
   */
  async refFor({ group, daemon }: Pick<RootAccess, 'group' | 'daemon'>): Promise<DaemonRef> {
    if (this.ref.kind === 'root' || this.#child || group !== 'member' || daemon !== 'running') return this.ref;
    if (await this.canIsolate()) return { ...this.ref, isolated: true };
    return { kind: 'root', reach: 'self', home: this.runtimeDir };
  }

  /**
   * Starts the daemon unless it is running, and waits until it responds and its socket for traced programs exists.
   * @param ref as returned by refFor
   * @param ustSocket omitted when only the kernel is recorded
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
    const command = heldDaemon(ref, withRaisedLimits(daemonCommand(ref, 'KILL')));
    const child = startHeldDaemon(...command, ChildEnvironment.known(env), (text) => this.#log.add(text));
    this.#child = child;
    this.#wasStarted = true;
    void child.ended.then((end) => {
      if (this.#child !== child) return; // killed by us
      this.#child = undefined;
      for (const observer of this.#lossObservers) observer(endOfHeld(end));
    });
  }

  /**
   * Observes that the daemon, a child of ours, ends although nothing has called `kill` or `end`.
   * @returns a function that stops the observation
   */
  onLoss(observer: (end: ChildEnd) => void): () => void {
    this.#lossObservers.add(observer);
    return () => this.#lossObservers.delete(observer);
  }

  /**
   * Starts to collect the daemon's reports about lost events.
   * @returns a function that stops it and returns each kind of report once; undefined if the daemon is not our child
   */
  listen(): (() => DaemonReport[]) | undefined {
    return this.#child && this.#log.listen();
  }

  /**
   * Kills the daemon that we started, with its consumer daemons, after it did not respond. The next recording starts another.
   * @returns whether a daemon of ours was running; a foreign one is left alone
   */
  async kill(): Promise<boolean> {
    if (!this.#child) return false;
    this.#child = undefined;
    await killDaemonProcesses(this.ref);
    return true;
  }

  /** Ends the daemon that we started, and waits until it and its consumer daemons have ended. A foreign one is left alone. */
  async end(): Promise<void> {
    if (!this.#wasStarted) return;
    this.#lossObservers.clear();
    this.#child?.end();
    await waitUntil(() => daemonProcesses(this.ref).length === 0, {
      what: 'the session daemon to end',
      timeoutMs: this.#child ? END_LIMIT_MS : 0,
      everyMs: 20,
    }).catch(() => killDaemonProcesses(this.ref));
  }
}

/** Raises the daemon's soft limits to the hard ones with prlimit(1), which then becomes the daemon. Our own limits stay. */
function withRaisedLimits([file, args]: [string, string[]]): [string, string[]] {
  const raised = raisingArguments(ownLimits());
  return raised.length === 0 ? [file, args] : ['prlimit', [...raised, '--', file, ...args]];
}

/** The daemon's end from that of its holder, a shell, which exits with 128 + n if signal n ended the daemon. */
export function endOfHeld({ exitCode, signal }: ChildEnd): ChildEnd {
  const number = signal === null && exitCode !== null ? exitCode - 128 : 0;
  const names = Object.entries(constants.signals) as [NodeJS.Signals, number][];
  const name = names.find(([, one]) => one === number)?.[0];
  return name === undefined ? { exitCode, signal } : { exitCode: null, signal: name };
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
    `The session daemon ended immediately. ${log ? `Its last message is: ${log.split('\n').at(-1)}` : ''}`.trim(),
    {
      detail: log,
      hint: 'Run `lttng-sessiond --verbose` in a terminal to see why the daemon ends.',
    },
  );
}

/** Refuses a root daemon that another process of ours started: it ends with that process, which would cut off our recording. */
function refuseForeignOwner(): void {
  const owner = rootDaemonOwner();
  if (!owner || owner === identityKey(ownIdentity())) return;
  const pid = owner.split(':')[1] ?? '?';
  throw new AppError(
    'config',
    `The root session daemon belongs to another recording of Containers Trace (process ${pid}), and ends with that recording.`,
    {
      hint: 'Wait for the other recording to end, start a permanent daemon with `lttng-sessiond --daemonize`, or record as a plain user.',
    },
  );
}

function rootDaemonOwner(): string | undefined {
  try {
    const pid = readFileSync(ROOT_PID_FILE, 'utf8').trim();
    const environ = readFileSync(`/proc/${Number(pid)}/environ`, 'utf8').split('\u0000');
    return environ.find((entry) => entry.startsWith(`${OWNER_ENV}=`))?.slice(OWNER_ENV.length + 1);
  } catch {
    return undefined; // no daemon is running, or its environment cannot be read: it is not our child
  }
}
