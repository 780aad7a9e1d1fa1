import type { EngineId } from '../../engines/registry';
import type { Settings } from '../../model/settings';
import { demoRun } from '../demo-run';
import { emptyDraftOf } from '../fields/field';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';
import { runConfigSchema } from '../run-config';
import { EMPTY_RECORDING, type RecordDraft, recordDraftSchema } from './record-draft';
import { draftOfConfig, limitFields } from './write-draft';

/** A form with nothing in it. */
export const EMPTY_DRAFT: RecordDraft = {
  ...emptyDraftOf(TRACE_FIELDS),
  ...emptyDraftOf(TARGET_FIELDS),
  ...emptyDraftOf(LIMIT_FIELDS),
  recording: EMPTY_RECORDING,
};

/** The empty form with the settings' defaults for a new recording. */
export const emptyDraft = ({ engine, buffers, limits }: Settings['defaults']): RecordDraft => ({
  ...EMPTY_DRAFT,
  ...limitFields(limits),
  engine,
  recording: { ...EMPTY_RECORDING, buffers: buffers ?? EMPTY_RECORDING.buffers },
});

/** The demo as a form, on an engine or on the first that is ready. */
export const demoDraft = (engine: EngineId | null): RecordDraft => ({
  ...draftOfConfig(runConfigSchema.parse(demoRun(engine ?? 'podman'))),
  engine,
});

const DEMO = textOf(demoDraft(null));

/** Whether the form asks for the demo as it is, on whatever engine. */
export const isDemo = (draft: RecordDraft): boolean => textOf({ ...draft, engine: null }) === DEMO;

/** Whether two forms say the same, whoever filled them in. */
export const sameDraft = (one: RecordDraft, other: RecordDraft): boolean => textOf(one) === textOf(other);

/** Parsed, so that fields stand in the same order whoever put them there. */
function textOf(draft: RecordDraft): string {
  return JSON.stringify(recordDraftSchema.parse(draft));
}
