import { TRACE_TABS } from '@shared/trace-view/trace-place';
import { type Action, knowActions } from '../../../stores/actions';
import { useArchives } from '../../../stores/archives';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { closeTrace, copyLink } from '../frame/menu-actions';
import { pan, panFar, showWhole, zoom } from './range-moves';

const { actions: names, header, tabs } = texts.traceFrame;

const isOpen = (): boolean => useTraceView.getState().id !== null;
const isShown = (): boolean => useTraceView.getState().facts !== null && useTraceView.getState().error === null;
const hasInsights = (): boolean => (useTraceView.getState().insights?.findings.length ?? 0) > 0;

const OF_RANGE: Action[] = [
  { id: 'trace.zoom-in', title: names.zoomIn, keys: 'W', moreKeys: ['+'], run: () => zoom(1) },
  { id: 'trace.zoom-out', title: names.zoomOut, keys: 'S', moreKeys: ['-'], run: () => zoom(-1) },
  { id: 'trace.left', title: names.panLeft, keys: 'A', run: () => pan(-1) },
  { id: 'trace.right', title: names.panRight, keys: 'D', run: () => pan(1) },
  { id: 'trace.far-left', title: names.panFarLeft, keys: 'Shift+A', run: () => panFar(-1) },
  { id: 'trace.far-right', title: names.panFarRight, keys: 'Shift+D', run: () => panFar(1) },
].map((action) => ({ ...action, group: 'trace', repeats: true, when: isShown }));

const TABS: Action[] = TRACE_TABS.filter((tab) => tab !== 'compare').map((tab, index) => ({
  id: `trace.tab-${tab}`,
  title: names.tab(tabs[tab]),
  group: 'trace',
  keys: `Alt+${index + 1}`,
  when: isOpen,
  run: () => useTraceView.getState().go({ tab }),
}));

/** Actions on the opened trace, in all of its tabs. */
export const TRACE_VIEW_ACTIONS: readonly Action[] = [
  ...OF_RANGE,
  { id: 'trace.whole', title: names.whole, group: 'trace', keys: '0', when: isShown, run: showWhole },
  ...TABS,
  {
    id: 'trace.next-insight',
    title: names.nextInsight,
    group: 'trace',
    keys: 'N',
    when: hasInsights,
    run: () => useInsightGuide.getState().step(1),
  },
  {
    id: 'trace.previous-insight',
    title: names.previousInsight,
    group: 'trace',
    keys: 'Shift+N',
    when: hasInsights,
    run: () => useInsightGuide.getState().step(-1),
  },
  {
    id: 'trace.back',
    title: header.back,
    group: 'trace',
    keys: 'Alt+ArrowLeft',
    when: () => useTraceView.getState().history.past.length > 0,
    run: () => useTraceView.getState().back(),
  },
  {
    id: 'trace.forward',
    title: header.forward,
    group: 'trace',
    keys: 'Alt+ArrowRight',
    when: () => useTraceView.getState().history.future.length > 0,
    run: () => useTraceView.getState().forward(),
  },
  {
    id: 'trace.export',
    title: names.export,
    group: 'trace',
    keys: 'Control+E',
    when: isOpen,
    run: () => {
      const { id, history } = useTraceView.getState();
      if (id !== null) void useArchives.getState().save([id], undefined, history.place.range ?? undefined);
    },
  },
  {
    id: 'trace.copy-link',
    title: names.copyLink,
    searchTerms: names.copyLinkTerms,
    group: 'trace',
    when: isOpen,
    run: () => void copyLink(),
  },
  { id: 'trace.close', title: names.close, group: 'trace', when: isOpen, run: closeTrace },
];
knowActions(TRACE_VIEW_ACTIONS);
