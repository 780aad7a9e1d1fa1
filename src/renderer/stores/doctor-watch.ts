import { useDoctor } from './doctor';
import { useRun } from './run';

/** Results of this age may be outdated: an engine may have stopped, a disk may be full. */
const STALE_AFTER_MS = 30_000;

/** Checks again when the window gets the focus after a while, when a recording starts, and after a failed one. Call it once per page. */
export function recheckOnChange(): void {
  const { check, checkIfOlder } = useDoctor.getState();
  window.addEventListener('focus', () => checkIfOlder(STALE_AFTER_MS));
  useRun.subscribe((now, before) => {
    if (now.starting && !before.starting) checkIfOlder(STALE_AFTER_MS);
    const phase = now.run?.phase;
    if (phase === 'failed' && before.run?.phase !== 'failed') void check();
  });
}
