import type { RowFigures, TimelineRow } from '@shared/trace-view/timeline-rows';
import { ChevronDown, ChevronRight, Pin } from 'lucide-react';
import type { MouseEvent } from 'react';
import { count } from '../../../../format/figures';
import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import { useRowMemory } from '../../../../stores/trace-view/row-memory';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import { texts } from '../../../../texts/en';
import { laneBoxes } from '../../drawing/rows/row-measures';
import { whyRowIsQuiet } from '../../empty/reasons/why-row-is-quiet';
import type { RowTree } from './row-children';
import { activityText, nameOfRow, numberOfRow } from './row-text';
import type { SeenRow } from './rows-in-sight';

const { rows: labels } = texts.traceTimeline;
export const rowNameId = (row: number): string => `timeline-row-${row}`;

interface Props {
  tree: RowTree;
  laid: SeenRow;
  figures: RowFigures;
  isSelected: boolean;
}

/** Name, number and activity of a row, as an item of the tree. The row that stays on top is a copy, and belongs to no tree. */
export function RowName({ tree, laid, figures, isSelected }: Props) {
  const found = tree.rows[laid.row] as TimelineRow;
  const memory = useRowMemory((state) => state.texts.get(laid.row));
  const whole = useTraceView((state) => state.whole);
  const { toggle } = useRowChoices.getState();
  const { row, kind, level, isExpanded, place } = laid;
  const isCopy = place === 'on-top';
  const name = nameOfRow(found);
  const lanes = tree.rows[laid.lanesOf] as TimelineRow;
  const quiet = whole ? whyRowIsQuiet(lanes, whole, (figures.events[row] ?? 0) > 0) : [];
  const activity = memory ?? activityText(tree, laid, figures);
  const onTwist = (event: MouseEvent): void => {
    event.stopPropagation();
    toggle(row, isExpanded !== true);
  };
  const Twist = isExpanded ? ChevronDown : ChevronRight;
  const item = isCopy
    ? { 'aria-hidden': true }
    : {
        id: rowNameId(row),
        role: 'treeitem',
        'aria-level': level + 1,
        'aria-posinset': laid.position,
        'aria-setsize': laid.siblings,
        'aria-selected': isSelected,
        ...(quiet.length === 0 ? {} : { 'aria-description': quiet.join(' ') }),
        ...(isExpanded === null ? {} : { 'aria-expanded': isExpanded }),
      };
  return (
    <div
      {...item}
      data-row={row}
      className={`row-name row-name-${kind} row-name-${place} ${isSelected ? 'row-name-selected' : ''}`}
      style={{
        transform: `translateY(${laid.top}px)`,
        height: laid.height,
        paddingLeft: `calc(12px + ${level} * var(--row-indent))`,
      }}
      title={[
        [name, numberOfRow(tree, row), found.why].filter(Boolean).join(' '),
        ...(found.fullName === null ? [] : [found.fullName]),
        ...quiet,
      ].join('\n')}
    >
      <div className="row-line">
        {/* The tree handles the keys; the twist is for the pointer. */}
        <span className="row-twist" aria-hidden onClick={isExpanded === null ? undefined : onTwist}>
          {isExpanded === null ? null : <Twist size={14} />}
        </span>
        <span className="row-label">{name}</span>
        <span className="row-number">{numberOfRow(tree, row)}</span>
        {place === 'pinned' && level === 0 ? (
          <Pin size={12} role="img" aria-label={labels.pinned} className="row-pin" />
        ) : null}
        <span className="row-activity figures">{activity}</span>
      </div>
      <LaneCaptions tree={tree} laid={laid} />
    </div>
  );
}

/** What the lanes of an open row are, on the selected row and under the pointer. */
function LaneCaptions({ tree, laid }: { tree: RowTree; laid: SeenRow }) {
  const { lanesOf, row, kind, isExpanded, callLevels } = laid;
  const isThread = kind === 'thread' || lanesOf !== row;
  if (!isThread || isExpanded !== true) return null;
  const lanes = tree.rows[lanesOf] as TimelineRow;
  const boxes = laneBoxes({ ...lanes, callLevels, kind, isOpen: true, cpus: 0, isThread });
  const syscalls = boxes.find((box) => box.kind === 'syscall');
  const calls = boxes.find((box) => box.kind === 'call');
  return (
    <span aria-hidden>
      {syscalls && syscalls.top > 8 ? (
        <span className="row-caption" style={{ top: syscalls.top + 2 }}>
          {labels.syscalls}
        </span>
      ) : null}
      {calls && calls.top > 8 ? (
        <span className="row-caption" style={{ top: calls.top + 1 }}>
          {callLevels < lanes.callLevels ? labels.someLevels(count(callLevels), count(lanes.callLevels)) : labels.calls}
        </span>
      ) : null}
    </span>
  );
}
