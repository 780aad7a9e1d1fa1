import { CopyButton } from './CopyButton';

/** A command, path or id in monospace. One click copies it. */
export function CopyLine({ text, what, wrap = false }: { text: string; what: string; wrap?: boolean }) {
  return (
    <div className={wrap ? 'copy-line copy-line-wrap' : 'copy-line'}>
      <code title={wrap ? undefined : text}>{text}</code>
      <CopyButton text={text} what={what} />
    </div>
  );
}
