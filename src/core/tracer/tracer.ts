import type { DaemonRef, UndoAction } from '@shared/planning/step';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import type { RootHelper } from '../privilege/root-helper';
import { answers, listSessions, runTracingCommand } from './lttng';

/**
 * A rotation of the kernel's session that never ends makes stop and destroy wait for ever: seen with 2.13.15 in a virtual
 * machine on a busy host, one time in three. Both fit into the limit of an undo, with a destroy behind that does not wait.
 */
const WAIT_LIMIT_MS = 6_000;

type DestroySession = Omit<Extract<UndoAction, { kind: 'destroy-session' }>, 'kind'>;

/** LTTng on whichever daemon, by ourselves or through the helper: the only way in which a run speaks to it. */
export class Tracer {
  /** @param helper left out after an accident: what it had made, it has taken back itself */
  constructor(private readonly helper?: RootHelper) {}

  /** @returns the machine interface's XML. @throws AppError as runTracingCommand and RootHelper.trace say */
  run(daemon: DaemonRef, command: TracingCommand, signal?: AbortSignal): Promise<string> {
    const helper = this.#helperFor(daemon);
    return helper ? helper.trace(command, signal) : runTracingCommand(daemon, command, signal);
  }

  /** Ends and forgets a session of ours. A daemon that is gone, or closed to us, has none of ours any more: done. */
  async destroy({ daemon, session, output, wait }: DestroySession): Promise<void> {
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
