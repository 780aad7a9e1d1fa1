import { MEBIBYTES, splitAmount } from '@shared/request/draft/amount';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { texts } from '../../../../texts/en';

const { storage: labels } = texts.recording;

/** Summarizes the folded options in one line. */
export function storageSummary({ mode, whenFull }: RecordingDraft, rotateMiB: string): string {
  if (mode === 'flight-recorder') return labels.summary['flight-recorder'];
  const { amount, unit } = splitAmount(rotateMiB, MEBIBYTES);
  return [
    labels.summary.continuous,
    labels.summary[whenFull],
    ...(amount === '' ? [] : [labels.summary.parts(`${amount} ${unit}`)]),
  ].join(' · ');
}
