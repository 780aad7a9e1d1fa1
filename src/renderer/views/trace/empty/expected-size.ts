import type { TraceRow } from '@shared/model/trace-record';
import { readDraft } from '@shared/request/draft/read-draft';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { draftOfConfig } from '@shared/request/draft/write-draft';
import type { RunConfig } from '@shared/request/run-config';
import { duration, fileSize } from '../../../format/figures';
import { moment } from '../../../format/moment';
import { texts } from '../../../texts/en';
import type { Estimate } from '../../record/plan/use-estimate';

const { expected } = texts.traceTabs.empty;

/** The request of a trace with other options of the recording; null if values are missing that were not stored. */
export function changedConfig(
  config: RunConfig | null,
  change: (recording: RecordingDraft) => RecordingDraft,
): RunConfig | null {
  if (config === null || config.target.kind !== 'container') return null;
  const draft = draftOfConfig(config);
  return readDraft({ ...draft, recording: change(draft.recording) }, config.target.engine).config ?? null;
}

/**
 * The size of another recording: that of one with the same request, or else at least that of this trace, because everything that
 * this trace has is recorded again. Null if neither is known.
 */
export function expectedSize(
  similar: Estimate | null,
  trace: Pick<TraceRow, 'sizeBytes' | 'durationMs'> | undefined,
): string | null {
  if (similar) return expected.similar(fileSize(similar.sizeBytes), moment(similar.recordedAt));
  if (!trace || trace.sizeBytes === null || trace.durationMs === null) return null;
  return expected.atLeast(fileSize(trace.sizeBytes), duration(trace.durationMs));
}
