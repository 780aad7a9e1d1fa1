import { ContextMenu } from '@base-ui/react/context-menu';
import { texts } from '../../texts/en';
import { TraceMenuItems } from './TraceMenuItems';

const { menu: labels } = texts.traces;

/** The actions on the selected traces. Opened by right click, by the Menu key, or by the button of the row. */
export function RowMenu() {
  // Evaluated when the menu opens: its popup is created each time.
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner>
        <ContextMenu.Popup className="menu" aria-label={labels.label}>
          <TraceMenuItems />
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  );
}
