import { Collapsible } from '@base-ui/react/collapsible';
import type { StepState } from '@shared/model/run-state';
import { ChevronRight, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { duration } from '../../../format/figures';
import { texts } from '../../../texts/en';

const { ended: labels } = texts.run;

interface Props {
  steps: readonly StepState[];
  children: ReactNode;
}

/** The steps of a run that succeeded, in one line: their number, their time, and each as a part of a bar. */
export function StepsFold({ steps, children }: Props) {
  const tookMs = steps.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
  return (
    <Collapsible.Root className="steps-fold">
      <Collapsible.Trigger className="fold steps-fold-line">
        <ChevronRight size={14} aria-hidden className="fold-mark" />
        <CircleCheck size={16} aria-hidden className="steps-fold-done" />
        <span className="figures">{labels.steps(`${steps.length}`, duration(tookMs))}</span>
        <span className="steps-fold-bar" aria-hidden>
          {steps.map(({ id, durationMs }) => (
            <i key={id} style={{ flexGrow: durationMs ?? 0 }} />
          ))}
        </span>
      </Collapsible.Trigger>
      <Collapsible.Panel className="steps-fold-panel">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
