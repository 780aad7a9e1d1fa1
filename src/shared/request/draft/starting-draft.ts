import { ENGINE_IDS, type EngineId } from '../../engines/registry';
import type { Settings } from '../../model/settings';
import { demoRun } from '../demo-run';
import { emptyDraftOf } from '../fields/field';
import { TARGET_FIELDS } from '../fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from '../fields/trace';
import { runConfigSchema } from '../run-config';
import { EMPTY_RECORDING, type RecordDraft, recordDraftSchema } from './record-draft';
import { draftOfConfig, limitFields } from './write-draft';

/** An empty form. */
export const EMPTY_DRAFT: RecordDraft = {
  ...emptyDraftOf(TRACE_FIELDS),
  ...emptyDraftOf(TARGET_FIELDS),
  ...emptyDraftOf(LIMIT_FIELDS),
  recording: EMPTY_RECORDING,
};

/** An empty form with the defaults from the settings. */
export const emptyDraft = ({ engine, buffers, limits }: Settings['defaults']): RecordDraft => ({
  ...EMPTY_DRAFT,
  ...limitFields(limits),
  engine,
  recording: { ...EMPTY_RECORDING, buffers: buffers ?? EMPTY_RECORDING.buffers },
});

/** The form of the demo. @param engine null: the first engine that is ready */
export const demoDraft = (engine: EngineId | null): RecordDraft => ({
  ...draftOfConfig(runConfigSchema.parse(demoRun(engine ?? ENGINE_IDS[0]))),
  engine,
});

const DEMO = textOf(demoDraft(null));

/** Whether the form is the unchanged demo, on any engine. */
export const isDemo = (draft: RecordDraft): boolean => textOf({ ...draft, engine: null }) === DEMO;

/** Whether two forms have the same values. */
export const sameDraft = (one: RecordDraft, other: RecordDraft): boolean => textOf(one) === textOf(other);

/** Parses the form first, which puts the fields into the order of the schema. */
function textOf(draft: RecordDraft): string {
  return JSON.stringify(recordDraftSchema.parse(draft));
}
