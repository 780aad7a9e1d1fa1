import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../stores/announce';
import { texts } from '../texts/en';

/** Copies a text and confirms it for a moment. A long text is created only on a click. */
export function CopyButton({ text, what }: { text: string | (() => string); what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
    setCopied(true);
    announce(texts.copy.copied);
  };
  const label = copied ? texts.copy.copied : texts.copy.what(what);
  return (
    <button type="button" className="icon-button copy" aria-label={label} title={label} onClick={() => void copy()}>
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    </button>
  );
}
