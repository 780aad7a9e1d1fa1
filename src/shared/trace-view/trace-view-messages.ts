import { z } from 'zod';
import type { ErrorData } from '../model/app-error';
import { TRACE_VIEW_CALLS, type TraceViewCall } from './trace-view-calls';

/**
 * Messages between a page and the process that reads its trace, over a port of their own. A call with the same `lane` supersedes an
 * earlier one: the earlier one fails with the code `cancelled`.
 */
export const pageMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.number().int().nonnegative(),
    call: z.enum(Object.keys(TRACE_VIEW_CALLS) as [TraceViewCall, ...TraceViewCall[]]),
    args: z.unknown(),
    lane: z.string().max(50).nullable(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.number().int().nonnegative() }),
]);
export type PageMessage = z.input<typeof pageMessageSchema>;

export type TraceViewMessage =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; error: ErrorData }
  /** From 0 to 1, at most ten times a second. */
  | { kind: 'progress'; id: number; share: number };
