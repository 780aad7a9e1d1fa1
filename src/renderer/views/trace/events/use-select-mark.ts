import type { MarkPlace } from '@shared/trace-view/trace-place';
import { useEffect, useRef } from 'react';
import { errorOf } from '../../../bridge';
import { announceUrgently } from '../../../stores/announce';
import type { LoadedEvents } from './use-event-loader';

/** Events of one time that are looked through for the user event. */
const MOST_OF_TIME = 200;

/** Selects the user event of the place in the table, once for each opening of the tab and each place. */
export function useSelectMark(
  mark: MarkPlace | null,
  events: Pick<LoadedEvents, 'at' | 'jump'>,
  onFound: (index: number) => void,
): void {
  const found = useRef(onFound);
  found.current = onFound;
  const { jump, at } = events;
  useEffect(() => {
    if (!mark) return;
    let isStopped = false;
    jump(mark.atNs).then(
      (first) => {
        if (isStopped) return;
        for (let index = first; index < first + MOST_OF_TIME; index += 1) {
          const event = at(index);
          if (!event || event.at.timeNs > mark.atNs) return;
          if (!event.isMark || event.row !== mark.row) continue;
          found.current(index);
          return;
        }
      },
      (thrown: unknown) => {
        if (!isStopped) announceUrgently(errorOf(thrown).message);
      },
    );
    return () => {
      isStopped = true;
    };
  }, [mark, jump, at]);
}
