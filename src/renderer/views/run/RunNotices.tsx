import type { ErrorData } from '@shared/model/app-error';
import { canLeaveKernelOut, canTryAgain, waitsForPassword } from '@shared/model/run-privilege';
import { type RunState, stepsNotUndone } from '@shared/model/run-state';
import { KeyRound } from 'lucide-react';
import { Button } from '../../parts/Button';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { useRun } from '../../stores/run';
import { texts } from '../../texts/en';

const { run: labels } = texts;

/** Shows why the run failed and what was kept, then steps that could not be undone, then warnings. */
export function RunNotices({ run, refused }: { run: RunState; refused: ErrorData | null }) {
  const leftBehind = stepsNotUndone(run);
  const waiting = waitsForPassword(run);
  const error = run.phase === 'failed' ? run.error : null;
  if (!refused && !error && !waiting && leftBehind.length === 0 && run.warnings.length === 0) return null;
  return (
    <div className="run-notices">
      {waiting ? <WaitingForPassword /> : null}
      {refused ? <ErrorNotice error={refused} /> : null}
      {error ? (
        <ErrorNotice error={error}>
          <p>{run.traceId === null ? labels.nothingKept : labels.keptAnyway}</p>
          {canTryAgain(run) ? <RetryButtons withoutKernel={canLeaveKernelOut(run)} /> : null}
        </ErrorNotice>
      ) : null}
      {leftBehind.map((step) =>
        step.error ? (
          <ErrorNotice
            key={step.id}
            error={{ ...step.error, message: labels.notUndone(step.title, step.error.message) }}
          />
        ) : null,
      )}
      {run.warnings.map((warning) => (
        <Notice key={warning.code + warning.message} severity="caution" message={warning.message} hint={warning.hint} />
      ))}
    </div>
  );
}

/** Shows no countdown, because nothing limits the time for the password. */
function WaitingForPassword() {
  return (
    <div className="run-waiting">
      <KeyRound size={16} aria-hidden />
      <p>
        <strong>{labels.password.waiting}</strong> {labels.password.cancelEnds}
      </p>
    </div>
  );
}

/** Buttons that repeat the request, or the part of it that needs no privilege. */
function RetryButtons({ withoutKernel }: { withoutKernel: boolean }) {
  const { again, starting } = useRun();
  return (
    <div className="run-ways">
      <Button disabled={starting} onClick={() => void again(true)}>
        {texts.error.again}
      </Button>
      {withoutKernel ? (
        <Button disabled={starting} onClick={() => void again(false)}>
          {texts.record.userspaceOnly}
        </Button>
      ) : null}
    </div>
  );
}
