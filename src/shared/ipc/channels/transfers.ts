import { z } from 'zod';
import { transferSchema } from '../../model/transfer';
import { channel, nothing } from '../channel';

const one = z.object({ transferId: z.number().int().min(1) });

/** Exports, imports and moves of the library: each tells its state as a `transfer` event. */
export const TRANSFER_CHANNELS = {
  /** Those that go on, and the last that ended: what a window that was reloaded shows first. */
  'transfers:list': channel(nothing, z.array(transferSchema)),
  /** Answers when nothing half made is left of it. */
  'transfers:cancel': channel(one, nothing),
  /** Shows what it wrote in the file manager. */
  'transfers:show': channel(one, nothing),
  /** It ended and was seen. */
  'transfers:forget': channel(one, nothing),
} as const;
