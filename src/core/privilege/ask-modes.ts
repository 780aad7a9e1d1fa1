import { HELPER_STARTED } from './installed-tree';

/** First argument of ask-main: call pkexec as a child, after the line ASK_NOW on standard input. */
export const ON_TERMINAL = 'on-terminal';
export const ASK_NOW = 'ask';
/** First argument of ask-main: ask at once, in the dialog of the desktop. */
export const IN_DIALOG = 'in-dialog';

/** What pkexec starts as root: a program of an installed package, or a shell with a command. */
export interface RootProgram {
  argv: readonly string[];
  /** The first output of a program that was started, so that its exit codes are not taken for those of pkexec. */
  firstOutput: string;
}

const SHELL_STARTED = 'SUDOPROMPT\n';

/**
 * The program in ask-main's arguments after the mode: a command for root's shell, as sudo-prompt starts it, or START_HELPER with
 * the meeting folder.
 */
export const rootProgram = (first: string, folder: string | undefined): RootProgram =>
  folder === undefined
    ? {
        argv: ['/bin/bash', '-c', `echo ${SHELL_STARTED.trim()}; ${first}`],
        firstOutput: SHELL_STARTED,
      }
    : { argv: [first, folder], firstOutput: HELPER_STARTED };
