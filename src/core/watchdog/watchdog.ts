import { existsSync } from 'node:fs';
import { AppError } from '@shared/model/app-error';
import { identityOf, type ProcessIdentity } from '../process/identity';
import { startDetachedOnPipe } from '../process/on-pipe';
import { waitForEnd } from './wait-for-end';
import { GOODBYE, type WatchdogOrders } from './watchdog-orders';

export interface Watchdog {
  readonly identity: ProcessIdentity;
  /** Sends it away: we end in good order. */
  dismiss(): void;
}

/**
 * Starts the process that cleans up after us should we be killed. It need not be up before we go on: the pipe holds.
 * While we live it is a shell on that pipe, and only our end makes it the program.
 * @param script the built watchdog-main; run by this very runtime, in Electron as plain Node
 * @throws AppError `bug` when it cannot be started: without it nothing may be recorded
 */
export function startWatchdog(script: string, orders: WatchdogOrders): Watchdog {
  // The shell would wait for our end with nothing to become: what a kill leaves would stay.
  if (!existsSync(script))
    throw new AppError('bug', `The watchdog ${script} does not exist.`, {
      hint: 'Run `npm run build`, then try again.',
    });
  const child = startDetachedOnPipe(...waitForEnd(process.execPath, [script, JSON.stringify(orders)]));
  const identity = identityOf(child.pid);
  if (!identity)
    throw new AppError('bug', 'The watchdog did not start.', { hint: 'Run `npm run build`, then try again.' });
  return {
    identity,
    dismiss: () => {
      child.send(GOODBYE);
      child.release();
    },
  };
}
