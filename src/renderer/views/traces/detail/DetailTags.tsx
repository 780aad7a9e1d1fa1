import './tags.css';
import { Autocomplete } from '@base-ui/react/autocomplete';
import type { TraceRow } from '@shared/model/trace-record';
import { X } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTraces } from '../../../stores/traces';
import { addTag, allTags, commonTags, LONGEST_TAG, MOST_TAGS, removeTag } from '../../../stores/traces-tags';
import { texts } from '../../../texts/en';

const { detail: labels } = texts;
const MOST_SUGGESTED = 50;

/** The tags of a trace, or the common tags of several, and a field that adds a tag to all of them. */
export function DetailTags({ rows }: { rows: readonly TraceRow[] }) {
  const library = useTraces((state) => state.rows);
  const [typed, setTyped] = useState('');
  const marked = useRef<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const tags = commonTags(rows);
  const several = rows.length > 1;
  const offered = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    const here = new Set(commonTags(rows));
    return allTags(library ?? [])
      .filter((tag) => !here.has(tag) && tag.toLowerCase().includes(wanted))
      .slice(0, MOST_SUGGESTED);
  }, [library, rows, typed]);
  const full = rows.some((row) => row.tags.length >= MOST_TAGS);

  const add = (text: string): void => {
    const tag = text.trim().replace(/\s+/g, ' ');
    setTyped('');
    if (tag !== '' && !full) void addTag(rows, tag);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === ',' || (event.key === 'Enter' && marked.current === undefined)) {
      event.preventDefault();
      add(typed);
    }
    if (event.key === 'Escape' && typed !== '') setTyped('');
  };
  const label = several ? labels.addTagToAll : labels.addTag;

  return (
    <section className="detail-section" aria-label={several ? labels.commonTags : labels.tags}>
      <h3>{several ? labels.commonTags : labels.tags}</h3>
      <div className="tags">
        {tags.map((tag) => (
          <span key={tag} className="tag tag-held">
            <bdi title={tag}>{tag}</bdi>
            <button
              type="button"
              className="tag-remove"
              aria-label={labels.removeTag(tag)}
              title={labels.removeTag(tag)}
              onClick={() => {
                void removeTag(rows, tag);
                field.current?.focus();
              }}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        {full ? (
          <span className="quiet">{labels.tooManyTags}</span>
        ) : (
          <Autocomplete.Root
            items={offered}
            mode="none"
            value={typed}
            openOnInputClick
            onItemHighlighted={(tag) => {
              marked.current = tag;
            }}
            onValueChange={(text, { reason }) => {
              if (reason === 'item-press') add(text);
              else if (reason === 'input-change') setTyped(text);
            }}
          >
            <Autocomplete.Input
              ref={field}
              className="tag-field"
              aria-label={label}
              placeholder={label}
              maxLength={LONGEST_TAG}
              onKeyDown={onKeyDown}
            />
            <Autocomplete.Portal>
              <Autocomplete.Positioner sideOffset={4} align="start">
                <Autocomplete.Popup className="menu" aria-label={labels.tags} hidden={offered.length === 0}>
                  <Autocomplete.List>
                    {(tag: string) => (
                      <Autocomplete.Item key={tag} value={tag} className="menu-item">
                        <bdi className="menu-text">{tag}</bdi>
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.List>
                </Autocomplete.Popup>
              </Autocomplete.Positioner>
            </Autocomplete.Portal>
          </Autocomplete.Root>
        )}
      </div>
    </section>
  );
}
