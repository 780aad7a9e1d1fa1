import { ViewHeader } from '../../frame/ViewHeader';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { useNow } from '../../parts/use-now';
import { isGoingOn, useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { RunActions } from './RunActions';
import { RunFigures } from './RunFigures';
import { RunOutput } from './RunOutput';
import { StepBars } from './StepBars';

/** A run while it goes on, and what became of it. */
export function RunView() {
  const { run, error } = useRun();
  const now = useNow(isGoingOn(run));
  if (!run) return null;
  const leftBehind = run.steps.filter((step) => step.status === 'undo-failed' && step.error);
  return (
    <main className="view run">
      <ViewHeader
        title={run.title}
        aside={
          <span className={`phase phase-${run.phase}`}>
            {isGoingOn(run) ? <span className="live-dot" aria-hidden /> : null}
            {texts.run.phase[run.phase]}
          </span>
        }
      >
        <RunActions run={run} now={now} />
      </ViewHeader>
      <RunFigures run={run} now={now} />
      <div className="run-notices">
        {error ? <ErrorNotice error={error} /> : null}
        {run.error && run.phase === 'failed' ? <ErrorNotice error={run.error} /> : null}
        {leftBehind.map((step) =>
          step.error ? (
            <ErrorNotice key={step.id} error={{ ...step.error, message: `${step.title}: ${step.error.message}` }} />
          ) : null,
        )}
        {run.warnings.map((warning) => (
          <Notice
            key={warning.code + warning.message}
            severity="caution"
            message={warning.message}
            hint={warning.hint}
          />
        ))}
      </div>
      <StepBars steps={run.steps} startedAt={run.startedAt} now={now} over={!isGoingOn(run)} />
      <RunOutput text={run.output} dropped={run.outputDropped} over={!isGoingOn(run)} />
    </main>
  );
}
