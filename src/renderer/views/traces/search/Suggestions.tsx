// biome-ignore-all lint/a11y/useSemanticElements: a select cannot be the list of a text field
import { useEffect, useRef } from 'react';
import type { Suggestion } from '../../../models/traces-table/search/suggest';
import { texts } from '../../../texts/en';

const { traces: labels } = texts;
export const suggestionId = (at: number): string => `trace-search-${at}`;

interface Props {
  id: string;
  offered: readonly Suggestion[];
  at: number;
  onTake(suggestion: Suggestion): void;
}

/** The list below the search field. The focus stays in the field; the arrow keys move the highlight. */
export function Suggestions({ id, offered, at, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div className="search-list" role="listbox" id={id} aria-label={labels.filters} ref={list} tabIndex={-1}>
      {offered.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
        <div
          key={one.label}
          id={suggestionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="search-option"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(one)}
        >
          <code>{one.label}</code>
          {one.isName ? <span className="quiet">{labels.filterHelp[one.filter]}</span> : null}
        </div>
      ))}
    </div>
  );
}
