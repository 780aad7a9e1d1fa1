import { AppError } from '@shared/model/app-error';
import { askForHelper, type PasswordRequest } from './ask';
import { askOnTerminal, type PasswordTerminal, terminalState } from './ask-on-terminal';
import { type AskOutcome, askError, noAgentError } from './ask-outcome';
import { HelperConnection } from './helper-connection';
import { changeableByOthers, type HelperFiles } from './helper-files';
import { type Meeting, openMeeting } from './meeting';

export interface Started {
  connection: HelperConnection;
  /** Ends the password request and deletes the meeting folder. */
  dispose(): void;
}

/**
 * Asks for the password and waits for the helper, without a time limit. The signal closes the dialog, and so does the end of this
 * process. If no authentication agent serves this process, the password is asked on the terminal.
 * @param terminal the terminal of this process; without one, a missing agent is an error
 * @throws AppError see askError; `denied` for a package that users other than root can change, `cancelled`
 */
export async function startHelper(
  files: HelperFiles,
  runtimeDir: string,
  signal: AbortSignal,
  terminal?: PasswordTerminal,
): Promise<Started> {
  refuseUnsafePackage(files);
  const meeting = await openMeeting(runtimeDir);
  try {
    const first = await helperOrOutcome(askForHelper(files, meeting.folder), meeting, signal);
    if ('connection' in first) return first;
    if (first.outcome !== 'no-agent') throw askError(first, files);
    const state = terminalState(terminal);
    if (!terminal || state !== 'usable') throw noAgentError(state, files);
    const second = await helperOrOutcome(askOnTerminal(files, meeting.folder, terminal), meeting, signal);
    if ('connection' in second) return second;
    throw askError(second, files);
  } catch (error) {
    meeting.close();
    throw error;
  }
}

/** Waits for the helper, or for the end of the request without one. Without the helper, the request is ended. */
async function helperOrOutcome(
  request: PasswordRequest,
  meeting: Meeting,
  signal: AbortSignal,
): Promise<Started | AskOutcome> {
  const dispose = (): void => {
    request.end();
    meeting.close();
  };
  try {
    const first = await Promise.race([meeting.arrived, request.outcome, aborted(signal)]);
    if ('outcome' in first) return first;
    return { connection: new HelperConnection(first), dispose };
  } catch (error) {
    request.end();
    throw error;
  } finally {
    request.answered();
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
