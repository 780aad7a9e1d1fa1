import { useDoctor } from './doctor';
import { useRun } from './run';

/** What was found this long ago may have changed: an engine that was stopped, a disk that is full. */
const STALE_AFTER_MS = 30_000;

/** Looks again when the window is turned to after a while, when a recording begins, and after one that failed. Once a page. */
export function recheckOnChange(): void {
  const { check, checkIfOlder } = useDoctor.getState();
  window.addEventListener('focus', () => checkIfOlder(STALE_AFTER_MS));
  useRun.subscribe((now, before) => {
    if (now.starting && !before.starting) checkIfOlder(STALE_AFTER_MS);
    const phase = now.run?.phase;
    if (phase === 'failed' && before.run?.phase !== 'failed') void check();
  });
}
