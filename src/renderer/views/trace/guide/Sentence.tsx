import type { SentencePart } from '@shared/trace-view/insight';
import { inLocale } from './sentence-text';

/** A sentence of an insight, with its figures and names as they stand out. */
export function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return parts.map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change their order
    return <Part key={index} part={part} />;
  });
}

function Part({ part }: { part: SentencePart }) {
  const { style } = part;
  const text = inLocale(part.text);
  if (style === 'strong') return <b>{text}</b>;
  if (style === 'code') return <code>{text}</code>;
  return style === 'strong-code' ? (
    <b>
      <code>{text}</code>
    </b>
  ) : (
    text
  );
}
