import { Collapsible } from '@base-ui/react/collapsible';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useKernelOffers } from '../../../../stores/kernel-offers';
import { useMachine } from '../../../../stores/machine';
import { texts } from '../../../../texts/en';
import { errorAt } from '../errors-at';
import { KernelBuffers } from './KernelBuffers';
import { KernelContexts } from './KernelContexts';
import { KernelPatterns } from './KernelPatterns';
import type { KernelProps } from './kernel-props';
import { kernelSummary } from './kernel-summary';

const { kernel: words } = texts.recording;
const KEY = 'kernel-details';

/** Tracepoints and system calls of one's own, contexts, buffers. Open while there is nothing to record yet, or something in it is wrong. */
export function KernelDetails({ value, change, errors }: KernelProps) {
  const [wanted, setWanted] = useState(() => localStorage.getItem(KEY) === 'open');
  const machine = useMachine();
  const { offers, ask } = useKernelOffers();
  const needed =
    (value.preset === null && value.tracepoints.length === 0 && value.syscalls.length === 0) ||
    errorAt(errors, 'recording.kernel') !== undefined;
  const open = wanted || needed;
  useEffect(() => (open ? void ask() : undefined), [open, ask]);
  const preset = value.preset === null ? undefined : findKernelPreset(value.preset);
  return (
    <Collapsible.Root
      open={open}
      onOpenChange={(next) => {
        localStorage.setItem(KEY, next ? 'open' : 'closed');
        setWanted(next);
      }}
    >
      <Collapsible.Trigger className="fold details-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        <span>{words.details}</span>
        <span className="quiet figures">{kernelSummary(value, machine)}</span>
      </Collapsible.Trigger>
      <Collapsible.Panel className="details-panel">
        {errors['recording.kernel.preset'] ? <p className="field-error">{errors['recording.kernel.preset']}</p> : null}
        <p className="quiet">{words.offers[offers.source]}</p>
        <KernelPatterns
          what="tracepoints"
          rows={value.tracepoints}
          ofPreset={preset ? { title: preset.title, patterns: preset.tracepoints } : null}
          offers={offers.tracepoints}
          errors={errors}
          onChange={(tracepoints) => change({ tracepoints })}
        />
        <KernelPatterns
          what="syscalls"
          rows={value.syscalls}
          ofPreset={preset ? { title: preset.title, patterns: preset.syscalls } : null}
          offers={offers.syscalls}
          errors={errors}
          onChange={(syscalls) => change({ syscalls })}
        />
        <KernelContexts value={value} change={change} errors={errors} />
        <KernelBuffers value={value} change={change} errors={errors} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
