import './event-filter.css';
import { Filter, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { IconButton } from '../../../../parts/IconButton';
import { texts } from '../../../../texts/en';
import { type Chip, FilterChip } from './FilterChip';
import { conditionParts } from './filter-conditions';
import { useFilterText } from './use-filter-text';

const { events: labels } = texts.traceTabs;

interface Props {
  filter: string;
  onFilter(filter: string): void;
  /** The selected rows, which narrow the events too. */
  rowChips: readonly Chip[];
}

/** The filter of the events, in the language of the command `events`: a chip for each condition, and a field for one more. */
export function EventFilter({ filter, onFilter, rowChips }: Props) {
  const text = useFilterText(filter, onFilter);
  const { typed, problem } = text;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const focusField = (): void => box.current?.querySelector('input')?.focus();
  /** A place among the buttons of the chips; the field is behind the last one. */
  const focusAt = (place: number): void => {
    const buttons = box.current?.querySelectorAll<HTMLButtonElement>('.filter-chip-remove');
    const button = place < 0 ? buttons?.[0] : buttons?.[place];
    if (button) button.focus();
    else focusField();
  };
  const chips: Chip[] = [
    ...rowChips,
    ...text.chips.map((condition, at) => ({
      key: `${at} ${condition}`,
      ...conditionParts(condition),
      edit: () => {
        text.edit(at);
        focusField();
      },
      remove: () => text.remove(at),
    })),
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const isAtBegin = selectionStart === 0 && selectionEnd === 0;
    if (event.key === 'Enter') text.enter();
    else if (event.key === 'Escape' && typed !== '') text.type('');
    else if ((event.key === 'ArrowLeft' || event.key === 'Backspace') && isAtBegin && chips.length > 0)
      focusAt(chips.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="trace-event-filter" ref={box}>
      <div className={problem ? 'event-filter event-filter-wrong' : 'event-filter'}>
        <Filter size={14} aria-hidden />
        {chips.length > 0 ? (
          <ul className="filter-chips" aria-label={labels.conditions}>
            {chips.map((chip, at) => (
              <FilterChip
                key={chip.key}
                chip={chip}
                onMove={(by) => focusAt(at + by)}
                onRemove={() => {
                  chip.remove();
                  focusField();
                }}
              />
            ))}
          </ul>
        ) : null}
        <input
          type="text"
          placeholder={chips.length === 0 ? labels.filter : labels.addFilter}
          aria-label={labels.filterLabel}
          aria-invalid={problem !== null}
          aria-describedby={problem ? id : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
          value={typed}
          onChange={(event) => text.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {typed === '' && text.chips.length === 0 ? null : (
          <IconButton label={labels.clearFilter} onClick={text.clear}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {problem ? (
        <p id={id} className="trace-event-problem">
          {problem.message}{' '}
          <code>
            {typed.slice(Math.max(0, problem.from - 20), problem.from)}
            <mark>{typed.slice(problem.from, problem.to) || '▏'}</mark>
            {typed.slice(problem.to, problem.to + 20)}
          </code>
        </p>
      ) : null}
    </div>
  );
}
