import { TRACE_TABS, type TraceTab } from '@shared/trace-view/trace-place';
import type { KeyboardEvent } from 'react';
import { count } from '../../../format/figures';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { RangeFields } from './RangeFields';

const { tabs } = texts.traceFrame;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The tabs, and the range that all of them share. Compare has a tab while there is a second trace. */
export function TabBar() {
  const { tab, comparedWith } = useTraceView((state) => state.history.place);
  const go = useTraceView((state) => state.go);
  const shown = TRACE_TABS.filter((one) => one !== 'compare' || comparedWith !== null || tab === 'compare');
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const next = step === undefined ? undefined : shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
    if (!next || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    go({ tab: next });
    document.getElementById(`trace-tab-${next}`)?.focus();
  };
  return (
    <div className="trace-tabs">
      <div className="trace-tab-list" role="tablist" aria-label={tabs.label} onKeyDown={onKeyDown}>
        {shown.map((one) => (
          <TabButton key={one} tab={one} selected={one === tab} />
        ))}
      </div>
      <RangeFields />
    </div>
  );
}

function TabButton({ tab, selected }: { tab: TraceTab; selected: boolean }) {
  const go = useTraceView((state) => state.go);
  const found = useTraceView((state) => (tab === 'insights' ? state.insights?.findings.length : undefined));
  const position = TRACE_TABS.indexOf(tab) + 1;
  return (
    <button
      type="button"
      id={`trace-tab-${tab}`}
      role="tab"
      className="trace-tab"
      aria-selected={selected}
      aria-controls="trace-tab-panel"
      aria-keyshortcuts={tab === 'compare' ? undefined : `Alt+${position}`}
      tabIndex={selected ? 0 : -1}
      onClick={() => go({ tab })}
    >
      {tabs[tab]}
      {found === undefined ? null : (
        <span className="trace-tab-count" title={tabs.insightCount(count(found))}>
          {count(found)}
        </span>
      )}
    </button>
  );
}
