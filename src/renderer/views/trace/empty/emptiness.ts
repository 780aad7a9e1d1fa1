import type { RecordingDraft } from '@shared/request/draft/record-draft';
import type { TraceTab } from '@shared/trace-view/trace-place';

/** What was looked at, with counts. */
export interface Check {
  state: 'bad' | 'good' | 'note';
  text: string;
}

/** Why a tab, a row or a search shows nothing, and what would fill it. */
export interface Emptiness {
  /** What is missing. */
  title: string;
  /** The reason, in one or two sentences. */
  why: string;
  checked: readonly Check[];
  /** What another recording would change; null if that would not help. */
  again: RecordAgain | null;
  /** Where the trace has something. */
  has: readonly { tab: TraceTab; text: string }[];
}

export interface RecordAgain {
  label: string;
  changes: readonly { what: string; from: string; to: string }[];
  /** The overhead of what is added, if it is high. */
  costs: string | null;
  /** Fills the form in. */
  change(recording: RecordingDraft): RecordingDraft;
}
