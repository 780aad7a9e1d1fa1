import { type Action, knowActions } from '../../../stores/actions';
import { useRowChoices } from '../../../stores/trace-view/row-choices';
import { useSelectedCall } from '../../../stores/trace-view/selected-call';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { stepInRow, stepOfFunction, toCallee, toCaller, zoomToSelection } from './call-moves';
import { followWait } from './follow-wait';
import { showInEvents, stepOfEvents } from './mark-moves';
import { PLOT_ID } from './plot/plot-id';
import { clearMeasure, usePlot } from './plot/plot-store';
import { measureFromHere } from './plot/use-plot-pointer';
import type { RowLayout } from './rows/lay-rows';
import { moveRow } from './rows/move-row';
import { pinnedRoots } from './rows/pinned-rows';
import type { RowTree } from './rows/row-children';
import { selectedRow, stepRow } from './rows/select-row';

const { keys: names } = texts.traceTimeline;

/** The rows that the actions move in. */
export interface ShownRows {
  tree: RowTree;
  layout: RowLayout;
}

const inPlot = (): boolean => document.activeElement?.id === PLOT_ID;
const hasCall = (): boolean => useTraceView.getState().history.place.call !== null;
const hasFunction = (): boolean => useSelectedCall.getState().detail?.function != null;
const hasMark = (): boolean => useTraceView.getState().history.place.mark !== null;
const hasSelection = (): boolean => hasCall() || hasMark() || useTraceView.getState().history.place.rows.length > 0;

/** The actions of the timeline while it is shown. Arrow keys, Space and Enter belong to the picture only while it has the focus. */
export function timelineActions({ tree, layout }: ShownRows): readonly Action[] {
  const onRow = (act: (row: number) => void) => (): void => {
    const row = selectedRow(layout);
    if (row !== null) act(row);
  };
  const choices = useRowChoices.getState();
  const inPicture = { keysWhen: inPlot, repeats: true };
  const actions: Omit<Action, 'group'>[] = [
    { id: 'rows.up', title: names.up, keys: 'ArrowUp', ...inPicture, run: () => stepRow(tree, layout, -1) },
    { id: 'rows.down', title: names.down, keys: 'ArrowDown', ...inPicture, run: () => stepRow(tree, layout, 1) },
    {
      id: 'calls.previous',
      title: names.previousCall,
      keys: 'ArrowLeft',
      ...inPicture,
      run: () => stepInRow('previous'),
    },
    { id: 'calls.next', title: names.nextCall, keys: 'ArrowRight', ...inPicture, run: () => stepInRow('next') },
    { id: 'calls.caller', title: names.caller, keys: 'Shift+ArrowUp', ...inPicture, when: hasCall, run: toCaller },
    { id: 'calls.callee', title: names.callee, keys: 'Shift+ArrowDown', ...inPicture, when: hasCall, run: toCallee },
    {
      id: 'calls.previous-of-function',
      title: names.previousOfFunction,
      keys: '[',
      when: hasFunction,
      run: () => void stepOfFunction('previous'),
    },
    {
      id: 'calls.next-of-function',
      title: names.nextOfFunction,
      keys: ']',
      when: hasFunction,
      run: () => void stepOfFunction('next'),
    },
    {
      id: 'calls.follow',
      title: names.follow,
      keys: 'Enter',
      keysWhen: inPlot,
      when: hasCall,
      run: () => followWait(),
    },
    { id: 'marks.next', title: names.nextEvent, keys: 'E', repeats: true, run: () => void stepOfEvents('next') },
    {
      id: 'marks.previous',
      title: names.previousEvent,
      keys: 'Shift+E',
      repeats: true,
      run: () => void stepOfEvents('previous'),
    },
    {
      id: 'marks.show',
      title: names.showEvent,
      keys: 'Enter',
      keysWhen: inPlot,
      when: hasMark,
      run: showInEvents,
    },
    { id: 'calls.zoom', title: names.toSelection, keys: 'F', when: hasSelection, run: zoomToSelection },
    {
      id: 'rows.toggle',
      title: names.toggle,
      keys: ' ',
      keysWhen: inPlot,
      when: hasSelection,
      run: onRow((row) => {
        const laid = [...layout.rows, ...layout.pinned].find((one) => one.row === row);
        if (laid && laid.isExpanded !== null) choices.toggle(row, !laid.isExpanded);
      }),
    },
    {
      id: 'rows.move-up',
      title: names.moveUp,
      keys: 'Alt+ArrowUp',
      repeats: true,
      when: hasSelection,
      run: onRow((row) => moveRow(tree, layout, row, -1)),
    },
    {
      id: 'rows.move-down',
      title: names.moveDown,
      keys: 'Alt+ArrowDown',
      repeats: true,
      when: hasSelection,
      run: onRow((row) => moveRow(tree, layout, row, 1)),
    },
    { id: 'rows.hide', title: names.hide, keys: 'H', when: hasSelection, run: onRow((row) => choices.hide(row)) },
    {
      id: 'rows.show-hidden',
      title: names.showHidden,
      keys: 'Shift+H',
      run: () => choices.change({ showsHidden: true }),
    },
    {
      id: 'rows.pin',
      title: names.pin,
      keys: 'P',
      when: hasSelection,
      run: onRow((row) => choices.pin(row, pinnedRoots(layout))),
    },
    { id: 'timeline.measure', title: names.measure, keys: 'M', run: measureFromHere },
    { id: 'timeline.escape', title: names.escape, keys: 'Escape', when: canClear, run: clearOne },
  ];
  return actions.map((action) => ({ ...action, group: 'trace' }));
}

const canClear = (): boolean =>
  usePlot.getState().measure !== null || hasSelection() || useTraceView.getState().history.place.range !== null;

/** Clears the measure, or else the selection, or else the range. */
function clearOne(): void {
  const { go } = useTraceView.getState();
  if (usePlot.getState().measure) clearMeasure();
  else if (hasSelection()) go({ call: null, mark: null, function: null, rows: [] });
  else go({ range: null });
}

const NO_ROWS: ShownRows = {
  tree: { rows: [], roots: [], childrenOf: [], lanesOf: new Int32Array() },
  layout: { rows: [], pinned: [], height: 0, pinnedHeight: 0, hiddenCount: 0, tracerRows: 0 },
};
knowActions(timelineActions(NO_ROWS));
