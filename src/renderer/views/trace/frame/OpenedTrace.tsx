import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { useTraces } from '../../../stores/traces';
import { texts } from '../../../texts/en';
import { GuideBar } from '../guide/GuideBar';
import { Overview } from '../overview/Overview';
import { TABS } from '../tabs';
import { MisfitNotice } from './MisfitNotice';
import { RangeNote } from './RangeNote';
import { TabBar } from './TabBar';
import { TraceHeader } from './TraceHeader';
import { TraceProblem } from './TraceProblem';

/** Header, overview and tabs of the opened trace, or why it cannot be shown. */
export function OpenedTrace() {
  const error = useTraceView((state) => state.error);
  const isKnown = useTraceView((state) => state.facts !== null && state.client !== null);
  const refused = useTraces((state) => state.refused);
  const { refuse } = useTraces.getState();
  return (
    <>
      <TraceHeader />
      {error ? <TraceProblem error={error} /> : null}
      {refused ? (
        <div className="trace-problem">
          <ErrorNotice error={refused}>
            <Button onClick={() => refuse(null)}>{texts.traceFrame.menu.dismiss}</Button>
          </ErrorNotice>
        </div>
      ) : null}
      <MisfitNotice />
      {isKnown && !error ? <TabsOfTrace /> : null}
    </>
  );
}

function TabsOfTrace() {
  const tab = useTraceView((state) => state.history.place.tab);
  const Tab = TABS[tab];
  return (
    <>
      <Overview />
      <TabBar />
      <GuideBar />
      <RangeNote />
      <div className="trace-tab-panel" role="tabpanel" id="trace-tab-panel" aria-labelledby={`trace-tab-${tab}`}>
        <Tab />
      </div>
    </>
  );
}
