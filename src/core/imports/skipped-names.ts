import { isDraft } from '../library/drafts';

/** Hidden files, and what was being written when its writer was killed: no part of a trace. */
export const isSkippedName = (name: string): boolean => name.startsWith('.') || isDraft(name);
