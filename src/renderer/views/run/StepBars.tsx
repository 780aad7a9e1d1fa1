import type { StepState } from '@shared/model/run-state';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Circle, CircleCheck, CircleDot, CircleX, Undo2 } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { duration } from '../../format/figures';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { texts } from '../../texts/en';
import { axisTicks } from './axis';

const ICONS = {
  waiting: Circle,
  running: CircleDot,
  done: CircleCheck,
  failed: CircleX,
  undone: Undo2,
  'undo-failed': CircleX,
};
const ROW = 28;

interface Props {
  steps: StepState[];
  startedAt: number;
  now: number;
  over: boolean;
}

/** Every step as a bar on one time axis. The axis grows with the run and ends with its last step. */
export function StepBars({ steps, startedAt, now, over }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: steps.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  const lastEnd = Math.max(0, ...steps.map((step) => endOf(step, startedAt)));
  const span = Math.max(1000, over ? lastEnd : now - startedAt);
  // The step to scroll to: the running or the failed one.
  const current = steps.findLastIndex((step) => step.status === 'running' || step.status === 'failed');
  // Use the height of the box: the virtualizer does not know yet that the notices at the end of a run made the list smaller.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step must also be visible after the end
  useLayoutEffect(() => {
    const { current: list } = box;
    if (!list || current < 0) return;
    const top = current * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else list.scrollTop = Math.max(list.scrollTop, top + ROW - list.clientHeight);
  }, [current, over]);
  return (
    <section className="steps" aria-label={texts.run.steps}>
      <div className="step step-head" aria-hidden>
        <span />
        <span>{texts.run.steps}</span>
        <span className="axis">
          {axisTicks(span).map((tick) => (
            <span key={tick.atMs} className="tick" style={{ left: `${(tick.atMs / span) * 100}%` }}>
              {tick.label}
            </span>
          ))}
        </span>
        <span />
      </div>
      <ScrollRegion className="steps-scroll" ref={box} aria-label={texts.run.steps}>
        <ol style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const step = steps[item.index];
            return step ? (
              <StepRow key={step.id} step={step} top={item.start} startedAt={startedAt} now={now} span={span} />
            ) : null;
          })}
        </ol>
      </ScrollRegion>
    </section>
  );
}

const endOf = (step: StepState, startedAt: number): number =>
  step.startedAt === null ? 0 : step.startedAt - startedAt + (step.durationMs ?? 0);

function StepRow({
  step,
  top,
  startedAt,
  now,
  span,
}: {
  step: StepState;
  top: number;
  startedAt: number;
  now: number;
  span: number;
}) {
  const Icon = ICONS[step.status];
  const waits = step.id === 'helper' && step.status === 'running';
  const status = texts.run.stepStatus[step.status];
  const took =
    step.durationMs ??
    (step.status === 'running' && step.startedAt !== null ? Math.max(0, now - step.startedAt) : null);
  return (
    <li className={`step step-${step.status}`} style={{ transform: `translateY(${top}px)` }}>
      <Icon size={14} role="img" aria-label={status} className="step-mark" />
      <span className="step-title" title={step.title}>
        {step.title}
      </span>
      <span className="step-track">
        {step.startedAt === null ? null : (
          <span
            className="step-bar"
            style={{ left: `${((step.startedAt - startedAt) / span) * 100}%`, width: `${((took ?? 0) / span) * 100}%` }}
          />
        )}
      </span>
      {/* Do not show a running time while the user types a password. */}
      <span className="step-took figures">{took === null || waits ? '' : duration(took)}</span>
    </li>
  );
}
