import { useEffect } from 'react';
import { ask } from '../../../bridge';
import { useArchives } from '../../../stores/archives';
import { useTraces } from '../../../stores/traces';

/** Rows that the pointer or the arrow keys pass more quickly are ignored. */
const SETTLED_MS = 350;
/** Larger selections are exported, not dragged. */
const MOST = 100;

let hovered: string | null = null;
let requested = '';
let waiting: ReturnType<typeof setTimeout> | undefined;

function requestSoon(): void {
  clearTimeout(waiting);
  waiting = setTimeout(requestArchives, SETTLED_MS);
}

/** Hovered row first: the next drag most likely starts there. */
function requestArchives(): void {
  const { rows, selection } = useTraces.getState();
  const settled = new Set(rows?.filter(({ state }) => state === 'ready' || state === 'damaged').map(({ id }) => id));
  const selected = selection.ids.size > MOST ? [] : [...selection.ids];
  const ids = [...new Set([...(hovered === null ? [] : [hovered]), ...selected])].filter((id) => settled.has(id));
  if (ids.join() === requested) return;
  requested = ids.join();
  // A trace was deleted meanwhile. The next list does not contain it, and the request is repeated.
  ask('exports:prepare', { ids }).catch(() => {
    requested = '';
  });
}

/** Sets the row under the pointer; null for none. */
export function hover(id: string | null): void {
  if (id === null || (id === hovered && requested !== '')) return; // keep the last row: the pointer leaves the list during a drag
  hovered = id;
  requestSoon();
}

/** Requests the archives of selected and hovered rows from main while the list is shown. */
export function useWantedArchives(): void {
  useEffect(() => {
    requestSoon();
    const unfollow = useTraces.subscribe((state, before) => {
      if (state.selection !== before.selection || state.rows !== before.rows) requestSoon();
    });
    // Deleted with the caches: request the archive again at the next hover.
    const unfollowArchives = useArchives.subscribe(({ byTrace }, before) => {
      if (requested.split(',').some((id) => before.byTrace.has(id) && !byTrace.has(id))) requested = '';
    });
    return () => {
      unfollow();
      unfollowArchives();
      clearTimeout(waiting);
      hovered = null;
      requested = '';
    };
  }, []);
}
