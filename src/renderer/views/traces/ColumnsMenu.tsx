import { Menu } from '@base-ui/react/menu';
import { COLUMN_IDS, type ColumnId } from '@shared/model/trace-columns';
import { Check, Columns3 } from 'lucide-react';
import { useTracesTable } from '../../stores/traces-table';
import { texts } from '../../texts/en';

const { traces: labels } = texts;

/** Selects the shown columns. The name is always shown. */
export function ColumnsMenu({ shown }: { shown: readonly ColumnId[] }) {
  const { showColumn, resetColumns, columns, widths } = useTracesTable();
  const isDefault = columns === null && Object.keys(widths).length === 0;
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label={labels.columnsMenu} title={labels.columnsMenu}>
        <Columns3 size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {COLUMN_IDS.filter((id) => id !== 'title').map((id) => (
              <Menu.CheckboxItem
                key={id}
                className="menu-item"
                checked={shown.includes(id)}
                onCheckedChange={(show) => showColumn(id, shown, show)}
              >
                <Menu.CheckboxItemIndicator className="menu-mark">
                  <Check size={14} aria-hidden />
                </Menu.CheckboxItemIndicator>
                <span className="menu-text">{labels.columns[id]}</span>
              </Menu.CheckboxItem>
            ))}
            <Menu.Separator className="menu-line" />
            <Menu.Item className="menu-item" disabled={isDefault} onClick={resetColumns}>
              <span className="menu-text">{labels.defaultColumns}</span>
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
