import { z } from 'zod';
import { MOST_ROWS } from '../model/bounds';

const LOG_LEVELS = [
  'EMERG',
  'ALERT',
  'CRIT',
  'ERR',
  'WARNING',
  'NOTICE',
  'INFO',
  'DEBUG_SYSTEM',
  'DEBUG_PROGRAM',
  'DEBUG_PROCESS',
  'DEBUG_MODULE',
  'DEBUG_UNIT',
  'DEBUG_FUNCTION',
  'DEBUG_LINE',
  'DEBUG',
] as const;
export const logLevelSchema = z.enum(LOG_LEVELS, `a log level is one of: ${LOG_LEVELS.join(', ')}`);

const printable = /^[^\u0000-\u001f\u007f]+$/;

/** `provider:name` with `*` anywhere. */
export const eventPatternSchema = z
  .string()
  .min(1)
  .max(255, 'LTTng takes at most 255 characters')
  .regex(/^[A-Za-z0-9_:*.-]+$/, 'a pattern holds letters, digits, _ : . - and *')
  .refine((pattern) => !pattern.startsWith('-'), 'a pattern does not start with -');

/** One rule of lttng-enable-event(1): a tracepoint pattern with its log level, filter and exclusions. */
export const eventRuleSchema = z.object({
  pattern: eventPatternSchema,
  logLevel: z.object({ match: z.enum(['at-least', 'only']), level: logLevelSchema }).optional(),
  /** LTTng's filter expression, `$ctx.vpid == 1`. */
  filter: z
    .string()
    .min(1, 'a filter has at least one character')
    .max(1000, 'a filter has at most 1000 characters')
    .regex(printable, 'a filter is one line')
    .optional(),
  exclude: z
    .array(
      z
        .string()
        .min(1)
        .max(255)
        .regex(/^[A-Za-z0-9_:*.-]+$/),
    )
    .max(MOST_ROWS)
    .optional(),
});
export type EventRule = z.infer<typeof eventRuleSchema>;

/** Buffers of one channel. buffer-memory.ts computes the memory that they take. */
export const buffersSchema = z.object({
  /** Number of sub-buffers, a power of two. */
  count: z.literal([2, 4, 8, 16, 32], 'the number of sub-buffers is a power of two from 2 to 32'),
  /** Size of one sub-buffer in KiB, a power of two. */
  sizeKiB: z.literal(
    [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384],
    'the size of a sub-buffer is a power of two from 64 to 16384 KiB',
  ),
});
export type Buffers = z.infer<typeof buffersSchema>;

/** Common in practice. LTTng's default of 4 x 512 KiB loses function events at full speed. */
export const DEFAULT_BUFFERS: Buffers = { count: 8, sizeKiB: 1024 };
