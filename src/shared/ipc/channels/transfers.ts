import { z } from 'zod';
import { transferSchema } from '../../model/transfer';
import { channel, nothing } from '../channel';

const one = z.object({ transferId: z.number().int().min(1) });

/** Exports, imports and moves of the library. `transfer` events report their states. */
export const TRANSFER_CHANNELS = {
  /** The transfers in progress and the last ended ones, for a reloaded window. */
  'transfers:list': channel(nothing, z.array(transferSchema)),
  /** Answers when the transfer's cleanup is done. */
  'transfers:cancel': channel(one, nothing),
  /** Shows the result in the file manager. */
  'transfers:show': channel(one, nothing),
  /** Dismisses an ended transfer. */
  'transfers:forget': channel(one, nothing),
} as const;
