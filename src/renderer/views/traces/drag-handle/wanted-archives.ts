import { useEffect } from 'react';
import { ask } from '../../../bridge';
import { useArchives } from '../../../stores/archives';
import { useTraces } from '../../../stores/traces';

/** A row that the pointer or the arrow keys only pass is not meant. */
const SETTLED_MS = 350;
/** More are exported, not dragged. */
const MOST = 100;

let hovered: string | null = null;
let asked = '';
let waiting: ReturnType<typeof setTimeout> | undefined;

function wantSoon(): void {
  clearTimeout(waiting);
  waiting = setTimeout(want, SETTLED_MS);
}

/** The row under the pointer first: it is what the hand is on. */
function want(): void {
  const { rows, selection } = useTraces.getState();
  const settled = new Set(rows?.filter(({ state }) => state === 'ready' || state === 'damaged').map(({ id }) => id));
  const chosen = selection.ids.size > MOST ? [] : [...selection.ids];
  const ids = [...new Set([...(hovered === null ? [] : [hovered]), ...chosen])].filter((id) => settled.has(id));
  if (ids.join() === asked) return;
  asked = ids.join();
  // One that was deleted meanwhile: the list that comes without it asks again.
  ask('exports:prepare', { ids }).catch(() => {
    asked = '';
  });
}

/** A row under the pointer, or none. */
export function hover(id: string | null): void {
  if (id === null || (id === hovered && asked !== '')) return; // the last one stays: the pointer is on its way out with it
  hovered = id;
  wantSoon();
}

/** Has main make the archives of what is chosen or under the pointer, while the list is shown. */
export function useWantedArchives(): void {
  useEffect(() => {
    wantSoon();
    const unfollow = useTraces.subscribe((state, before) => {
      if (state.selection !== before.selection || state.rows !== before.rows) wantSoon();
    });
    // Dropped with the caches: asked for again when somebody points at it again.
    const unfollowArchives = useArchives.subscribe(({ byTrace }, before) => {
      if (asked.split(',').some((id) => before.byTrace.has(id) && !byTrace.has(id))) asked = '';
    });
    return () => {
      unfollow();
      unfollowArchives();
      clearTimeout(waiting);
      hovered = null;
      asked = '';
    };
  }, []);
}
