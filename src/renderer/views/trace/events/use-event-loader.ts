import type { ErrorData } from '@shared/model/app-error';
import type { EventMatches, EventPage, ViewedEvent } from '@shared/trace-view/event-page';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { errorOf } from '../../../bridge';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { EventIndex } from './event-index';
import { EventLoader } from './event-loader';

export interface EventQuery {
  range: { fromNs: number; toNs: number };
  rows: number[];
  filter: string;
}

export interface LoadedEvents {
  count: number;
  at(index: number): ViewedEvent | undefined;
  need(from: number, to: number): void;
  /** @returns the index of the first event at or after a time */
  jump(timeNs: number): Promise<number>;
  error: ErrorData | null;
}

/**
 * The events of a query, as the table needs them.
 * @param first the first events, if they are known
 * @param shifted is called when the indexes of loaded events were corrected
 */
export function useEventLoader(
  query: EventQuery,
  matches: EventMatches,
  first: EventPage | null,
  shifted: (by: number) => void,
): LoadedEvents {
  const { client, facts } = useTrace();
  const [, rendered] = useReducer((n: number) => n + 1, 0);
  const [error, setError] = useState<ErrorData | null>(null);
  const onShift = useRef(shifted);
  onShift.current = shifted;
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  const loader = useMemo(
    () =>
      new EventLoader(
        (from, direction, limit) => client.ask('events', { ...query, from, direction, limit }),
        new EventIndex(matches.marks, facts.lengthNs, query.range),
        (shift) => {
          if (shift !== 0) onShift.current(shift);
          setError(null);
          rendered();
        },
        (thrown) => setError(errorOf(thrown)),
        first,
      ),
    [client, key, matches, facts.lengthNs],
  );
  useEffect(() => () => loader.close(), [loader]);
  const calls = useMemo(
    () => ({
      at: (index: number) => loader.at(index),
      need: (from: number, to: number) => loader.need(from, to),
      jump: (timeNs: number) => loader.jump(timeNs),
    }),
    [loader],
  );
  return { count: matches.count, ...calls, error };
}
