import { z } from 'zod';
import { runIdSchema } from '../../model/run-id';
import { channel, nothing } from '../channel';

/** Traces that the window shows. */
export const TRACE_VIEW_CHANNELS = {
  /**
   * Starts a process that reads one trace. The page gets a port to it in a message TRACE_VIEW_PORT with the same ticket, see
   * trace-view-messages.ts. The process ends when the page closes the port.
   */
  'trace-view:open': channel(z.object({ id: runIdSchema, ticket: z.string().min(1).max(50) }), nothing),
  /** Starts such a process ahead, for a trace that will perhaps be opened, unless one waits already. It ends if it is not used. */
  'trace-view:prepare': channel(z.object({ id: runIdSchema }), nothing),
} as const;
