import type { ErrorData } from '@shared/model/app-error';
import { useEffect } from 'react';
import { count } from '../../../format/figures';
import { ErrorNotice } from '../../../parts/Notice';
import { texts } from '../../../texts/en';
import { FunctionName } from '../table/FunctionName';
import { NoMatch } from './NoMatch';
import type { ResultKind, SearchResult } from './search-results';
import { useTraceSearch } from './search-store';

const { search: labels } = texts.traceTabs;
const KINDS = ['function', 'row', 'event'] as const satisfies readonly ResultKind[];
const LIMITS = { function: 'functions', row: 'rows', event: 'events' } as const satisfies Record<ResultKind, string>;
export const searchOptionId = (list: string, at: number): string => `${list}-${at}`;

interface Props {
  id: string;
  at: number;
  error: ErrorData | null;
  onTake(at: number): void;
}

/** The matches below the field, by kind. */
export function SearchList({ id, at, error, onTake }: Props) {
  const { text, matches, results } = useTraceSearch();
  useEffect(() => document.getElementById(searchOptionId(id, at))?.scrollIntoView({ block: 'nearest' }), [id, at]);
  if (error)
    return (
      <div className="trace-search-results">
        <ErrorNotice error={error} />
      </div>
    );
  if (results.length === 0) return <NoMatch query={text} />;
  return (
    <div id={id} role="listbox" aria-label={labels.results} className="trace-search-results" tabIndex={-1}>
      {KINDS.map((kind) => {
        const ofKind = results.map((result, index) => ({ result, index })).filter(({ result }) => result.kind === kind);
        const all = matches?.all[LIMITS[kind]] ?? ofKind.length;
        if (ofKind.length === 0) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
          <div key={kind} role="group" aria-label={labels.groups[kind]}>
            <div className="trace-search-group" aria-hidden>
              {labels.groups[kind]}
              <span className="figures">
                {all > ofKind.length ? labels.firstOf(count(ofKind.length), count(all)) : count(all)}
              </span>
            </div>
            {ofKind.map(({ result, index }) => (
              <Option
                key={result.key}
                id={searchOptionId(id, index)}
                result={result}
                isCurrent={index === at}
                onTake={() => onTake(index)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Option(props: { id: string; result: SearchResult; isCurrent: boolean; onTake(): void }) {
  const { id, result, isCurrent, onTake } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      className="trace-search-option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {result.kind === 'function' ? (
        <FunctionName name={result.name} />
      ) : (
        <span className="trace-cut" title={result.name}>
          {result.kind === 'event' ? <code>{result.name}</code> : result.name}
        </span>
      )}
      <span className="quiet figures">{result.more}</span>
    </div>
  );
}
