import './search.css';
import { looksLikeTraceLink } from '@shared/trace-view/trace-link';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { count } from '../../../format/figures';
import { pastedLink } from '../../../frame/palette/pasted-link';
import { IconButton } from '../../../parts/IconButton';
import { announce } from '../../../stores/announce';
import { openLink } from '../../../stores/trace-view/open-link';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { SearchList, searchOptionId } from './SearchList';
import { allMatches } from './search-results';
import { useTraceSearch } from './search-store';

const { search: labels } = texts.traceTabs;
export const TRACE_SEARCH_ID = 'trace-search-field';
const LIST = 'trace-search-results';
/** The delay after the last key before the trace is searched. */
const PAUSE_MS = 150;

/** The search of the opened trace: Enter and F3 go through functions, rows and events. */
export function TraceSearch() {
  const { text, matches, results, at, error, search, goTo, next, clear } = useTraceSearch();
  const [typed, setTyped] = useState(text);
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text || looksLikeTraceLink(typed)) return;
    const timer = setTimeout(() => void search(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text, search]);
  const all = matches ? allMatches(matches) : 0;
  const status =
    text === '' || !matches ? '' : at < 0 ? labels.count(count(all)) : labels.position(count(at + 1), count(all));
  useEffect(() => {
    if (status !== '') announce(status);
  }, [status]);
  const ids = useTraces((state) => state.rows)?.map(({ id }) => id) ?? null;
  const link = pastedLink(typed, ids);
  const openPasted = (): void => {
    if (!link || 'problem' in link) return;
    openLink(typed);
    setTyped('');
    clear();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, shiftKey } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setIsOpen(true);
      const by = key === 'ArrowDown' ? 1 : -1;
      useTraceSearch.setState({ at: Math.min(results.length - 1, Math.max(0, at + by)) });
    } else if (key === 'Enter' && link) openPasted();
    else if (key === 'Enter' && typed !== text) void search(typed);
    else if (key === 'Enter') {
      if (isOpen && at >= 0 && !shiftKey) {
        goTo(at);
        setIsOpen(false);
      } else next(shiftKey ? -1 : 1);
    } else if (key === 'Escape' && isOpen && results.length > 0) setIsOpen(false);
    else if (key === 'Escape' && typed !== '') clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isShown = isOpen && text !== '' && matches !== null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: closes the list when the focus leaves it
    <div
      ref={box}
      className="trace-search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <label className="trace-search-field">
        <Search size={14} aria-hidden />
        <input
          id={TRACE_SEARCH_ID}
          type="text"
          role="combobox"
          placeholder={labels.field}
          aria-label={labels.field}
          aria-keyshortcuts="Control+F"
          aria-expanded={isShown}
          aria-controls={isShown ? LIST : undefined}
          aria-activedescendant={isShown && at >= 0 ? searchOptionId(LIST, at) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={1_000}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setIsOpen(true);
          }}
          onFocus={() => setIsOpen(true)}
          onKeyDown={onKeyDown}
        />
        {typed === '' ? (
          <kbd>{labels.key}</kbd>
        ) : (
          <>
            <span className="quiet figures trace-search-status">{status}</span>
            <IconButton label={labels.previous} keys="Shift+F3" onClick={() => next(-1)}>
              <ChevronUp size={14} aria-hidden />
            </IconButton>
            <IconButton label={labels.next} keys="F3" onClick={() => next(1)}>
              <ChevronDown size={14} aria-hidden />
            </IconButton>
            <IconButton label={labels.clear} onClick={clear}>
              <X size={14} aria-hidden />
            </IconButton>
          </>
        )}
      </label>
      {link ? (
        <div className="trace-search-results trace-search-none" role="status">
          {'problem' in link ? (
            <p>{link.problem}</p>
          ) : (
            <button type="button" className="trace-link" onClick={openPasted}>
              {texts.palette.openLink}
            </button>
          )}
        </div>
      ) : isShown || error ? (
        <SearchList
          id={LIST}
          at={at}
          error={error}
          onTake={(index) => {
            goTo(index);
            setIsOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}
