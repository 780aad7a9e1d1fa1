import { withGroups } from '@shared/analysis/figure-text';
import type { SentencePart } from '@shared/trace-view/insight';
import { groupSeparator } from '../../../format/figures';

/** A text of main with the locale's separator of thousands. */
export const inLocale = (text: string): string => withGroups(text, groupSeparator);

/** A sentence of an insight without styles, for titles and screen readers. */
export const sentenceText = (parts: readonly SentencePart[]): string =>
  inLocale(parts.map(({ text }) => text).join(''));
