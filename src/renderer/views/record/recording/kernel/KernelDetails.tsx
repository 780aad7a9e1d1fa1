import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { useEffect } from 'react';
import { useKernelOffers } from '../../../../stores/kernel-offers';
import { useMachine } from '../../../../stores/machine';
import { texts } from '../../../../texts/en';
import { DetailsFold } from '../DetailsFold';
import { errorAt } from '../errors-at';
import { KernelBuffers } from './KernelBuffers';
import { KernelContexts } from './KernelContexts';
import { KernelPatterns } from './KernelPatterns';
import type { KernelProps } from './kernel-props';
import { kernelSummary } from './kernel-summary';

const { kernel: labels } = texts.recording;

/** The user's tracepoints and system calls, contexts and buffers. Open if nothing is selected yet, or if a field has an error. */
export function KernelDetails(props: KernelProps) {
  const { value, errors } = props;
  const machine = useMachine();
  const needed =
    (value.preset === null && value.tracepoints.length === 0 && value.syscalls.length === 0) ||
    errorAt(errors, 'recording.kernel') !== undefined;
  return (
    <DetailsFold
      remembered="kernel-details"
      title={labels.details}
      summary={kernelSummary(value, machine)}
      needed={needed}
    >
      <KernelChoices {...props} />
    </DetailsFold>
  );
}

/** Mounted while the section is open: only then are the kernel's event names requested. */
function KernelChoices({ value, change, errors }: KernelProps) {
  const { offers, ask } = useKernelOffers();
  useEffect(() => void ask(), [ask]);
  const preset = value.preset === null ? undefined : findKernelPreset(value.preset);
  return (
    <>
      {errors['recording.kernel.preset'] ? <p className="field-error">{errors['recording.kernel.preset']}</p> : null}
      <p className="quiet">{labels.suggestionSource[offers.source]}</p>
      {(['tracepoints', 'syscalls'] as const).map((what) => (
        <KernelPatterns
          key={what}
          what={what}
          rows={value[what]}
          ofPreset={preset ? { title: preset.title, patterns: preset[what] } : null}
          offers={offers[what]}
          errors={errors}
          onChange={(rows) => change({ [what]: rows })}
        />
      ))}
      <KernelContexts value={value} change={change} errors={errors} />
      <KernelBuffers value={value} change={change} errors={errors} />
    </>
  );
}
