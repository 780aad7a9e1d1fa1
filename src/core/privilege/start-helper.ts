import { AppError } from '@shared/model/app-error';
import { askForHelper } from './ask';
import { askError } from './ask-outcome';
import { HelperConnection } from './helper-connection';
import { changeableByOthers, type HelperFiles } from './helper-files';
import { openMeeting } from './meeting';

export interface Started {
  connection: HelperConnection;
  /** Ends the password request and deletes the meeting folder. */
  dispose(): void;
}

/**
 * Asks for the password and waits for the helper, without a time limit. The signal closes the dialog, and so does the end of this
 * process.
 * @throws AppError see askError; `denied` for a package that users other than root can change, `cancelled`
 */
export async function startHelper(files: HelperFiles, runtimeDir: string, signal: AbortSignal): Promise<Started> {
  refuseUnsafePackage(files);
  const meeting = await openMeeting(runtimeDir);
  try {
    const request = askForHelper(files, meeting.folder);
    const dispose = (): void => {
      request.end();
      meeting.close();
    };
    try {
      const socket = await Promise.race([
        meeting.arrived,
        request.outcome.then((outcome) => {
          throw askError(outcome);
        }),
        aborted(signal),
      ]);
      return { connection: new HelperConnection(socket), dispose };
    } catch (error) {
      request.end();
      throw error;
    }
  } catch (error) {
    meeting.close();
    throw error;
  }
}

function refuseUnsafePackage(files: HelperFiles): void {
  const path = files.fromCheckout ? undefined : changeableByOthers(files);
  if (path === undefined) return;
  throw new AppError(
    'denied',
    `The helper was not started as root, because users other than root can change ${path}.`,
    {
      hint: 'Install the package again as root. Recording userspace alone needs no privilege.',
    },
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = (): void => reject(new AppError('cancelled', 'Cancelled while the password dialog was open.'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}
