import { MEBIBYTES, splitAmount } from '@shared/request/draft/amount';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { texts } from '../../../../texts/en';

const { keeping: words } = texts.recording;

/** One line for what is folded away: `from start to end · a full buffer discards what comes`. */
export function keepingSummary({ mode, whenFull }: RecordingDraft, rotateMiB: string): string {
  if (mode === 'flight-recorder') return words.summary['flight-recorder'];
  const { amount, unit } = splitAmount(rotateMiB, MEBIBYTES);
  return [
    words.summary.continuous,
    words.summary[whenFull],
    ...(amount === '' ? [] : [words.summary.parts(`${amount} ${unit}`)]),
  ].join(' · ');
}
