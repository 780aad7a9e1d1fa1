import { ChevronDown, ChevronUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { count } from '../../../format/figures';
import { keyLabel } from '../../../format/key-name';
import { IconButton } from '../../../parts/IconButton';
import { texts } from '../../../texts/en';
import { MOST_MATCHES } from './find-matches';

export const OUTPUT_SEARCH_ID = 'output-search';
const { run: labels } = texts;

interface Props {
  value: string;
  /** The index of the current match, -1 for none. */
  current: number;
  matches: number;
  onChange(value: string): void;
  onStep(by: 1 | -1): void;
  /** Escape in an empty field: moves the focus back to the output. */
  onLeave(): void;
}

/** Searches the output. Enter goes to the next match, Shift+Enter to the previous one. */
export function OutputSearch({ value, current, matches, onChange, onStep, onLeave }: Props) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  const most = matches >= MOST_MATCHES ? `${count(matches)}+` : count(matches);
  return (
    <search className="output-search">
      <input
        id={OUTPUT_SEARCH_ID}
        className="field"
        type="search"
        aria-label={labels.search}
        aria-keyshortcuts="Control+F"
        placeholder={labels.search}
        title={texts.withKeys(labels.search, keyLabel('Control+F'))}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? null : (
        <>
          <span className="output-matches figures" role="status">
            {matches === 0 ? labels.noMatch : labels.matchOf(count(current + 1), most)}
          </span>
          <IconButton label={labels.previousMatch} keys="Shift+Enter" onClick={() => onStep(-1)}>
            <ChevronUp size={14} aria-hidden />
          </IconButton>
          <IconButton label={labels.nextMatch} keys="Enter" onClick={() => onStep(1)}>
            <ChevronDown size={14} aria-hidden />
          </IconButton>
        </>
      )}
    </search>
  );
}
