import { ChartGantt, ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { keyLabel } from '../../../format/key-name';
import { useArrival } from '../../../frame/use-arrival';
import { Button } from '../../../parts/Button';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { useTraces } from '../../../stores/traces';
import { useViewers } from '../../../stores/viewers';
import { texts } from '../../../texts/en';
import { TraceSearch } from '../search/TraceSearch';
import { HeaderFacts } from './HeaderFacts';
import { TraceMenu } from './TraceMenu';

const { header: labels } = texts.traceFrame;

/** Back and forward, the title and figures of the trace, its search, and what can be done with it. */
export function TraceHeader() {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  const id = useTraceView((state) => state.id);
  const title = useTraceView((state) => state.title);
  // A trace can be renamed while it is open, also by the command line.
  const renamed = useTraces((state) => state.rows?.find((row) => row.id === id)?.title);
  if (id === null) return null;
  const shown = renamed || title || id;
  return (
    <header className="trace-header">
      <HistoryButtons />
      <h1 ref={heading} tabIndex={-1} title={shown}>
        {shown}
      </h1>
      <HeaderFacts />
      <div className="trace-header-actions">
        <TraceSearch />
        <Button
          className="trace-compass"
          aria-keyshortcuts="Control+O"
          aria-label={texts.viewers.open}
          title={texts.withKeys(texts.viewers.open, keyLabel('Control+O'))}
          onClick={() => void useViewers.getState().open(id, shown)}
        >
          <ChartGantt size={16} aria-hidden />
          <span>{texts.viewers.open}</span>
        </Button>
        <TraceMenu id={id} />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const { back, forward } = useTraceView.getState();
  const hasPast = useTraceView((state) => state.history.past.length > 0);
  const hasFuture = useTraceView((state) => state.history.future.length > 0);
  return (
    <div className="trace-history">
      <button
        type="button"
        className="icon-button"
        aria-label={labels.back}
        title={texts.withKeys(labels.back, keyLabel('Alt+ArrowLeft'))}
        aria-keyshortcuts="Alt+ArrowLeft"
        disabled={!hasPast}
        onClick={back}
      >
        <ChevronLeft size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={labels.forward}
        title={texts.withKeys(labels.forward, keyLabel('Alt+ArrowRight'))}
        aria-keyshortcuts="Alt+ArrowRight"
        disabled={!hasFuture}
        onClick={forward}
      >
        <ChevronRight size={16} aria-hidden />
      </button>
    </div>
  );
}
