import { AppError, toAppError } from '@shared/model/app-error';
import { withAwakeLimit } from '@shared/model/awake-timer';
import type { DaemonRef, UndoAction } from '@shared/planning/step';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { limits } from '../limits';
import type { RootHelper } from '../privilege/root-helper';
import { isTimeLimit } from '../process/wait-until';
import { answers, listSessions, runTracingCommand } from './lttng';
import type { SessionDaemon } from './session-daemon';

/**
 * A rotation of the kernel's session that never ends makes stop and destroy wait forever. This happened with 2.13.15 in a
 * virtual machine on a busy host, one time in three. Both waits, and a destroy without waiting, fit into the limit of an undo.
 */
const WAIT_LIMIT_MS = 6_000;

type DestroySession = Omit<Extract<UndoAction, { kind: 'destroy-session' }>, 'kind'>;

/** Calls LTTng on any daemon, directly or through the helper. A run uses LTTng only through this class. */
export class Tracer {
  /** The tracer did not respond to the last request: commands to our own daemon wait less long. */
  isSilent = false;
  #hasKilledOwn = false;

  /**
   * @param helper omitted after a crash: the helper cleans up by itself
   * @param own the daemon of this process, killed when it does not respond to a command; omitted after a crash
   */
  constructor(
    private readonly helper?: RootHelper,
    private readonly own?: Pick<SessionDaemon, 'ref' | 'kill'>,
  ) {}

  /** @returns the machine interface's XML. @throws AppError as runTracingCommand and RootHelper.trace say */
  async run(daemon: DaemonRef, command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const helper = this.#helperFor(daemon);
    if (helper) return helper.trace(command, signal);
    // Only our own daemon is killed at the end of the wait. Another one may be slow: a rotation of the kernel's session is.
    const isShort = this.isSilent && daemon.kind === this.own?.ref.kind;
    const limitMs = isShort ? limits().tracerAnswer : limits().tracerCall;
    try {
      return await runTracingCommand(daemon, command, signal, limitMs);
    } catch (error) {
      if (!isTimeLimit(error)) throw error;
      throw (await this.#killOwn(daemon, toAppError(error))) ?? error;
    }
  }

  /** Destroys a session at the end of a run. Succeeds if it is gone with its daemon: everything was written at the stop before. */
  async end(
    daemon: DaemonRef,
    command: Extract<TracingCommand, { verb: 'destroy' }>,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      await this.run(daemon, command, signal);
    } catch (error) {
      if (this.#helperFor(daemon) || toAppError(error).code === 'cancelled' || (await answers(daemon))) throw error;
    }
  }

  /** Like run, but does not kill a daemon that does not respond. */
  ask(daemon: DaemonRef, command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const helper = this.#helperFor(daemon);
    return helper ? helper.trace(command, signal) : runTracingCommand(daemon, command, signal);
  }

  /** Whether a daemon is running. A daemon that only the helper reaches is assumed to be, since it ends with the helper. */
  async isRunning(daemon: DaemonRef): Promise<boolean> {
    return this.#helperFor(daemon) !== undefined || answers(daemon);
  }

  /** Whether the daemon was ours and was killed because it did not respond. */
  hasKilled({ kind }: DaemonRef): boolean {
    return this.#hasKilledOwn && kind === this.own?.ref.kind;
  }

  /** @returns the error to report if the daemon was ours and has been killed */
  async #killOwn(daemon: DaemonRef, silent: AppError): Promise<AppError | undefined> {
    if (!this.own || daemon.kind !== this.own.ref.kind || !(await this.own.kill())) return undefined;
    this.#hasKilledOwn = true;
    return new AppError(silent.code, `${silent.message} Both were killed.`, {
      hint: 'The data recorded until then was kept. Record again; this starts another session daemon.',
      cause: silent.cause,
    });
  }

  /**
   * Stops and destroys a session of ours. Succeeds if the daemon has ended or is not accessible: it then has no session of
   * ours. A daemon of ours that does not respond is killed, which also removes the session.
   */
  async destroy(session: DestroySession): Promise<void> {
    try {
      await this.#destroy(session);
    } catch (error) {
      const failed = toAppError(error);
      const isSilent = isTimeLimit(failed) || failed.code === 'cancelled'; // cancelled by the limit below: there is no other signal
      if (!isSilent || !(await this.#killOwn(session.daemon, failed))) throw failed;
    }
  }

  async #destroy({ daemon, session, output, wait }: DestroySession): Promise<void> {
    const helper = this.#helperFor(daemon);
    if (helper && !helper.isUp) return; // the helper cleaned up when it ended
    const exists = async (): Promise<boolean> =>
      helper !== undefined ||
      ((await answers(daemon)) &&
        // A session of this name with another output belongs to somebody else.
        (await listSessions(daemon)).some((one) => one.name === session && one.path === output));
    if (!(await exists())) return;
    const soon = (command: TracingCommand): Promise<string> =>
      withAwakeLimit(WAIT_LIMIT_MS, (signal) => this.run(daemon, command, signal));
    await soon({ verb: 'stop', session }).catch(() => undefined); // never started, or no such session: destroy reports that
    try {
      await soon({ verb: 'destroy', session, wait });
    } catch (error) {
      // On a full disk lttng destroys the session and then fails (141). Reading the trace back reports what is missing.
      if (!helper && !(await exists())) return;
      if (!wait) throw error;
      await this.run(daemon, { verb: 'destroy', session });
    }
  }

  #helperFor(daemon: DaemonRef): RootHelper | undefined {
    return daemon.kind === 'root' && daemon.reach === 'helper' ? this.helper : undefined;
  }
}
