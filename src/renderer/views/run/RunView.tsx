import './run.css';
import { ViewHeader } from '../../frame/ViewHeader';
import { useNow } from '../../parts/use-now';
import { isActive, useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { EndedTrace } from './ended/EndedTrace';
import { StepsFold } from './ended/StepsFold';
import { FoldingOutput } from './output/FoldingOutput';
import { RunActions } from './RunActions';
import { RunFigures } from './RunFigures';
import { RunNotices } from './RunNotices';
import { StepBars } from './StepBars';

/** A running recording, or the result of an ended one. */
export function RunView() {
  const { run, error } = useRun();
  const now = useNow(isActive(run));
  if (!run) return null;
  // A run that failed shows its steps, also if something was kept.
  const keptId = run.phase === 'kept' ? run.traceId : null;
  const steps = <StepBars steps={run.steps} startedAt={run.startedAt} now={now} over={!isActive(run)} />;
  return (
    <main className="view run">
      <ViewHeader
        title={run.title}
        aside={
          <span className={`phase phase-${run.phase}`}>
            {isActive(run) ? <span className="live-dot" aria-hidden /> : null}
            {texts.run.phase[run.phase]}
          </span>
        }
      >
        <RunActions run={run} now={now} />
      </ViewHeader>
      <RunNotices run={run} refused={error} />
      {keptId === null ? null : <StepsFold steps={run.steps}>{steps}</StepsFold>}
      <div className="run-body">
        <div className="run-course">
          {keptId === null ? steps : <EndedTrace id={keptId} title={run.title} />}
          <FoldingOutput
            key={run.runId}
            folds={keptId !== null}
            output={run.output}
            over={!isActive(run)}
            traceId={run.traceId}
          />
        </div>
        <RunFigures run={run} now={now} />
      </div>
    </main>
  );
}
