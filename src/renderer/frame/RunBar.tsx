import { waitsForPassword } from '@shared/model/run-privilege';
import { Square } from 'lucide-react';
import { clock, size } from '../format/figures';
import { keyLabel } from '../format/key-name';
import { useNow } from '../parts/use-now';
import { isActive, useRun } from '../stores/run';
import { useView } from '../stores/view';
import { texts } from '../texts/en';

/** The run in one line, above every other view while it is running. */
export function RunBar() {
  const { run, stop } = useRun();
  const go = useView((state) => state.go);
  const now = useNow(isActive(run));
  if (!isActive(run)) return null;
  const step = run.steps.findLast((one) => one.status === 'running');
  return (
    <section className="run-bar" aria-label={texts.run.phase[run.phase]}>
      <button type="button" className="run-bar-open" onClick={() => go('record')}>
        <span className="live-dot" aria-hidden />
        <strong>{texts.run.phase[run.phase]}</strong>
        <span className="run-bar-title">
          {waitsForPassword(run) ? texts.run.password.waiting : step ? step.title : run.title}
        </span>
        <span className="figures">{waitsForPassword(run) ? null : clock(now - run.startedAt)}</span>
        <span className="figures">{size(run.sizeBytes)}</span>
      </button>
      <button
        type="button"
        className="run-bar-stop"
        aria-keyshortcuts="Control+."
        title={texts.withKeys(texts.run.stop, keyLabel('Control+.'))}
        disabled={run.phase !== 'running'}
        onClick={() => void stop()}
      >
        <Square size={12} fill="currentColor" aria-hidden />
        {run.phase === 'running' ? texts.run.stop : texts.run.stopping}
      </button>
    </section>
  );
}
