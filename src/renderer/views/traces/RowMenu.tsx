import { ContextMenu } from '@base-ui/react/context-menu';
import { texts } from '../../texts/en';
import { TraceMenuItems } from './TraceMenuItems';

const { menu: labels } = texts.traces;

/** What can be done with what is chosen: by right click, by the Menu key, by the button of the row. */
export function RowMenu() {
  // Chosen at the moment at which the menu opens; its popup is made anew each time.
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
