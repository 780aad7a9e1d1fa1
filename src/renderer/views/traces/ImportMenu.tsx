import { Menu } from '@base-ui/react/menu';
import { Import } from 'lucide-react';
import { keyLabel } from '../../format/key-name';
import { useImports } from '../../stores/imports';
import { texts } from '../../texts/en';

const { imports: labels } = texts;

/** Imports traces: archives, or a folder. The desktop's file dialog selects only one of these kinds. */
export function ImportMenu() {
  const choose = useImports((state) => state.select);
  return (
    <Menu.Root>
      <Menu.Trigger className="button button-plain" title={texts.withKeys(labels.action, keyLabel('Control+I'))}>
        <Import size={14} aria-hidden />
        {labels.button}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => void choose('archives')}>
              <span className="menu-text">{labels.menu.archives}</span>
              <kbd>{keyLabel('Control+I')}</kbd>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void choose('folder')}>
              <span className="menu-text">{labels.menu.folder}</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
