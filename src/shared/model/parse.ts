import type { z } from 'zod';
import { AppError } from './app-error';

/**
 * Parses what comes from outside; the one seam between zod's errors and ours.
 * @param what names the thing in the message: "The request", "trace.json"
 * @param nameOf how whoever asked calls a field, `target.env.0.name` for one; left out: so
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
