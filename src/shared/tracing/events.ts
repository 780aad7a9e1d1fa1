import { z } from 'zod';

export const logLevelSchema = z.enum([
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
]);

const printable = /^[^\u0000-\u001f\u007f]+$/;

/** One rule of lttng-enable-event(1): a tracepoint pattern with its log level, filter and exclusions. */
export const eventRuleSchema = z.object({
  /** `provider:name` with `*` anywhere. */
  pattern: z
    .string()
    .min(1)
    .max(255, 'LTTng takes at most 255 characters')
    .regex(/^[A-Za-z0-9_:*.-]+$/, 'a pattern holds letters, digits, _ : . - and *')
    .refine((pattern) => !pattern.startsWith('-'), 'a pattern does not start with -'),
  logLevel: z.object({ match: z.enum(['at-least', 'only']), level: logLevelSchema }).optional(),
  /** LTTng's filter expression, `$ctx.vpid == 1`. */
  filter: z.string().min(1).max(1000).regex(printable, 'a filter is one line').optional(),
  exclude: z
    .array(
      z
        .string()
        .min(1)
        .max(255)
        .regex(/^[A-Za-z0-9_:*.-]+$/),
    )
    .optional(),
});
export type EventRule = z.infer<typeof eventRuleSchema>;

/** Buffers of one channel. Shared memory taken: count x size x CPUs, once for each user id. */
export const buffersSchema = z.object({
  /** Sub-buffers, a power of two. */
  count: z.union([z.literal(2), z.literal(4), z.literal(8), z.literal(16), z.literal(32)]),
  /** Size of one, KiB, a power of two. */
  sizeKiB: z.union([
    z.literal(64),
    z.literal(128),
    z.literal(256),
    z.literal(512),
    z.literal(1024),
    z.literal(2048),
    z.literal(4096),
    z.literal(8192),
    z.literal(16384),
  ]),
});
export type Buffers = z.infer<typeof buffersSchema>;

/** What recorders in the field use; LTTng's own 4 x 512 KiB loses function events at full speed. */
export const DEFAULT_BUFFERS: Buffers = { count: 8, sizeKiB: 1024 };
