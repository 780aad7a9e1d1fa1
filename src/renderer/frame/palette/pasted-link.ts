import { looksLikeTraceLink, parseTraceLink } from '@shared/trace-view/trace-link';
import { errorOf } from '../../bridge';
import { texts } from '../../texts/en';

export type PastedLink = { id: string } | { problem: string };

/**
 * What a text is as a link to a place in a trace; null if it is not meant as one.
 * @param ids of the traces of the library; null while they are not known
 */
export function pastedLink(text: string, ids: readonly string[] | null): PastedLink | null {
  if (!looksLikeTraceLink(text)) return null;
  try {
    const { id } = parseTraceLink(text);
    return ids === null || ids.includes(id) ? { id } : { problem: texts.palette.linkToNothing(id) };
  } catch (thrown) {
    const { message, hint } = errorOf(thrown);
    return { problem: [message, hint].filter(Boolean).join(' ') };
  }
}
