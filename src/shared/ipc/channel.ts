import { z } from 'zod';

/** One question of the window: the schema of its arguments, and of what main answers. */
export const channel = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({ args, result });

/** Of a channel without arguments, or without an answer but that it was done. */
export const nothing = z.null();
