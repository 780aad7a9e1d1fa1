import { z } from 'zod';
import { recordDraftSchema } from '../../request/draft/record-draft';
import { setupNameSchema, setupSchema } from '../../request/draft/setup';
import { channel, nothing } from '../channel';

const setups = z.array(setupSchema);
const named = z.object({ name: setupNameSchema });

/** The record form as it was left, and the forms that were saved under a name. Those that change answer with all of them. */
export const SETUP_CHANNELS = {
  /** Null before the first form was kept. The notice is told once: what became of a file that could not be used. */
  'setups:last': channel(nothing, z.object({ draft: recordDraftSchema.nullable(), notice: z.string().nullable() })),
  'setups:keep': channel(z.object({ draft: recordDraftSchema }), nothing),
  'setups:list': channel(nothing, setups),
  /** In place of one that has the name already. */
  'setups:save': channel(z.object({ name: setupNameSchema, draft: recordDraftSchema }), setups),
  'setups:delete': channel(named, setups),
  'setups:rename': channel(z.object({ name: setupNameSchema, to: setupNameSchema }), setups),
} as const;
