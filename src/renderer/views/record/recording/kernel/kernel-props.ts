import type { KernelDraft } from '@shared/request/draft/record-draft';
import type { FieldErrors } from '../errors-at';

/** What each part of the kernel's choice gets. */
export interface KernelProps {
  value: KernelDraft;
  change(next: Partial<KernelDraft>): void;
  errors: FieldErrors;
}
