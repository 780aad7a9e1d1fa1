import { Autocomplete } from '@base-ui/react/autocomplete';
import type { EngineId } from '@shared/engines/registry';
import { ChevronDown } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { count } from '../../../format/figures';
import { type EngineImages, useImages } from '../../../stores/images';
import { texts } from '../../../texts/en';
import { ImageList, type ListHandle } from './ImageList';
import { filterOptions, type ImageOption, imageOptions } from './image-options';
import { whenEmpty } from './ways-to-images';

interface Props {
  id: string;
  engine: EngineId | null;
  byNameOnly: boolean;
  list: EngineImages;
  value: string;
  onChange(image: string): void;
  error: string | undefined;
}

const { images } = texts;

/** The text field with its list. The opened list shows all images; typing filters it. */
export function ImageField({ id, engine, byNameOnly, list, value, onChange, error }: Props) {
  const [typed, setTyped] = useState(false);
  const handle = useRef<ListHandle>(null);
  const options = useMemo(() => imageOptions(list.rows ?? [], list.recipes), [list.rows, list.recipes]);
  const shown = useMemo(() => (typed ? filterOptions(options, value) : options), [options, typed, value]);
  return (
    <Autocomplete.Root
      mode="none"
      virtualized
      openOnInputClick
      items={shown}
      itemToStringValue={(option: ImageOption) => option.reference}
      value={value}
      disabled={engine === null && !byNameOnly}
      onValueChange={(next, { reason }) => {
        if (reason === 'escape-key') return; // Escape closes the list without emptying the field
        setTyped(reason === 'input-change');
        onChange(next);
      }}
      onOpenChange={(open) => {
        setTyped(false);
        if (open && engine !== null) void useImages.getState().load(engine);
      }}
      onItemHighlighted={(option, { reason, index }) => {
        if (option && reason !== 'pointer') handle.current?.show(index);
      }}
    >
      <Autocomplete.InputGroup className="image-input">
        <Autocomplete.Input
          id={id}
          className="field"
          placeholder={images.placeholder}
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? `${id}-status` : `${id}-error`}
        />
        <Autocomplete.Trigger className="icon-button image-open" aria-label={images.show} title={images.show}>
          <ChevronDown size={16} aria-hidden />
        </Autocomplete.Trigger>
      </Autocomplete.InputGroup>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="popup-place" sideOffset={4} align="start">
          <Autocomplete.Popup className="popup image-popup" aria-label={images.listLabel}>
            <Autocomplete.List className="image-list" aria-label={images.listLabel}>
              <ImageList options={shown} handle={handle} />
            </Autocomplete.List>
            <Autocomplete.Status className="image-foot">
              {footOf(list, engine, shown.filter(({ image }) => image !== null).length, typed ? value : '')}
            </Autocomplete.Status>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

/** The text below the list: the number of images, or why there is none. */
function footOf(list: EngineImages, engine: EngineId | null, shown: number, typed: string): string {
  if (list.error) return list.error.message;
  if (engine === null) return images.notListed;
  if (!list.rows) return images.loading;
  if (list.rows.length === 0) return whenEmpty(engine).replaceAll('`', '');
  if (shown === 0 && typed !== '') return images.noMatch(typed);
  const unnamed = list.rows.filter((row) => row.names.length === 0).length;
  return [images.count(count(shown)), ...(unnamed > 0 ? [images.unnamed(count(unnamed))] : [])].join(' · ');
}
