import type { EngineId } from '../engines/registry';
import { DEFAULT_BUFFERS } from '../tracing/events';
import { DEFAULT_PRESET } from '../tracing/presets';
import { demoRun } from './demo-run';
import { draftOfConfig, limitFields } from './draft-of-config';
import { NO_KERNEL, type RecordDraft, recordDraftSchema } from './record-draft';
import { runConfigSchema } from './run-config';
import type { Settings } from './settings';

/** A form with nothing in it yet. */
export const EMPTY_DRAFT: RecordDraft = {
  title: '',
  engine: null,
  image: '',
  command: '',
  entrypoint: '',
  repeat: '',
  env: [],
  volumes: [],
  options: [],
  workdir: '',
  user: '',
  network: '',
  cpus: '',
  memoryMiB: '',
  recording: {
    userspace: true,
    preset: DEFAULT_PRESET,
    events: [],
    contexts: [],
    preloads: null,
    bufferCount: DEFAULT_BUFFERS.count,
    bufferSizeKiB: DEFAULT_BUFFERS.sizeKiB,
    kernel: NO_KERNEL,
    whenFull: 'discard',
    mode: 'continuous',
  },
  maxDurationS: '',
  maxSizeMiB: '',
  rotateMiB: '',
  diskFloorMiB: '',
  force: false,
};

/** The same with what the settings say a new recording starts with. */
export const emptyDraft = ({ engine, buffers, limits }: Settings['defaults']): RecordDraft => ({
  ...EMPTY_DRAFT,
  engine,
  recording: {
    ...EMPTY_DRAFT.recording,
    bufferCount: (buffers ?? DEFAULT_BUFFERS).count,
    bufferSizeKiB: (buffers ?? DEFAULT_BUFFERS).sizeKiB,
  },
  ...limitFields(limits),
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
