import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { stripControls } from '@shared/model/plain-text';
import { z } from 'zod';
import { ASK_FAILURES, OTHER_WAYS } from './ask-failures';
import type { HelperFiles } from './helper-files';

/** The outcome of asking for the password; ask-main prints it as one line. */
export const askOutcomeSchema = z.object({
  outcome: z.enum(['ended', 'dismissed', 'refused', 'no-agent', 'no-pkexec', 'failed']),
  exitCode: z.number().int().nullable(),
  /** Output of the helper, or of the programs that should have started it. */
  stderr: z.string(),
});
export type AskOutcome = z.infer<typeof askOutcomeSchema>;

/** pkexec(1): 126 when the dialog was dismissed, 127 when the user is not authorized. sudo-prompt's own messages are constants. */
export function outcomeOf(error: (Error & { code?: unknown }) | undefined, stderr: string): AskOutcome {
  const exitCode = typeof error?.code === 'number' ? error.code : error ? null : 0;
  return { outcome: kindOf(error, exitCode), exitCode, stderr: stderr.slice(0, 4000) };
}

function kindOf(error: Error | undefined, exitCode: number | null): AskOutcome['outcome'] {
  if (error?.message.startsWith('No polkit authentication agent found')) return 'no-agent';
  if (error?.message.startsWith('Unable to find pkexec')) return 'no-pkexec';
  if (!error?.message.startsWith('User did not grant permission')) return 'ended';
  return exitCode === 126 ? 'dismissed' : exitCode === 127 ? 'refused' : 'failed';
}

/** The error that explains why there is no helper, with other ways to record. */
export function askError(
  { outcome, exitCode, stderr }: AskOutcome,
  files: Pick<HelperFiles, 'fromCheckout'>,
): AppError {
  const detail = stripControls(stderr).trim() || undefined;
  if (outcome === 'ended') return refusalIn(detail) ?? endedError(exitCode, detail);
  return failureError(outcome, files, detail);
}

/** The error for a request without an authentication agent where the terminal cannot be used. */
export const noAgentError = (
  state: 'no-terminal' | 'no-text-agent' | 'usable',
  files: Pick<HelperFiles, 'fromCheckout'>,
): AppError => failureError(state === 'no-text-agent' ? state : 'no-agent', files);

function failureError(
  failure: keyof typeof ASK_FAILURES,
  { fromCheckout }: Pick<HelperFiles, 'fromCheckout'>,
  detail?: string,
): AppError {
  const { code, message, remedy } = ASK_FAILURES[failure];
  return new AppError(code, message, { hint: `${remedy(fromCheckout)} ${OTHER_WAYS}`.trim(), detail });
}

const endedError = (exitCode: number | null, detail: string | undefined): AppError =>
  new AppError('command', `The helper ended before it connected to the app (exit code ${exitCode ?? 'unknown'}).`, {
    hint: `Check that root can read the program's files. Root may have no access to an AppImage or a home folder on the network. ${OTHER_WAYS}`,
    detail,
  });

const refusalSchema = z.object({ code: z.enum(['denied', 'missing', 'bug']), message: z.string() });

/** Finds the helper's reason for a refusal, one line of JSON among output of the shell or the runtime. */
function refusalIn(stderr: string | undefined): AppError | undefined {
  for (const line of (stderr ?? '').split('\n')) {
    try {
      const refusal = refusalSchema.safeParse(parseJson(line));
      if (refusal.success)
        return new AppError('denied', `The helper refused to start: ${refusal.data.message}`, {
          hint: OTHER_WAYS,
          detail: stderr,
        });
    } catch {
      // not a line of JSON
    }
  }
  return undefined;
}
