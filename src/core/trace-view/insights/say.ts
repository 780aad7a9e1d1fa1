import { withGroups } from '@shared/analysis/figure-text';
import { oneLine } from '@shared/model/plain-text';
import type { SentencePart } from '@shared/trace-view/insight';

/** Longer names are cut, so that one name does not fill the page. */
const LONGEST_NAME = 80;

type Style = SentencePart['style'];

/** Pieces of a sentence. Text is plain. */
export type Said = string | SentencePart;

const styled =
  (style: Style) =>
  (text: string): SentencePart => ({ text, style });

/** A figure. */
export const strong = styled('strong');
/** Text to copy, which is not cut. */
export const code = styled('code');
/** Names come from the trace, so they may have control characters and any length. */
export const nameOf = (text: string): SentencePart => ({ text: shortName(text), style: 'strong' });
export const codeName = (text: string): SentencePart => ({ text: shortName(text), style: 'code' });
export const strongCode = (text: string): SentencePart => ({ text: shortName(text), style: 'strong-code' });

export const sentence = (...said: Said[]): SentencePart[] =>
  said.filter((one) => one !== '').map((one) => (typeof one === 'string' ? { text: one, style: 'plain' } : one));

/** The sentence without its styles, for a terminal. */
export const plainText = (parts: readonly SentencePart[]): string =>
  withGroups(parts.map(({ text }) => text).join(''), ' ');

function shortName(text: string): string {
  const characters = [...oneLine(text)];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : characters.join('');
}

/** `a, b and c` */
export function listed(parts: readonly SentencePart[]): Said[] {
  return parts.flatMap((part, index): Said[] => {
    if (index === 0) return [part];
    return [index === parts.length - 1 ? ' and ' : ', ', part];
  });
}
