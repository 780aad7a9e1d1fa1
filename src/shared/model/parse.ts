import type { z } from 'zod';
import { AppError } from './app-error';

/**
 * Parses data from outside. Converts zod's errors to AppError.
 * @param what names the data in the message: "The request", "trace.json"
 * @param nameOf the caller's name of a field such as `target.env.0.name`; default: the same
 * @throws AppError `config` that names the field and what is wrong with it
 */
export function parseOrThrow<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
  nameOf: (field: string) => string = (field) => field,
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((issue) => {
    const field = issue.path.join('.');
    return field ? `${nameOf(field)}: ${issue.message}` : issue.message;
  });
  throw new AppError('config', `${what} is not valid: ${issues.join('; ')}.`, { cause: result.error });
}
