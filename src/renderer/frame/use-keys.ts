import { useEffect } from 'react';
import { chosenEngine } from '../stores/choice';
import { useRun } from '../stores/run';
import { useView, VIEWS } from '../stores/view';
import { focusSearch } from '../views/traces/search-field';

/** The keys that work everywhere. Those of one view are with the view. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (handle(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function handle(key: string): boolean {
  const { view, go } = useView.getState();
  const wanted = VIEWS[Number(key) - 1];
  if (wanted) go(wanted);
  else if (key === 'n') {
    useRun.getState().putAwayWhenOver();
    go('record');
  } else if (key === '.') void useRun.getState().stop();
  else if (key === 'f') {
    go('traces');
    focusSearch();
  } else if (key === 'Enter' && view === 'record') {
    const engine = chosenEngine();
    if (engine) void useRun.getState().recordDemo(engine);
  } else return false;
  return true;
}
