import { texts } from '../texts/en';
import { CopyButton } from './CopyButton';

/** The solution to an error. Text between backticks is a command: monospace, one click to copy. */
export function Hint({ text }: { text: string }) {
  const parts = text.split('`').map((part, index) => ({ key: `${index} ${part}`, part, command: index % 2 === 1 }));
  return (
    <p className="hint">
      {parts.map(({ key, part, command }) =>
        command ? (
          <span key={key} className="hint-command">
            <code>{part}</code>
            <CopyButton text={part} what={texts.record.fields.command.toLowerCase()} />
          </span>
        ) : (
          <span key={key}>{part}</span>
        ),
      )}
    </p>
  );
}
