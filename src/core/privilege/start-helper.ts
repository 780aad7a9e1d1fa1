import { AppError } from '@shared/model/app-error';
import { askForHelper } from './ask';
import { askError } from './ask-outcome';
import { HelperConnection } from './helper-connection';
import { changeableByOthers, type HelperFiles } from './helper-files';
import { openMeeting } from './meeting';

export interface Started {
  connection: HelperConnection;
  /** Removes what was made for the start. */
  forget(): void;
}

/**
 * Asks for the password and waits for the helper. There is no limit on the time that a person takes; the signal closes the
 * dialog, and so does our end.
 * @throws AppError as askError says; `denied` for a package that others than root can change, `cancelled`
 */
export async function startHelper(files: HelperFiles, runtimeDir: string, signal: AbortSignal): Promise<Started> {
  refuseUnsafePackage(files);
  const meeting = await openMeeting(runtimeDir);
  try {
    const question = askForHelper(files, meeting.folder);
    const forget = (): void => {
      question.end();
      meeting.close();
    };
    try {
      const socket = await Promise.race([
        meeting.arrived,
        question.outcome.then((outcome) => {
          throw askError(outcome);
        }),
        aborted(signal),
      ]);
      return { connection: new HelperConnection(socket), forget };
    } catch (error) {
      question.end();
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
  throw new AppError('denied', `${path} can be changed by others than root: it is not started as root.`, {
    hint: 'Install the package again as root. Recording userspace alone needs no privilege.',
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new AppError('cancelled', 'Cancelled while the password was asked for.'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
