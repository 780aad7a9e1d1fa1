import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { texts } from '../../../../texts/en';

const { events: labels } = texts.traceTabs;

/** What a chip of the filter says and does. */
export interface Chip {
  key: string;
  /** What is compared; null for a condition that is shown as it was written. */
  subject: string | null;
  value: string;
  /** Null: it cannot be edited as text. */
  edit: (() => void) | null;
  remove(): void;
}

interface Props {
  chip: Chip;
  /** Left and right move among the chips and the field. */
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

/** One condition of the filter. Its button removes it; a click on its text, or F2, edits it. */
export function FilterChip({ chip: { subject, value, edit }, onMove, onRemove }: Props) {
  const name = subject === null ? value : `${labels.conditionOf(subject)} ${value}`;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') onMove(-1);
    else if (event.key === 'ArrowRight') onMove(1);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else if (event.key === 'F2' && edit) edit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li className="filter-chip" title={edit ? labels.editCondition(name) : name}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: F2 on the button does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: F2 on the button does the same */}
      <span className="filter-chip-text" onClick={edit ?? undefined}>
        {subject === null ? null : <span className="quiet">{labels.conditionOf(subject)} </span>}
        <code>{value}</code>
      </span>
      <button
        type="button"
        className="filter-chip-remove"
        aria-label={labels.removeCondition(name)}
        aria-keyshortcuts={edit ? 'Delete F2' : 'Delete'}
        onClick={onRemove}
        onKeyDown={onKeyDown}
      >
        <X size={12} aria-hidden />
      </button>
    </li>
  );
}
