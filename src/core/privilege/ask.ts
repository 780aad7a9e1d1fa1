import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { PLAIN_PATH } from '@shared/privilege/meeting';
import { startPrompt } from '../process/on-pipe';
import { IN_DIALOG, type ON_TERMINAL } from './ask-modes';
import { type AskOutcome, askOutcomeSchema } from './ask-outcome';
import type { HelperFiles } from './helper-files';

/**
 * The only command that is started as root from a checkout, and from a package in another folder than INSTALLED_TREE. sudo-prompt
 * passes it through two shells, so it is constant except for three paths of plain characters. pkexec sets the environment and the
 * working directory. The command contains no secret, since every user can read it.
 * @throws AppError `config` for a path with other characters
 */
export function helperCommand({ runtime, helper }: HelperFiles, meetingFolder: string): string {
  const quoted = [runtime, helper, meetingFolder].map((path) => `'${plain(path)}'`);
  return `exec /usr/bin/env --chdir=/ ELECTRON_RUN_AS_NODE=1 ${quoted.join(' ')}`;
}

function plain(path: string): string {
  if (PLAIN_PATH.test(path)) return path;
  throw new AppError(
    'config',
    `The helper cannot be started with the path ${path}, because it contains special characters.`,
    {
      hint: 'Use a folder whose path contains only letters, digits and . _ + -. CONTAINERS_TRACE_RUNTIME_DIR sets the runtime folder.',
    },
  );
}

export interface PasswordRequest {
  /** The process that asks. */
  readonly pid: number;
  /** Sends one line to that process. */
  send(line: string): void;
  /**
   * Resolves when the dialog ended without a helper, or the helper has ended. Rejects only for Ctrl+C at a prompt on the terminal.
   */
  outcome: Promise<AskOutcome>;
  /** Call it when the helper has started: closes a prompt on the terminal. */
  answered(): void;
  /** Closes the dialog. Does not end a helper that already runs as root. */
  end(): void;
}

/**
 * Asks for the password, without a time limit.
 * @param mode where to ask; default: in the dialog of the desktop
 * @throws AppError `config`
 */
export function askForHelper(
  files: HelperFiles,
  meetingFolder: string,
  mode: typeof IN_DIALOG | typeof ON_TERMINAL = IN_DIALOG,
): PasswordRequest {
  const { starter } = files;
  const order = starter === null ? [helperCommand(files, meetingFolder)] : [starter, plain(meetingFolder)];
  // pkexec's messages are parsed in English. The desktop shows the dialog in its own language.
  const prompt = startPrompt(files.runtime, [files.ask, mode, ...order], { LC_ALL: 'C' });
  return {
    pid: prompt.pid,
    send: (line) => prompt.send(line),
    outcome: prompt.printed.then(parsed),
    answered: () => undefined,
    end: () => prompt.end(),
  };
}

function parsed(printed: string): AskOutcome {
  try {
    return askOutcomeSchema.parse(parseJson(printed));
  } catch {
    return { outcome: 'failed', exitCode: null, stderr: printed }; // ask-main was killed
  }
}
