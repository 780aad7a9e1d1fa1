import type { ErrorData } from '@shared/model/app-error';
import type { RunState } from '@shared/model/run-state';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { texts } from '../../texts/en';

const { run: words } = texts;

/** First why it failed and what is left of it, then what could not be taken back, then the warnings. */
export function RunNotices({ run, refused }: { run: RunState; refused: ErrorData | null }) {
  const leftBehind = run.steps.filter((step) => step.status === 'undo-failed');
  const { error } = run;
  if (!refused && !error && leftBehind.length === 0 && run.warnings.length === 0) return null;
  return (
    <div className="run-notices">
      {refused ? <ErrorNotice error={refused} /> : null}
      {error && run.phase === 'failed' ? (
        <ErrorNotice error={error}>
          <p>{run.traceId === null ? words.nothingKept : words.keptAnyway}</p>
        </ErrorNotice>
      ) : null}
      {leftBehind.map((step) =>
        step.error ? (
          <ErrorNotice
            key={step.id}
            error={{ ...step.error, message: words.leftBehind(step.title, step.error.message) }}
          />
        ) : null,
      )}
      {run.warnings.map((warning) => (
        <Notice key={warning.code + warning.message} severity="caution" message={warning.message} hint={warning.hint} />
      ))}
    </div>
  );
}
