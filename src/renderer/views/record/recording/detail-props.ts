import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import type { FieldErrors } from './errors-at';

/** What each part of the details gets. */
export interface DetailProps {
  value: RecordingDraft;
  change(next: Partial<RecordingDraft>): void;
  /** What is known of the image; null while nobody looked. */
  report: ImageReport | null;
  errors: FieldErrors;
}
