import { Menu } from '@base-ui/react/menu';
import { ArrowDownWideNarrow, Check, Eye, EyeOff, ListFilter } from 'lucide-react';
import { count } from '../../../../format/figures';
import { ROW_SORTS } from '../../../../models/trace-view/row-choice';
import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import { texts } from '../../../../texts/en';
import type { RowLayout } from './lay-rows';

const { rows: labels } = texts.traceTimeline;

/** Filter and order of the rows, and how many are hidden. */
export function RowTools({ layout }: { layout: RowLayout }) {
  const { filter, showsHidden, change } = useRowChoices();
  const hidden = layout.hiddenCount;
  const Eyes = showsHidden ? Eye : EyeOff;
  return (
    <div className="row-tools">
      <label className="row-filter">
        <ListFilter size={14} aria-hidden />
        <input
          type="search"
          aria-label={labels.filter}
          placeholder={labels.filter}
          spellCheck={false}
          value={filter}
          onChange={({ target }) => change({ filter: target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && filter !== '') change({ filter: '' });
          }}
        />
      </label>
      <SortMenu layout={layout} />
      {hidden > 0 || showsHidden ? (
        <button
          type="button"
          className="icon-button row-hidden figures"
          aria-pressed={showsHidden}
          aria-label={showsHidden ? labels.hideAgain : `${labels.hidden(count(hidden))}. ${labels.showHidden}`}
          title={showsHidden ? labels.hideAgain : labels.showHidden}
          onClick={() => change({ showsHidden: !showsHidden })}
        >
          <Eyes size={14} aria-hidden />
          {hidden > 0 ? count(hidden) : null}
        </button>
      ) : null}
    </div>
  );
}

/** The order of the rows, and whether those of the tracer are among them. */
function SortMenu({ layout: { tracerRows } }: { layout: RowLayout }) {
  const { sort, showsTracer, change } = useRowChoices();
  return (
    <Menu.Root>
      <Menu.Trigger className="icon-button" aria-label={labels.sort} title={labels.sort}>
        <ArrowDownWideNarrow size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={sort} onValueChange={(next) => change({ sort: next, order: new Map() })}>
              {ROW_SORTS.map((one) => (
                <Menu.RadioItem key={one} value={one} className="menu-item row-sort">
                  <Menu.RadioItemIndicator className="menu-mark">
                    <Check size={14} aria-hidden />
                  </Menu.RadioItemIndicator>
                  <span className="menu-text">{labels.sorts[one]}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            {tracerRows > 0 ? (
              <>
                <Menu.Separator className="menu-line" />
                <Menu.CheckboxItem
                  className="menu-item"
                  checked={showsTracer}
                  onCheckedChange={(shows) => change({ showsTracer: shows })}
                >
                  <Menu.CheckboxItemIndicator className="menu-mark">
                    <Check size={14} aria-hidden />
                  </Menu.CheckboxItemIndicator>
                  <span className="menu-text">{labels.showTracer(count(tracerRows))}</span>
                </Menu.CheckboxItem>
              </>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
