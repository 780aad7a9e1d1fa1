import { type AppError, toAppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import type { DaemonRef, RunPlan, Step } from '@shared/planning/step';
import { type TracerEnd, tracerEnded, tracerEndedError } from '@shared/tracing/tracer-ended';
import type { Domain, TracingCommand } from '@shared/tracing/tracing-command';
import { isTimeLimit } from '../../process/wait-until';
import type { SessionDaemon } from '../../tracer/session-daemon';
import type { Tracer } from '../../tracer/tracer';

interface Watched {
  plan: RunPlan;
  /** The session daemon of this process, whose end is observed. */
  daemon: Pick<SessionDaemon, 'ref' | 'onLoss'>;
  tracer: Pick<Tracer, 'isRunning' | 'hasKilled'>;
  /** Time since the recording began, milliseconds; undefined before. */
  recordedMs(): number | undefined;
  warn(warning: Warning): void;
}

export interface Loss {
  error: AppError;
  /** When the daemon ended or its end was noticed, Unix milliseconds. */
  atMs: number;
}

/**
 * Knows which session daemons have ended during a run, and how. A daemon of this process is observed, so its signal and its
 * time are known. The end of another daemon is noticed when it refuses a command. Warns once for each daemon.
 */
export class TracerLoss {
  readonly #lost = new Map<DaemonRef['kind'], Loss>();
  /** Daemons whose sessions are stopped, so that their end costs no event any more. */
  readonly #complete = new Set<DaemonRef['kind']>();
  readonly #endObservation: () => void;

  constructor(private readonly watched: Watched) {
    const { daemon } = watched;
    this.#endObservation = daemon.onLoss((observed) => this.#note(daemon.ref, { observed }));
  }

  /** The error of the first daemon that ended; undefined while all are running. */
  get error(): AppError | undefined {
    return this.#lost.values().next().value?.error;
  }

  of(daemon: DaemonRef): Loss | undefined {
    return this.#lost.get(daemon.kind);
  }

  has(daemon: DaemonRef): boolean {
    return this.#lost.has(daemon.kind);
  }

  /**
   * Asks whether a daemon that refused a command is still running.
   * @param error of the command; becomes the reason if we killed the daemon for its silence
   * @returns whether the daemon has ended
   */
  async check(daemon: DaemonRef, error?: unknown): Promise<boolean> {
    if (this.has(daemon) || this.#complete.has(daemon.kind)) return this.has(daemon);
    const { tracer } = this.watched;
    if (isTimeLimit(error) && !tracer.hasKilled(daemon)) return false; // it did not respond in time, so it exists
    const isRunning = await tracer.isRunning(daemon).catch(() => true);
    if (!isRunning) this.#note(daemon, tracer.hasKilled(daemon) ? { killed: toAppError(error).message } : {});
    return this.has(daemon);
  }

  /** Whether a step only ends a session on a daemon that has ended, so that the run can do without it. */
  excuses({ do: action }: Step): boolean {
    const isForSession =
      action.kind === 'read-counters' ||
      (action.kind === 'trace' && action.commands.every(({ verb }) => ENDING.has(verb)));
    return isForSession && this.has(action.daemon);
  }

  /** To be called after each step of the plan. */
  done(step: Step): void {
    const { do: action } = step;
    if (action.kind !== 'trace') return;
    const last = this.watched.plan.steps.findLast((one) => stops(one) && daemonOf(one) === action.daemon.kind);
    if (step === last) this.#complete.add(action.daemon.kind);
  }

  /** Ends the observation. */
  end(): void {
    this.#endObservation();
  }

  #note(daemon: DaemonRef, how: Pick<TracerEnd, 'observed' | 'killed'>): void {
    const domains = domainsOf(this.watched.plan, daemon);
    if (this.#complete.has(daemon.kind) || this.has(daemon) || domains.length === 0) return;
    const atMs = Date.now();
    const afterMs = this.watched.recordedMs();
    const end: TracerEnd = { daemon: daemon.kind, domains, afterMs, ...how };
    this.#lost.set(daemon.kind, { error: tracerEndedError(end), atMs });
    if (afterMs !== undefined) this.watched.warn(tracerEnded(end));
  }
}

/** The commands that end a session: the run can do without them when the daemon has ended. */
const ENDING: ReadonlySet<TracingCommand['verb']> = new Set(['record-snapshot', 'disable-rotation', 'stop', 'destroy']);

const daemonOf = ({ do: action }: Step): DaemonRef['kind'] | undefined =>
  action.kind === 'trace' ? action.daemon.kind : undefined;

const stops = ({ do: action }: Step): boolean =>
  action.kind === 'trace' && action.commands.some(({ verb }) => verb === 'stop');

/** The domains that a daemon records in this plan. */
const domainsOf = ({ steps }: RunPlan, { kind }: DaemonRef): Domain[] =>
  steps.flatMap(({ do: action }) =>
    action.kind === 'trace' && action.daemon.kind === kind
      ? action.commands.flatMap((command) => (command.verb === 'enable-channel' ? command.domain : []))
      : [],
  );
