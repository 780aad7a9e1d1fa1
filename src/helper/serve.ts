import { toAppError } from '@shared/model/app-error';
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
  try {
    const caller = await findCaller(process.env['PKEXEC_UID']);
    const groups = await findGroupsOf(caller);
    const { socket } = await meet(folder, caller);
    const service = new Service(caller, groups, folder ?? '');
    const conversation = new Conversation(socket, (request, pass) => service.perform(request, pass));
    await Promise.race([conversation.ended, endBySignal(), endByFault()]);
    conversation.close();
    const limit = setTimeout(() => process.exit(1), END_LIMIT_MS);
    await service.cleanUp();
    clearTimeout(limit);
    service.dismissGuard();
    socket.end();
    return 0;
  } catch (error) {
    process.stderr.write(`${JSON.stringify(toAppError(error).toData())}\n`);
    return 1;
  }
}

const endBySignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

/** Resolves at an unexpected error, so that the helper cleans up then, too. */
const endByFault = (): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        resolve();
      });
  });
