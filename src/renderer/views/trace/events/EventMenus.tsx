import { Menu } from '@base-ui/react/menu';
import { Check, Columns3, Copy } from 'lucide-react';
import { texts } from '../../../texts/en';
import { useEventColumns } from './event-columns-store';
import { EVENT_COLUMNS } from './event-text';

const { events: labels } = texts.traceTabs;

/** Copies the selected events. */
export function CopyMenu({ onCopy }: { onCopy(format: 'text' | 'csv'): void }) {
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button trace-small" aria-label={labels.copy} title={labels.copy}>
        <Copy size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => onCopy('text')}>
              <span className="menu-text">{labels.copyText}</span>
              <kbd>{labels.keys.copy}</kbd>
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => onCopy('csv')}>
              <span className="menu-text">{labels.copyCsv}</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Selects the shown columns. Time and name are always shown. */
export function EventColumnsMenu() {
  const { columns, showColumn } = useEventColumns();
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button trace-small" aria-label={labels.columnsMenu} title={labels.columnsMenu}>
        <Columns3 size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {EVENT_COLUMNS.filter((column) => column !== 'time' && column !== 'event').map((column) => (
              <Menu.CheckboxItem
                key={column}
                className="menu-item"
                checked={columns.includes(column)}
                onCheckedChange={(isShown) => showColumn(column, isShown)}
              >
                <Menu.CheckboxItemIndicator className="menu-mark">
                  <Check size={14} aria-hidden />
                </Menu.CheckboxItemIndicator>
                <span className="menu-text">{labels.columns[column]}</span>
              </Menu.CheckboxItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
