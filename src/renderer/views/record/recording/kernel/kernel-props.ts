import type { KernelDraft } from '@shared/request/draft/record-draft';
import type { FieldErrors } from '../errors-at';

/** The properties of each group of kernel options. */
export interface KernelProps {
  value: KernelDraft;
  change(next: Partial<KernelDraft>): void;
  errors: FieldErrors;
}
