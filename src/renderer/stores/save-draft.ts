import type { RecordDraft } from '@shared/request/draft/record-draft';
import { withoutSecrets } from '@shared/request/draft/setup';
import { ask } from '../bridge';

/** The delay between the last change and writing the form to the disk. */
const SETTLE_MS = 400;

let waiting: { draft: RecordDraft; onError(thrown: unknown): void; timer: number } | null = null;

/** Saves the form for the next start after a delay, not at each key press. Closing the window saves it at once. */
export function saveDraft(draft: RecordDraft, onError: (thrown: unknown) => void): void {
  if (waiting) clearTimeout(waiting.timer);
  waiting = { draft, onError, timer: window.setTimeout(saveNow, SETTLE_MS) };
}

function saveNow(): void {
  if (!waiting) return;
  const { draft, onError, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  ask('setups:keep', { draft: withoutSecrets(draft) }).catch(onError);
}

window.addEventListener('pagehide', saveNow);
window.addEventListener('blur', saveNow);
