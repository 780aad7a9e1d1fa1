import { z } from 'zod';
import { runIdSchema } from '../model/run-id';
import { contextSchema } from './contexts';
import { buffersSchema, eventPatternSchema, eventRuleSchema } from './events';
import { kernelContextSchema } from './kernel-contexts';
import { kernelPatternSchema } from './kernel-pattern';

export const domainSchema = z.enum(['userspace', 'kernel']);
export type Domain = z.infer<typeof domainSchema>;

/** Accepts only names of the app's sessions: the prefix, a run's id, and `-k` for the kernel's session. */
const sessionSchema = z.string().refine((name) => {
  const id = /^ct-(.+?)(-k)?$/.exec(name)?.[1];
  return id !== undefined && runIdSchema.safeParse(id).success;
}, 'a session of ours is ct-RUNID or ct-RUNID-k');

const channelSchema = z.enum(['userspace', 'kernel']);

/** An absolute path without characters that a shell, a terminal or lttng's URL syntax would interpret. */
const outputSchema = z
  .string()
  .max(3000)
  .refine(
    (path) =>
      path.startsWith('/') &&
      !/\p{Cc}/u.test(path) &&
      !path.split('/').some((part) => part === '..' || part === '.') &&
      !path.includes('//'),
    'an output is an absolute path without . or ..',
  );

/** A typed call of the tracer, which the helper accepts too. lttng-arguments.ts builds lttng(1)'s arguments from it. */
export const tracingCommandSchema = z.discriminatedUnion('verb', [
  z.strictObject({
    verb: z.literal('create-session'),
    session: sessionSchema,
    output: outputSchema,
    /** Whether only snapshots are written. */
    snapshot: z.boolean().optional(),
  }),
  z.strictObject({
    verb: z.literal('enable-channel'),
    domain: domainSchema,
    session: sessionSchema,
    channel: channelSchema,
    buffers: z.strictObject(buffersSchema.shape),
    /** Whether a full buffer drops its oldest events instead of the newest. */
    overwrite: z.boolean().optional(),
  }),
  z.strictObject({
    verb: z.literal('add-contexts'),
    domain: domainSchema,
    session: sessionSchema,
    channel: channelSchema,
    contexts: z
      .array(z.union([contextSchema, kernelContextSchema]))
      .min(1)
      .max(64),
  }),
  z.strictObject({
    verb: z.literal('enable-events'),
    session: sessionSchema,
    channel: channelSchema,
    rule: z.strictObject(eventRuleSchema.shape),
    patterns: z.array(eventPatternSchema).min(1).max(1000),
  }),
  z.strictObject({
    verb: z.literal('enable-kernel-events'),
    session: sessionSchema,
    channel: channelSchema,
    what: z.enum(['tracepoint', 'syscall']),
    patterns: z.array(kernelPatternSchema).min(1).max(1000),
    /** Inodes of pid namespaces whose processes are excluded. */
    exceptPidNs: z.array(z.number().int().min(0).max(0xffff_ffff)).max(64).optional(),
  }),
  z.strictObject({
    verb: z.literal('enable-rotation'),
    session: sessionSchema,
    sizeBytes: z.number().int().min(65_536).max(Number.MAX_SAFE_INTEGER),
  }),
  /** Ends the schedule by size. A rotation that is in progress continues. */
  z.strictObject({ verb: z.literal('disable-rotation'), session: sessionSchema }),
  z.strictObject({ verb: z.literal('start'), session: sessionSchema }),
  z.strictObject({ verb: z.literal('stop'), session: sessionSchema }),
  z.strictObject({ verb: z.literal('list'), session: sessionSchema }),
  z.strictObject({ verb: z.literal('record-snapshot'), session: sessionSchema }),
  /** `wait`: whether to wait until the last rotation is complete. */
  z.strictObject({ verb: z.literal('destroy'), session: sessionSchema, wait: z.boolean().optional() }),
  /** Lists the tracepoints or system calls of this kernel. */
  z.strictObject({ verb: z.literal('list-kernel-events'), what: z.enum(['tracepoint', 'syscall']) }),
]);
export type TracingCommand = z.infer<typeof tracingCommandSchema>;
