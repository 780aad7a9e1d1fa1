import { chooseRecording, type RecordingChoice } from '@shared/planning/recording-choice';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { findPreset } from '@shared/tracing/presets';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';

/** Applies the preset to the draft, without incomplete rules. */
export const effectiveChoice = (draft: RecordingDraft): RecordingChoice =>
  chooseRecording({
    preset: findPreset(draft.preset ?? '')?.id,
    events: [],
    contexts: draft.contexts,
    preloads: draft.preloads ?? undefined,
  });

/** Formats `64 KiB`, `1 MiB`. Sizes are whole numbers. */
export const bufferSize = (sizeKiB: number): string =>
  sizeKiB < 1024 ? `${count(sizeKiB)} KiB` : `${count(sizeKiB / 1024)} MiB`;

/** Summarizes the folded details: `8 × 1 MiB buffers · 6 contexts · 2 preloads`. */
export function recordingSummary(draft: RecordingDraft): string {
  const { summary } = texts.recording;
  const { contexts, preloads } = effectiveChoice(draft);
  const rules = draft.events.length;
  return [
    ...(rules > 0 ? [summary.rules(count(rules))] : []),
    summary.buffers(count(draft.buffers.count), bufferSize(draft.buffers.sizeKiB)),
    summary.contexts(count(contexts.length)),
    preloads.length === 0 ? summary.noPreload : summary.preloads(count(preloads.length)),
  ].join(' · ');
}
