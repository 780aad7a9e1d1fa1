import { AppError, type ErrorCode } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { isTimeLimit } from '../process/wait-until';

interface HttpError extends Error {
  statusCode?: number;
  code?: string;
  json?: { message?: string } | null;
}

/**
 * The one seam between an engine's answers and ours: HTTP status codes and errno names decide, never English.
 * @param doing what was tried: "Docker did not create the container"
 */
export function engineError(error: unknown, doing: string, engineTitle: string): AppError {
  if (error instanceof AppError) return error;
  const http = error as HttpError;
  if (http.name === 'AbortError') return new AppError('cancelled', 'Cancelled.', { cause: error });
  const words = readable(stripControls(String(http.json?.message ?? http.message ?? error)).trim());
  const reached = unreachable(http.code, engineTitle, error);
  if (reached) return reached;
  return new AppError(codeOf(http.statusCode), `${doing}: ${words}`, { detail: words, cause: error });
}

/**
 * Of an engine that answered before.
 * @param cause a limit that was exceeded, or a broken connection
 */
export const engineLost = (cause: unknown, engineTitle: string): AppError =>
  new AppError(
    'command',
    isTimeLimit(cause)
      ? `${engineTitle} does not respond any more.`
      : `The connection to ${engineTitle} was lost: its service has ended.`,
    {
      hint: `What was recorded until then is kept. Check that ${engineTitle} works, then record again.`,
      cause,
    },
  );

/** docker-modem puts `(HTTP code 409) unexpected - ` before an answer that it could not parse; ids are told as engines list them. */
const readable = (words: string): string =>
  words.replace(/^\(HTTP code \d+\) .*? - /, '').replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1');

function codeOf(status: number | undefined): ErrorCode {
  if (status === 404) return 'missing';
  if (status === 400 || status === 409) return 'config';
  if (status === 401 || status === 403) return 'denied';
  return 'command';
}

function unreachable(code: string | undefined, engineTitle: string, cause: unknown): AppError | undefined {
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `${engineTitle}'s socket is there, but you may not use it.`, {
      hint: `Choose another engine, or get access to ${engineTitle}: it gives root's rights on this machine.`,
      cause,
    });
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE')
    return new AppError('missing', `${engineTitle} does not answer (${code}).`, {
      hint: `Start ${engineTitle}, or choose another engine.`,
      cause,
    });
  return undefined;
}
