import { z } from 'zod';

/**
 * All kinds of errors, by what the user can do: `cancelled` nothing, the user cancelled · `config` change the request ·
 * `missing` install or start something · `denied` get permission · `command` read why a program failed · `cleanup` finish the
 * cleanup · `bug` report a fault of the app.
 */
export const errorCodeSchema = z.enum(['cancelled', 'config', 'missing', 'denied', 'command', 'cleanup', 'bug']);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** An error as data, for the window, JSON output and the run's log. */
export const errorDataSchema = z.object({
  code: errorCodeSchema,
  /** What happened and why, one or two sentences. */
  message: z.string(),
  /** What to do now. */
  hint: z.string().optional(),
  /** The output of the failed program, without control sequences. */
  detail: z.string().optional(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;

interface ErrorExtras {
  hint?: string | undefined;
  detail?: string | undefined;
  cause?: unknown;
}

/** The error class of the app. Other errors are converted once, where the app catches them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = extras.hint;
    this.detail = extras.detail;
  }

  toData(): ErrorData {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint ? { hint: this.hint } : {}),
      ...(this.detail ? { detail: this.detail } : {}),
    };
  }

  static fromData(data: ErrorData): AppError {
    return new AppError(data.code, data.message, { hint: data.hint, detail: data.detail });
  }
}

/** Converts any thrown value to an AppError. Unknown errors become a `bug` with the stack as detail. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error) {
    if (thrown.name === 'AbortError') return new AppError('cancelled', 'Cancelled.', { cause: thrown });
    return new AppError('bug', thrown.message, {
      detail: thrown.stack,
      cause: thrown,
      hint: 'This is a fault of the program. Report it with the detail shown.',
    });
  }
  return new AppError('bug', String(thrown));
}

/** The command line's exit status for an error: 2 bad usage, 3 a requirement is missing, 130 cancelled, else 1. */
export function exitCodeOf(code: ErrorCode): number {
  const table: Record<ErrorCode, number> = {
    cancelled: 130,
    config: 2,
    missing: 3,
    denied: 3,
    command: 1,
    cleanup: 1,
    bug: 1,
  };
  return table[code];
}
