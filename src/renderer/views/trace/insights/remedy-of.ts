import type { RecordingDraft } from '@shared/request/draft/record-draft';
import type { FindingRemedy } from '@shared/trace-view/insight';
import { buffersText } from '@shared/tracing/buffer-text';
import { texts } from '../../../texts/en';
import type { RecordAgain } from '../empty/emptiness';
import { recordAgainWith } from '../empty/reasons/record-again-with';
import type { Recording } from '../empty/reasons/recorded-parts';

const { insights: labels } = texts.traceTabs;

/** The recording that an insight asks for. @returns null if the recording asked for the same already */
export function remedyOf(remedy: FindingRemedy, recording: Recording): Pick<RecordAgain, 'label' | 'change'> | null {
  if (remedy.kind === 'parts') return recordAgainWith(remedy.parts, recording);
  const { buffers } = remedy;
  return { label: labels.recordAgain(buffersText(buffers)), change: (draft) => withBuffers(draft, remedy) };
}

/** The recording of the form with larger buffers. */
function withBuffers(
  recording: RecordingDraft,
  { domain, buffers }: Extract<FindingRemedy, { kind: 'buffers' }>,
): RecordingDraft {
  return domain === 'userspace'
    ? { ...recording, buffers }
    : { ...recording, kernel: { ...recording.kernel, buffers } };
}
