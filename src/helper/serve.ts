import { toAppError } from '@shared/model/app-error';
import { findCaller, findGroupsOf } from './caller';
import { Conversation } from './conversation';
import { meet } from './meet';
import { Service } from './service';

/** Four seconds for everything: what is not gone by then, the guard takes back. */
const END_LIMIT_MS = 4_000;

/**
 * Meets the app, serves it until it goes away, takes back all that was made for it.
 * @returns the exit status: 0, or 1 when it was not let in or something is left to the guard
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
    await service.takeBack();
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

/** A fault of ours ends it like anything else: in good order. */
const endByFault = (): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        resolve();
      });
  });
