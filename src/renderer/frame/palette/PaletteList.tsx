// biome-ignore-all lint/a11y/useSemanticElements: a select cannot be the list of a text field
import type { RefObject } from 'react';
import { texts } from '../../texts/en';
import type { PaletteGroup, PaletteOption } from './use-palette-groups';

const { palette } = texts;

/** The element's id of an option, for the field's `aria-activedescendant`. */
export const optionElementId = (listId: string, option: PaletteOption): string => `${listId}-${option.id}`;

interface Props {
  id: string;
  list: RefObject<HTMLDivElement | null>;
  groups: readonly PaletteGroup[];
  highlighted: PaletteOption | undefined;
  /** Shown if there are no groups. */
  nothing: string;
  onHover(option: PaletteOption): void;
  onChoose(option: PaletteOption): void;
}

/** The matches under their headings. Pressing one keeps the focus in the field. */
export function PaletteList({ id, list, groups, highlighted, nothing, onHover, onChoose }: Props) {
  return (
    <div
      className="palette-list"
      role="listbox"
      id={id}
      ref={list}
      aria-label={palette.results}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.length === 0 ? (
        // A list must contain an option: this one shows that nothing matches.
        <div className="palette-empty" role="option" aria-disabled aria-selected={false} tabIndex={-1}>
          {nothing}
        </div>
      ) : null}
      {groups.map((group) => (
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}-heading`}>
          <div className="palette-heading" id={`${id}-${group.id}-heading`} aria-hidden>
            {group.heading}
          </div>
          {group.options.map((option) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and handles the keys
            <div
              key={option.id}
              id={optionElementId(id, option)}
              className="palette-item"
              role="option"
              tabIndex={-1}
              aria-selected={option.id === highlighted?.id}
              // Do not highlight on enter: a list that scrolls under a resting pointer must not move the highlight.
              onPointerMove={() => onHover(option)}
              onClick={() => onChoose(option)}
            >
              <span className="palette-title" title={option.title}>
                {option.title}
              </span>
              {option.aside}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
