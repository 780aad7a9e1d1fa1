import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { texts } from '../../texts/en';
import { optionElementId, PaletteList } from './PaletteList';
import { type PaletteOption, usePaletteGroups } from './use-palette-groups';

const { palette } = texts;

/**
 * The field and the matches under it. The focus stays in the field; the keys move the highlight. The first match is
 * highlighted until a key or the pointer highlights another.
 */
export function PaletteSearch({ onChosen }: { onChosen(): void }) {
  const [query, setQuery] = useState('');
  const [highlightedId, setHighlightedId] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const { groups, nothing } = usePaletteGroups(query);
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex(({ id }) => id === highlightedId),
  );
  const highlighted = options[at];

  const choose = (option: PaletteOption): void => {
    onChosen();
    option.run();
  };
  const moveTo = (index: number): void => {
    const option = options.at(index % options.length);
    if (!option) return;
    setHighlightedId(option.id);
    document.getElementById(optionElementId(listId, option))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, it handles the keys.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown') moveTo(at + 1);
    else if (event.key === 'ArrowUp') moveTo(at - 1);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(-1);
    else if (event.key === 'Enter' && highlighted) choose(highlighted);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label={palette.field}
        aria-autocomplete="list"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={highlighted && optionElementId(listId, highlighted)}
        autoComplete="off"
        spellCheck={false}
        placeholder={palette.field}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setHighlightedId(null);
          list.current?.scrollTo(0, 0);
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteList
        id={listId}
        list={list}
        groups={groups}
        highlighted={highlighted}
        nothing={nothing}
        onHover={(option) => setHighlightedId(option.id)}
        onChoose={choose}
      />
    </>
  );
}
