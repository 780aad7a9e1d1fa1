import './palette.css';
import { Dialog } from '@base-ui/react/dialog';
import { KeyHint } from '../../parts/KeyHint';
import { useOverlay } from '../../stores/overlay';
import { texts } from '../../texts/en';
import { PaletteSearch } from './PaletteSearch';

const { palette } = texts;

/** A dialog that finds every action of the app and every trace by name. */
export function Palette() {
  const { open, close } = useOverlay();
  return (
    <Dialog.Root open={open === 'palette'} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette">
          <Dialog.Title className="visually-hidden">{palette.title}</Dialog.Title>
          <PaletteSearch onChosen={close} />
          <p className="palette-help quiet" aria-hidden>
            <span>
              <KeyHint keys="ArrowUp" /> <KeyHint keys="ArrowDown" /> {palette.help.move}
            </span>
            <span>
              <KeyHint keys="Enter" /> {palette.help.choose}
            </span>
            <span>
              <KeyHint keys="Escape" /> {palette.help.close}
            </span>
          </p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
