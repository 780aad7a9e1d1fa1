import './search.css';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { parseQuery } from '../../../models/traces-table/search/parse-query';
import { suggest } from '../../../models/traces-table/search/suggest';
import { Hint } from '../../../parts/Hint';
import { announce } from '../../../stores/announce';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { focusTable } from '../focus-table';
import { SEARCH_FIELD_ID } from '../search-field';
import { Suggestions, suggestionId } from './Suggestions';

const { traces: labels } = texts;
const LIST = 'trace-search-list';
const WRONG = 'trace-search-wrong';
/** The delay before the field shows an error in a value that may be incomplete. */
const PROBLEM_DELAY_MS = 500;

/** The search field: words and filters, with suggestions below. */
export function SearchField() {
  const { query, rows, search } = useTraces();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const offered = useMemo(() => (open ? suggest(query, rows ?? []) : []), [open, query, rows]);
  const problem = useWrongFilter(query);
  const shown = open && offered.length > 0;
  const highlighted = shown ? offered[at] : undefined;

  const take = (text: string): void => {
    search(text);
    setAt(-1);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (shown && query === '') setOpen(false);
      else take('');
    } else if (event.key === 'ArrowDown' && !shown && query !== '') focusTable();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      if (offered.length > 0) setAt(wrapped(at + (event.key === 'ArrowDown' ? 1 : -1), offered.length));
    } else if (event.key === 'Enter') {
      if (highlighted) take(highlighted.query);
      else focusTable();
    } else return;
    event.preventDefault();
  };

  return (
    <div className="search-box">
      <label className={problem ? 'search search-wrong' : 'search'}>
        <Search size={14} aria-hidden />
        <input
          ref={field}
          id={SEARCH_FIELD_ID}
          type="text"
          role="combobox"
          placeholder={labels.search}
          aria-label={labels.search}
          aria-keyshortcuts="Control+F"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? LIST : undefined}
          aria-activedescendant={highlighted ? suggestionId(at) : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem ? WRONG : undefined}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => take(event.target.value)}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setAt(-1);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>{labels.searchKey}</kbd>
      </label>
      {problem ? (
        <div className="search-problem" id={WRONG}>
          <Hint text={problem} />
        </div>
      ) : null}
      {shown && !problem ? <Suggestions id={LIST} offered={offered} at={at} onTake={(one) => take(one.query)} /> : null}
    </div>
  );
}

const wrapped = (at: number, length: number): number => (at < -1 ? length - 1 : at >= length ? -1 : at);

/** The error in the query's filters, after a pause in typing. */
function useWrongFilter(query: string): string | null {
  const [shownProblem, setShownProblem] = useState<string | null>(null);
  const problem = useMemo(() => {
    const [wrong] = parseQuery(query).wrong;
    return wrong ? labels.wrongFilter(wrong.name, labels.filterValues[wrong.name]) : null;
  }, [query]);
  useEffect(() => {
    if (problem === null) {
      setShownProblem(null);
      return;
    }
    const timer = setTimeout(() => {
      setShownProblem(problem);
      announce(problem.replaceAll('`', ''));
    }, PROBLEM_DELAY_MS);
    return () => clearTimeout(timer);
  }, [problem]);
  return problem === null ? null : shownProblem;
}
