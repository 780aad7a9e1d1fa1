import type { EngineId } from '@shared/engines/registry';
import { isRecordable } from '@shared/model/capabilities';
import { DEFAULT_SETTINGS } from '@shared/model/settings';
import { firstWrongField } from '@shared/request/draft/draft-fields';
import { type DraftReading, readDraft } from '@shared/request/draft/read-draft';
import type { RecordDraft } from '@shared/request/draft/record-draft';
import { demoDraft, emptyDraft, isDemo } from '@shared/request/draft/starting-draft';
import { draftOfConfig } from '@shared/request/draft/write-draft';
import type { RunConfig } from '@shared/request/run-config';
import { DEFAULT_PRESET, type PresetId } from '@shared/tracing/presets';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { labelOfField } from '../texts/label-of-field';
import { announceUrgently } from './announce';
import { effectiveEngine, readyEngine } from './pick-engine';
import { useRun } from './run';
import { saveDraft } from './save-draft';
import { useSettings } from './settings';
import { useView } from './view';

interface DraftStore {
  draft: RecordDraft;
  /** Whether the last form has been loaded, or there was none. */
  loaded: boolean;
  /** The names of fields that have lost the focus once; `*` for all. Errors in other fields are not shown yet. */
  touched: ReadonlySet<string>;
  /** The setup from which the form was filled in. */
  setup: string | null;
  /** Whether the form was filled in from an imported trace, whose author is unknown. */
  isForeign: boolean;
  /** Whether the preset was selected by the user, so that no other one is suggested. */
  hasOwnPreset: boolean;
  /** Why the last form could not be loaded, or is not saved. */
  notice: string | null;
  load(): Promise<void>;
  change(patch: Partial<RecordDraft>): void;
  /** Selects the preset that fits the image, unless the user selected one for this image. */
  suggestPreset(preset: PresetId): void;
  touch(field: string): void;
  /** Fills the form in from a trace. @param isForeign whether the trace was imported */
  fillFrom(config: RunConfig, isForeign: boolean): void;
  fillFromSetup(name: string, draft: RecordDraft): void;
  nameSetup(name: string | null): void;
  reset(): void;
  useDemo(engine: EngineId | null): void;
  /** Starts the recording. If the form has an error, shows it and moves the focus there. */
  recordNow(): Promise<void>;
}

const ALL: ReadonlySet<string> = new Set(['*']);
const NONE: ReadonlySet<string> = new Set();

export const useDraft = create<DraftStore>()((set, get) => {
  const fill = (draft: RecordDraft, setup: string | null, touched: ReadonlySet<string>, isForeign = false): void => {
    useRun.getState().dismissFinished();
    set({ draft, setup, touched, loaded: true, isForeign, hasOwnPreset: touched === ALL });
  };
  return {
    draft: demoDraft(null),
    loaded: false,
    touched: NONE,
    setup: null,
    isForeign: false,
    notice: null,
    hasOwnPreset: false,
    async load() {
      try {
        const { draft, notice } = await ask('setups:last', null);
        // Changes made meanwhile are newer than the loaded form.
        if (get().loaded) set({ notice });
        else if (draft) set({ notice, loaded: true, draft, touched: ALL, hasOwnPreset: true });
        else {
          // On the first start the form contains the demo, on the engine of the settings.
          const { defaults } = await ask('settings:read', null);
          set({ notice, loaded: true, ...(get().loaded ? {} : { draft: demoDraft(defaults.engine) }) });
        }
      } catch (thrown) {
        set({ loaded: true, notice: errorOf(thrown).message });
      }
    },
    change(patch) {
      const before = get().draft;
      const draft = { ...before, ...patch };
      // Remove the demo's title when the form is no longer the demo. `force` applied to the previous image only.
      if (patch.title === undefined && isDemo(before) && !isDemo({ ...draft, title: before.title })) draft.title = '';
      const isOtherImage = patch.image !== undefined && patch.image !== before.image;
      if (isOtherImage) draft.force = false;
      const isOtherPreset = draft.recording.preset !== before.recording.preset;
      // The default says nothing about what the user wants of another image.
      const keepsPreset = get().hasOwnPreset && !(isOtherImage && draft.recording.preset === DEFAULT_PRESET);
      set({ draft, loaded: true, hasOwnPreset: isOtherPreset || keepsPreset });
    },
    suggestPreset(preset) {
      const { draft, hasOwnPreset } = get();
      if (hasOwnPreset || draft.recording.preset === preset) return;
      set({ draft: { ...draft, recording: { ...draft.recording, preset } } });
    },
    touch(field) {
      const { touched } = get();
      if (!touched.has(field)) set({ touched: new Set([...touched, field]) });
    },
    fillFrom: (config, isForeign) => fill(draftOfConfig(config), null, ALL, isForeign),
    fillFromSetup: (name, draft) => fill(draft, name, ALL),
    nameSetup: (setup) => set({ setup }),
    reset() {
      const empty = emptyDraft((useSettings.getState().settings ?? DEFAULT_SETTINGS).defaults);
      fill({ ...empty, engine: empty.engine ?? get().draft.engine }, null, NONE);
    },
    useDemo: (engine) => fill(demoDraft(engine), null, NONE),
    async recordNow() {
      const { draft } = get();
      const engine = effectiveEngine(draft.engine);
      const ready = readyEngine(draft.engine); // only such an engine can build the demo's image
      const { config, errors } = readingOf(draft);
      if (config && ready && isDemo(draft)) await useRun.getState().recordDemo(ready);
      else if (config && engine && isRecordable(engine)) await useRun.getState().record(config);
      else {
        useRun.getState().dismissFinished();
        const wrong = firstWrongField(errors);
        set({ touched: ALL });
        useView
          .getState()
          .go('record', wrong === undefined ? undefined : fieldId(wrong.startsWith('recording') ? 'recording' : wrong));
        announceUrgently(wrong === undefined ? texts.record.reason.noEngine : problemText(wrong, errors[wrong] ?? ''));
      }
    },
  };
});

useDraft.subscribe((state, before) => {
  if (state.draft !== before.draft && before.loaded)
    saveDraft(state.draft, (thrown) => useDraft.setState({ notice: errorOf(thrown).message }));
});

/** Records userspace only, so that no privilege is required. The kernel options stay in the form. */
export function leaveKernelOut(): void {
  const { draft, change } = useDraft.getState();
  const { kernel } = draft.recording;
  change({ recording: { ...draft.recording, userspace: true, kernel: { ...kernel, on: false } } });
}

/** The id of a field's element in the form. */
export const fieldId = (field: string): string => `record-${field.replaceAll('.', '-')}`;

/** The label of a field and its error, as one sentence. */
export function problemText(field: string, message: string): string {
  const { reason, problem } = texts.record;
  return reason.field(labelOfField(field), problem.sentence(message));
}

let last: { draft: RecordDraft; engine: string | null; reading: DraftReading } | null = null;

/** Resolves the form on this machine now. Computed once for each form. */
export function readingOf(draft: RecordDraft): DraftReading {
  const engine = effectiveEngine(draft.engine)?.id ?? draft.engine;
  if (last?.draft !== draft || last.engine !== engine) last = { draft, engine, reading: readDraft(draft, engine) };
  return last.reading;
}
