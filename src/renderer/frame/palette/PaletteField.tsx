import { SquareChevronRight } from 'lucide-react';
import { keyLabel } from '../../format/key-name';
import { useOverlay } from '../../stores/overlay';
import { texts } from '../../texts/en';

const KEYS = 'Control+K';

/** A button that looks like a field and opens the palette. */
export function PaletteField() {
  const show = useOverlay((state) => state.show);
  const { palette } = texts;
  return (
    <button
      type="button"
      className="palette-field"
      aria-label={palette.field}
      aria-keyshortcuts={KEYS}
      aria-haspopup="dialog"
      title={texts.withKeys(palette.field, keyLabel(KEYS))}
      onClick={() => show('palette')}
    >
      <SquareChevronRight size={14} aria-hidden />
      <span className="palette-field-text">{palette.fieldShort}</span>
      <kbd>{keyLabel(KEYS)}</kbd>
    </button>
  );
}
