import { Menu } from '@base-ui/react/menu';
import { KeyRound } from 'lucide-react';
import { useHelper } from '../stores/helper';
import { isGoingOn, useRun } from '../stores/run';
import { texts } from '../texts/en';

const { helper: words } = texts.frame;

/** While the helper is up: that it is, until when, and the way to end it before. */
export function HelperMark() {
  const { up, end } = useHelper();
  const recording = useRun((state) => isGoingOn(state.run));
  if (!up) return null;
  return (
    <Menu.Root>
      <Menu.Trigger className="machine-part helper-mark" title={words.isUp} aria-label={words.isUp}>
        <KeyRound size={12} aria-hidden />
        {words.mark}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-place" side="right" align="end" sideOffset={4}>
          <Menu.Popup className="menu helper-menu" aria-label={words.isUp}>
            <p className="helper-text quiet">{words.text}</p>
            <Menu.Item className="menu-item" disabled={recording} onClick={() => void end()}>
              {words.end}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
