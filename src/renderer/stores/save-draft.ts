import type { RecordDraft } from '@shared/request/draft/record-draft';
import { withoutSecrets } from '@shared/request/draft/setup';
import { ask } from '../bridge';

/** How long after the last change the form is written to the disk. */
const SETTLE_MS = 400;

let waiting: { draft: RecordDraft; onError(thrown: unknown): void; timer: number } | null = null;

/** Keeps the form for the next start, soon: each key would be too often. Nothing is lost when the window goes before. */
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
