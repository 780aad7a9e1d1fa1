import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { z } from 'zod';

/** How the question for the password ended: the one line that ask-main prints. */
export const askOutcomeSchema = z.object({
  outcome: z.enum(['ended', 'dismissed', 'refused', 'no-agent', 'no-pkexec', 'failed']),
  exitCode: z.number().int().nullable(),
  /** What the program said that was started, or that should have started it. */
  words: z.string(),
});
export type AskOutcome = z.infer<typeof askOutcomeSchema>;

/** pkexec(1): 126 when the dialog was dismissed, 127 when the user is not authorized. sudo-prompt's own messages are constants. */
export function outcomeOf(error: (Error & { code?: unknown }) | undefined, words: string): AskOutcome {
  const exitCode = typeof error?.code === 'number' ? error.code : error ? null : 0;
  return { outcome: kindOf(error, exitCode), exitCode, words: words.slice(0, 4000) };
}

function kindOf(error: Error | undefined, exitCode: number | null): AskOutcome['outcome'] {
  if (error?.message.startsWith('No polkit authentication agent found')) return 'no-agent';
  if (error?.message.startsWith('Unable to find pkexec')) return 'no-pkexec';
  if (!error?.message.startsWith('User did not grant permission')) return 'ended';
  return exitCode === 126 ? 'dismissed' : exitCode === 127 ? 'refused' : 'failed';
}

const OTHER_WAYS =
  'Record userspace alone, which needs no privilege; or have an administrator run `sudo lttng-sessiond --daemonize` and `sudo usermod -aG tracing "$USER"`, then log in again: no password is asked for then.';

/** Why there is no helper, each with another way to go. */
export function askError({ outcome, exitCode, words }: AskOutcome): AppError {
  const detail = stripControls(words).trim() || undefined;
  switch (outcome) {
    case 'dismissed':
      return new AppError('denied', 'The dialog for the password was closed: the helper was not started.', {
        hint: `Record again and enter it. ${OTHER_WAYS}`,
        detail,
      });
    case 'refused':
      return new AppError('denied', 'You are not allowed to start the helper, or the password was wrong.', {
        hint: OTHER_WAYS,
        detail,
      });
    case 'no-agent':
      return new AppError('missing', 'Nothing here can ask for your password: no polkit authentication agent runs.', {
        hint: `Over ssh, record as root: \`sudo containers-trace record …\`. On a desktop, start its agent or \`pkttyagent\`. ${OTHER_WAYS}`,
        detail,
      });
    case 'no-pkexec':
      return new AppError('missing', 'pkexec, which would ask for your password, is not installed.', {
        hint: `Run \`sudo apt-get install pkexec\`. ${OTHER_WAYS}`,
        detail,
      });
    case 'failed':
      return new AppError('command', 'The question for the password was cut off.', {
        hint: `Record again. ${OTHER_WAYS}`,
        detail,
      });
    case 'ended':
      return refusalIn(detail) ?? endedError(exitCode, detail);
  }
}

const endedError = (exitCode: number | null, detail: string | undefined): AppError =>
  new AppError('command', `The helper ended before it reached this program (exit code ${exitCode ?? 'unknown'}).`, {
    hint: `Look whether root can read the program's files: an AppImage or a home on the network may be closed to root. ${OTHER_WAYS}`,
    detail,
  });

const refusalSchema = z.object({ code: z.enum(['denied', 'missing', 'bug']), message: z.string() });

/** The helper prints why it refused as one line of JSON; other words come from the shell or the runtime. */
function refusalIn(words: string | undefined): AppError | undefined {
  for (const line of (words ?? '').split('\n')) {
    try {
      const refusal = refusalSchema.safeParse(parseJson(line));
      if (refusal.success)
        return new AppError('denied', `The helper refused to start: ${refusal.data.message}`, {
          hint: OTHER_WAYS,
          detail: words,
        });
    } catch {
      // not that line
    }
  }
  return undefined;
}
