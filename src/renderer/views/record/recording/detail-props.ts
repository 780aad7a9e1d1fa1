import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import type { FieldErrors } from './errors-at';

/** The properties of each group of details. */
export interface DetailProps {
  value: RecordingDraft;
  change(next: Partial<RecordingDraft>): void;
  /** The report on the image; null before its inspection. */
  report: ImageReport | null;
  errors: FieldErrors;
}
