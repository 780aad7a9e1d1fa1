import { z } from 'zod';

export const MOST_ARGUMENTS = 10_000;

export const hasNoNul = (text: string): boolean => !text.includes('\u0000');

/** One argument of a program, or the value of a variable. */
export const argumentSchema = z
  .string()
  .max(100_000, 'an argument has at most 100 000 characters')
  .refine(hasNoNul, 'an argument holds no NUL character');
