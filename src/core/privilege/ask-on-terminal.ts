import { AppError, toAppError } from '@shared/model/app-error';
import { findProgram } from '../engines/find-program';
import { identityOf } from '../process/identity';
import { isInForeground, startTerminalAgent } from '../process/start-terminal-agent';
import { askForHelper, type PasswordRequest } from './ask';
import { ASK_NOW, ON_TERMINAL } from './ask-modes';
import type { HelperFiles } from './helper-files';

/** The terminal of this process, on which the password can be asked. Only the command line has one. */
export interface PasswordTerminal {
  /** Holds back all output of this process during the prompt. @returns a function that releases it */
  holdOutput(): () => void;
}

/** Whether polkit's text agent can be started here: `no-terminal` also in the background, and without a terminal of this process. */
export function terminalState(terminal: PasswordTerminal | undefined): 'usable' | 'no-terminal' | 'no-text-agent' {
  if (!terminal || !isInForeground()) return 'no-terminal';
  return textAgent() === undefined ? 'no-text-agent' : 'usable';
}

const textAgent = (): string | undefined => findProgram('pkttyagent', process.env);

/**
 * Asks for the password on the terminal. pkttyagent(1) serves exactly the process that is named to it, so it is started for the
 * parent of our pkexec. It is ended, and the output is released, by `answered` or by the outcome.
 * @throws AppError `config` as askForHelper
 */
export function askOnTerminal(files: HelperFiles, meetingFolder: string, terminal: PasswordTerminal): PasswordRequest {
  const request = askForHelper(files, meetingFolder, ON_TERMINAL);
  const subject = identityOf(request.pid);
  const program = textAgent();
  if (!subject || program === undefined) return request; // ask-main has ended, which its outcome reports
  const agent = startedFor(request, () => startTerminalAgent(program, subject));
  const release = terminal.holdOutput();
  let over = false;
  const answered = (): void => {
    if (over) return;
    over = true;
    agent.end();
    void agent.ended.then(release); // the agent restores the terminal's settings first
  };
  void agent.ready.then(() => request.send(ASK_NOW));
  // Ctrl+C reaches the agent and this process. polkit's refusal for an agent that is gone can come first.
  const interrupted = new Promise<never>((_, reject) => {
    void agent.ended.then((signal) => {
      if (signal === 'SIGINT') reject(new AppError('cancelled', 'Cancelled at the password prompt.'));
    });
  });
  interrupted.catch(() => undefined);
  const outcome = Promise.race([request.outcome, interrupted]).finally(answered);
  outcome.catch(() => undefined); // the caller handles the error
  return {
    ...request,
    outcome,
    answered,
    end: () => {
      answered();
      request.end();
    },
  };
}

/** Ends the request if its agent cannot be started. */
function startedFor<T>(request: PasswordRequest, start: () => T): T {
  try {
    return start();
  } catch (error) {
    request.end();
    throw toAppError(error);
  }
}
