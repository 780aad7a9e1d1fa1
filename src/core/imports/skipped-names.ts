import { isDraft } from '../library/drafts';

/** Hidden files and abandoned drafts are not part of a trace. */
export const isSkippedName = (name: string): boolean => name.startsWith('.') || isDraft(name);
