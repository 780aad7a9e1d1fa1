import { z } from 'zod';
import { timeSchema } from '../../model/bounds';
import { type RecordDraft, recordDraftSchema } from './record-draft';

export const setupNameSchema = z
  .string()
  .trim()
  .min(1, 'a setup has a name of at least one character')
  .max(100, 'the name of a setup has at most 100 characters');

/** A record form that was saved under a name. */
export const setupSchema = z.object({
  name: setupNameSchema,
  savedAt: timeSchema,
  draft: recordDraftSchema,
});
export type Setup = z.infer<typeof setupSchema>;

/** The form without the values of secret variables, for storing. */
export const withoutSecrets = (draft: RecordDraft): RecordDraft => ({
  ...draft,
  env: draft.env.map((row) => (row.secret ? { ...row, value: '' } : row)),
});
