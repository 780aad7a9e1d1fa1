import { Menu } from '@base-ui/react/menu';
import { KeyRound } from 'lucide-react';
import { useHelper } from '../stores/helper';
import { isActive, useRun } from '../stores/run';
import { texts } from '../texts/en';

const { helper: labels } = texts.frame;

/** Shows that the helper is running and until when, with a button that stops it. */
export function HelperMark() {
  const { up, stop } = useHelper();
  const recording = useRun((state) => isActive(state.run));
  if (!up) return null;
  return (
    <Menu.Root>
      <Menu.Trigger className="machine-part helper-mark" title={labels.status} aria-label={labels.status}>
        <KeyRound size={12} aria-hidden />
        {labels.mark}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-place" side="right" align="end" sideOffset={4}>
          <Menu.Popup className="menu helper-menu" aria-label={labels.status}>
            <p className="helper-text quiet">{labels.text}</p>
            <Menu.Item className="menu-item" disabled={recording} onClick={() => void stop()}>
              {labels.stop}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
