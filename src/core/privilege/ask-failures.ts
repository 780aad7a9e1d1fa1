import type { ErrorCode } from '@shared/model/app-error';
import { commandLine, commandLineAsRoot } from '@shared/model/command-line';
import { hintFor } from '../files/install-hint';

/** Other ways to record, for every failed request for the password. */
export const OTHER_WAYS =
  'Recording userspace alone needs no privilege. To record without a password, have an administrator run `sudo lttng-sessiond --daemonize` and `sudo usermod -aG tracing "$USER"`, then log in again.';

interface Failure {
  code: ErrorCode;
  message: string;
  remedy(fromCheckout: boolean): string;
}

/** The errors for the outcomes without a helper; see AskOutcome. */
export const ASK_FAILURES = {
  dismissed: {
    code: 'denied',
    message: 'The helper was not started because the password dialog was closed.',
    remedy: () => 'Record again and enter the password.',
  },
  refused: {
    code: 'denied',
    message: 'The helper was not started. You are not allowed to start it, or the password was wrong.',
    remedy: () => '',
  },
  'no-agent': {
    code: 'missing',
    message: 'The app cannot ask for your password because no polkit authentication agent is running.',
    remedy: (fromCheckout) =>
      `Record in a terminal with \`${commandLine(fromCheckout)} record …\`, which asks there, or as root with \`${commandLineAsRoot(fromCheckout)} record …\`. On a desktop, start its authentication agent.`,
  },
  'no-text-agent': {
    code: 'missing',
    message:
      'The app cannot ask for your password. No polkit authentication agent is running, and pkttyagent, which asks in a terminal, is not installed.',
    remedy: () => hintFor('pkttyagent'),
  },
  'no-pkexec': {
    code: 'missing',
    message: 'The app cannot ask for your password because pkexec is not installed.',
    remedy: () => hintFor('pkexec'),
  },
  failed: {
    code: 'command',
    message: 'The password dialog ended unexpectedly.',
    remedy: () => 'Record again.',
  },
} as const satisfies Record<string, Failure>;
