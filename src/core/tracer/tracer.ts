import { AppError, toAppError } from '@shared/model/app-error';
import type { DaemonRef, UndoAction } from '@shared/planning/step';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { limits } from '../limits';
import type { RootHelper } from '../privilege/root-helper';
import { isTimeLimit } from '../process/wait-until';
import { answers, listSessions, runTracingCommand } from './lttng';
import type { SessionDaemon } from './session-daemon';

/**
 * A rotation of the kernel's session that never ends makes stop and destroy wait for ever: seen with 2.13.15 in a virtual
 * machine on a busy host, one time in three. Both fit into the limit of an undo, with a destroy behind that does not wait.
 */
const WAIT_LIMIT_MS = 6_000;

type DestroySession = Omit<Extract<UndoAction, { kind: 'destroy-session' }>, 'kind'>;

/** LTTng on whichever daemon, by ourselves or through the helper: the only way in which a run speaks to it. */
export class Tracer {
  /** It did not answer when it was asked last: commands do not wait long for it. */
  isSilent = false;

  /**
   * @param helper left out after an accident: what it had made, it has taken back itself
   * @param own killed when it does not respond to a command: everybody would wait for it in vain; left out after an accident
   */
  constructor(
    private readonly helper?: RootHelper,
    private readonly own?: Pick<SessionDaemon, 'ref' | 'kill'>,
  ) {}

  /** @returns the machine interface's XML. @throws AppError as runTracingCommand and RootHelper.trace say */
  async run(daemon: DaemonRef, command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const helper = this.#helperFor(daemon);
    if (helper) return helper.trace(command, signal);
    const limitMs = this.isSilent ? limits().tracerAnswer : limits().tracerCall;
    try {
      return await runTracingCommand(daemon, command, signal, limitMs);
    } catch (error) {
      if (!isTimeLimit(error)) throw error;
      throw (await this.#killOwn(daemon, toAppError(error))) ?? error;
    }
  }

  /** As run, but a daemon that does not respond is left alone: it may yet. */
  ask(daemon: DaemonRef, command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const helper = this.#helperFor(daemon);
    return helper ? helper.trace(command, signal) : runTracingCommand(daemon, command, signal);
  }

  /** @returns what to say when the daemon was ours and has been killed */
  async #killOwn(daemon: DaemonRef, silent: AppError): Promise<AppError | undefined> {
    if (!this.own || daemon.kind !== this.own.ref.kind || !(await this.own.kill())) return undefined;
    return new AppError(silent.code, `${silent.message} Both were ended.`, {
      hint: 'What was written until then is kept. Record again: another session daemon is started.',
      cause: silent.cause,
    });
  }

  /**
   * Ends and forgets a session of ours. A daemon that is gone, or closed to us, has none of ours any more: done. One that we
   * started and that does not respond is killed, and has none either.
   */
  async destroy(session: DestroySession): Promise<void> {
    try {
      await this.#destroy(session);
    } catch (error) {
      const failed = toAppError(error);
      const isSilent = isTimeLimit(failed) || failed.code === 'cancelled'; // by our own limit: nobody else cancels
      if (!isSilent || !(await this.#killOwn(session.daemon, failed))) throw failed;
    }
  }

  async #destroy({ daemon, session, output, wait }: DestroySession): Promise<void> {
    const helper = this.#helperFor(daemon);
    if (helper && !helper.isUp) return; // it took back its own when it ended
    const isThere = async (): Promise<boolean> =>
      helper !== undefined ||
      ((await answers(daemon)) &&
        // A session that writes elsewhere is a stranger's of the same name.
        (await listSessions(daemon)).some((one) => one.name === session && one.path === output));
    if (!(await isThere())) return;
    const soon = (): AbortSignal => AbortSignal.timeout(WAIT_LIMIT_MS);
    await this.run(daemon, { verb: 'stop', session }, soon()).catch(() => undefined); // never started, or no such session: destroy tells
    try {
      await this.run(daemon, { verb: 'destroy', session, wait }, soon());
    } catch (error) {
      // On a full disk lttng destroys and then says that it failed (141): what is missing of the trace is told when it is read.
      if (!helper && !(await isThere())) return;
      if (!wait) throw error;
      await this.run(daemon, { verb: 'destroy', session });
    }
  }

  #helperFor(daemon: DaemonRef): RootHelper | undefined {
    return daemon.kind === 'root' && daemon.reach === 'helper' ? this.helper : undefined;
  }
}
