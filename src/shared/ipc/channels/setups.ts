import { z } from 'zod';
import { recordDraftSchema } from '../../request/draft/record-draft';
import { setupNameSchema, setupSchema } from '../../request/draft/setup';
import { channel, nothing } from '../channel';

const setups = z.array(setupSchema);
const named = z.object({ name: setupNameSchema });

/** The last state of the record form, and the named setups. Channels that change setups answer with all of them. */
export const SETUP_CHANNELS = {
  /** `draft` is null before a form was first stored. `notice` reports an unusable file, once. */
  'setups:last': channel(nothing, z.object({ draft: recordDraftSchema.nullable(), notice: z.string().nullable() })),
  'setups:keep': channel(z.object({ draft: recordDraftSchema }), nothing),
  'setups:list': channel(nothing, setups),
  /** Replaces an existing setup with the same name. */
  'setups:save': channel(z.object({ name: setupNameSchema, draft: recordDraftSchema }), setups),
  'setups:delete': channel(named, setups),
  'setups:rename': channel(z.object({ name: setupNameSchema, to: setupNameSchema }), setups),
} as const;
