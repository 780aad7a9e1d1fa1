import { AppError, type ErrorCode } from '@shared/model/app-error';
import { stripControls } from '@shared/model/plain-text';
import { isTimeLimit } from '../process/wait-until';

interface HttpError extends Error {
  statusCode?: number;
  code?: string;
  json?: { message?: string } | null;
}

/**
 * Converts an engine's error. HTTP status codes and errno names determine the code, never the engine's message.
 * @param failure the start of the message: "Docker did not create the container"
 */
export function engineError(error: unknown, failure: string, engineTitle: string): AppError {
  if (error instanceof AppError) return error;
  const http = error as HttpError;
  if (http.name === 'AbortError') return new AppError('cancelled', 'Cancelled.', { cause: error });
  const reason = readable(stripControls(String(http.json?.message ?? http.message ?? error)).trim());
  const noConnection = unreachable(http.code, engineTitle, error);
  if (noConnection) return noConnection;
  return new AppError(codeOf(http.statusCode), `${failure}: ${reason}`, { detail: reason, cause: error });
}

/**
 * The error for an engine that answered earlier and no longer does.
 * @param cause an exceeded time limit, or a broken connection
 */
export const engineLost = (cause: unknown, engineTitle: string): AppError =>
  new AppError(
    'command',
    isTimeLimit(cause)
      ? `${engineTitle} no longer responds.`
      : `The connection to ${engineTitle} was lost because its service ended.`,
    {
      hint: `The events recorded until then are kept. Check that ${engineTitle} works, then record again.`,
      cause,
    },
  );

const BROKEN = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'];

/** Whether a request was never sent, because nothing serves the socket. @param error of the API's client, unconverted */
export function isUnsent(error: unknown): boolean {
  const { code, syscall } = error as { code?: string; syscall?: string };
  return syscall === 'connect' && BROKEN.includes(code ?? '');
}

/** Whether a connection broke. A missing file has the code ENOENT, too. @param error of the API's client, unconverted */
export function isBroken(error: unknown): boolean {
  const { code, syscall } = error as { code?: string; syscall?: string };
  return BROKEN.includes(code ?? '') && (code !== 'ENOENT' || syscall === 'connect');
}

/** Whether the engine no longer answers. @param error converted or unconverted */
export const isLost = (error: unknown): boolean =>
  error instanceof AppError ? isTimeLimit(error.cause) || isBroken(error.cause ?? {}) : isBroken(error ?? {});

/** Removes the prefix `(HTTP code 409) unexpected - ` of docker-modem, and shortens ids to the 12 digits that engines list. */
const readable = (message: string): string =>
  message.replace(/^\(HTTP code \d+\) .*? - /, '').replace(/\b([0-9a-f]{12})[0-9a-f]{52}\b/g, '$1');

function codeOf(status: number | undefined): ErrorCode {
  if (status === 404) return 'missing';
  if (status === 400 || status === 409) return 'config';
  if (status === 401 || status === 403) return 'denied';
  return 'command';
}

function unreachable(code: string | undefined, engineTitle: string, cause: unknown): AppError | undefined {
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `You have no permission to use the socket of ${engineTitle}.`, {
      hint: `Choose another engine, or get access to ${engineTitle}. That access gives root's rights on this machine.`,
      cause,
    });
  if (code !== undefined && BROKEN.includes(code))
    return new AppError('missing', `${engineTitle} does not answer (${code}).`, {
      hint: `Start ${engineTitle}, or choose another engine.`,
      cause,
    });
  return undefined;
}
