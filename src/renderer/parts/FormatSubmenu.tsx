import { Menu } from '@base-ui/react/menu';
import { TRACE_FILE_FORMAT_IDS, TRACE_FILE_FORMATS, type TraceFileFormat } from '@shared/archive/formats';
import { ChevronRight } from 'lucide-react';
import { MenuItem } from './MenuItem';

interface Props {
  label: string;
  disabled?: boolean;
  onSelect: (format: TraceFileFormat) => void;
}

/** The formats of other viewers, as a submenu. Archives are in the dialog of the plain export. */
export function FormatSubmenu({ label, disabled = false, onSelect }: Props) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className="menu-item" disabled={disabled}>
        <span className="menu-text">{label}</span>
        <ChevronRight size={14} aria-hidden />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4}>
          <Menu.Popup className="menu">
            {TRACE_FILE_FORMAT_IDS.map((format) => (
              <MenuItem key={format} onClick={() => onSelect(format)}>
                {TRACE_FILE_FORMATS[format].title}
              </MenuItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
