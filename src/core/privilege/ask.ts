import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { PLAIN_PATH } from '@shared/privilege/meeting';
import { startPrompt } from '../process/on-pipe';
import { type AskOutcome, askOutcomeSchema } from './ask-outcome';
import type { HelperFiles } from './helper-files';

/**
 * The one command that is started as root. sudo-prompt hands it through two shells: it is constant but for three paths of
 * plain characters. The environment and the working directory are pkexec's; nothing secret is in it, for all may read it.
 * @throws AppError `config` for a path that cannot be passed on
 */
export function helperCommand({ runtime, helper }: HelperFiles, meetingFolder: string): string {
  const quoted = [runtime, helper, meetingFolder].map((path) => {
    if (PLAIN_PATH.test(path)) return `'${path}'`;
    throw new AppError('config', `The path ${path} cannot be passed on to the helper.`, {
      hint: 'Use a folder whose path has letters, digits and . _ + - alone; CONTAINERS_TRACE_RUNTIME_DIR sets the runtime folder.',
    });
  });
  return `exec /usr/bin/env --chdir=/ ELECTRON_RUN_AS_NODE=1 ${quoted.join(' ')}`;
}

export interface Question {
  /** Settles when the dialog was answered in vain, or what it started has ended. Never rejects. */
  outcome: Promise<AskOutcome>;
  /** Takes the question back; what runs as root by then is not reached. */
  end(): void;
}

/** Asks for the password, without any limit on the time that a person takes. @throws AppError `config` */
export function askForHelper(files: HelperFiles, meetingFolder: string): Question {
  const command = helperCommand(files, meetingFolder);
  // English for the one word that sudo-prompt reads of pkexec; the dialog is the desktop's, in its language.
  const asker = startPrompt(files.runtime, [files.ask, command], { LC_ALL: 'C' });
  return { outcome: asker.printed.then(parsed), end: () => asker.end() };
}

function parsed(printed: string): AskOutcome {
  try {
    return askOutcomeSchema.parse(parseJson(printed));
  } catch {
    return { outcome: 'failed', exitCode: null, words: printed }; // it was killed
  }
}
