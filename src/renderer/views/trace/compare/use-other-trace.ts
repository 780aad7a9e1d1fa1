import type { ErrorData } from '@shared/model/app-error';
import type { Insights } from '@shared/trace-view/insight';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import { useEffect, useState } from 'react';
import { errorOf } from '../../../bridge';
import type { TraceClient } from '../../../stores/trace-view/asking';
import { useComparison } from '../../../stores/trace-view/comparison';
import { connect } from '../../../stores/trace-view/connect';
import { askInsights } from '../../../stores/trace-view/insight-reading';

export interface OtherTrace {
  /** Null until the process that reads the trace is connected. */
  client: TraceClient | null;
  facts: TraceFacts | null;
  whole: WholeTrace | null;
  insights: Insights | null;
  error: ErrorData | null;
}

const UNREAD: OtherTrace = { client: null, facts: null, whole: null, insights: null, error: null };

/** Reads a second trace for as long as it is compared, and shows it in the overview. */
export function useOtherTrace(id: string): OtherTrace {
  const [other, setOther] = useState(UNREAD);
  useEffect(() => {
    let isWanted = true;
    let close: () => void = () => undefined;
    const add = (part: Partial<OtherTrace>): void => {
      if (isWanted) setOther((now) => ({ ...now, ...part }));
    };
    const read = async (): Promise<void> => {
      setOther(UNREAD);
      const client = await connect(id, (error) => add({ error }));
      close = () => client.close();
      if (!isWanted) {
        close();
        return;
      }
      add({ client, facts: await client.ask('facts', null) });
      add({ whole: await client.ask('whole', null) });
      await askInsights(client, (insights) => add({ insights }));
    };
    read().catch((thrown: unknown) => add({ error: errorOf(thrown) }));
    return () => {
      isWanted = false;
      close();
    };
  }, [id]);
  const { facts, whole } = other;
  useEffect(() => {
    const { show } = useComparison.getState();
    show(facts && { facts, density: whole?.density ?? facts.density });
    return () => show(null);
  }, [facts, whole]);
  return other;
}
