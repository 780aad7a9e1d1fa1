import { toAppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { SENT_TO_ALL } from '@shared/tracing/shielded';
import { findCaller, findGroupsOf } from './caller';
import { Conversation } from './conversation';
import { meet } from './meet';
import { Service } from './service';

/** Time limit for the whole cleanup. The guard continues after it. */
const END_LIMIT_MS = 4_000;

/**
 * Connects to the app, serves its requests until the connection ends, and then cleans up.
 * @returns the exit status: 0, or 1 when the connection failed or the cleanup is left to the guard
 */
export async function serve(folder: string | undefined): Promise<number> {
  surviveSignals();
  try {
    const caller = await findCaller(process.env['PKEXEC_UID']);
    const groups = await findGroupsOf(caller);
    const { socket } = await meet(folder, caller);
    const service = new Service(caller, groups, folder ?? '');
    const conversation = new Conversation(socket, (request, pass) => service.perform(request, pass));
    await Promise.race([conversation.ended, endByFault()]);
    conversation.close();
    const limit = awakeTimer(() => process.exit(1), END_LIMIT_MS);
    await service.cleanUp();
    limit.clear();
    service.dismissGuard();
    socket.end();
    return 0;
  } catch (error) {
    process.stderr.write(`${JSON.stringify(toAppError(error).toData())}\n`);
    return 1;
  }
}

/**
 * A logout or a reboot sends these to the app and to this process. The app then stops its recording, for which it needs this
 * process, and its end closes the connection.
 */
function surviveSignals(): void {
  for (const name of SENT_TO_ALL) process.on(`SIG${name}`, () => undefined);
}

/** Resolves at an unexpected error, so that the helper cleans up then, too. */
const endByFault = (): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        resolve();
      });
  });
