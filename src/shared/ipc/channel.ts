import { z } from 'zod';

/** One kind of request of the window: the schemas of its arguments and of main's answer. */
export const channel = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({ args, result });

/** The schema for a channel without arguments, or without data in its answer. */
export const nothing = z.null();
